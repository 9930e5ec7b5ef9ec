import { describe, expect, it } from 'vitest';
import type { TemplateSource } from '../../../generators/generator.js';
import { escapeHtml, escapeMarkdown } from '../../../generators/text/escape.js';
import { compileTemplates, markup, TemplateFailure } from '../../../generators/text/templates.js';

function source(files: Readonly<Record<string, string>>): TemplateSource {
  return {
    list: (folder) => Object.keys(files).filter((name) => name.startsWith(`${folder}/`)).sort(),
    read: (name) => {
      const text = files[name];
      if (text === undefined) throw new Error(`There is no template ${name}.`);
      return text;
    },
  };
}

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('compileTemplates', () => {
  it('escapes what is printed, for the kind of output', () => {
    const files = source({ 'a/x.hbs': '[{{text}}]' });
    expect(compileTemplates(files, 'a', escapeHtml).render('x', { text: '<*>' })).toBe('[&lt;*&gt;]');
    expect(compileTemplates(files, 'a', escapeMarkdown).render('x', { text: '<*>' })).toBe('[&lt;\\*>]');
  });

  it('prints markup as it is, and nothing for what has no value', () => {
    const files = source({ 'a/x.hbs': '{{a}}|{{b}}|{{c}}' });
    expect(compileTemplates(files, 'a', escapeHtml).render('x', { a: markup('<b>'), b: undefined, c: null })).toBe('<b>||');
  });

  it('escapes inside partials and loops too', () => {
    const files = source({ 'a/x.hbs': '{{#each list}}{{> item this}}{{/each}}', 'a/partials/item.hbs': '<i>{{name}}</i>' });
    expect(compileTemplates(files, 'a', escapeHtml).render('x', { list: [{ name: '<' }] })).toBe('<i>&lt;</i>');
  });

  it('does not indent what a partial prints: it may be code', () => {
    const files = source({ 'a/x.hbs': '  {{> code this}}\n', 'a/partials/code.hbs': 'a\n  b\n' });
    expect(compileTemplates(files, 'a', escapeHtml).render('x', {})).toContain('a\n  b');
  });

  it('fails on a name the view lacks', () => {
    expect(() => compileTemplates(source({ 'a/x.hbs': '{{missing}}' }), 'a', escapeHtml).render('x', {})).toThrow(/missing/);
  });

  it('tells where in a template a name stands that the view lacks', () => {
    const files = source({ 'a/x.hbs': 'one\n{{#if yes}}two {{missing}}{{/if}}', 'a/y.hbs': '{{> part this}}', 'a/partials/part.hbs': '\n\n {{gone}}' });
    const templates = compileTemplates(files, 'a', escapeHtml);
    expect(() => templates.render('x', { yes: true })).toThrow('a/x.hbs:2:18: "missing" not defined');
    expect(() => templates.render('y', {})).toThrow('a/partials/part.hbs:3:4: "gone" not defined');
    expect(templates.render('x', { yes: true, missing: 'there' })).toBe('one\ntwo there');
  });

  it('says which template fails and where, the innermost of those inside each other', () => {
    const files = source({ 'a/x.hbs': '<p>\n{{> item this}}', 'a/partials/item.hbs': '<i>\n  {{name}} {{missing}}</i>' });
    const failure = thrownBy(() => compileTemplates(files, 'a', escapeHtml).render('x', { name: 'n' }));
    expect(failure).toMatchObject({ template: 'a/partials/item.hbs', position: { line: 2, column: 14 }, reason: '"missing" not defined' });
    expect(failure).toBeInstanceOf(TemplateFailure);
  });

  it('knows no way around the escaper', () => {
    expect(() => compileTemplates(source({ 'a/x.hbs': '{{{raw}}}' }), 'a', escapeHtml).render('x', { raw: '<' })).toThrow(/markup\(\)/);
  });

  it('does not reach into prototypes', () => {
    expect(() => compileTemplates(source({ 'a/x.hbs': '{{constructor.name}}' }), 'a', escapeHtml).render('x', {})).toThrow();
  });
});
