/** Templates are rendered as Handlebars would: the same text, or a failure where Handlebars fails. */
import Handlebars from 'handlebars';
import { describe, expect, test } from 'vitest';
import type { TemplateSource } from '../../../generators/generator.js';
import { fileTemplates } from '../../../generators/package.js';
import { escapeHtml } from '../../../generators/text/escape.js';
import { BeyondRenderer, TemplateRenderers } from '../../../generators/text/templateRenderer.js';
import { compileTemplates, handlebarsTemplates, markup, Markup } from '../../../generators/text/templates.js';

const partials = {
  item: '<i>{{name}}{{#if @last}}.{{/if}}</i>\n',
  outer: '{{#each inside}}{{../name}}>{{name}} {{/each}}',
  beyond: '{{#if ../name}}{{name}}{{/if}}',
  tree: '({{name}}{{#each inside}}{{> tree}}{{/each}})',
  link: '<a href="{{href}}">{{text}}</a>',
};

const view = {
  name: 'a<b',
  none: undefined,
  nothing: null,
  zero: 0,
  no: false,
  empty: '',
  html: markup('<b>'),
  words: ['x', 'y & z', ''],
  list: [{ name: 'first', inside: [{ name: 'deep', inside: [] }] }, { name: 'second', inside: [] }],
  emptyList: [],
  map: new Map([['k', 'v']]),
  members: { b: 1, a: 2 },
  nested: { name: 'inner', more: { name: 'inmost' } },
};

function both(template: string): { readonly ours: unknown; readonly theirs: unknown } {
  const texts: Readonly<Record<string, string>> = { 't/x.hbs': template, ...Object.fromEntries(Object.entries(partials).map(([name, text]) => [`t/partials/${name}.hbs`, text])) };
  const source: TemplateSource = { list: () => Object.keys(texts), read: (name) => texts[name] ?? '' };
  const print = (value: unknown): string => (value === undefined || value === null ? '' : value instanceof Markup ? value.text : escapeHtml(String(value)));
  const result = (render: () => string): unknown => {
    try {
      return render();
    } catch (error) {
      return error instanceof Error && error.message.includes('not defined in') ? error.message : 'fails';
    }
  };
  return { ours: result(() => compileTemplates(source, 't', escapeHtml).render('x', view)), theirs: result(() => handlebarsTemplates(source, 't', print).render('x', view)) };
}

describe('what Handlebars prints, or fails at', () => {
  test.each([
    'plain {{name}} {{html}} {{none}}{{nothing}}{{zero}}{{no}}{{empty}}',
    '{{nested.name}} {{nested.more.name}} {{this.name}} {{words.length}}',
    '{{missing}}',
    'two lines\n  {{missing}}',
    '{{nested.missing}}',
    '{{none.missing}}',
    '{{constructor}}',
    '{{nested.constructor}}',
    '{{#if constructor}}reached{{else}}out of reach{{/if}}',
    '{{#if missing}}yes{{else}}no{{/if}}',
    '{{#if none.deeper}}yes{{/if}}',
    '{{#if name}}1{{/if}}{{#if zero}}2{{/if}}{{#if empty}}3{{/if}}{{#if emptyList}}4{{/if}}{{#if words}}5{{/if}}{{#if html}}6{{/if}}{{#if nested}}7{{/if}}',
    '{{#if no}}a{{else if zero}}b{{else if name}}c{{else}}d{{/if}}',
    '{{#unless no}}a{{else}}b{{/unless}}{{#unless name}}c{{else}}d{{/unless}}{{^if no}}e{{/if}}',
    '{{#each words}}{{@index}}{{@key}}{{#if @first}}^{{/if}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}',
    '{{#each list}}{{name}} of {{../name}}{{#if name}}{{#each inside}}: {{name}} in {{../name}} in {{../../name}}{{/each}}{{/if}};{{/each}}',
    '{{#each emptyList}}x{{else}}none{{/each}}{{#each missing}}x{{else}}missing{{/each}}{{#each name}}x{{else}}a word{{/each}}',
    '{{#each members}}{{@key}}={{this}}{{#unless @last}},{{/unless}}{{/each}}',
    '{{#each list}}{{@root.name}}{{/each}}{{@root.nested.name}}',
    '{{@first}}',
    '{{#if @first}}x{{else}}y{{/if}}',
    '{{../name}}',
    '{{#each list}}{{> item}}{{/each}}',
    'a\n  {{> item nested}}\nb',
    '{{#each list}}\n  {{> outer}}\n{{/each}}',
    '{{#each list}}{{> beyond}}{{/each}}',
    '{{#each list}}{{> tree}}{{/each}}',
    '{{> link href="#top" text=name}}{{> link nested href=zero text=true}}',
    '{{> missing}}',
    '{{#if no}}{{> missing}}{{/if}}fine',
    '{{! a comment }}{{!-- {{another}} --}}left',
    ' {{~name~}} \n {{#if name~}}  trimmed  {{~/if}}',
    '{{#each list}}\n  {{#if name}}\n    - {{name}}\n  {{/if}}\n{{/each}}\n',
    // What only Handlebars knows.
    '{{#with nested}}{{name}} {{../name}}{{/with}}',
    '{{#each words as |word index|}}{{index}}{{word}}{{/each}}',
    '{{lookup members "a"}}',
    '{{#each list}}{{#each inside}}{{@../index}}{{/each}}{{/each}}',
    '{{#if zero includeZero=true}}x{{/if}}',
    '{{#each map}}{{@key}}{{this}}{{/each}}',
  ])('%j', (template) => {
    const { ours, theirs } = both(template);
    expect(ours).toEqual(theirs);
  });

  test('with the place in the template where a name is missing', () => {
    expect(both('two lines\n  {{missing}}').ours).toMatch(/^"missing" not defined in .* - 2:4$/);
  });
});

test('no template of this package needs Handlebars to render it', () => {
  const templates = fileTemplates();
  for (const folder of ['docs', 'docs/markdown']) {
    const below = templates.list(folder).filter((name) => name.endsWith('.hbs') && !name.slice(folder.length + 1).includes('/'));
    expect(below.length).toBeGreaterThan(10);
    const renderers = new TemplateRenderers((name) => Handlebars.parse(templates.read(`${folder}/partials/${name}.hbs`)), String);
    for (const name of below) expect(() => renderers.renderer(Handlebars.parse(templates.read(name))), name).not.toThrow();
  }
  expect(() => new TemplateRenderers(() => Handlebars.parse(''), String).renderer(Handlebars.parse('{{#with a}}{{/with}}'))).toThrow(BeyondRenderer);
});
