import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { ROOT } from '../helpers/sources.ts';
import { tempDirectory } from '../helpers/temp.ts';

const FILM = readFileSync(join(ROOT, 'test/fixtures/captures/film.har'), 'utf8');

/** The same capture of a session in which nothing is wrong. */
const HEALTHY = readFileSync(join(ROOT, 'test/fixtures/sequences/healthy/midroll-pings-10s.ndjson'), 'utf8');

async function explain(...args: string[]) {
  const cwd = tempDirectory({ 'film.har': FILM, 'healthy.ndjson': HEALTHY });
  const outcome = await run(['explain', ...args], { cwd });
  return { ...outcome, read: (name: string) => readFileSync(join(cwd, name), 'utf8'), cwd };
}

/** The date of the samples. */
const NOON = new Date(Date.UTC(2026, 10, 26, 12)).toISOString();

/** When a report is made is another matter each time. */
const dated = (text: string): string => text.replace(/2\d{3}-\d\d-\d\dT[\d:.]+Z(?=",|\n\n)/, NOON);

describe('explain --report', () => {
  test.each(['report.html', 'report.md', 'REPORT.HTM', 'notes.markdown'])(
    'writes %s for its owner alone, and says the rest as ever',
    async (name) => {
      const { code, stdout, stderr, cwd } = await explain('film.har', '--report', name);
      expect(code).toBe(2);
      expect(stdout).toContain('playhead-in-pause');
      expect(stderr).toBe('');
      expect(statSync(join(cwd, name)).mode & 0o777).toBe(0o600);
    },
  );

  test.each(['report.html', 'report.md'])('%s hides who watched, unless asked not to', async (name) => {
    const secrets = /secret-visitor-7|alice@example\.com|5e11d2c7a9f04b3c8d6e/g;
    const hidden = await explain('film.har', '--report', name);
    expect(hidden.read(name).match(secrets)).toBeNull();
    const shown = await explain('film.har', '--report', name, '--no-redact');
    expect(new Set(shown.read(name).match(secrets)).size).toBe(3);
  });

  test.each(['report.html', 'report.md'])(
    '%s hides what stands under keys that nobody knows',
    async (name) => {
      const har = FILM.replace('media.lenght', 'crm.email').replace('\\"600\\"', '\\"jane@acme.example\\"');
      const cwd = tempDirectory({ 'x.har': har });
      await run(['explain', 'x.har', '--report', name], { cwd });
      const text = readFileSync(join(cwd, name), 'utf8');
      expect(text).toContain('crm.email');
      expect(text).not.toContain('jane@acme');
    },
  );

  test('of a capture without a request it says why', async () => {
    const cwd = tempDirectory({ 'empty.har': '{"log":{"entries":[]}}' });
    await run(['explain', 'empty.har', '--report', 'r.md'], { cwd });
    expect(readFileSync(join(cwd, 'r.md'), 'utf8')).toMatch(/`capture-empty`[\s\S]*Fix: /);
  });

  test('another form is refused before anything is read', async () => {
    const { code, stdout, stderr } = await explain('film.har', '--report', 'report.pdf');
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/--report wants a file name that ends in \.html or \.md|ends in \.html or \.md/);
  });

  test('a report never takes the place of the capture', async () => {
    const cwd = tempDirectory({ 'film.md': FILM });
    const { code, stderr } = await run(['explain', 'film.md', '--report', 'film.md'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toContain('film.md');
    expect(readFileSync(join(cwd, 'film.md'), 'utf8')).toBe(FILM);
  });

  test('one that cannot be written is an error, and nothing else is lost', async () => {
    const { code, stderr } = await explain('healthy.ndjson', '--report', 'missing/report.html');
    expect(code).toBe(2);
    expect(stderr).toContain('missing/report.html');
  });

  test('with --json the document is the same as without', async () => {
    const { read, ...outcome } = await explain('film.har', '--json', '--report', 'report.html');
    const { sessions, requests } = readJsonOutput(outcome) as unknown as Record<string, unknown[]>;
    expect([sessions?.length, requests?.length]).toEqual([1, 23]);
    expect(read('report.html')).toContain('<!doctype html>');
  });
});

test.each([
  ['film.har', 'faulty'],
  ['healthy.ndjson', 'healthy'],
])('the sample report of %s in docs is what the program writes', async (capture, name) => {
  for (const end of ['html', 'md']) {
    const { read } = await explain(capture, '--report', `report.${end}`);
    await expect(dated(read(`report.${end}`))).toMatchFileSnapshot(`../../docs/reports/${name}.${end}`);
  }
});
