import type net from 'node:net';
import { describe, expect, test } from 'vitest';
import { bundledSchema } from '../../src/rules/bundled-schema.ts';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { NO_TERMINAL, onTerminal } from '../helpers/on-terminal.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);
const SCHEMA = httpAnswer('200 OK', [], JSON.stringify(bundledSchema('sessionStart')));
const CLEAR = '\r\u001b[K';

/** A server that takes its time, in milliseconds, for each of its responses. */
function slowServer(response: string, milliseconds: number) {
  const answer = (socket: net.Socket): void => void setTimeout(() => socket.end(response), milliseconds);
  return rawServer({ answer });
}

/** What a terminal shows in the end: each line without what was taken away from it. */
const left = (screen: string): string =>
  screen
    .split('\n')
    .map((line) => line.split(CLEAR).at(-1))
    .join('\n');

/** The texts that stood in the line of progress, one after the other. */
const shown = (screen: string): string[] =>
  screen
    .split(CLEAR)
    .slice(1, -1)
    .filter((text) => text !== '' && !/[\r\n]/.test(text));

const start = (url: string, ...more: string[]): string[] => [
  'start',
  ...ACCOUNT,
  ...CONTENT,
  `--endpoint=${url}`,
  ...more,
];

describe.skipIf(NO_TERMINAL)('a wait on a terminal (needs the program script)', () => {
  test('start: after a second what is waited for and how long, and nothing of it in the end', async () => {
    const server = await slowServer(CREATED, 2600);
    const { screen, code } = await onTerminal(start(server.url, '--no-color'), { redirect: '>out' });
    expect(code).toBe(0);
    expect(shown(screen)).toEqual([
      'Waiting for the response of 127.0.0.1 (1 s)',
      'Waiting for the response of 127.0.0.1 (2 s)',
    ]);
    expect(left(screen)).toMatch(/^Session started at /);
    expect(left(screen)).not.toContain('Waiting');
  });

  test('what is quick shows nothing', async () => {
    const server = await slowServer(CREATED, 0);
    const { screen } = await onTerminal(start(server.url));
    expect(screen).not.toContain(CLEAR);
  });

  test.each<[string, string[], object, string]>([
    ['-q', ['-q'], {}, ''],
    ['--json', ['--json'], {}, ''],
    ['a dumb terminal', [], { TERM: 'dumb' }, ''],
    ['stderr in a file', [], {}, '2>err'],
  ])('%s: no line of progress', async (_what, more, env, redirect) => {
    const server = await slowServer(CREATED, 1400);
    const { screen, file } = await onTerminal(start(server.url, ...more), { env, redirect });
    expect(screen).not.toContain(CLEAR);
    expect(screen).toContain('abc123');
    if (redirect !== '') expect(file('err')).toBe('');
  });

  test('without a terminal there is none', async () => {
    const server = await slowServer(CREATED, 1400);
    expect((await run(start(server.url))).stderr).toBe('');
  });

  test('a TLS handshake that does not come', async () => {
    const { port } = await rawServer({});
    const args = start(`https://127.0.0.1:${port}`, '--connect-timeout=1500ms', '--no-color');
    const { screen, code } = await onTerminal(args);
    expect(code).toBe(6);
    expect(shown(screen)).toEqual(['Negotiating TLS with 127.0.0.1 (1 s)']);
    expect(left(screen)).toMatch(/^error(?:\[[a-z-]+\])?: /);
  });

  test('a proxy that does not answer', async () => {
    const { port } = await rawServer({});
    const env = { HTTPS_PROXY: `http://user:pw-canary@127.0.0.1:${port}` };
    const { screen } = await onTerminal(start('https://c.invalid', '--connect-timeout=1500ms'), {
      env,
      size: 'cols 200',
    });
    expect(shown(screen)).toEqual([
      `Connecting to c.invalid through the proxy http://127.0.0.1:${port} (1 s)`,
    ]);
    expect(screen).not.toContain('pw-canary');
  });

  test('a line that is wider than the terminal is cut, so that it can be taken away', async () => {
    const server = await slowServer(CREATED, 1400);
    const { screen } = await onTerminal(start(server.url), { size: 'cols 30', redirect: '>out' });
    expect(shown(screen)).toEqual(['Waiting for the respons (1 s)']);
  });

  test('a wait before another attempt', async () => {
    const server = await slowServer(httpAnswer('503 Unavailable', ['Retry-After: 2']), 0);
    const { screen } = await onTerminal(start(server.url, '--retry=1', '--no-schema-fetch', '--no-color'));
    expect(left(screen)).toContain('Attempt 1 of 2: the server responded with 503; trying again in 2 s.');
    expect(shown(screen)).toContain('Waiting to make attempt 2 of 2 (1 s)');
  });

  test.each<[string, string[]]>([
    ['schema diff', ['schema', 'diff']],
    ['check --live', ['check', '--live', ...ACCOUNT, ...CONTENT]],
  ])('%s', async (_what, args) => {
    const server = await slowServer(SCHEMA, 1400);
    const { screen, code } = await onTerminal([...args, `--endpoint=${server.url}`], { redirect: '>out' });
    expect([code, shown(screen), left(screen)]).toEqual([
      0,
      ['Waiting for the response of 127.0.0.1 (1 s)'],
      '',
    ]);
  });

  test('standard input that does not come', async () => {
    const body = JSON.stringify({ eventType: 'ping', playerTime: { playhead: 1, ts: Date.now() } });
    const late = '(sleep 1.6; printf %s "$BODY") |';
    for (const args of [
      ['check', '-'],
      ['event', 'a'.repeat(64), 'ping', '--body', '-', '--dry-run', ...ACCOUNT],
    ]) {
      const { screen, code } = await onTerminal(args, {
        before: late,
        env: { BODY: body },
        redirect: '>out',
      });
      expect([code, shown(screen)]).toEqual([0, ['Waiting for stdin (1 s)']]);
    }
  });

  test('standard input that is typed: how to end it, once and to stay', async () => {
    const { screen } = await onTerminal(['check', '-', '--no-color']);
    expect(screen).not.toContain(CLEAR);
    expect(screen).toContain('Reading stdin from the terminal; Ctrl-D ends it\n');
  });

  test('doctor: the step that is under way, at once', async () => {
    const server = await slowServer(SCHEMA, 1400);
    const args = ['doctor', ...ACCOUNT.slice(1), '--tracking-server=localhost', `--endpoint=${server.url}`];
    const { screen, code } = await onTerminal(args, { redirect: '>out' });
    expect([code, left(screen)]).toEqual([0, '']);
    const steps = shown(screen);
    expect(steps).toContain('Checking dns');
    // While the response is waited for, it is the schema that is being checked, and not the step before it.
    expect(steps).toContain('Checking schema (1 s)');
    expect(steps.filter((text) => / \(\d+ s\)$/.test(text))).toEqual(['Checking schema (1 s)']);
  });

  test('several profiles: those that are waited for', async () => {
    const slow = await slowServer(CREATED, 1600);
    const quick = await slowServer(CREATED, 0);
    const files = {
      '.mediarc': mediarc(quick.url, { profiles: { quick: {}, slow: { endpoint: slow.url } } }),
    };
    const args = ['start', '--all-profiles', ...CONTENT];
    const { screen, code } = await onTerminal(args, { files, redirect: '>out' });
    expect(code).toBe(0);
    expect(shown(screen)).toContain('0 of 2 profiles done, waiting for quick, slow');
    expect(shown(screen)).toContain('1 of 2 profiles done, waiting for slow (1 s)');
  });
});
