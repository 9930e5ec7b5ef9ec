/**
 * Templates as straight programs. What a program of Handlebars does through its runtime (looking up each name, going through a list,
 * calling a partial, each with objects made for it) takes most of the time that rendering takes. The constructs of which nearly every
 * template consists become plain JavaScript here: `{{name}}`, `{{#if}}`, `{{#unless}}`, `{{#each}}`, `{{> partial}}`.
 *
 * Handlebars still parses the template, and its meaning is the one that counts: where a program could come to another result, it is not
 * made or it throws, and the caller lets Handlebars render instead.
 */
import { Handlebars } from './renderers.js';

/** A template as a program: of what it shows, the text. */
export type PlainProgram = (view: unknown) => string;

/** What the program of a template calls. */
export interface PlainTools {
  /** The text of a value that is printed. */
  print(value: unknown): string;
  /** The program of a partial. */
  partial(name: string): PlainProgram;
}

/** A template that only Handlebars renders. */
export class NotPlainError extends Error {}

/**
 * Makes the program of a template. It throws where the template prints a name that the view lacks, as a strict template does, and for
 * values that it was not made for.
 *
 * @throws NotPlainError for a construct that only Handlebars knows
 */
export function plainProgram(template: hbs.AST.Program, { print, partial }: PlainTools): PlainProgram {
  // Of the template itself, names and texts are in the code, as literals.
  const make = Reflect.construct(Function, ['print', 'partial', 'isFull', 'listOf', 'missing', new ProgramWriter().write(template)]);
  const program: PlainProgram = Reflect.apply(make, undefined, [(value: unknown) => print(dataOnly(value)), partial, isFull, listOf, missing]);
  return program;
}

/** Handlebars calls functions, and hides what an object inherits; nothing else that a name of a view could lead to is inherited. */
function dataOnly(value: unknown): unknown {
  if (typeof value === 'function') throw new NotPlainError('A function is called.');
  return value;
}

/** What `#if` takes for true: what JavaScript does, but for empty lists. */
function isFull(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(dataOnly(value));
}

/** What `#each` goes through. */
function listOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (typeof dataOnly(value) === 'object' && value !== null) throw new NotPlainError('The members of an object are listed.');
  return [];
}

/** The value of a name that has none, unless the view does not even have the name. */
function missing(isThere: boolean): undefined {
  if (!isThere) throw new NotPlainError('The view lacks a name.');
  return undefined;
}

/**
 * Writes the body of a function that makes the program. In the program, `c0` is the view and `c1` the element of a list, counted as they
 * stand in the template; `u1` is what lies around an element: what `this` was there, and what lay around that.
 */
class ProgramWriter extends Handlebars.Visitor {
  readonly #lines: string[] = [];
  /** Those of them that only names of views around an element need. */
  readonly #linesOfParents = new Set<number>();
  /** Expressions whose texts follow each other, not yet in a line. */
  readonly #texts: string[] = [];
  readonly #partials: string[] = [];
  /** The numbers of the lists around the place. */
  readonly #around: number[] = [];
  #lists = 0;
  #namesParents = false;

  write(template: hbs.AST.Program): string {
    this.accept(template);
    this.#endTexts();
    const partials = this.#partials.map((name, index) => `const p${index} = partial(${JSON.stringify(name)});`);
    const lines = this.#namesParents ? this.#lines : this.#lines.filter((_line, index) => !this.#linesOfParents.has(index));
    return [...partials, 'return (c0) => {', 'let o = "", v, u0;', ...lines, 'return o;', '};'].join('\n');
  }

  override Program({ body, blockParams }: hbs.AST.Program): void {
    if (blockParams !== undefined && blockParams.length > 0) throw new NotPlainError('A block names its values.');
    for (const statement of body) this.accept(statement);
  }

  override ContentStatement({ value }: hbs.AST.ContentStatement): void {
    if (value !== '') this.#texts.push(JSON.stringify(value));
  }

  override CommentStatement(): void {}

  override MustacheStatement({ path, params, hash, escaped }: hbs.AST.MustacheStatement): void {
    if (!escaped || params.length > 0 || hasPairs(hash)) throw new NotPlainError('More than a name is printed.');
    const { of, name } = this.#lookup(path);
    this.#texts.push(name === undefined ? `print(${of})` : `print((v = ${of}[${name}]) === undefined ? missing(${name} in ${of}) : v)`);
  }

  override BlockStatement({ path, params, hash, program, inverse }: hbs.AST.BlockStatement): void {
    const [subject] = params;
    if (subject === undefined || params.length > 1 || hasPairs(hash)) throw new NotPlainError('A helper is called.');
    const value = this.#value(subject);
    this.#endTexts();
    switch (path.original) {
      case 'if':
        return this.#branches(`isFull(${value})`, program, inverse);
      case 'unless':
        return this.#branches(`!isFull(${value})`, program, inverse);
      case 'each':
        return this.#each(value, program, inverse);
      default:
        throw new NotPlainError('A helper is called.');
    }
  }

  override PartialStatement({ name, params, hash, indent }: hbs.AST.PartialStatement): void {
    const [view] = params;
    if (!('parts' in name) || params.length > 1 || hasPairs(hash)) throw new NotPlainError('A partial is more than named.');
    if (indent !== '') this.#texts.push(JSON.stringify(indent));
    const known = this.#partials.indexOf(name.original);
    const index = known === -1 ? this.#partials.push(name.original) - 1 : known;
    this.#texts.push(`p${index}(${view === undefined ? `c${this.#list}` : this.#value(view)})`);
  }

  override PartialBlockStatement(): never {
    throw new NotPlainError('A partial has a block.');
  }

  override Decorator(): never {
    throw new NotPlainError('There is a decorator.');
  }

  override DecoratorBlock(): never {
    throw new NotPlainError('There is a decorator.');
  }

  /** The number of the innermost list around the place; 0 is the view. */
  get #list(): number {
    return this.#around.at(-1) ?? 0;
  }

  #branches(condition: string, program: hbs.AST.Program | undefined, inverse: hbs.AST.Program | undefined): void {
    this.#block(`if (${condition}) {`, program);
    if (inverse !== undefined) this.#block('else {', inverse);
  }

  #each(value: string, program: hbs.AST.Program | undefined, inverse: hbs.AST.Program | undefined): void {
    const outer = this.#list;
    const list = (this.#lists += 1);
    this.#lines.push(`const l${list} = listOf(${value});`);
    if (inverse !== undefined) this.#block(`if (l${list}.length === 0) {`, inverse);
    this.#lines.push(`for (let i${list} = 0; i${list} < l${list}.length; i${list} += 1) {`);
    // To Handlebars, nothing new lies around an element that is what `this` was before.
    this.#linesOfParents.add(this.#lines.push(`const u${list} = l${list}[i${list}] != c${outer} ? [c${outer}, u${outer}] : u${outer};`) - 1);
    this.#around.push(list);
    this.#block(`const c${list} = l${list}[i${list}];`, program);
    this.#around.pop();
  }

  /** What a block consists of, and its end. */
  #block(beginning: string, program: hbs.AST.Program | undefined): void {
    this.#lines.push(beginning);
    if (program !== undefined) this.accept(program);
    this.#endTexts();
    this.#lines.push('}');
  }

  #endTexts(): void {
    if (this.#texts.length > 0) this.#lines.push(`o += ${this.#texts.join(' + ')};`);
    this.#texts.length = 0;
  }

  #value(expression: hbs.AST.Expression): string {
    const { of, name } = this.#lookup(expression);
    return name === undefined ? of : `${of}[${name}]`;
  }

  /** Where a path leads: an expression, and the literal of the name that is looked up last, if any is. */
  #lookup(expression: hbs.AST.Expression): { readonly of: string; readonly name: string | undefined } {
    if (!isPath(expression)) throw new NotPlainError('There is a literal, or a helper is called.');
    const { data, depth, parts } = expression;
    if (data) return { of: this.#elementData(depth, parts), name: undefined };
    if (depth > this.#around.length) throw new NotPlainError('A partial looks around the place that calls it.');
    if (depth > 0) this.#namesParents = true;
    const start = depth === 0 ? `c${this.#list}` : `u${this.#list}${'[1]'.repeat(depth - 1)}[0]`;
    // What every object inherits is no member of a view.
    if (parts.some((part) => part in Object.prototype)) throw new NotPlainError('A name is inherited.');
    const names = parts.map((part) => JSON.stringify(part));
    return { of: [start, ...names.slice(0, -1).map((name) => `[${name}]`)].join(''), name: names.at(-1) };
  }

  /** What is said of the element of the innermost list. */
  #elementData(depth: number, parts: readonly string[]): string {
    const list = this.#list;
    if (depth > 0 || list === 0 || parts.length !== 1) throw new NotPlainError('Data is from elsewhere.');
    switch (parts[0]) {
      case 'index':
        return `i${list}`;
      case 'first':
        return `(i${list} === 0)`;
      case 'last':
        return `(i${list} === l${list}.length - 1)`;
      default:
        throw new NotPlainError('Data is from elsewhere.');
    }
  }
}

function isPath(expression: hbs.AST.Expression): expression is hbs.AST.PathExpression {
  return expression.type === 'PathExpression';
}

/** The parser leaves it out where there is none. */
function hasPairs(hash: hbs.AST.Hash | undefined): boolean {
  return hash !== undefined && hash.pairs.length > 0;
}
