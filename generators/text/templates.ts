/** Handlebars, set up once: strict, isolated, and with the escaper that fits the kind of output. */
import type { TemplateDelegate } from 'handlebars';
import type { TemplateSource } from '../generator.js';
import { type PlainProgram, plainProgram } from './plainTemplates.js';
import { Handlebars } from './renderers.js';

/** Values a template reads. Every name a template uses must be there, as `undefined` or `null` where it has no value. */
export type View = object;

/** A folder of templates, compiled on first use. */
export interface Templates {
  /**
   * @param name the template's path below the folder, without `.hbs`
   * @param view what it shows
   * @throws TemplateFailure when it names something the view lacks: a defect of it, not bad input
   */
  render(name: string, view: View): string;
}

/** A template that fails while it is rendered. */
export class TemplateFailure extends Error {
  /** The template, or the partial of one, as the folder of templates has it: `docs/partials/code.hbs`. */
  readonly template: string;
  readonly position: { readonly line: number; readonly column: number } | undefined;

  /** What is wrong there. */
  readonly reason: string;

  constructor(template: string, error: unknown) {
    // Handlebars adds the place, and what every object is as a text.
    const reason = (error instanceof Error ? error.message : String(error)).replace(/ - \d+:\d+$/, '').replace(/ in (?:\[object Object\]|undefined|null)$/, '');
    const position = placeOf(error);
    super(`${template}${position === undefined ? '' : `:${position.line}:${position.column}`}: ${reason}`);
    this.name = 'TemplateFailure';
    this.template = template;
    this.position = position;
    this.reason = reason;
  }
}

function placeOf(error: unknown): { readonly line: number; readonly column: number } | undefined {
  if (typeof error !== 'object' || error === null || !('lineNumber' in error) || !('column' in error)) return undefined;
  return typeof error.lineNumber === 'number' && typeof error.column === 'number' ? { line: error.lineNumber, column: error.column + 1 } : undefined;
}

/** Wraps text that is already in the output's own language, so that `{{…}}` prints it as it is. */
export function markup(text: string): Markup {
  return new Markup(text);
}

/** Text that needs no escaping. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

/**
 * Compiles the templates below a folder. `<folder>/partials/<name>.hbs` are its partials. `{{x}}` prints `escape(x)` unless
 * `x` is {@link Markup}; `{{{x}}}` is not used by any template.
 *
 * @param source the files of templates/
 * @param folder `docs`
 * @param escape the escaper of the output kind
 */
export function compileTemplates(source: TemplateSource, folder: string, escape: (text: string) => string): Templates {
  const print = printer(escape);
  const plain = plainPrograms(source, folder, print);
  // Made when first needed: to render what only Handlebars can, and to tell where in a template it fails.
  let handlebars: Templates['render'] | undefined;
  const notPlain = new Set<string>();
  return {
    render(name, view) {
      if (!notPlain.has(name)) {
        try {
          return plain(name)(view);
        } catch {
          notPlain.add(name);
        }
      }
      handlebars ??= handlebarsPrograms(source, folder, print);
      return handlebars(name, view);
    },
  };
}

/** What is printed of a value. */
function printer(escape: (text: string) => string): (value: unknown) => string {
  return (value) => {
    if (typeof value === 'string') return escape(value);
    if (value === undefined || value === null) return '';
    return value instanceof Markup ? value.text : escape(String(value));
  };
}

/** Programs of templates, each made when it is first called. */
function plainPrograms(source: TemplateSource, folder: string, print: (value: unknown) => string): (name: string) => PlainProgram {
  const programs = new Map<string, PlainProgram>();
  const programOf = (name: string): PlainProgram => {
    let program = programs.get(name);
    if (program === undefined) programs.set(name, (program = plainProgram(Handlebars.parse(source.read(`${folder}/${name}.hbs`)), { print, partial })));
    return program;
  };
  // A partial may call itself.
  const partial = (name: string): PlainProgram => {
    let program: PlainProgram | undefined;
    return (view) => (program ??= programOf(`partials/${name}`))(view);
  };
  return programOf;
}

function handlebarsPrograms(source: TemplateSource, folder: string, print: (value: unknown) => string): Templates['render'] {
  const environment = Handlebars.create();
  environment.registerHelper('escape', print);
  const compile = (name: string): TemplateDelegate<View> => {
    const program = environment.parse(source.read(name));
    try {
      new EscapingVisitor().accept(program);
    } catch (error) {
      throw new TemplateFailure(name, error);
    }
    return naming(name, environment.compile<View>(program, options));
  };
  const partials = `${folder}/partials/`;
  for (const name of source.list(folder)) {
    if (!name.endsWith('.hbs')) continue;
    if (!name.startsWith(partials)) continue;
    environment.registerPartial(name.slice(partials.length, -'.hbs'.length), compile(name));
  }
  const compiled = new Map<string, TemplateDelegate<View>>();
  return (name, view) => {
    let template = compiled.get(name);
    if (template === undefined) {
      template = compile(`${folder}/${name}.hbs`);
      compiled.set(name, template);
    }
    return template(view);
  };
}

/** A template that says its name when it fails; the innermost of those inside each other. */
function naming(name: string, template: TemplateDelegate<View>): TemplateDelegate<View> {
  return (view, runtime) => {
    try {
      return template(view, runtime);
    } catch (error) {
      throw error instanceof TemplateFailure ? error : new TemplateFailure(name, error);
    }
  };
}

/** Indentation must not leak into `<pre>`; the escaper is put in by {@link EscapingVisitor}, not by Handlebars (HTML only). */
const options: CompileOptions = { strict: true, noEscape: true, preventIndent: true, knownHelpers: { escape: true }, knownHelpersOnly: true };

/** Makes every `{{x}}` of a template go through the `escape` helper. */
class EscapingVisitor extends Handlebars.Visitor {
  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) throw new Handlebars.Exception('What is printed with {{{…}}} would not be escaped; wrap the value with markup() instead.', mustache);
    // Otherwise only what is printed directly is strict, not what is handed to a helper.
    Object.assign(mustache.path, { strict: true });
    const value: hbs.AST.Expression = mustache.params.length === 0 ? mustache.path : subExpression(mustache);
    mustache.params = [value];
    mustache.path = escapePath(mustache.loc);
  }
}

function subExpression(mustache: hbs.AST.MustacheStatement): hbs.AST.SubExpression {
  if (mustache.path.type !== 'PathExpression') throw new Error('A literal takes no parameters.');
  const { loc, params, hash } = mustache;
  return { type: 'SubExpression', loc, path: pathExpression(mustache.path), params, hash };
}

function pathExpression(path: hbs.AST.PathExpression | hbs.AST.Literal): hbs.AST.PathExpression {
  if (!('parts' in path)) throw new Error('A literal is not a helper.');
  return path;
}

function escapePath(loc: hbs.AST.SourceLocation): hbs.AST.PathExpression {
  return { type: 'PathExpression', loc, data: false, depth: 0, parts: ['escape'], original: 'escape' };
}
