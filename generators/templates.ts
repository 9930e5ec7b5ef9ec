/** Templates of the user's own, laid over those of this package. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { type Problem, ProblemError } from './diagnostics.js';
import type { TemplateSource } from './generator.js';
import { fileTemplates } from './package.js';
import { nearest } from './suggest.js';
import { namesInUserFolder, readUserText } from './userText.js';

/** The folders of templates/ that hold Handlebars templates. The rest is program code, which a plugin replaces, not a template. */
const templateFolders = ['docs'] as const;

/** The names of the templates that can be replaced: `docs/operation.hbs`. */
export function templateNames(source: TemplateSource = fileTemplates()): readonly string[] {
  return templateFolders.flatMap((folder) => source.list(folder)).filter((name) => name.endsWith('.hbs'));
}

/** Templates of which some come from a folder of the user. */
export interface UserTemplates extends TemplateSource {
  /** The folder, as the user named it. */
  readonly folder: string;
  /** The names that it replaces. */
  readonly replaced: readonly string[];
}

/** Whether templates are (partly) a user's: then what fails in them is no defect of this package. */
export function isUserTemplates(templates: TemplateSource): templates is UserTemplates {
  return 'replaced' in templates;
}

/**
 * Reads a folder of templates and lays it over this package's.
 *
 * @param folder files named like the templates they replace; files whose name begins with a dot are ignored
 * @throws ProblemError for a folder that cannot be read, a file that replaces nothing, and a template that cannot be parsed
 */
export async function userTemplates(folder: string, base: TemplateSource = fileTemplates()): Promise<UserTemplates> {
  const { Handlebars } = await import('./text/renderers.js');
  const known = templateNames(base);
  const replaced = filesIn(folder);
  const texts = new Map<string, string>();
  const problems: Problem[] = [];
  for (const name of replaced) {
    if (!known.includes(name)) {
      problems.push(unknownTemplate(folder, name, known));
      continue;
    }
    const text = readUserText(join(folder, name), folder);
    problems.push(...syntaxProblems(join(folder, name), () => Handlebars.parse(text)));
    texts.set(name, text);
  }
  if (problems.length > 0) throw new ProblemError(problems);
  return layOver(folder, texts, base);
}

/** Templates by name in place of those that are in `base`. They are parsed when they are used. */
export function layOver(folder: string, texts: ReadonlyMap<string, string>, base: TemplateSource = fileTemplates()): UserTemplates {
  return {
    folder,
    replaced: [...texts.keys()],
    list: (below) => base.list(below),
    read: (name) => texts.get(name) ?? base.read(name),
  };
}

/** The problem of a name that no template has. */
export function unknownTemplate(folder: string | undefined, name: string, known: readonly string[]): Problem {
  const near = nearest(name, known) ?? known.find((candidate) => candidate.endsWith(`/${name}`) || candidate.endsWith(`/${name}.hbs`));
  return {
    code: 'unknown-template',
    severity: 'error',
    message: `There is no template ${JSON.stringify(name)}.`,
    ...(folder === undefined ? {} : { origin: { file: join(folder, name), pointer: '' } }),
    help: near === undefined ? '`stytch-b2b-openapi eject` without a name lists the templates.' : `Did you mean ${near}?`,
  };
}

/** POSIX paths of the files below a folder, sorted. */
function filesIn(folder: string): readonly string[] {
  namesInUserFolder(folder, 'templates');
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.split('/').some((part) => part.startsWith('.')))
    .sort();
}

function syntaxProblems(file: string, parse: () => unknown): readonly Problem[] {
  try {
    parse();
    return [];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = /on line (\d+)/.exec(message)?.[1];
    const [summary = message] = message.split('\n').slice(-1);
    return [
      {
        code: 'template-syntax',
        severity: 'error',
        message: `The template cannot be parsed: ${summary}`,
        origin: { file, pointer: '' },
        ...(line === undefined ? {} : { position: { line: Number(line), column: 1 } }),
      },
    ];
  }
}
