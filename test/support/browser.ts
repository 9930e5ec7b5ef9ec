/**
 * A real browser for tests: the Chromium packaged on npm where it runs (Linux), else an installed Chrome, Chromium or Edge.
 * Without any, tests that need one are reported as skipped.
 */
import { chromium, type Browser } from 'playwright-core';

/** Starts a browser; undefined on a machine without one. Whoever starts it closes it. */
export async function startBrowser(): Promise<Browser | undefined> {
  if (process.platform === 'linux' && process.arch === 'x64') {
    const packaged = await startPackaged();
    if (packaged !== undefined) return packaged;
  }
  for (const channel of ['chrome', 'chromium', 'msedge']) {
    try {
      return await chromium.launch({ channel });
    } catch {
      // Not installed; the next one.
    }
  }
  return undefined;
}

async function startPackaged(): Promise<Browser | undefined> {
  try {
    const { default: packaged } = await import('@sparticuz/chromium');
    // The package's own arguments are for functions in the cloud: one process, which dies with the first page that is closed,
    // and no web security, which tests of a security policy need.
    return await chromium.launch({ executablePath: await packaged.executablePath(), args: ['--no-sandbox', '--font-render-hinting=none'] });
  } catch {
    return undefined;
  }
}
