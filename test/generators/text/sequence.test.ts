/** Sequence diagrams: drawn alike every time, readable without eyes, safe whatever the text. */
import { expect, it } from 'vitest';
import { parseSequence, sequenceDiagram } from '../../../generators/text/sequence.js';
import { renderMarkdown } from '../../../generators/text/markdown.js';
import { xmlElements } from '../../support/xml.js';

const source = `== First ==
Caller -> Your backend: organization_id
Your backend -> API: Create <b> & "c"
API --> Your backend: done
Your backend -> Your backend: thinks
`;

it('has a line for each message, and every word as text', () => {
  const lines = parseSequence(source);
  expect(lines).toEqual([
    { kind: 'heading', text: 'First' },
    { kind: 'message', from: 'Caller', to: 'Your backend', text: 'organization_id', dashed: false },
    { kind: 'message', from: 'Your backend', to: 'API', text: 'Create <b> & "c"', dashed: false },
    { kind: 'message', from: 'API', to: 'Your backend', text: 'done', dashed: true },
    { kind: 'message', from: 'Your backend', to: 'Your backend', text: 'thinks', dashed: false },
  ]);
  const html = sequenceDiagram(lines ?? []);
  expect(sequenceDiagram(parseSequence(source) ?? [])).toBe(html);
  expect(xmlElements(html).filter((name) => name === 'li')).toHaveLength(5);
  expect(html).toContain('role="img" aria-label="Sequence of calls between Caller, Your backend, API; the same as text follows"');
  expect(html).toContain('<li>API answers Your backend: done</li>');
  expect(html).toContain('Create &lt;b&gt; &amp; &quot;c&quot;');
  expect(html).not.toContain('<b>');
  expect(html).not.toMatch(/\bstyle=|NaN|undefined/);
});

it('is code like any other where it is no diagram', () => {
  expect(parseSequence('A -> B: fine\nnot a line')).toBeUndefined();
  expect(parseSequence('== alone ==')).toBeUndefined();
  expect(parseSequence(Array.from({ length: 7 }, (_, index) => `A${index} -> A${index + 1}: x`).join('\n'))).toBeUndefined();
  const html = renderMarkdown('```sequence\n<script>\n```', { resolve: () => undefined });
  expect(html).toContain('<pre');
  expect(html).not.toContain('<script>');
});

it('comes to an end over a line that only begins like a message', () => {
  expect(parseSequence(`${'a '.repeat(20_000)}!`)).toBeUndefined();
  expect(parseSequence(`A -> ${'b '.repeat(20_000)}`)).toBeUndefined();
});
