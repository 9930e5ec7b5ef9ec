/**
 * Renders what Handlebars parsed, without the programs that Handlebars would make of it: in a run of seconds, making, compiling and
 * warming up those programs takes most of the time that templates take. It knows the constructs that this package's templates are made
 * of, in Handlebars' strict mode; a template with any other is rendered by Handlebars itself.
 */
import Handlebars from 'handlebars';

/** Says that a template, or a partial of it, holds something that only Handlebars can render. */
export class BeyondRenderer extends Error {}

/** What is rendered where: the context, those around it, and what is known of the loop (`@first`). */
interface Scope {
  readonly context: unknown;
  readonly outer: Scope | undefined;
  readonly data: object;
}

type Render = (scope: Scope) => string;
type Value = (scope: Scope) => unknown;

/** Names that Handlebars takes for helpers. */
const helpers: ReadonlySet<string> = new Set(['if', 'unless', 'each', 'with', 'lookup', 'log', 'escape', 'blockHelperMissing', 'helperMissing']);

/** Names of loop data. */
const loopData: ReadonlySet<string> = new Set(['root', 'first', 'last', 'index', 'key']);

/** Makes renderers of the templates of one folder. */
export class TemplateRenderers {
  readonly #partial: (name: string) => hbs.AST.Program;
  readonly #print: (value: unknown) => string;
  readonly #partials = new Map<string, { render: Render }>();

  /**
   * @param partial the parsed text of a partial; throws {@link BeyondRenderer} when there is none of that name
   * @param print what `{{x}}` prints of a value
   */
  constructor(partial: (name: string) => hbs.AST.Program, print: (value: unknown) => string) {
    this.#partial = partial;
    this.#print = print;
  }

  /**
   * A template as a function of its view.
   *
   * @throws BeyondRenderer for a template that only Handlebars can render
   */
  renderer(program: hbs.AST.Program): (view: object) => string {
    try {
      const render = this.#program(program);
      return (view) => render({ context: view, outer: undefined, data: { root: view } });
    } catch (error) {
      // Those that were made may use one that could not be.
      this.#partials.clear();
      throw error;
    }
  }

  #program({ body, blockParams }: hbs.AST.Program): Render {
    if ((blockParams ?? []).length > 0) throw new BeyondRenderer('Block parameters.');
    const renders = body.map((statement) => this.#statement(statement));
    const [only] = renders;
    if (renders.length === 1 && only !== undefined) return only;
    return (scope) => {
      let text = '';
      for (const render of renders) text += render(scope);
      return text;
    };
  }

  #optional(program: hbs.AST.Program | undefined): Render {
    return program === undefined ? () => '' : this.#program(program);
  }

  #statement(node: hbs.AST.Statement): Render {
    if (isContent(node)) {
      const text = node.value;
      return () => text;
    }
    if (node.type === 'CommentStatement') return () => '';
    if (isMustache(node)) return this.#mustache(node);
    if (isBlock(node)) return this.#block(node);
    if (isPartial(node)) return this.#include(node);
    throw new BeyondRenderer(node.type);
  }

  #mustache({ path, params, hash, escaped }: hbs.AST.MustacheStatement): Render {
    if (!escaped || params.length > 0 || hash !== undefined || !isPath(path)) throw new BeyondRenderer('A helper.');
    const value = valueOf(path, path.loc);
    const print = this.#print;
    return (scope) => print(value(scope));
  }

  #block({ path, params, hash, program, inverse }: hbs.AST.BlockStatement): Render {
    const [param] = params;
    if (params.length !== 1 || param === undefined || hash !== undefined) throw new BeyondRenderer('A helper.');
    const value = expression(param);
    const inside = this.#optional(program);
    const otherwise = this.#optional(inverse);
    switch (path.original) {
      case 'if':
        return (scope) => (isEmpty(value(scope)) ? otherwise(scope) : inside(scope));
      case 'unless':
        return (scope) => (isEmpty(value(scope)) ? inside(scope) : otherwise(scope));
      case 'each':
        return (scope) => {
          const list = value(scope);
          if (typeof list !== 'object' || list === null) return otherwise(scope);
          const keys = isIterable(list) ? undefined : Object.keys(list);
          const items = isIterable(list) ? [...list] : Object.values(list);
          if (items.length === 0) return otherwise(scope);
          const last = items.length - 1;
          let text = '';
          items.forEach((context, index) => {
            text += inside(within(scope, context, { ...scope.data, key: keys?.[index] ?? index, index, first: index === 0, last: index === last }));
          });
          return text;
        };
      default:
        throw new BeyondRenderer(path.original);
    }
  }

  /** A partial has its own contexts around it, but the loop data of where it stands. */
  #include({ name, params, hash, indent }: hbs.AST.PartialStatement): Render {
    if (!isPath(name) || params.length > 1) throw new BeyondRenderer('A partial by expression.');
    const partial = this.#included(name.original);
    const [param] = params;
    const value: Value = param === undefined ? ({ context }) => context : expression(param);
    const members = (hash?.pairs ?? []).map(({ key, value: member }) => [key, expression(member)] as const);
    return (scope) => {
      const given = value(scope);
      const context = members.length === 0 ? given : { ...(typeof given === 'object' ? given : undefined), ...Object.fromEntries(members.map(([key, member]) => [key, member(scope)])) };
      return indent + partial.render({ context, outer: undefined, data: scope.data });
    };
  }

  #included(name: string): { readonly render: Render } {
    let partial = this.#partials.get(name);
    if (partial === undefined) {
      // Known before it is made: it may include itself.
      partial = { render: () => '' };
      this.#partials.set(name, partial);
      partial.render = this.#program(this.#partial(name));
    }
    return partial;
  }
}

/** Entering a block with another context than the one around it. */
function within(scope: Scope, context: unknown, data: object): Scope {
  return { context, outer: context === scope.context ? scope.outer : scope, data };
}

/** The value of what is handed to a block or a partial: a name the view lacks is undefined. */
function expression(node: hbs.AST.Expression): Value {
  if (isPath(node)) return valueOf(node, undefined);
  if (isLiteral(node)) {
    const { value } = node;
    return () => value;
  }
  throw new BeyondRenderer(node.type);
}

/** @param printed where it is printed; then a name that the view lacks is a defect of the template */
function valueOf({ data, depth, parts, original }: hbs.AST.PathExpression, printed: hbs.AST.SourceLocation | undefined): Value {
  const [first = ''] = parts;
  if (data && (depth > 0 || !loopData.has(first))) throw new BeyondRenderer(original);
  if (!data && depth === 0 && helpers.has(first) && !/^(?:this|\.)[./]/.test(original)) throw new BeyondRenderer(original);
  const start: Value = data ? (scope) => scope.data : depth === 0 ? ({ context }) => context : (scope) => contextAbove(scope, depth);
  const last = parts.length - 1;
  return (scope) => {
    let value = start(scope);
    for (let index = 0; index <= last; index += 1) value = member(value, parts[index] ?? '', index === last ? printed : undefined);
    return value;
  };
}

function contextAbove(scope: Scope, depth: number): unknown {
  let found: Scope | undefined = scope;
  for (let above = 0; above < depth; above += 1) found = found?.outer;
  return found?.context;
}

/** An own member: prototypes are out of reach. */
function member(value: unknown, name: string, printed: hbs.AST.SourceLocation | undefined): unknown {
  if (isRecord(value)) {
    if (Object.hasOwn(value, name)) return value[name];
    if (printed === undefined || name in value) return undefined;
  } else if (printed === undefined && value !== undefined && value !== null) {
    return typeof value === 'string' && name === 'length' ? value.length : undefined;
  }
  if (printed === undefined) throw new Handlebars.Exception(`"${name}" cannot be looked up in ${String(value)}`);
  throw new Handlebars.Exception(`"${name}" not defined in ${String(value)}`, nodeAt(printed));
}

function nodeAt(loc: hbs.AST.SourceLocation): hbs.AST.Node {
  return { type: 'PathExpression', loc };
}

/** What a block takes for nothing. */
function isEmpty(value: unknown): boolean {
  return !value || (Array.isArray(value) && value.length === 0);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isIterable(value: object): value is Iterable<unknown> {
  return Symbol.iterator in value;
}

function isContent(node: hbs.AST.Node): node is hbs.AST.ContentStatement {
  return node.type === 'ContentStatement';
}

function isMustache(node: hbs.AST.Node): node is hbs.AST.MustacheStatement {
  return node.type === 'MustacheStatement';
}

function isBlock(node: hbs.AST.Node): node is hbs.AST.BlockStatement {
  return node.type === 'BlockStatement';
}

function isPartial(node: hbs.AST.Node): node is hbs.AST.PartialStatement {
  return node.type === 'PartialStatement';
}

function isPath(node: hbs.AST.Node): node is hbs.AST.PathExpression {
  return node.type === 'PathExpression';
}

function isLiteral(node: hbs.AST.Node): node is hbs.AST.StringLiteral | hbs.AST.NumberLiteral | hbs.AST.BooleanLiteral {
  return node.type === 'StringLiteral' || node.type === 'NumberLiteral' || node.type === 'BooleanLiteral';
}
