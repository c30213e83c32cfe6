import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { NO_TERMINAL, onTerminal } from '../helpers/on-terminal.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);
const FAILING = ['start', '--length', 'x'];
// biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences take no room
const plain = (text: string): string => text.replace(/\u001b\[[0-9;]*m/g, '');
const coloured = (text: string): boolean => text.includes('\u001b[');

describe('colour without a terminal', () => {
  test.each([
    [{}, [], false],
    [{ CI: '1' }, [], false],
    [{ CLICOLOR: '1' }, [], false],
    [{ FORCE_COLOR: '' }, [], false],
    [{ FORCE_COLOR: '3' }, [], true],
    [{ FORCE_COLOR: 'false' }, [], false],
    [{ CLICOLOR_FORCE: '0' }, [], false],
    [{ CLICOLOR_FORCE: '1', NO_COLOR: '1' }, [], false],
    [{ FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, [], false],
    [{ NO_COLOR: '' }, ['--color'], true],
    [{}, ['--color', '--no-color'], false],
    [{}, ['--no-color', '--color'], true],
  ])('%j %j: %s', async (env, more, expected) => {
    const outcome = await run([...FAILING, ...more], { env });
    expect(outcome.code).toBe(2);
    expect(coloured(outcome.stderr)).toBe(expected);
  });

  test('neither help nor JSON is ever coloured', async () => {
    const env = { FORCE_COLOR: '1' };
    expect(coloured((await run(['start', '--help', '--color'], { env })).stdout)).toBe(false);
    expect(coloured((await run([...FAILING, '--json', '--color'], { env })).stdout)).toBe(false);
  });
});

describe.skipIf(NO_TERMINAL)('on a terminal (needs the program script)', () => {
  test.each([
    [{}, [], true],
    [{ CI: '1' }, [], true],
    [{ NO_COLOR: '1' }, [], false],
    [{ NO_COLOR: '' }, [], true],
    [{ FORCE_COLOR: '0' }, [], false],
    [{ CLICOLOR_FORCE: '0' }, [], true],
    [{ TERM: 'dumb' }, [], false],
    [{ TERM: 'dumb', FORCE_COLOR: '1' }, [], true],
    [{ TERM: 'dumb' }, ['--color'], true],
    [{}, ['--no-color'], false],
  ])('colour with %j %j: %s', async (env, more, expected) => {
    const { screen, code } = await onTerminal([...FAILING, ...more], { env });
    expect(code).toBe(2);
    expect(coloured(screen)).toBe(expected);
    expect(plain(screen)).toContain('error[usage-option-value]: --length wants');
  });

  test('each stream decides for itself', async () => {
    const away = await onTerminal(FAILING, { redirect: '2>err' });
    expect([away.screen, coloured(away.file('err'))]).toEqual(['', false]);
    const kept = await onTerminal(FAILING, { redirect: '>out' });
    expect([kept.file('out'), coloured(kept.screen)]).toEqual(['', true]);
  });

  test('a success says where, what it does not prove, and how to end it; stdout stays the ID', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(CREATED) });
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url];
    const { screen, file, code } = await onTerminal(args, { redirect: '>out', size: 'cols 200' });
    expect([code, file('out')]).toEqual([0, 'abc123\n']);
    expect(plain(screen)).toContain(`Session started at ${server.url}.`);
    expect(plain(screen)).toContain('media-session end abc123');
    expect(plain(screen)).toMatch(/^note(?:\[[a-z-]+\])?: A 201 proves /m);
    const quiet = await onTerminal([...args, '-q']);
    expect(quiet.screen).toBe('abc123\n');
    const away = await onTerminal(args, { redirect: '2>err' });
    expect([away.screen, away.file('err')]).toEqual(['abc123\n', '']);
  });

  test('JSON on a terminal is JSON and nothing else', async () => {
    const { screen } = await onTerminal(['start', '--sandbox', '--smoke', '--json']);
    expect(JSON.parse(screen)).toMatchObject({ ok: true, session: { ended: true } });
  });

  test.each([20, 40, 120])('%i columns are kept', async (columns) => {
    const { screen } = await onTerminal(['start'], { size: `cols ${columns}` });
    const lines = plain(screen).split('\n');
    const words = Math.max(...lines.flatMap((line) => line.trim().split(' ')).map((word) => word.length));
    // A word longer than the line is not broken: it may be a name to copy.
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(Math.max(columns, words + 2));
  });

  test('a terminal that was given no size counts as 80 columns', async () => {
    const { screen } = await onTerminal(['start'], { size: 'cols 0 rows 0' });
    const longest = Math.max(
      ...plain(screen)
        .split('\n')
        .map((line) => line.length),
    );
    expect(longest).toBeGreaterThan(60);
    expect(longest).toBeLessThanOrEqual(80);
  });

  test('without a terminal nothing is wrapped, whatever COLUMNS says', async () => {
    const outcome = await run(['start'], { env: { COLUMNS: '20' } });
    expect(outcome.stderr).toMatch(
      /^ {2}= help: Add --endpoint <value>, set MEDIA_SESSION_ENDPOINT, or write endpoint .*$/m,
    );
  });
});
