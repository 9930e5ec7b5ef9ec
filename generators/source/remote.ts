/** Fetching the documents that remote references name, when that is allowed. */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import { lookup as lookupAll } from 'node:dns/promises';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { maximumBytes, type SourceFiles } from './files.js';
import type { RemoteBudget } from './remoteBudget.js';

/** A server that has not answered in this time is taken for dead. */
const timeoutMilliseconds = 30_000;

const mostRedirects = 5;

/** As many documents are fetched at the same time. */
const mostAtOnce = 8;

const requestHeaders = { accept: 'application/yaml, application/json, text/plain, */*;q=0.1', 'accept-encoding': 'identity', 'user-agent': 'stytch-b2b-openapi' };

/** Loopback, private, link-local and otherwise special networks (RFC 6890): a description must not reach into where it is read. */
const internal = new BlockList();
for (const network of [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.168.0.0/16',
  '198.18.0.0/15', '224.0.0.0/4', '240.0.0.0/4',
]) {
  const [address = '', prefix] = network.split('/');
  internal.addSubnet(address, Number(prefix), 'ipv4');
}
// Those that carry an IPv4 address inside (`::ffff:0:0/96`, NAT64, 6to4, Teredo) are refused whatever it is: nobody publishes under them.
for (const network of ['::/96', '::ffff:0:0/96', '64:ff9b::/32', '100::/64', '2001::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8']) {
  const [address = '', prefix] = network.split('/');
  internal.addSubnet(address, Number(prefix), 'ipv6');
}

/** What may be fetched beyond the open network. */
export interface RemotePolicy {
  /** What is left for the description. */
  readonly budget: RemoteBudget;
  /** Loopback and private addresses too. */
  readonly allowPrivate: boolean;
  /** Host and port whose documents may be on the inside, because the input that the user named came from there and was. */
  readonly internalHost?: string;
}

/**
 * Fetches URLs and hands their texts to the files; what fails is noted there and reported by whoever refers to it.
 */
export async function fetchAll(urls: Iterable<string>, files: SourceFiles, policy: RemotePolicy): Promise<void> {
  const waiting = [...urls];
  const refusal = policy.budget.refusalOf(waiting.length);
  if (refusal !== undefined) {
    for (const url of waiting) files.fail(url, refusal);
    return;
  }
  const fetchNext = async (): Promise<void> => {
    for (let url = waiting.shift(); url !== undefined; url = waiting.shift()) {
      try {
        files.supply(url, await fetchText(new URL(url), policy, mostRedirects));
      } catch (error) {
        files.fail(url, error instanceof Error ? error.message : String(error));
      }
    }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, fetchNext));
}

/**
 * Fetches the input itself. The user named its host, so that it may be an internal one; where it redirects to may not.
 *
 * @returns whether the host was an internal one: only then may references to it reach inside. A host of the open network whose name
 *   comes to mean an internal address later (DNS rebinding) gains nothing by having been the input.
 */
export async function fetchInput(url: string, files: SourceFiles, policy: RemotePolicy): Promise<{ readonly isInternalHost: boolean }> {
  const { host, hostname } = new URL(url);
  const literal = withoutBrackets(hostname);
  const isInternalHost = isIP(literal) === 0 ? await leadsInside(literal) : isInternal(literal);
  await fetchAll([url], files, isInternalHost ? { ...policy, internalHost: host } : policy);
  return { isInternalHost };
}

async function leadsInside(hostname: string): Promise<boolean> {
  try {
    return (await lookupAll(hostname, { all: true })).some(({ address }) => isInternal(address));
  } catch {
    // The fetch will say what is wrong with the name.
    return false;
  }
}

async function fetchText(url: URL, policy: RemotePolicy, redirectsLeft: number): Promise<string> {
  const mayBeInternal = policy.allowPrivate || url.host === policy.internalHost;
  const literal = withoutBrackets(url.hostname);
  if (!mayBeInternal && isIP(literal) !== 0 && isInternal(literal)) {
    throw new Error(refusal);
  }
  const timeout = AbortSignal.timeout(timeoutMilliseconds);
  const signal = AbortSignal.any([timeout, policy.budget.signal]);
  try {
    return await answerOf(await get(url, signal, mayBeInternal ? undefined : externalLookup), url, policy, redirectsLeft);
  } catch (error) {
    if (timeout.aborted) throw new Error(`it has not arrived within ${timeoutMilliseconds / 1000} seconds`);
    if (signal.aborted) throw new Error('fetching the description takes too long');
    if (error instanceof Error && error.message === 'aborted') throw new Error('the connection broke off');
    throw error;
  }
}

async function answerOf(response: http.IncomingMessage, url: URL, policy: RemotePolicy, redirectsLeft: number): Promise<string> {
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status >= 300 && status < 400 && location !== undefined) {
    response.destroy();
    if (redirectsLeft === 0) {
      throw new Error('it redirects too often');
    }
    if (!URL.canParse(location, url.href)) {
      throw new Error('it redirects to something that is no address');
    }
    const next = new URL(location, url);
    if (next.protocol !== 'https:' && next.protocol !== 'http:') {
      throw new Error(`it redirects to ${next.protocol}`);
    }
    return fetchText(next, policy, redirectsLeft - 1);
  }
  if (status !== 200) {
    response.destroy();
    throw new Error(`the server answered ${status}`);
  }
  const encoding = response.headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    response.destroy();
    throw new Error('the server compressed it, which it was not asked to do');
  }
  return readText(response, policy.budget);
}

function withoutBrackets(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function get(url: URL, signal: AbortSignal, lookup: LookupFunction | undefined): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    // No agent: a kept connection would keep the process alive.
    const options = { agent: false, signal, headers: requestHeaders, ...(lookup === undefined ? {} : { lookup }) } as const;
    client.get(url, options, resolve).on('error', reject);
  });
}

async function readText(response: http.IncomingMessage, budget: RemoteBudget): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.byteLength;
    budget.spend(bytes.byteLength);
    if (size > maximumBytes) {
      response.destroy();
      throw new Error(`it is larger than ${maximumBytes / 1024 / 1024} MB`);
    }
    chunks.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Error('it is not UTF-8 text');
  }
}

/** Looks a name up as the connection will: what is checked here is what is connected to, whatever the name means a moment later. */
export const externalLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const first = addresses?.[0];
    if (error !== null || first === undefined) {
      callback(error ?? new Error(`${hostname} has no address`), '', 0);
    } else if (addresses.some(({ address }) => isInternal(address))) {
      callback(new Error(refusal), '', 0);
    } else if (options.all === true) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

const refusal = 'it leads to a loopback or private address';

/** True for an address that is not one of the open network. */
export function isInternal(address: string): boolean {
  return internal.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}
