import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { codeText } from '../../../generators/text/languages.js';
import { parseReference } from '../../../generators/text/links.js';
import { firstSentence, plainText, portableMarkdown, renderInlineMarkdown, renderMarkdown, type Heading } from '../../../generators/text/markdown.js';

const resolve = ({ scheme, name, fragment }: { scheme: string; name: string; fragment: string }): string | undefined =>
  name === 'unknown' ? undefined : `../${scheme}/${name}.html${fragment === '' ? '' : `#${fragment}`}`;

describe('renderMarkdown', () => {
  it('resolves references and leaves the text of those that lead nowhere', () => {
    expect(renderMarkdown('[Create](operation:create), [x](guide:meta#limits), [gone](schema:unknown)', { resolve })).toBe(
      '<p><a href="../operation/create.html">Create</a>, <a href="../guide/meta.html#limits">x</a>, gone</p>',
    );
  });

  it('shows raw HTML instead of passing it on', () => {
    expect(renderMarkdown('<script>alert(1)</script> <b>x</b>', { resolve })).toBe('<p>&lt;script&gt;alert(1)&lt;/script&gt; &lt;b&gt;x&lt;/b&gt;</p>');
  });

  it('drops addresses of scripts, data and files, and relative ones', () => {
    for (const href of ['javascript:alert(1)', 'JAVASCRIPT:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', '//evil.example', '../other.html', 'https:///x']) {
      expect(renderMarkdown(`[text](<${href}>)`, { resolve }), href).toBe('<p>text</p>');
    }
  });

  it('turns a picture into its words, so that no other server is asked', () => {
    expect(renderMarkdown('![a map](https://evil.example/p.png)', { resolve })).toBe('<p>a map</p>');
  });

  it('moves headings below those of the page and gives them ids on request', () => {
    const headings: Heading[] = [];
    expect(renderMarkdown('# A', { resolve, headingOffset: 2 })).toBe('<h3>A</h3>');
    const html = renderMarkdown('## Same thing\n\n## Same thing', { resolve, onHeading: (heading) => headings.push(heading) });
    expect(html).toContain('<h2 id="same-thing">');
    expect(headings.map(({ id }) => id)).toEqual(['same-thing', 'same-thing-2']);
  });

  it('aligns table cells by class, as a strict policy forbids style attributes', () => {
    const html = renderMarkdown('| a |\n| --: |\n| 1 |', { resolve });
    expect(html).toContain('<td class="align-right">1</td>');
    expect(html).not.toContain('style=');
  });

  it('renders one line without a paragraph', () => {
    expect(renderInlineMarkdown('a `b`\nc', { resolve })).toBe('a <code>b</code> c');
  });
});

describe('a line without Markdown', () => {
  it('is rendered as the engine renders it, which escapes no apostrophe', () => {
    const engine = new MarkdownIt({ html: false });
    const escaped = (html: string): string => html.trim().replaceAll("'", '&#39;');
    const signs = ` ,.;:'"()/?%@$!+=#-`;
    const lines = ['A', 'A  b ', 'Word "quoted" - it\'s 1. fine!', 'a = b', 'x:', 'See https://a.example/b?c=d#e (or not)', ...[...signs].flatMap((sign) => [...signs].map((other) => `Ab${sign}${other}c ${other}${sign} 1${sign}${other}`))];
    for (const line of lines) {
      expect(renderMarkdown(line, { resolve }), line).toBe(escaped(engine.render(line)));
      expect(renderInlineMarkdown(line, { resolve }), line).toBe(escaped(engine.renderInline(line)));
      expect(renderInlineMarkdown(`${line}\n${line}`, { resolve }), line).toBe(escaped(engine.renderInline(`${line.trimEnd()} ${line}`)));
      expect(plainText(line), line).toBe(line.replace(/ +/g, ' ').trim());
    }
  });

  it('has none of what begins Markdown', () => {
    const engine = new MarkdownIt({ html: false });
    for (const markdown of ['a *b*', '_a_', 'a `b`', 'a\nb', 'a & b', 'a &amp; b', 'a <b', 'a \\[ b', 'a ~~b~~', '1. a', '# a', '+ a', '- a', 'a\n---', 'a  \nb']) {
      expect(renderMarkdown(markdown, { resolve }), markdown).toBe(engine.render(markdown).trim());
    }
    expect(plainText('A *b* `c`')).toBe('A b c');
    expect(renderMarkdown('a\u202eb', { resolve })).toBe('<p>a\ufffdb</p>');
  });
});

describe('plainText and firstSentence', () => {
  it('keep the words', () => {
    expect(plainText('# Head\n\nA [link](https://x.example) and `code`.\n\n- one\n- two')).toBe('Head A link and code. one two');
    expect(firstSentence('First one. Second one.')).toBe('First one.');
    expect(firstSentence('word '.repeat(60), 20)).toBe('word word word…');
  });
});

describe('portableMarkdown', () => {
  it('resolves links, escapes tags and leaves code alone', () => {
    expect(portableMarkdown('[a](operation:b) <b> `<i> [x](operation:y)`', resolve)).toBe('[a](../operation/b.html) &lt;b> `<i> [x](operation:y)`');
    expect(portableMarkdown('[`a_b`](error:a_b) [two\nlines <i>](operation:b)', resolve)).toBe('[`a_b`](../error/a_b.html) [two\nlines &lt;i>](../operation/b.html)');
    expect(portableMarkdown('```\n<b> [a](operation:b)\n```', resolve)).toBe('\n```\n<b> [a](operation:b)\n```');
  });

  it('moves headings down and closes an open fence', () => {
    expect(portableMarkdown('# A\n\n```\nx', resolve, 2)).toBe('### A\n\n```\nx\n```');
  });
});

describe('parseReference', () => {
  it('reads only the four schemes', () => {
    expect(parseReference('error:bad_request')).toEqual({ scheme: 'error', name: 'bad_request', fragment: '' });
    expect(parseReference('https://x')).toBeUndefined();
    expect(parseReference('operation:')).toBeUndefined();
  });
});

describe('code', () => {
  it('is escaped, reachable by keyboard, named, and says by which grammar it may be coloured', () => {
    expect(renderMarkdown('```ts\nif (a < b) "x";\n```', { resolve })).toContain('<pre data-code="script" tabindex="0" role="group" aria-label="TypeScript code">if (a &lt; b) "x";</pre>');
  });

  it('in a language nobody knows is shown without one', () => {
    for (const language of ['klingon', '__proto__', '"><script>']) {
      expect(renderMarkdown(`\`\`\`${language}\nx\n\`\`\``, { resolve }), language).toContain('<pre tabindex="0" role="group" aria-label="Code">x</pre>');
    }
  });

  it('keeps a line break at its beginning, which a browser would drop', () => {
    expect(codeText('\n\na')).toBe('\n\n\na');
  });
});
