/** Where in a text a JSON Pointer points: worked out from the concrete syntax only when somebody asks. */
import { createRequire } from 'node:module';
import type { CST, LineCounter } from 'yaml';
import type { Position } from '../diagnostics.js';
import { pointerTokens } from '../model/pointer.js';
import { JsonPositions } from './jsonPositions.js';

const require = createRequire(import.meta.url);

/** How a text is written. */
export type Syntax = 'yaml' | 'json';

/** Finds positions in one YAML or JSON text; YAML is parsed on the first question and then kept. */
export class PositionFinder {
  private counter: LineCounter | undefined;
  private root: CST.Token | undefined;
  private parsed = false;
  private readonly text: string;
  private readonly json: JsonPositions | undefined;

  /** @param syntax `json` only for a text that was parsed as JSON: it is not looked at more closely than necessary */
  constructor(text: string, syntax: Syntax = 'yaml') {
    this.text = text;
    if (syntax === 'json') {
      this.json = new JsonPositions(text);
      for (let at = 0; at !== -1; at = text.indexOf('\n', at) + 1 || -1) this.lines.addNewLine(at);
    }
  }

  /**
   * The position of the key (or array item) a pointer names; of the nearest ancestor that exists when it does not.
   *
   * @param pointer a JSON Pointer into the document
   * @param part `value` for the place of the value instead of its key
   */
  find(pointer: string, part: 'key' | 'value' = 'key'): Position {
    const { line, col } = this.lines.linePos(this.json === undefined ? this.offsetInYaml(pointer, part) : offsetInJson(this.json, pointer, part));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private get lines(): LineCounter {
    return (this.counter ??= new (yaml().LineCounter)());
  }

  private offsetInYaml(pointer: string, part: 'key' | 'value'): number {
    let token = this.document();
    let offset = token === undefined ? 0 : startOf(token);
    for (const name of pointerTokens(pointer)) {
      const step = token === undefined ? undefined : stepInto(token, name);
      if (step === undefined) {
        break;
      }
      offset = part === 'value' && step.value !== undefined ? startOf(step.value) : step.offset;
      token = step.value;
    }
    return offset;
  }

  private document(): CST.Token | undefined {
    if (!this.parsed) {
      this.parsed = true;
      for (const token of new (yaml().Parser)(this.lines.addNewLine).parse(this.text)) {
        if (token.type === 'document') {
          this.root = token.value;
          break;
        }
      }
    }
    return this.root;
  }
}

function offsetInJson(json: JsonPositions, pointer: string, part: 'key' | 'value'): number {
  let container = json.root;
  let offset = container;
  for (const name of pointerTokens(pointer)) {
    const member = json.member(container, name);
    if (member === undefined) {
      break;
    }
    offset = member[part];
    container = member.value;
  }
  return offset;
}

interface Step {
  readonly offset: number;
  readonly value: CST.Token | undefined;
}

function stepInto(token: CST.Token, name: string): Step | undefined {
  if (token.type === 'block-seq' || (token.type === 'flow-collection' && token.start.type === 'flow-seq-start')) {
    const index = /^(0|[1-9]\d*)$/.test(name) ? Number(name) : -1;
    // A trailing comma leaves an item without content.
    const items: readonly CST.CollectionItem[] = token.items;
    const item = items.filter(({ key, value }) => key !== undefined || value !== undefined)[index];
    if (item === undefined) {
      return undefined;
    }
    // `- key: value` in a flow sequence is a pair without braces.
    const inner = item.key ?? item.value;
    return { offset: inner == null ? (item.start[0]?.offset ?? token.offset) : startOf(inner), value: item.value };
  }
  if (token.type === 'block-map' || token.type === 'flow-collection') {
    const items: readonly CST.CollectionItem[] = token.items;
    for (const item of items) {
      if (item.key != null && keyText(item.key) === name) {
        return { offset: startOf(item.key), value: item.value };
      }
    }
  }
  return undefined;
}

function keyText(key: CST.Token): string | undefined {
  const { isScalar, resolveAsScalar } = yaml().CST;
  return isScalar(key) ? resolveAsScalar(key)?.value : undefined;
}

/** The first character of a node's content; a block map begins with its first key. */
function startOf(token: CST.Token): number {
  if (token.type === 'block-map') {
    const first = token.items[0];
    return first?.key == null ? token.offset : startOf(first.key);
  }
  return token.offset;
}

/** The package that knows where things stand in YAML. It has many files, and a run without problems needs none of them. */
function yaml(): typeof import('yaml') {
  const loaded: typeof import('yaml') = require('yaml');
  return loaded;
}
