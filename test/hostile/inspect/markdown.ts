/** Looks through Markdown, drawn by a reader that lets HTML pass, for what a hostile text may have become there. */
import MarkdownIt from 'markdown-it';
import { inspectHtml } from './html.js';
import { inspectQuoted } from './quoted.js';
import { inspectShell } from './shell.js';
import { inspectTypeScript } from './typescript.js';

// As careless as a reader can be: HTML passes, and so does every address.
const reader = new MarkdownIt({ html: true, linkify: false });
reader.validateLink = () => true;

/** What is wrong with a page, its code samples included. */
export function inspectMarkdown(text: string): readonly string[] {
  const samples = reader.parse(text, {}).flatMap(({ type, info, content }) => (type === 'fence' ? inspectSample(info.trim(), content) : []));
  return [...inspectHtml(reader.render(text), 'fragment'), ...samples];
}

function inspectSample(language: string, code: string): readonly string[] {
  switch (language) {
    case 'sh':
    case 'bash':
    case 'shell':
      return inspectShell(code).map((finding) => `shell sample: ${finding}`);
    case 'ts':
    case 'typescript':
    case 'js':
      return inspectTypeScript('sample.ts', code).map((finding) => `TypeScript sample: ${finding}`);
    case 'python':
      return inspectQuoted('python', code).map((finding) => `Python sample: ${finding}`);
    case 'go':
      return inspectQuoted('go', code).map((finding) => `Go sample: ${finding}`);
    default:
      return [];
  }
}
