/** `${…}` in stories: values of the run, captured values, and what can be made of them. */
import type { Json } from '../../model/model.js';
import { isJsonArray, isJsonObject } from '../../model/pointer.js';
import { totp } from './totp.js';

/** `name`, `name.member.0` or `function(name)`. */
const placeholder = /\$\{\s*(?:(\w+)\(\s*)?([A-Za-z_]\w*(?:\.[\w-]+)*)\s*(\))?\s*\}/g;
/** Anything that begins like a placeholder. */
const opening = /\$\{[^}]*\}?/g;

/** Functions a story may call, each of one value. */
const functions: Readonly<Record<string, (value: Json, seconds: number) => Json>> = {
  /** The passcode an authenticator app shows now for a secret. */
  totp: (secret, seconds) => totp(String(secret), seconds),
};

/** A story speaks of a value that is not there. */
export class MissingValue extends Error {
  readonly valueName: string;

  constructor(valueName: string) {
    super(`There is no value \`${valueName}\`.`);
    this.name = 'MissingValue';
    this.valueName = valueName;
  }
}

/** The names of the values that a part of a story uses, without their members. */
export function usedValues(value: Json | undefined): readonly string[] {
  return texts(value).flatMap((text) => [...text.matchAll(placeholder)].map(([, , path = '']) => path.split('.')[0] ?? ''));
}

/** Placeholders that are none: a typing mistake, or a function that does not exist. */
export function brokenPlaceholders(value: Json | undefined): readonly string[] {
  return texts(value).flatMap((text) =>
    [...text.matchAll(opening)].map(([whole]) => whole).filter((whole) => {
      const [match] = whole.matchAll(placeholder);
      if (match === undefined || match[0] !== whole) return true;
      const [, name, , closing] = match;
      return (name === undefined) !== (closing === undefined) || (name !== undefined && !Object.hasOwn(functions, name));
    }),
  );
}

/**
 * Puts values in the place of placeholders. A text that is one placeholder becomes the value itself, whatever its type.
 *
 * @param seconds the moment, for passcodes, in seconds since 1970
 * @throws MissingValue
 */
export function filled(value: Json, values: ReadonlyMap<string, Json>, seconds: number): Json {
  if (typeof value === 'string') return filledText(value, values, seconds);
  if (isJsonArray(value)) return value.map((item) => filled(item, values, seconds));
  if (isJsonObject(value)) return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, filled(member, values, seconds)]));
  return value;
}

function filledText(text: string, values: ReadonlyMap<string, Json>, seconds: number): Json {
  const [first] = text.matchAll(placeholder);
  if (first !== undefined && first[0] === text) return valueOf(first, values, seconds);
  return text.replace(placeholder, (...match: readonly string[]) => {
    const value = valueOf(match, values, seconds);
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function valueOf([, name, path = '']: readonly (string | undefined)[], values: ReadonlyMap<string, Json>, seconds: number): Json {
  const [first = '', ...rest] = path.split('.');
  const start = values.get(first);
  const value = start === undefined ? undefined : memberAt(start, rest.join('.'));
  if (value === undefined) throw new MissingValue(path);
  const apply = name === undefined ? undefined : functions[name];
  return apply === undefined ? value : apply(value, seconds);
}

/** The member at a dotted place: `results_metadata.next_cursor`, `members.0`; the value itself for the empty place. */
export function memberAt(value: Json, path: string): Json | undefined {
  let current: Json | undefined = value;
  for (const name of path === '' ? [] : path.split('.')) {
    if (isJsonArray(current)) current = current.at(/^-?\d+$/.test(name) ? Number(name) : Number.NaN);
    else current = isJsonObject(current) && Object.hasOwn(current, name) ? current[name] : undefined;
  }
  return current;
}

function texts(value: Json | undefined): readonly string[] {
  if (typeof value === 'string') return [value];
  if (value === undefined || value === null || typeof value !== 'object') return [];
  return Object.values(value).flatMap((member: Json) => texts(member));
}
