import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import axe from 'axe-core';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, expect, onTestFinished, type TestContext, test } from 'vitest';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** The browser of this machine; undefined where there is none. */
function installed(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

let running: Promise<Browser> | undefined;

/** A test that needs a real browser; it is skipped, and said so, where there is none. */
export function browserTest(
  name: string,
  run: (context: TestContext) => Promise<void>,
  timeout?: number,
): void {
  test(name, timeout === undefined ? {} : { timeout }, async (context) => {
    context.skip(installed() === undefined, 'no Chromium was found: apt-get install chromium');
    await run(context);
  });
}

afterAll(async () => {
  const browser = await running;
  await browser?.close();
  running = undefined;
});

/** What a page reported while it was open. */
export interface OpenPage {
  page: Page;
  /** Errors and warnings of its console, and what it threw. */
  complaints: string[];
}

/** A fresh page; it is closed when the test is over. */
export async function openPage(options: BrowserContextOptions = {}): Promise<OpenPage> {
  const executablePath = installed() ?? '';
  // Containers and root have no sandbox of their own for it.
  running ??= chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
  const context = await (await running).newContext(options);
  onTestFinished(() => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { page, complaints };
}

/** Fails where the page breaks a rule of accessibility (WCAG 2.2 A and AA, and best practices). */
export async function expectAccessible(page: Page): Promise<void> {
  // The page's own policy does not hold for what comes through the debugger.
  await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const { axe: checker } = globalThis as unknown as { axe: typeof axe };
    const found = await checker.run();
    return found.violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.slice(0, 3).map(({ html }) => html.slice(0, 200)),
    }));
  });
  expect(violations).toEqual([]);
}
