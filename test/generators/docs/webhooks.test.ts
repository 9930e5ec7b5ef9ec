/** What an API sends, and what can be called next, as the site shows it. */
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { attributeValues, brokenLinks, buildDocsSite, fileOf, textOf, type BuiltSite } from '../../support/docsSite.js';

const document = fileURLToPath(new URL('../../corpus/constructs/callbacks.yaml', import.meta.url));

describe('webhooks, callbacks and links', () => {
  let site: BuiltSite;
  beforeAll(async () => {
    site = await buildDocsSite(document);
  });

  it('lead somewhere, and have fragments of their own', () => {
    expect(brokenLinks(site)).toEqual([]);
    for (const path of ['webhooks/subscription-ended/index.html', 'operations/subscribe/index.html']) {
      const ids = attributeValues(fileOf(site, path), 'id');
      expect(ids.filter((id, index) => ids.indexOf(id) !== index), path).toEqual([]);
    }
  });

  it('give a webhook a page: what arrives, its examples, what to answer', () => {
    const html = fileOf(site, 'webhooks/subscription-ended/index.html');
    const page = textOf(html);
    expect(page).toContain('A subscription has ended');
    expect(attributeValues(html, 'id')).toEqual(expect.arrayContaining(['payload.type', 'payload.subscription', 'answer-200']));
    expect(page).toContain('"expired"');
    expect(page).toMatch(/Expected answers\s+200 OK\s+taken/);
    expect(page).not.toContain('curl');
    expect([...html.matchAll(/<h(\d)[ >]/g)].map(([, level]) => level).join('')).toMatch(/^1(2|3)*$/);
  });

  it('list the webhooks in a group of their own, for programs too', () => {
    expect(textOf(fileOf(site, 'webhooks/index.html'))).toContain('A subscription has ended');
    expect(fileOf(site, 'llms.txt')).toMatch(/## Webhooks\n\n- \[A subscription has ended\]\(webhooks\/subscription-ended\/index\.md\)/);
    expect(fileOf(site, 'webhooks/subscription-ended/index.md')).toMatch(/## Payload \(application\/json\)\n\n- `type` \(string, required\)/);
  });

  it('show the callbacks and the links of a call on its page', () => {
    const html = fileOf(site, 'operations/subscribe/index.html');
    expect(attributeValues(html, 'id')).toEqual(expect.arrayContaining(['callbacks', 'callback-onEvent', 'callback-onEvent-payload.type', 'callback-onEvent-answer-4XX']));
    const page = textOf(html);
    expect(page).toContain('{$request.body#/url}');
    expect(page).toMatch(/What to call next\s+read\s*: readSubscription with id = \$response\.body#\/id\s*\. The subscription itself\./);
    expect(page).toContain('https://example.com/openapi.yaml#/paths/~1a/get');
    expect(html).toMatch(/<strong>read<\/strong>: <a href="[./]*operations\/read-subscription\/index\.html">/);
    // A callback that has itself for a callback is there once.
    expect(html.match(/id="callback-subscribeOnSharedOnAgain"/g)).toHaveLength(1);
  });

  it('list in the field index what is sent and what is expected in the answer, and lead to it', () => {
    const html = fileOf(site, 'fields/index.html');
    const entry = (name: string): string => html.slice(html.indexOf(`<div id="field-${name}"`)).split('</div>')[0] ?? '';
    expect(entry('type')).toMatch(/Sent with <a href="[./]*operations\/subscribe\/index\.html#callback-onEvent-payload\.type">event \(subscribe\)<\/a>/);
    expect(entry('type')).toMatch(/href="[./]*webhooks\/subscription-ended\/index\.html#payload\.type">A subscription has ended</);
    expect(entry('Signature')).toMatch(/Sent with/);
    expect(entry('why')).toMatch(/Expected in the answer to[\s\S]*#callback-onEvent-answer-4XX\.why/);
    expect(fileOf(site, 'fields/index.md')).toMatch(/## why\n\n- Expected in the answer to \[event \(subscribe\)\]\(/);
  });

  it('count a webhook among those that use an object', () => {
    expect(textOf(fileOf(site, 'schemas/event/index.html'))).toContain('A subscription has ended');
  });
});
