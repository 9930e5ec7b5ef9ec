/** Text to JSON value, with every way in which that can fail turned into a located problem. */
import { CORE_SCHEMA, load, Type, YAMLException } from 'js-yaml';
import type { Position, Problem } from '../diagnostics.js';
import type { Json } from '../model/model.js';
import { hasDistinctKeys, type JsonFault, scanJson } from './jsonScan.js';
import { asJson } from './limits.js';
import type { Syntax } from './positions.js';

/** The YAML 1.2 core schema, and merge keys, which people use in OpenAPI documents although 1.2 dropped them. */
const mergeKey = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (text: unknown) => text === '<<' });
const yamlSchema = CORE_SCHEMA.extend({ implicit: [mergeKey] });

/** What parsing gave: exactly one of the members. */
export type ParseResult = { readonly value: Json; readonly syntax: Syntax } | { readonly problem: Problem };

/**
 * Parses YAML 1.2 or JSON.
 *
 * @param file the name used in problems; the extension `.json` asks for strict JSON
 * @param text the content, without byte order mark
 */
export function parseText(file: string, text: string): ParseResult {
  const isJsonFile = file.endsWith('.json');
  if (isJsonFile || /^\s*[{[]/.test(text)) {
    const value = parseJson(text);
    const fault = value !== undefined && hasDistinctKeys(text, value) ? undefined : scanJson(text);
    if (fault === undefined) {
      return checked(file, value ?? JSON.parse(text), 'json');
    }
    // A flow-style YAML document begins like JSON too.
    if (isJsonFile) {
      return { problem: jsonProblem(file, text, fault) };
    }
  }
  try {
    return checked(file, load(text, { schema: yamlSchema, filename: file }), 'yaml');
  } catch (error) {
    return { problem: yamlProblem(file, error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is wrong, and where, is not the same in all versions of all engines.
    return undefined;
  }
}

function checked(file: string, value: unknown, syntax: Syntax): ParseResult {
  const result = asJson(file, value);
  if ('value' in result) {
    return { value: result.value, syntax };
  }
  // Looking for the place would mean to parse once more what is too much already.
  const isTooMuch = result.problem.code === 'too-large' || result.problem.code === 'too-deep';
  return { problem: isTooMuch ? { ...result.problem, position: { line: 1, column: 1 } } : result.problem };
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lastBreak = before.lastIndexOf('\n');
  let line = 1;
  for (let index = before.indexOf('\n'); index !== -1; index = before.indexOf('\n', index + 1)) {
    line += 1;
  }
  return { line, column: offset - lastBreak };
}

function jsonProblem(file: string, text: string, fault: JsonFault): Problem {
  const position = positionAt(text, fault.offset);
  if (fault.kind === 'duplicate') {
    return duplicateKey(file, fault.key, position);
  }
  const found = fault.offset >= text.length ? 'the text ends' : `there is ${JSON.stringify(text.slice(fault.offset, fault.offset + 12))}`;
  return {
    code: 'json-syntax',
    severity: 'error',
    message: `The document is not valid JSON: ${fault.expected} should follow here, but ${found}.`,
    origin: { file, pointer: '' },
    position,
    help: 'Often a missing or superfluous comma, or a quote that was not closed, just before this place.',
  };
}

function yamlProblem(file: string, error: unknown): Problem {
  if (error instanceof RangeError) {
    return {
      code: 'too-deep',
      severity: 'error',
      message: 'The document is nested too deeply.',
      origin: { file, pointer: '' },
      position: { line: 1, column: 1 },
      help: 'Split it, or break the nesting with `$ref`.',
    };
  }
  if (!(error instanceof YAMLException)) {
    throw error;
  }
  const position: Position = { line: (error.mark?.line ?? 0) + 1, column: (error.mark?.column ?? 0) + 1 };
  if (error.reason === 'duplicated mapping key') {
    return duplicateKey(file, keyAt(error.mark?.buffer, error.mark?.position), position);
  }
  return {
    code: /exceeded max/.test(error.reason) ? 'too-deep' : 'yaml-syntax',
    severity: 'error',
    message: `The document is not valid YAML: ${error.reason}.`,
    origin: { file, pointer: '' },
    position,
    help: yamlHelp(error.reason),
  };
}

function duplicateKey(file: string, key: string | undefined, position: Position): Problem {
  return {
    code: 'duplicate-key',
    severity: 'error',
    message: key === undefined ? 'A key stands twice in one mapping.' : `The key "${key}" stands twice in one mapping.`,
    origin: { file, pointer: '' },
    position,
    help: 'Keep one of the two; parsers disagree on which one wins.',
  };
}

function keyAt(text: string | undefined, offset: number | undefined): string | undefined {
  if (text === undefined || offset === undefined) {
    return undefined;
  }
  return /^["']?([^"':\n]{1,80})["']?\s*:/.exec(text.slice(offset, offset + 100))?.[1];
}

function yamlHelp(reason: string): string {
  if (/unknown tag/.test(reason)) {
    return 'Only the plain JSON types are understood; put a text that begins with `!` in quotes.';
  }
  if (/unidentified alias/.test(reason)) {
    return 'An alias needs its anchor earlier in the same file; put a text that begins with `*` in quotes.';
  }
  if (/single document/.test(reason)) {
    return 'Remove the second `---`; one file is one document.';
  }
  return 'Check indentation and quoting here and on the line before; a text with `: ` or ` #` in it needs quotes.';
}
