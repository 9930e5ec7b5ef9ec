import { execFileSync } from 'node:child_process';
import MarkdownIt from 'markdown-it';
import { parse } from 'yaml';
import { describe, expect, it } from 'vitest';
import { escapeHtml, escapeMarkdown, markdownCode, markdownFence, printable, quotedString, shellWord, yamlString } from '../../../generators/text/escape.js';

const nasty = ['', 'plain', "it's", '"quoted"', 'a\\b', '`tick`', '``two``', '$HOME $(id) `id`', '<b>&amp;</b>', '*a* _b_ [c](d) | e', '# head', '- item', '1. one', 'tab\tand  spaces', 'ü 🚀', '--flag'];

describe('escapeHtml', () => {
  it('leaves nothing that opens a tag, an attribute or an entity', () => {
    expect(escapeHtml(`<a href="x" title='y'>&\``)).toBe('&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;&#96;');
  });

  it('shows what cannot be seen as a replacement character', () => {
    expect(escapeHtml('a\u202eb\u0000c\ud800')).toBe('a\ufffdb\ufffdc\ufffd');
  });
});

describe('printable', () => {
  it('keeps line ends and tabs, in one form', () => {
    expect(printable('a\r\nb\rc\td')).toBe('a\nb\nc\td');
  });
});

describe('escapeMarkdown', () => {
  it('makes text that renders as that text, in a paragraph and in a table cell', () => {
    const markdown = new MarkdownIt({ html: true });
    for (const text of nasty) {
      const html = markdown.render(`x ${escapeMarkdown(text)}`);
      expect(html.trim(), text).toBe(`<p>${escapeHtml(`x ${text.replace(/\s+/g, ' ')}`.trim()).replace(/&#39;/g, "'").replace(/&#96;/g, '`')}</p>`);
      const table = markdown.render(`| a | b |\n| --- | --- |\n| ${escapeMarkdown(text)} | c |`);
      expect(table.match(/<td>/g), text).toHaveLength(2);
    }
  });

  it('leaves names, numbers and sentences as they are, and nothing that only looks like them', () => {
    for (const text of ['organization_id', '400', '400 Bad Request', '100 to 599', 'back-off', 'a = b + c (d): "e"; x/y.z?', '2024-01-01']) expect(escapeMarkdown(text)).toBe(text);
    const escaped = [['_id', '\\_id'], ['id_', 'id\\_'], ['a__b', 'a\\_\\_b'], ['a _b', 'a \\_b'], ['1. one', '1\\. one'], ['12) one', '12\\) one'], ['-1', '\\-1'], ['a  b', 'a b'], ['1*2', '1\\*2'], ['a\u202eb', 'a\ufffdb']] as const;
    for (const [text, expected] of escaped) expect(escapeMarkdown(text), text).toBe(expected);
  });

  it('does not start a block', () => {
    const markdown = new MarkdownIt({ html: true });
    for (const text of ['# head', '- item', '+ item', '1. one', '> quote', '<div>', '```']) {
      expect(markdown.render(escapeMarkdown(text)), text).toMatch(/^<p>/);
    }
  });
});

describe('markdownCode and markdownFence', () => {
  it('hold any run of backticks', () => {
    const markdown = new MarkdownIt({ html: true });
    for (const text of ['a`b', '``', '`a`', 'a```b']) {
      expect(markdown.render(markdownCode(text)), text).toBe(`<p><code>${text}</code></p>\n`);
      expect(markdown.render(markdownFence(`${text}\n~~~\n</code>`, 'js')), text).toBe(`<pre><code class="language-js">${text}\n~~~\n&lt;/code&gt;\n</code></pre>\n`);
    }
  });
});

describe('shellWord', () => {
  it.skipIf(process.platform === 'win32')('is one word of a shell, exactly the text', () => {
    for (const text of nasty) {
      const printed = execFileSync('sh', ['-c', `printf '%s' ${shellWord(text)}`], { encoding: 'utf8' });
      expect(printed).toBe(text);
    }
  });
});

describe('quotedString and yamlString', () => {
  it('mean the text again', () => {
    for (const text of [...nasty, '\u2028\u2029\u202e\ufeff\u0007', 'line\nline']) {
      expect(JSON.parse(quotedString(text))).toBe(text);
      expect(parse(`key: ${yamlString(text)}`)).toEqual({ key: text });
      expect(quotedString(text)).not.toMatch(/[\u2028\u2029\u202e\ufeff\n]/);
    }
  });
});
