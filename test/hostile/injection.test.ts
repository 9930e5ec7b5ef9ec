/** Every hostile text, in every place of a document at once, through every target: it comes out as text, and as nothing else. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { documentWith } from './document.js';
import { type Generated, generateAll } from './generate.js';
import { inspectHtml } from './inspect/html.js';
import { inspectMarkdown } from './inspect/markdown.js';
import { inspectTypeScript } from './inspect/typescript.js';
import { hostileTexts } from './texts.js';

const generated = new Map<string, Promise<Generated>>();

/** The output of one text; made once, for several tests look at it. */
function outputOf(text: string): Promise<Generated> {
  const made = generated.get(text) ?? generateAll(JSON.stringify(documentWith(text)));
  generated.set(text, made);
  return made;
}

/** What is wrong with the files whose names end so, one line each with the file. */
async function findingsOf(text: string, extension: string, inspect: (content: string, path: string) => readonly string[]): Promise<readonly string[]> {
  const { files } = await outputOf(text);
  // Redoc's script is the same whatever the document.
  const chosen = [...files].filter(([path]) => path.endsWith(extension) && !path.endsWith('/redoc.js'));
  expect(chosen.length).toBeGreaterThan(0);
  return chosen.flatMap(([path, content]) => inspect(content, path).map((finding) => `${path}: ${finding}`));
}

describe.each(hostileTexts)('$name', ({ text }) => {
  test('stays text in TypeScript', { timeout: 60_000 }, async () => {
    const { problems } = await outputOf(text);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code, message }) => `${code}: ${message}`)).toEqual([]);
    expect(await findingsOf(text, '.ts', (content, path) => inspectTypeScript(path, content))).toEqual([]);
  });

  test('stays text in HTML and the scripts of the site', { timeout: 60_000 }, async () => {
    expect(await findingsOf(text, '.html', (content) => inspectHtml(content))).toEqual([]);
    expect(await findingsOf(text, '.js', (content, path) => inspectTypeScript(path, content))).toEqual([]);
  });

  test('stays text in Markdown and the samples in it', { timeout: 60_000 }, async () => {
    expect(await findingsOf(text, '.md', (content) => inspectMarkdown(content))).toEqual([]);
  });

  test('stays itself in YAML and JSON', { timeout: 60_000 }, async () => {
    const { files, document } = await outputOf(text);
    expect(parse(files.get('openapi.yaml') ?? '')).toEqual(document);
    expect(JSON.parse(files.get('openapi.json') ?? '')).toEqual(document);
    expect(await findingsOf(text, '.json', (content) => (JSON.parse(content) === undefined ? ['empty'] : []))).toEqual([]);
    const collection = files.get('postman/collection.json') ?? '';
    expect(collection).not.toMatch(/"(?:event|exec|script)"/);
    generated.delete(text);
  });
});

test('nothing was done to the prototypes all objects share', () => {
  expect(Reflect.ownKeys(Object.prototype).filter((key) => String(key).includes('pwned'))).toEqual([]);
});
