import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { browserTest, expectAccessible, openPage } from '../helpers/browser.ts';
import { Player } from '../helpers/player.ts';
import { runningSandbox } from '../helpers/running-sandbox.ts';

/** Opens the page of a sandbox that runs. */
async function openInspector(url: string, hash = '', options: BrowserContextOptions = {}) {
  const opened = await openPage({ viewport: { width: 1440, height: 900 }, ...options });
  await opened.page.goto(`${url}/${hash}`);
  await opened.page.getByText('Live', { exact: true }).waitFor();
  return opened;
}

/** The rows of the list of requests, without its head. */
const rows = (page: Page) => page.locator('.requests tbody tr');

/** A page of another origin with a small player: sessionStart by fetch, the last events by sendBeacon, as text. */
async function playerPage(sandbox: string): Promise<string> {
  const script = `
    const T = Date.now();
    const at = (s, eventType, params) => JSON.stringify({ playerTime: { playhead: s, ts: T + s * 1000 }, eventType, params });
    const account = { 'analytics.trackingServer': 'analytics.example.com', 'analytics.reportSuite': 'rsid',
      'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg', 'media.id': 'clip', 'media.name': 'From a browser',
      'media.length': 60, 'media.contentType': 'vod', 'media.playerName': 'p', 'media.channel': 'c', 'media.streamType': 'video' };
    const response = await fetch('${sandbox}/api/v1/sessions', { method: 'POST', body: at(0, 'sessionStart', account) });
    const events = '${sandbox}' + response.headers.get('Location') + '/events';
    await fetch(events, { method: 'POST', body: at(0, 'play') });
    navigator.sendBeacon(events, at(10, 'ping'));
    navigator.sendBeacon(events, at(12, 'sessionEnd'));
    document.title = 'played';`;
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html').end(`<script type="module">${script}</script>`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

describe('the page of the sandbox', () => {
  browserTest('shows what a player in a browser sends, as it sends it', async () => {
    const { url } = await runningSandbox();
    const { page, complaints } = await openInspector(url);
    await page.getByText('No session yet').waitFor();
    const player = await openPage();
    await player.page.goto(await playerPage(url));
    await page.getByRole('link', { name: /#1 From a browser/ }).click();
    await expect.poll(() => rows(page).count()).toBe(4);
    expect(await rows(page).locator('th').allInnerTexts()).toEqual([
      'sessionStart',
      'play',
      'ping',
      'sessionEnd',
    ]);
    await page
      .getByRole('row', { name: /Content time spent/ })
      .getByText('12 s')
      .waitFor();
    await page.getByRole('link', { name: 'ping' }).click();
    await page.getByRole('heading', { name: 'ping #3' }).waitFor();
    await page.getByText('Request headers').click();
    expect(await page.locator('.headers').first().innerText()).toMatch(/content-type: text\/plain/i);
    expect(page.url()).toMatch(/#session=1&request=3$/);
    expect([...complaints, ...player.complaints]).toEqual([]);
  });

  browserTest('goes on after a reload, a lost connection and a pause, with nothing missed', async () => {
    const sandbox = await runningSandbox();
    const { page } = await openInspector(sandbox.url, '#session=1');
    const player = new Player(sandbox.url);
    await player.start();
    await player.send('play', 0);
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.reload();
    await expect.poll(() => rows(page).count()).toBe(2);
    await page.context().setOffline(true);
    await page.evaluate(() => dispatchEvent(new Event('offline')));
    await player.send('ping', 1);
    await page.context().setOffline(false);
    await player.send('ping', 2);
    await expect.poll(() => rows(page).count(), { timeout: 15_000 }).toBe(4);
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('Paused').waitFor();
    await player.send('ping', 3);
    await page.waitForTimeout(600);
    expect(await rows(page).count()).toBe(4);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => rows(page).count()).toBe(5);
  });

  browserTest('filters, and clears', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.start({ 'media.length': '60' });
    await player.start();
    await player.send('play', 0);
    await player.send('ping', 10);
    const { page } = await openInspector(url);
    await expect.poll(() => rows(page).count()).toBe(4);
    await page.getByLabel('Only problems').check();
    expect(await rows(page).count()).toBe(1);
    expect(await rows(page).innerText()).toMatch(/400\s+1 error/);
    await page.getByLabel('Only problems').uncheck();
    await page.getByLabel('Event').selectOption('ping');
    expect(await rows(page).count()).toBe(1);
    await page.getByLabel('Event').selectOption('');
    await page.getByLabel('Text').fill('no such thing');
    await page.getByText('No request passes the filter.').waitFor();
    await page.getByLabel('Text').fill('');
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByText('No request yet.').waitFor();
  });

  browserTest('copies a request as a curl command and its body, and offers downloads', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.start({ 'media.name': "It's" });
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const { page } = await openInspector(url, '#request=1', options);
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy body' }).click();
    await page.getByText('Copied.').waitFor();
    expect(JSON.parse(await clipboard()).params['media.name']).toBe("It's");
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expect.poll(clipboard).toMatch(/^curl -X POST '?http:\/\/127[^\n]*\n[\s\S]*It'\\''s/);
    for (const [name, form] of [
      ['HAR', /"log"/],
      ['NDJSON', /"eventType":"sessionStart"/],
      ['report', /<!doctype html>/],
    ] as const) {
      const href = await page.getByRole('link', { name, exact: true }).getAttribute('href');
      const response = await page.request.get(`${url}${href}`);
      expect([response.status(), form.test(await response.text())]).toEqual([200, true]);
    }
  });

  for (const colorScheme of ['light', 'dark'] as const)
    for (const width of [360, 1440])
      browserTest(`can be used by everybody: ${colorScheme}, ${width} pixels`, async () => {
        const { url } = await runningSandbox();
        await new Player(url).playAll();
        const options = { colorScheme, viewport: { width, height: 800 } };
        const { page } = await openInspector(url, '#session=1&request=2', options);
        await page.getByRole('heading', { name: /play #2/ }).waitFor();
        await page.locator('.picture').waitFor();
        await expectAccessible(page);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      });

  browserTest('a copied command sends the very body, and no file of that name', async () => {
    const { url } = await runningSandbox();
    const body = `@/etc/hostname it's "$HOME"\n`;
    await fetch(`${url}/api/v1/sessions`, { method: 'POST', body });
    const options = { permissions: ['clipboard-read', 'clipboard-write'] };
    const { page } = await openInspector(url, '#request=1', options);
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await page.getByText('Copied.').waitFor();
    const command = await page.evaluate(() => navigator.clipboard.readText());
    await promisify(execFile)('sh', ['-c', command]);
    const { requests } = JSON.parse(await (await fetch(`${url}/_sandbox/requests`)).text());
    expect(requests.map((one: { body: unknown }) => one.body)).toEqual([body, body]);
  });

  browserTest('works by keyboard', async () => {
    const { url } = await runningSandbox();
    await new Player(url).playAll();
    const { page } = await openInspector(url);
    await page.getByRole('link', { name: /#1/ }).waitFor();
    const tabTo = async (text: RegExp): Promise<void> => {
      for (let presses = 0; presses < 60; presses += 1) {
        await page.keyboard.press('Tab');
        if (text.test((await page.evaluate(() => document.activeElement?.textContent)) ?? '')) return;
      }
      throw new Error(`Tab never came to ${text}`);
    };
    await tabTo(/^#1/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /Session 1/ }).waitFor();
    await tabTo(/^play$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /play #2/ }).waitFor();
  });

  browserTest('shows hostile text as text, however long', async () => {
    const { url } = await runningSandbox();
    const evil = `<img src=x onerror="document.title='owned'"><script>document.title='owned'</script>\u202e\u001b[31m`;
    const player = new Player(url);
    await player.start({ 'media.name': evil });
    await player.send('play', 0, 0, { customMetadata: { long: 'x'.repeat(1_000_000) } });
    const { page, complaints } = await openInspector(url, '#session=1&request=2');
    await page.getByRole('heading', { name: /Session 1/ }).waitFor();
    expect(await page.getByRole('heading', { name: /Session 1/ }).innerText()).toContain('<img src=x');
    await page.getByRole('heading', { name: 'play #2' }).waitFor();
    expect(await page.title()).toBe('media-session sandbox');
    expect(complaints).toEqual([]);
  });

  browserTest('is no use to a page of another origin', async () => {
    const { url } = await runningSandbox();
    const other = await openPage();
    await other.page.goto(await playerPage(url));
    const asked = await other.page.evaluate(async (base) => {
      const tries = [
        fetch(`${base}/_sandbox/sessions`),
        fetch(`${base}/_sandbox/reset`, { method: 'POST', mode: 'no-cors' }),
      ];
      return (await Promise.allSettled(tries)).map(({ status }) => status);
    }, url);
    expect(asked[0]).toBe('rejected');
    const { sessions } = (await (await fetch(`${url}/_sandbox/sessions`)).json()) as { sessions: unknown[] };
    expect(sessions.length).toBe(1);
  });

  browserTest(
    '100 sessions of 1,000 events stay usable',
    async () => {
      const { url } = await runningSandbox(['--keep', '1000']);
      const players = [...Array(100).keys()].map(() => new Player(url));
      await Promise.all(players.map((player) => player.start()));
      for (let event = 1; event < 1000; event += 1)
        await Promise.all(players.map((player) => player.send('ping', event)));
      const { page } = await openInspector(url, '#session=100');
      await expect.poll(() => rows(page).count(), { timeout: 30_000 }).toBe(1000);
      expect(await page.locator('.sessions li').count()).toBe(101);
      const delay = await page.evaluate(async () => {
        const start = performance.now();
        location.hash = '#session=50';
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - start;
      });
      expect(delay).toBeLessThan(5_000);
      await expect.poll(() => rows(page).count(), { timeout: 30_000 }).toBe(1000);
    },
    300_000,
  );
});
