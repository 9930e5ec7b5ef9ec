/** Fetching the documents that remote references name, when that is allowed. */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { maximumBytes, type SourceFiles } from './files.js';

/** A server that has not answered in this time is taken for dead. */
const timeoutMilliseconds = 30_000;

const mostRedirects = 5;

/** Loopback, private, link-local and otherwise special networks (RFC 6890): a description must not reach into where it is read. */
const internal = new BlockList();
for (const [network, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.168.0.0', 16]] as const) {
  internal.addSubnet(network, prefix, 'ipv4');
}
for (const [network, prefix] of [['::', 127], ['fc00::', 7], ['fe80::', 10]] as const) {
  internal.addSubnet(network, prefix, 'ipv6');
}

/**
 * Fetches URLs and hands their texts to the files; what fails is noted there and reported by whoever refers to it.
 *
 * @param trustedHost host and port that may be internal, because the user named it: that of the input itself
 */
export async function fetchAll(urls: Iterable<string>, files: SourceFiles, trustedHost: string | undefined): Promise<void> {
  await Promise.all(
    [...urls].map(async (url) => {
      try {
        files.supply(url, await fetchText(new URL(url), trustedHost, mostRedirects));
      } catch (error) {
        files.fail(url, error instanceof Error ? error.message : String(error));
      }
    }),
  );
}

async function fetchText(url: URL, trustedHost: string | undefined, redirectsLeft: number): Promise<string> {
  const isTrusted = url.host === trustedHost;
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  if (!isTrusted && isIP(literal) !== 0 && isInternal(literal)) {
    throw new Error('it is a loopback or private address');
  }
  const response = await get(url, isTrusted ? undefined : externalLookup);
  const status = response.statusCode ?? 0;
  const { location } = response.headers;
  if (status >= 300 && status < 400 && location !== undefined) {
    response.resume();
    if (redirectsLeft === 0) {
      throw new Error('it redirects too often');
    }
    const next = new URL(location, url);
    if (next.protocol !== 'https:' && next.protocol !== 'http:') {
      throw new Error(`it redirects to ${next.protocol}`);
    }
    return fetchText(next, trustedHost, redirectsLeft - 1);
  }
  if (status !== 200) {
    response.resume();
    throw new Error(`the server answered ${status}`);
  }
  return readText(response);
}

function get(url: URL, lookup: LookupFunction | undefined): Promise<http.IncomingMessage> {
  return new Promise((resolve, reject) => {
    const client = url.protocol === 'https:' ? https : http;
    // No agent: a kept connection would keep the process alive.
    const options = { agent: false, signal: AbortSignal.timeout(timeoutMilliseconds), ...(lookup === undefined ? {} : { lookup }) } as const;
    client.get(url, options, resolve).on('error', reject);
  });
}

async function readText(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    size += bytes.byteLength;
    if (size > maximumBytes) {
      response.destroy();
      throw new Error(`it is larger than ${maximumBytes / 1024 / 1024} MB`);
    }
    chunks.push(bytes);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
}

/** Looks a name up as the connection will: what is checked here is what is connected to, whatever the name means a moment later. */
const externalLookup: LookupFunction = (hostname, options, callback) => {
  systemLookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const first = addresses?.[0];
    if (error !== null || first === undefined) {
      callback(error ?? new Error(`${hostname} has no address`), '', 0);
    } else if (addresses.some(({ address }) => isInternal(address))) {
      callback(new Error('it is a loopback or private address'), '', 0);
    } else if (options.all === true) {
      callback(null, addresses);
    } else {
      callback(null, first.address, first.family);
    }
  });
};

function isInternal(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  return internal.check(mapped ?? address, isIP(mapped ?? address) === 6 ? 'ipv6' : 'ipv4') || /^::ffff:[0-9a-f]+:[0-9a-f]+$/i.test(address);
}
