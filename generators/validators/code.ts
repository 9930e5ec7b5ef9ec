/** The code of checks: expressions of calls of the runtime. */
import { numberLiteral } from '../typescript/literals.js';
import type { RuntimeName } from './runtimeModules.js';

/** The call of a function of the runtime, marked so that bundlers leave it out when its result is not used. */
export function call(name: RuntimeName, ...args: readonly string[]): string {
  const list = args.join(', ');
  const fits = list.length <= 100 && !list.includes('\n');
  return fits ? `${pureMark}${name}(${list})` : `${pureMark}${name}(\n${args.map((argument) => `${indent(argument)},\n`).join('')})`;
}

/** Several checks as one. What is asked twice is asked once. */
export function allOf(checks: readonly string[]): string {
  const distinct = [...new Set(checks)];
  const [first] = distinct;
  if (first === undefined) return 'any';
  return distinct.length === 1 ? first : call('all', ...distinct);
}

/** The least and the most of something as arguments; the last ones are left out where there is no limit. */
export function limitArguments(least: number | undefined, most: number | undefined): readonly string[] {
  const written = [least, most].map((limit) => (limit === undefined ? 'undefined' : numberLiteral(limit)));
  return most === undefined ? written.slice(0, least === undefined ? 0 : 1) : written;
}

/**
 * Code for the inside of a function, which bundlers need not be told about: without the marks of {@link call}. Strings and regular
 * expressions stay as they are.
 */
export function unmarked(code: string): string {
  return code.replace(codeToken, (token) => (token === pureMark ? '' : token));
}

/** The identifiers of generated code, which divides nothing: strings, comments, regular expressions and member names are passed over. */
export function identifiersOf(code: string): readonly string[] {
  return [...code.matchAll(codeToken)].flatMap(([, identifier]) => (identifier === undefined ? [] : [identifier]));
}

const pureMark = '/* @__PURE__ */ ';

const codeToken = /'(?:[^'\\]|\\.)*'|\/\*.*?\*\/ ?|\/(?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+\/u?|([A-Za-z_$][\w$]*)(?!\w*\s*:)/gu;

/** Lines moved to the right. */
export function indent(code: string): string {
  return code.replace(/^(?=.)/gm, '  ');
}

/** An identifier part of any name: `email-address` → `email_address`. */
export function labelOf(name: string): string {
  return name.replace(/[^A-Za-z0-9]+/g, '_').replace(/^_|_$/g, '').slice(0, 60) || 'x';
}

/** A name whose place another code may take; no text of a description reaches generated code with this character. */
export function laterName(name: string): string {
  return `\0${name}\0`;
}

const laterNamePattern = /\0(\w+)\0/g;

/** The names that {@link laterName} has marked in a code. */
export function laterNames(code: string): readonly string[] {
  return [...code.matchAll(laterNamePattern)].map(([, name = '']) => name);
}

/** The code with something put in for those names, moved to the right as far as their lines are. */
export function withLaterNames(code: string, replacement: (name: string) => string): string {
  return code.replace(laterNamePattern, (_, name: string, offset: number) => {
    const [margin = ''] = /^ */.exec(code.slice(code.lastIndexOf('\n', offset) + 1)) ?? [];
    return replacement(name).replaceAll('\n', `\n${margin}`);
  });
}
