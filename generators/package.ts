/** This package's own files: where they are and what version they have. Nothing here reads a user's input. */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TemplateSource } from './generator.js';

/** The folder of package.json, seen alike from the sources and from dist/. */
export const packageRoot: string = findPackageRoot();

/** The description this package is about: what `--input` is when nothing else is said. */
export const defaultInput: string = join(packageRoot, 'spec', 'openapi.yaml');

/** The version in package.json. */
export function packageVersion(): string {
  const manifest: unknown = JSON.parse(readFileSync(join(packageRoot, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest && typeof manifest.version === 'string') {
    return manifest.version;
  }
  throw new Error('package.json has no version.');
}

/**
 * The files of templates/, each read when first asked for.
 *
 * @param folder another folder of templates; this package's own by default
 */
export function fileTemplates(folder: string = join(packageRoot, 'templates')): TemplateSource {
  const texts = new Map<string, string>();
  return {
    list(below) {
      const names = readdirSync(join(folder, below), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
      return names.map((name) => name.split(sep).join('/')).sort();
    },
    read(name) {
      let text = texts.get(name);
      if (text === undefined) {
        text = readFileSync(join(folder, name), 'utf8');
        texts.set(name, text);
      }
      return text;
    },
  };
}

/** This package's own guides: Markdown by name without `.md`, in the order of their names. */
export function readGuides(): ReadonlyMap<string, string> {
  const folder = join(packageRoot, 'docs', 'guides');
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith('.md')).sort();
  return new Map(files.map((name) => [basename(name, '.md'), readFileSync(join(folder, name), 'utf8')]));
}

/** Redoc's script for browsers: an ECMAScript module inside Redocly's command line, which is a dependency for this and for linting. */
export function redocScript(): string {
  const manifest = createRequire(import.meta.url).resolve('@redocly/cli/package.json');
  return readFileSync(join(dirname(manifest), 'lib', 'chunks', 'redoc.standalone.js'), 'utf8');
}

function findPackageRoot(): string {
  const here = dirname(fileURLToPath(import.meta.url));
  const parent = dirname(here);
  return basename(parent) === 'dist' ? dirname(parent) : parent;
}
