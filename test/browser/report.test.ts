import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect } from 'vitest';
import { browserTest, expectAccessible, openPage } from '../helpers/browser.ts';
import { run } from '../helpers/cli.ts';
import { ROOT } from '../helpers/sources.ts';
import { tempDirectory } from '../helpers/temp.ts';

const FILM = join(ROOT, 'test/fixtures/captures/film.har');
const HEALTHY = join(ROOT, 'test/fixtures/sequences/healthy/midroll-pings-10s.ndjson');

/** Writes the report of a capture with the built program, and opens it from its file. */
async function openReport(capture: string, options: BrowserContextOptions = {}) {
  const file = join(tempDirectory(), 'report.html');
  await run(['explain', capture, '--report', file], { limitMs: 100_000 });
  const opened = await openPage({ offline: true, ...options });
  const asked: string[] = [];
  opened.page.on('request', (request) => asked.push(request.url()));
  await opened.page.goto(pathToFileURL(file).href);
  return { ...opened, file, asked };
}

describe('the page of a report', () => {
  browserTest('says what is the matter, draws the session, and asks nothing of the network', async () => {
    const { page, complaints, asked, file } = await openReport(FILM);
    await page.getByRole('heading', { name: 'Report on film.har' }).waitFor();
    expect(await page.locator('.summary').innerText()).toContain('Problems');
    const lanes = await page.locator('.picture svg').evaluateAll((all) => all.map((one) => one.ariaLabel));
    expect(lanes.map((label) => label?.split(/[: ]/)[0])).toEqual([
      ...['Before', 'Content', 'Ad', 'Ad', 'Pause', 'Buffer', 'Chapter', 'State', 'Playhead'],
    ]);
    expect(lanes[4]).toBe('Pause: +56 s for 20 s');
    expect(await page.locator('.marks .mark').allInnerTexts()).toEqual(['1', '2']);
    expect(await page.locator('.session .finding').first().innerText()).toMatch(/playhead-in-pause/);
    expect(await page.getByRole('row', { name: /Total pause duration/ }).innerText()).toContain('20 s');
    expect(complaints).toEqual([]);
    expect(asked.filter((url) => !url.startsWith('file:'))).toEqual([]);
    const html = readFileSync(file, 'utf8');
    const data = /id="data">(.*?)<\/script>/s.exec(html)?.[1] ?? '';
    expect(html.length - data.length).toBeLessThan(200_000);
    expect(html).not.toMatch(/secret-visitor|alice@example|5e11d2c7/);
  });

  browserTest('shows the body of a request in error beside the corrected one', async () => {
    const { page } = await openReport(FILM);
    const [sent, corrected] = await page.locator('.request').first().locator('pre').all();
    expect(await sent?.locator('mark').innerText()).toBe('    "media.lenght": "600",');
    expect(await corrected?.locator('mark').innerText()).toBe('    "media.length": 600,');
    const copied = await corrected?.innerText();
    expect(JSON.parse(copied ?? '').params['media.length']).toBe(600);
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1440])
      browserTest(`can be used by everybody: ${colorScheme}, ${width} pixels`, async () => {
        const options = { colorScheme, viewport: { width, height: 800 } };
        for (const capture of [FILM, HEALTHY]) {
          const { page } = await openReport(capture, options);
          await page.locator('summary').first().click();
          await expectAccessible(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        }
      });

  browserTest('works by keyboard', async () => {
    const { page } = await openReport(HEALTHY);
    const events = page.locator('details');
    expect(await events.getAttribute('open')).toBeNull();
    for (let presses = 0; presses < 20; presses += 1) {
      await page.keyboard.press('Tab');
      if (await page.evaluate(() => document.activeElement?.tagName === 'SUMMARY')) break;
    }
    await page.keyboard.press('Enter');
    expect(await events.getAttribute('open')).not.toBeNull();
    await page.getByRole('cell', { name: 'line 2', exact: true }).waitFor();
  });

  browserTest('is printed in light colours with all events, and folded again afterwards', async () => {
    const { page } = await openReport(FILM, { colorScheme: 'dark' });
    const open = () => page.locator('details[open]').count();
    expect(await open()).toBe(0);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    expect(await open()).toBe(1);
    await page.evaluate(() => dispatchEvent(new Event('afterprint')));
    expect(await open()).toBe(0);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).toBe(
      'rgb(255, 255, 255)',
    );
    expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
  });

  browserTest('shows hostile text as text', async () => {
    const evil =
      '</script><script>document.title="owned"</script><img src=x onerror=alert(1)>\u202e\u0007`$1`';
    const har = readFileSync(FILM, 'utf8').replaceAll(
      'A film',
      JSON.stringify(JSON.stringify(evil)).slice(3, -3),
    );
    const capture = join(tempDirectory({ 'evil.har': har }), 'evil.har');
    const { page, complaints } = await openReport(capture);
    const heading = await page.getByRole('heading', { name: /Session 1/ }).innerText();
    expect(heading).toContain('</script><script>');
    expect(await page.title()).toBe('Report on evil.har');
    expect(await page.locator('img').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  browserTest(
    'of 100,000 events holds 2 MB, says what it left out, and opens',
    async () => {
      const first = 1_795_679_197_659;
      const lines = [...Array(100_000).keys()].map((at) =>
        JSON.stringify({
          playerTime: { playhead: at, ts: first + at * 1000 },
          eventType: at === 0 ? 'sessionStart' : 'ping',
          params: at % 10 === 1 ? { 'media.lenght': 5 } : {},
        }),
      );
      const capture = join(tempDirectory({ 'long.ndjson': lines.join('\n') }), 'long.ndjson');
      const { page, file } = await openReport(capture);
      expect(readFileSync(file).length).toBeLessThan(2_300_000);
      expect(await page.locator('.left').innerText()).toMatch(/Left out: .*events/);
    },
    120_000,
  );
});
