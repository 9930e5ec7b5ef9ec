import { describe, expect, it } from 'vitest';
import type { TemplateSource } from '../../../generators/generator.js';
import { fileTemplates } from '../../../generators/package.js';
import { templateNames } from '../../../generators/templates.js';
import { escapeHtml } from '../../../generators/text/escape.js';
import { NotPlainError, plainProgram, type PlainProgram } from '../../../generators/text/plainTemplates.js';
import { Handlebars } from '../../../generators/text/renderers.js';
import { compileTemplates, markup } from '../../../generators/text/templates.js';

const partials = {
  item: '[{{name}}{{#if more}} {{> item more}}{{/if}}]',
  list: '{{#each this}}{{this}}{{#unless @last}}, {{/unless}}{{/each}}',
};

function source(template: string): TemplateSource {
  const files = new Map([['a/x.hbs', template], ...Object.entries(partials).map(([name, text]): [string, string] => [`a/partials/${name}.hbs`, text])]);
  return {
    list: () => [...files.keys()],
    read: (name) => files.get(name) ?? '',
  };
}

function plain(template: string): PlainProgram {
  const partial = (name: keyof typeof partials): PlainProgram => (view) => plain(partials[name])(view);
  return plainProgram(Handlebars.parse(template), { print: (value) => (value === undefined || value === null ? '' : escapeHtml(String(value))), partial: (name) => partial(name === 'item' ? 'item' : 'list') });
}

/** What Handlebars makes of it: a block that only Handlebars knows, and that prints nothing, is added. */
function byHandlebars(template: string, view: object): string {
  return compileTemplates(source(`${template}{{#with ""}}{{/with}}`), 'a', escapeHtml).render('x', view);
}

const view = {
  text: '<a & "b">',
  quote: 'it\'s `so` \u2028 \\ ${x}',
  zero: 0,
  no: false,
  nothing: undefined,
  none: null,
  markup: markup('<b>'),
  list: ['x', '<y>', 'x'],
  empty: [],
  inner: { name: 'deep', list: [1, 2], more: undefined },
  items: [
    { name: 'one', tags: ['a', 'b'], more: { name: 'two', more: undefined } },
    { name: 'three', tags: [], more: undefined },
  ],
  name: 'outer',
};

describe('plainProgram', () => {
  it.each([
    '{{text}}|{{quote}}|{{zero}}|{{no}}|{{nothing}}|{{none}}|{{list}}|{{inner.name}}|{{this.name}}|{{inner.list.length}}',
    'back\\\\slash `tick` ${brace} "quote" \u2028 \\{{text}} {{! a comment }}{{!-- another --}}',
    '{{#if zero}}0{{/if}}{{#if empty}}e{{else}}none{{/if}}{{#if list.length}}l{{/if}}{{#if text}}t{{else if list}}no{{/if}}{{#if nothing}}n{{else if list}}else{{/if}}',
    '{{#unless empty}}e{{/unless}}{{#unless text}}t{{else}}u{{/unless}}{{#if markup}}m{{/if}}{{#if inner}}i{{/if}}{{#if unknown}}?{{/if}}',
    '{{#each list}}{{@index}}{{#if @first}}f{{/if}}{{this}}{{#unless @last}};{{/unless}}{{/each}}',
    '{{#each empty}}x{{else}}empty{{/each}}{{#each nothing}}x{{else}}nothing{{/each}}{{#each text}}x{{else}}text{{/each}}{{#each unknown}}x{{/each}}',
    '{{#each items}}{{name}} of {{../name}}: {{#each tags}}{{this}} {{../name}} {{../../name}} {{@index}}{{#if ../more}}{{../more.name}}{{/if}}{{else}}-{{/each}}{{@index}}{{/each}}',
    // The second list has the element that the first one has: nothing new lies around it.
    '{{#each list}}{{#each ../list}}{{this}}{{../this}} {{/each}}{{/each}}',
    '{{#each items}}{{#each ../items}}{{name}}{{../name}} {{/each}}{{/each}}',
    '{{#each items}}{{> item}} {{> item this}}{{/each}}{{> item inner}}{{> list list}}{{> list empty}}',
    '<ul>\n{{#each list}}\n  <li>{{this}}</li>\n{{/each}}\n</ul>\n  {{> list list}}\nend {{~text~}} \n end\n',
  ])('comes to what Handlebars comes to: %s', (template) => {
    const expected = byHandlebars(template, view);
    expect(plain(template)(view)).toBe(expected);
    expect(compileTemplates(source(template), 'a', escapeHtml).render('x', view)).toBe(expected);
  });

  it.each([
    ['{{#with inner}}{{name}}{{/with}}', 'deep'],
    ['{{#each inner.more}}{{@key}}{{else}}-{{/each}}{{#each list}}{{@key}}{{/each}}', '-012'],
    ['{{#each list as |word|}}{{word}} {{/each}}', 'x &lt;y&gt; x '],
    ['{{#each list}}{{@root.name}}{{/each}}', 'outerouterouter'],
    ['{{#each items}}{{#each tags}}{{@../index}}{{/each}}{{/each}}', '00'],
    ['{{lookup list 1}}', '&lt;y&gt;'],
    ['{{#*inline "own"}}({{this}}){{/inline}}{{> own name}}', '(outer)'],
    ['{{#> list list}}{{/list}}', 'x, &lt;y&gt;, x'],
    ['{{> item inner name="other"}}', '[other]'],
    ['{{#if zero includeZero=true}}0{{/if}}', '0'],
    ['{{#each list}}{{#if true}}{{this}}{{/if}}{{/each}}', 'x&lt;y&gt;x'],
  ])('leaves to Handlebars what only it knows: %s', (template, expected) => {
    expect(() => plain(template)(view)).toThrow(NotPlainError);
    expect(compileTemplates(source(template), 'a', escapeHtml).render('x', view)).toBe(expected);
  });

  it.each([
    ['{{#each map}}{{@index}}{{this}}{{/each}}', { map: { a: 1, b: 2 } }],
    ['{{#each map}}{{this}}{{/each}}', { map: new Map([['a', 1]]) }],
    ['{{#if call}}yes{{else}}no{{/if}}', { call: () => false }],
    ['{{#each call}}{{this}}{{/each}}', { call: () => ['a'] }],
    ['{{#each list}}{{toString}}{{/each}}', { list: [{ toString: 'own' }] }],
  ])('leaves to Handlebars values that it was not made for: %s', (template, values) => {
    expect(() => plain(template)(values)).toThrow(NotPlainError);
    expect(compileTemplates(source(template), 'a', escapeHtml).render('x', values)).toBe(byHandlebars(template, values));
  });

  it('does not reach into prototypes', () => {
    for (const name of ['constructor', '__proto__', 'list.values', 'text.link', 'list.toString']) {
      expect(() => plain(`{{${name}}}`)(view)).toThrow(NotPlainError);
      expect(() => plain(`{{#if ${name}}}x{{/if}}`)(view)).toThrow(NotPlainError);
    }
  });

  it.each(['{{missing}}', '{{inner.missing}}', '{{#each list}}{{name}}{{/each}}', '{{#if nothing.name}}x{{/if}}', '{{> item nothing}}', '{{#each items}}{{#each ../../items}}{{name}}{{/each}}{{/each}}'])(
    'fails where Handlebars fails: %s',
    (template) => {
      expect(() => byHandlebars(template, view)).toThrow();
      expect(() => plain(template)(view)).toThrow();
    },
  );

  it('puts nothing of a template into code but literals', () => {
    const hostile = 'a"; throw 0; //\n{{[a"); throw 1; //]}}{{#each [b\\"; throw 2; //]}}{{/each}}{{> [list"); throw 3; //] c}}';
    expect(plain(hostile)({ 'a"); throw 1; //': 'x', 'b\\"; throw 2; //': [], c: ['y'] })).toBe('a"; throw 0; //\nxy');
  });

  it('renders every template of this package', () => {
    const templates = fileTemplates();
    const names = templateNames(templates);
    expect(names.length).toBeGreaterThan(50);
    for (const name of names) expect(() => plainProgram(Handlebars.parse(templates.read(name)), { print: String, partial: () => () => '' }), name).not.toThrow();
  });
});
