/** The built site in a real browser. */
import { writeFileSync, mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startBrowser } from '../support/browser.js';
import { buildDocsSite, serveSite, strictPolicy, type BuiltSite, type SiteServer } from '../support/docsSite.js';
import { temporaryFolder } from '../support/temporaryFolder.js';

const call = 'organizations/create-an-organization/index.html';
/** A call that answers with objects that hold objects. */
const answer = 'members/get-a-member/index.html';
/** The largest page of its kind; accessibility is checked on a smaller one. */
const errorStatus = 'errors/400/index.html';
const errorType = 'errors/400/organization_slug_already_used/index.html';

/** One of each kind of page. */
const pageTypes = ['index.html', 'organizations/index.html', call, 'members/member-object/index.html', 'errors/index.html', 'errors/403/index.html', errorType, 'introduction/overview/index.html', 'objects/index.html', 'fields/index.html', '404.html'];

const browser: Browser | undefined = await startBrowser();

describe.skipIf(browser === undefined)('the site in a browser', () => {
  let site: BuiltSite;
  let server: SiteServer;
  let axe: string;

  beforeAll(async () => {
    site = await buildDocsSite();
    server = await serveSite(site);
    axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  }, 180_000);

  afterAll(async () => {
    await server.close();
    await browser?.close();
  });

  /** Opens a page; what it logs as an error and what it asks other hosts for fails the test. */
  async function open<T>(path: string, options: BrowserContextOptions, use: (page: Page) => Promise<T>, base = server.url): Promise<T> {
    if (browser === undefined) throw new Error('There is no browser.');
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
    const complaints: string[] = [];
    try {
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (!request.url().startsWith(base) && !/^(data|blob):/.test(request.url())) complaints.push(`asked for ${request.url()}`);
      });
      await page.goto(base + path);
      const result = await use(page);
      expect(complaints.filter((text) => !text.includes('status of 404'))).toEqual([]);
      return result;
    } finally {
      await context.close();
    }
  }

  describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
    it.each([1440, 390])('has no accessibility violation on any kind of page, %i pixels wide', async (width) => {
      const found: string[] = [];
      for (const path of pageTypes) {
        await open(path, { colorScheme, viewport: { width, height: 900 }, bypassCSP: true, reducedMotion: 'reduce' }, async (page) => {
          await page.evaluate(`for (const details of document.querySelectorAll('main details')) details.open = true`);
          await page.addScriptTag({ content: axe });
          const violations: unknown = await page.evaluate(
            `axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] }).then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + ' ' + (node.any[0]?.message ?? '')).join(' | ')))`,
          );
          if (Array.isArray(violations)) found.push(...violations.map((violation) => `${path}: ${String(violation)}`));
        });
      }
      expect(found).toEqual([]);
    }, 300_000);
  });

  it('never scrolls sideways on a phone', async () => {
    for (const path of [...pageTypes, errorStatus]) {
      const overflow = await open(path, { viewport: { width: 390, height: 800 } }, (page) => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth'));
      expect(overflow, path).toBeLessThanOrEqual(0);
    }
  }, 120_000);

  it('opens the expanders around a fragment, with and without scripts', async () => {
    for (const javaScriptEnabled of [true, false]) {
      await open(`${call}#response.organization.organization_id`, { javaScriptEnabled }, async (page) => {
        const target = page.locator('[id="response.organization.organization_id"]');
        await expect.poll(() => target.isVisible(), { timeout: 10_000 }).toBe(true);
        const box = await target.boundingBox();
        expect(box?.y).toBeGreaterThan(0);
        expect(box?.y).toBeLessThan(900);
      });
    }
  });

  it('leads fragments of fields that are now on the page of their object to the nearest field there is', async () => {
    await open(`${answer}#response.member.sso_registrations.connection_id`, {}, async (page) => {
      const target = page.locator('[id="response.member.sso_registrations"]');
      await expect.poll(() => target.isVisible(), { timeout: 10_000 }).toBe(true);
      const box = await target.boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(900);
    });
  });

  it('shows everything without scripts: every situation, no control that does nothing', async () => {
    await open(call, { javaScriptEnabled: false }, async (page) => {
      expect(await page.locator('.scripted:visible').count()).toBe(0);
      expect(await page.locator('.tab').first().isVisible()).toBe(true);
      await page.locator('.tab', { hasText: '400' }).click();
      const examples = page.locator('[data-panel=response] .pane:visible .situation');
      expect(await examples.count()).toBeGreaterThan(3);
      for (const example of await examples.all()) expect(await example.isVisible()).toBe(true);
    });
  });

  it('colours code without an element per word, and only what is in sight', async () => {
    await open(call, {}, async (page) => {
      const coloured = (kind: string): Promise<unknown> =>
        page.evaluate(`[...(CSS.highlights.get('${kind}') ?? [])].map(({ startContainer, startOffset, endOffset }) => startContainer.data.slice(startOffset, endOffset))`);
      await expect.poll(() => coloured('f')).toEqual(['curl']);
      expect(await coloured('s')).toContain('"$PROJECT_ID:$SECRET"');
      expect(await coloured('p')).toEqual(expect.arrayContaining(['-X', '"organization_id"']));
      await page.locator('.tab', { hasText: 'Go' }).click();
      await expect.poll(() => coloured('k')).toContain('package');
      expect(await page.locator('[data-panel=request] pre').first().evaluate(({ children }) => children.length)).toBe(0);
    });
  });

  it('switches languages by keyboard and remembers the choice', async () => {
    await open(call, {}, async (page) => {
      await page.locator('input[name=language]').first().focus();
      await page.keyboard.press('ArrowRight');
      expect(await page.locator('[data-panel=request] .pane:visible pre').first().innerText()).toContain('new B2BClient');
      await page.reload();
      expect(await page.locator('[data-panel=request] .pane:visible pre').first().innerText()).toContain('new B2BClient');
    });
  });

  it('shows the same situation of request and response', async () => {
    await open('organizations/search-for-organizations/index.html', {}, async (page) => {
      const request = page.locator('[data-panel=request] select');
      const last = (await request.locator('option').last().getAttribute('value')) ?? '';
      await request.selectOption(last);
      expect(await page.locator('[data-panel=request] .pane:visible .situation:visible').getAttribute('data-situation')).toBe(last);
      expect(await page.locator('[data-panel=response] .pane:visible .situation:visible').getAttribute('data-situation')).toBe(last);
    });
  });

  it('finds calls, fields and error types from the keyboard', async () => {
    await open('index.html', {}, async (page) => {
      await page.keyboard.press('/');
      await page.locator('[role=combobox]').waitFor();
      await page.keyboard.type('slug already used');
      expect(await page.locator('[role=option]').first().innerText()).toContain('organization_slug_already_used');
      await page.locator('[role=combobox]').fill('create an organization');
      expect(await page.locator('[role=option]').first().innerText()).toContain('Create an organization');
      await page.locator('[role=combobox]').fill('body organization_slug');
      await page.locator('[role=combobox]').fill('email_allowed_domains');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('Enter');
      await page.waitForURL(/#.*email_allowed_domains/);
    });
  });

  it('opens the navigation on a phone without scripts', async () => {
    await open(call, { javaScriptEnabled: false, viewport: { width: 390, height: 800 } }, async (page) => {
      expect(await page.locator('#nav').isVisible()).toBe(false);
      await page.locator('.menu-button').click();
      expect(await page.locator('#nav').isVisible()).toBe(true);
      expect(await page.locator('#nav [aria-current=page]').innerText()).toContain('Create an organization');
    });
  });

  it('fills in the other groups of the navigation, on pages beside it, when they are unfolded', async () => {
    await open(errorType, {}, async (page) => {
      const group = page.locator('.nav-group', { has: page.locator('summary', { hasText: /^Members/ }) });
      expect(await group.getByRole('link').count()).toBe(0);
      await group.locator('summary').click();
      await group.getByRole('link', { name: 'Create a Member' }).click();
      await page.waitForURL(/members\/create-a-member\/index\.html$/);
    });
  });

  it('explains a fragment that is no error type, and where it is when it is elsewhere', async () => {
    await open(`${errorStatus}#no_such_type`, {}, async (page) => {
      await expect.poll(() => page.locator('[data-unknown]').innerText(), { timeout: 10_000 }).toContain('not in the catalogue');
    });
    await open(`${errorStatus}#unauthorized_credentials`, {}, async (page) => {
      await page.locator('[data-unknown] a').click();
      await page.waitForURL(/errors\/401\/index\.html#unauthorized_credentials$/);
    });
  });

  it('lands on the entry of an error_url', async () => {
    await open('errors/400#organization_slug_already_used', {}, async (page) => {
      const box = await page.locator('#organization_slug_already_used').boundingBox();
      expect(box?.y).toBeGreaterThan(0);
      expect(box?.y).toBeLessThan(700);
    });
  });

  it('leads former addresses of errors to where they are now', async () => {
    for (const [former, present] of [
      ['docs/b2b/api/errors/400#organization_slug_already_used', /\/errors\/400\/index\.html#organization_slug_already_used$/],
      ['docs/api/errors/400/organization_slug_already_used', /\/errors\/400\/organization_slug_already_used\/index\.html$/],
    ] as const) {
      await open(former, {}, async (page) => {
        await page.waitForURL(present);
        await page.locator('h1').waitFor();
      });
    }
    await open('docs/api/errors/418', {}, async (page) => {
      expect(await page.locator('h1').innerText()).toBe('There is no such page');
    });
  });

  it('prints a page whole and without what only a screen can use', async () => {
    await open(call, {}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      for (const hidden of ['.top', '.nav', '.steps', '[data-try]']) expect(await page.locator(hidden).first().isVisible(), hidden).toBe(false);
      expect(await page.locator('[id="response.organization.organization_id"]').isVisible()).toBe(true);
      const code = page.locator('[data-panel=response] .pane:visible pre').first();
      expect(await code.evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)).toBeLessThanOrEqual(1);
      expect(await page.evaluate('getComputedStyle(document.documentElement).colorScheme')).toBe('light');
    });
  });

  it('changes and remembers the colour scheme', async () => {
    await open('index.html', { colorScheme: 'light' }, async (page) => {
      const background = (): Promise<unknown> => page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
      const light = await background();
      await page.locator('[data-theme-toggle]').click();
      expect(await background()).not.toBe(light);
      await page.reload();
      expect(await background()).not.toBe(light);
    });
  });

  it('works under a sub-path', async () => {
    const below = await serveSite(site, '/some/where/');
    try {
      await open(call, {}, async (page) => {
        await page.locator('.nav').getByRole('link', { name: 'Organization object', exact: true }).click();
        await page.waitForURL(`${below.url}organizations/organization-object/index.html`);
        await page.keyboard.press('/');
        await page.locator('[role=combobox]').fill('delete an organization');
        await page.keyboard.press('Enter');
        await page.waitForURL(`${below.url}organizations/delete-an-organization/index.html`);
      }, below.url);
    } finally {
      await below.close();
    }
  });

  it('works from a folder, search included', async () => {
    const folder = temporaryFolder();
    for (const [path, text] of site.files) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    await open(call, {}, async (page) => {
      await page.keyboard.press('/');
      await page.locator('[role=combobox]').fill('member object');
      await page.keyboard.press('Enter');
      await page.waitForURL(/members\/member-object\/index\.html$/);
    }, `${pathToFileURL(folder).href}/`);
  });

  it('draws Redoc’s reference without asking another server, from a server and from a folder', async () => {
    const folder = temporaryFolder();
    for (const [path, text] of site.files) {
      if (!/^(redoc|assets)\//.test(path)) continue;
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    // Redoc styles its elements itself; its scripts need no exception.
    const server = await serveSite(site, '/', `${strictPolicy.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'")}; font-src data:; worker-src blob:`);
    try {
      for (const base of [server.url, `${pathToFileURL(folder).href}/`]) {
        await open('redoc/index.html', {}, async (page) => {
          await page.getByRole('heading', { level: 1, name: site.model.info.title }).first().waitFor({ timeout: 60_000 });
          await page.getByText('/v1/b2b/organizations/search').first().waitFor({ timeout: 60_000 });
          await page.mouse.wheel(0, 20_000);
          await page.waitForLoadState('networkidle');
        }, base);
      }
    } finally {
      await server.close();
    }
  }, 180_000);

  it('sends a call from the console and shows the answer', async () => {
    const received: { method: string; url: string; authorization: string; body: string }[] = [];
    const mock = createServer((request, response) => {
      const headers = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'access-control-allow-methods': '*', 'content-type': 'application/json' };
      if (request.method === 'OPTIONS') {
        response.writeHead(204, headers).end();
        return;
      }
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        received.push({ method: request.method ?? '', url: request.url ?? '', authorization: request.headers.authorization ?? '', body });
        response.writeHead(200, headers).end('{"answer":42}');
      });
    });
    mock.listen(0, '127.0.0.1');
    await once(mock, 'listening');
    const address = mock.address();
    const base = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
    try {
      if (browser === undefined) return;
      const page = await browser.newPage();
      await page.goto(server.url + call);
      await page.locator('[data-try]').click();
      await page.locator('[name=base]').fill(base);
      await page.locator('[name=user]').fill('project-test-x');
      await page.locator('[name=password]').fill("se'cret");
      await page.locator('[type=submit]').click();
      await expect.poll(() => page.locator('[data-try-body]').innerText(), { timeout: 10_000 }).toContain('"answer": 42');
      expect(await page.locator('[data-try-curl]').innerText()).toContain(`-u 'project-test-x:se'\\''cret'`);
      expect(received).toEqual([{ method: 'POST', url: '/v1/b2b/organizations', authorization: `Basic ${btoa("project-test-x:se'cret")}`, body: expect.stringContaining('"organization_name"') }]);
      expect(await page.evaluate('JSON.stringify([localStorage.length, sessionStorage.length, document.cookie])')).toBe('[0,0,""]');
      await page.locator('[name=base]').fill('http://127.0.0.1:9');
      await page.locator('[type=submit]').click();
      await expect.poll(() => page.locator('[data-try-status]').innerText(), { timeout: 10_000 }).toContain('CORS');
      await page.close();
    } finally {
      mock.closeAllConnections();
      mock.close();
    }
  });
});
