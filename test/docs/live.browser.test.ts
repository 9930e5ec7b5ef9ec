/** `docs serve` in a real browser: pages follow their sources. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { previewSite } from '../../generators/pipeline.js';
import { serveLiveDocs, type LiveDocs } from '../../generators/serve/liveDocs.js';
import { startBrowser } from '../support/browser.js';
import { makeTemporaryFolder, writeFiles } from '../support/temporaryFolder.js';

const openapi = `openapi: 3.1.0
info: { title: Robots, version: '1' }
paths:
  /robots:
    $ref: paths/robots.yaml
`;
const robots = `get:
  operationId: listRobots
  summary: List robots
  description: Every robot there is.
  responses:
    '200': { description: The robots. }
`;

const browser: Browser | undefined = await startBrowser();

describe.skipIf(browser === undefined)('docs serve in a browser', () => {
  const folder = makeTemporaryFolder();
  const rebuilt: { readonly problems: number }[] = [];
  let docs: LiveDocs;
  let page: Page;

  beforeAll(async () => {
    writeFiles(folder, { 'openapi.yaml': openapi, 'paths/robots.yaml': robots, 'guides/start.md': '# Start\n\nFirst words.\n' });
    docs = await serveLiveDocs({
      port: 0,
      async build(url) {
        const preview = await previewSite({ input: join(folder, 'openapi.yaml'), docsBaseUrl: url, guides: join(folder, 'guides') });
        return { contents: preview.files, watched: preview.sources };
      },
      onRebuilt: ({ problems }) => rebuilt.push({ problems: problems.length }),
    });
    if (browser !== undefined) page = await browser.newPage();
  }, 60_000);

  afterAll(async () => {
    await docs.close();
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const change = (name: string, from: string, to: string): void => {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(from, to));
  };

  it('reloads the open page when the description changes, and keeps the reader’s place', async () => {
    await page.setViewportSize({ width: 800, height: 300 });
    await page.goto(`${docs.url}/operations/list-robots/index.html`);
    await page.evaluate('scrollTo(0, 120)');
    change('paths/robots.yaml', 'Every robot there is.', 'Every robot there ever was.');
    await page.getByText('Every robot there ever was.').waitFor({ timeout: 20_000 });
    await expect.poll(() => page.evaluate('scrollY'), { timeout: 5000 }).toBe(120);
  }, 60_000);

  it('shows an error with file and line over the last good page, until it is gone', async () => {
    change('paths/robots.yaml', "'200': { description", "'200': { description: [");
    const overlay = page.locator('docs-problems');
    await overlay.waitFor({ timeout: 20_000 });
    expect(await overlay.locator('section').innerText()).toMatch(/paths\/robots\.yaml:6:\d+/);
    expect(await overlay.locator('section').innerText()).toContain("> 6 |     '200'");
    expect(await page.locator('main').innerText()).toContain('Every robot there ever was.');
    // Also for a page that is opened while the error is there.
    await page.goto(`${docs.url}/index.html`);
    await overlay.waitFor();
    change('paths/robots.yaml', 'description: [', 'description:');
    await expect.poll(async () => await overlay.count(), { timeout: 20_000 }).toBe(0);
  }, 60_000);

  it('follows guides too, and lets a page alone that shows nothing of what changed', async () => {
    await page.goto(`${docs.url}/guides/start/index.html`);
    await page.evaluate('document.body.dataset.before = "1"');
    const builds = rebuilt.length;
    change('paths/robots.yaml', 'ever was', 'will ever be');
    await expect.poll(() => rebuilt.length, { timeout: 20_000 }).toBeGreaterThan(builds);
    expect(await page.evaluate('document.body.dataset.before')).toBe('1');
    change('guides/start.md', 'First words.', 'Second words.');
    await page.getByText('Second words.').waitFor({ timeout: 20_000 });
    expect(await page.evaluate('document.body.dataset.before')).toBeUndefined();
  }, 60_000);
});
