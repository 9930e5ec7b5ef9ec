/** From the text of a `$ref` to the object it means. */
import type { Origin, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { isJsonArray, isJsonObject, pointerTokens } from '../model/pointer.js';
import type { SourceFiles } from './files.js';
import { own, ownString } from './json.js';
import { appendToPointer } from './pointer.js';
import type { SourceFile } from './sourceFile.js';
import { didYouMean } from './suggest.js';

/** A place in a source file and what stands there. */
export interface Target {
  readonly file: SourceFile;
  /** Canonical: escaped as RFC 6901 says, and with every reference on the way already followed. */
  readonly pointer: string;
  readonly value: Json;
}

/** What resolving gave; `pending` is a URL to fetch first. */
export type Resolution = { readonly target: Target } | { readonly problem: Problem } | { readonly pending: string };

/** More references than this in one chain can only be a circle. */
const longestChain = 100;

/**
 * Resolves a reference (OAS 3.1 §4.8.23, RFC 3986 §5, RFC 6901 §6).
 *
 * @param files where documents are read
 * @param from the document the reference stands in
 * @param reference its text
 * @param origin where it stands, for problems
 */
export function resolveReference(files: SourceFiles, from: SourceFile, reference: string, origin: Origin, chain = 0): Resolution {
  if (chain > longestChain) {
    return broken('ref-circle', 'The reference leads back to itself without ever reaching an object.', origin, 'Let one of the references in the circle be the object itself.');
  }
  const parts = splitReference(reference);
  if (parts === undefined) {
    return broken('ref-syntax', `"${reference}" is not a valid reference.`, origin, 'Percent escapes are two hexadecimal digits; write a literal % as %25.');
  }
  const location = files.locationOf(from, parts.document);
  if (location === undefined) {
    return broken('ref-syntax', `"${reference}" cannot be followed.`, origin, 'Use a relative path, with a JSON Pointer after `#`.');
  }
  const read = files.read(location, origin);
  if (!('file' in read)) {
    return 'pending' in read ? read : { problem: read.problem };
  }
  if (parts.pointer !== '' && !parts.pointer.startsWith('/')) {
    return broken('ref-anchor', `"${reference}" names an anchor, which is not supported.`, origin, 'Use a JSON Pointer: `#/…`.');
  }
  return walk(files, read.file, parts.pointer, reference, origin, chain);
}

function walk(files: SourceFiles, start: SourceFile, pointer: string, reference: string, origin: Origin, chain: number): Resolution {
  let current: Target = { file: start, pointer: '', value: start.value };
  for (const token of pointerTokens(pointer)) {
    let next = step(current, token);
    const through = isJsonObject(current.value) ? ownString(current.value, '$ref') : undefined;
    if (next === undefined && through !== undefined) {
      const resolution = resolveReference(files, current.file, through, origin, chain + 1);
      if (!('target' in resolution)) {
        return resolution;
      }
      current = resolution.target;
      next = step(current, token);
    }
    if (next === undefined) {
      return notFound(current, token, reference, origin);
    }
    current = next;
  }
  return { target: current };
}

function step(from: Target, token: string): Target | undefined {
  const value = isJsonObject(from.value)
    ? own(from.value, token)
    : isJsonArray(from.value) && /^(0|[1-9]\d*)$/.test(token)
      ? from.value[Number(token)]
      : undefined;
  return value === undefined ? undefined : { file: from.file, pointer: appendToPointer(from.pointer, token), value };
}

function notFound(where: Target, token: string, reference: string, origin: Origin): Resolution {
  const place = where.pointer === '' ? where.file.name : `${where.file.name}#${where.pointer}`;
  const names = isJsonObject(where.value) ? Object.keys(where.value) : [];
  const help = didYouMean(token, names, names.length > 0 && names.length <= 8 ? `There is: ${names.join(', ')}.` : `Look at ${place} for what is there.`);
  return broken('ref-not-found', `"${reference}" leads nowhere: there is no "${token}" in ${place}.`, origin, help);
}

function broken(code: string, message: string, origin: Origin, help: string): Resolution {
  return { problem: { code, severity: 'error', message, origin, help } };
}

function splitReference(reference: string): { document: string; pointer: string } | undefined {
  const hash = reference.indexOf('#');
  const document = hash === -1 ? reference : reference.slice(0, hash);
  try {
    return {
      // In a URL the escapes belong to the address.
      document: /^[a-z][a-z0-9+.-]+:/i.test(document) ? document : decodeURIComponent(document),
      pointer: hash === -1 ? '' : decodeURIComponent(reference.slice(hash + 1)),
    };
  } catch {
    return undefined;
  }
}
