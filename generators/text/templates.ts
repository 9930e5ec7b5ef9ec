/** Handlebars, set up once: strict, isolated, and with the escaper that fits the kind of output. */
import Handlebars from 'handlebars';
import type { TemplateSource } from '../generator.js';

/** Values a template reads. Every name a template uses must be there, as `undefined` or `null` where it has no value. */
export type View = object;

/** A folder of templates, compiled on first use. */
export interface Templates {
  /**
   * @param name the template's path below the folder, without `.hbs`
   * @param view what it shows
   * @throws Error when there is no such template or it names something the view lacks: a defect, not bad input
   */
  render(name: string, view: View): string;
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
  const quick = programsOf(source, folder, escape, PlacelessVisitor);
  return {
    render(name, view) {
      try {
        return quick(name, view);
      } catch {
        // Once more, to tell where in the template it fails.
        return programsOf(source, folder, escape, EscapingVisitor)(name, view);
      }
    },
  };
}

function programsOf(source: TemplateSource, folder: string, escape: (text: string) => string, preparation: new () => EscapingVisitor): Templates['render'] {
  const environment = Handlebars.create();
  environment.registerHelper('escape', (value: unknown) => {
    if (typeof value === 'string') return escape(value);
    if (value === undefined || value === null) return '';
    return value instanceof Markup ? value.text : escape(String(value));
  });
  const compile = (text: string): Handlebars.TemplateDelegate<View> => {
    const program = environment.parse(text);
    new preparation().accept(program);
    return environment.compile<View>(program, options);
  };
  const partials = `${folder}/partials/`;
  for (const name of source.list(folder)) {
    if (!name.endsWith('.hbs')) continue;
    if (!name.startsWith(partials)) continue;
    environment.registerPartial(name.slice(partials.length, -'.hbs'.length), compile(source.read(name)));
  }
  const compiled = new Map<string, Handlebars.TemplateDelegate<View>>();
  return (name, view) => {
    let template = compiled.get(name);
    if (template === undefined) {
      template = compile(source.read(`${folder}/${name}.hbs`));
      compiled.set(name, template);
    }
    return template(view);
  };
}

/** Indentation must not leak into `<pre>`; the escaper is put in by {@link EscapingVisitor}, not by Handlebars (HTML only). */
const options: CompileOptions = { strict: true, noEscape: true, preventIndent: true, knownHelpers: { escape: true }, knownHelpersOnly: true };

/** Makes every `{{x}}` of a template go through the `escape` helper. */
class EscapingVisitor extends Handlebars.Visitor {
  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    if (!mustache.escaped) throw new Error(`A template prints {{{…}}} at line ${mustache.loc.start.line}; wrap the value with markup() instead.`);
    // Otherwise only what is printed directly is strict, not what is handed to a helper.
    Object.assign(mustache.path, { strict: true });
    const value: hbs.AST.Expression = mustache.params.length === 0 ? mustache.path : subExpression(mustache);
    mustache.params = [value];
    mustache.path = escapePath(mustache.loc);
  }
}

/**
 * Takes away where in the template things stand, too. A program hands the place of every name and every call along, as objects made anew
 * each time: that takes a good part of the time a site takes, and is read only when something fails.
 */
class PlacelessVisitor extends EscapingVisitor {
  override accept(node: hbs.AST.Node | undefined): void {
    if (node === undefined) return;
    super.accept(node);
    Object.assign(node, { loc: undefined });
  }

  override MustacheStatement(mustache: hbs.AST.MustacheStatement): void {
    super.MustacheStatement(mustache);
    for (const node of [mustache.path, ...mustache.params]) this.accept(node);
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
