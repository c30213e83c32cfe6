import type net from 'node:net';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc, startAt } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);
const SCHEMA = JSON.stringify({ properties: { eventType: {}, playerTime: {}, params: {} } });
/** Beyond the limit: the start of the program, on a busy machine. */
const SLACK_MS = 3000;

/** A server that answers each request after most of the limit, so that there is time for one, but not for two. */
const slowServer = (answer: (request: string) => string, delayMs = 1200) =>
  rawServer({
    answer: (socket: net.Socket, request) => void setTimeout(() => socket.end(answer(request)), delayMs),
  });
const LIMIT = ['--timeout', '2s'];

describe('row 107: one deadline for all that a command does', () => {
  test('start --end: the end gets what the start has left', async () => {
    const server = await slowServer(() => CREATED);
    const outcome = await run(startAt(server.url, '--end', ...LIMIT));
    expect([outcome.code, outcome.stdout]).toEqual([8, 'abc123\n']);
    expect(outcome.stderr).toMatch(
      /Session abc123 was started, but ending it failed: .*no complete response within \d+ ms/,
    );
    expect(outcome.elapsed).toBeLessThan(2000 + SLACK_MS);
  });

  test('start --end with nothing left: the end is not sent', async () => {
    // Its connection is taken, and nothing more comes of it until the time is up.
    const server = await rawServer({
      answer: (socket) => {
        socket.write(
          'HTTP/1.1 201 Created\r\nLocation: /api/v1/sessions/abc123\r\nContent-Length: 9\r\n\r\n',
        );
      },
    });
    const outcome = await run(startAt(server.url, '--end', '--timeout', '700ms'));
    expect([outcome.code, outcome.stdout]).toEqual([8, 'abc123\n']);
    expect(outcome.stderr).toMatch(/Session abc123 was started, but ending it failed: No time was left/);
    expect(server.connections).toHaveLength(1);
  });

  test('a 400 and its schema', async () => {
    const server = await slowServer((request) =>
      request.startsWith('GET') ? httpAnswer('200 OK', [], SCHEMA) : httpAnswer('400 Bad Request', [], 'no'),
    );
    const outcome = await run(startAt(server.url, ...LIMIT));
    expectFailure(outcome, 4);
    expect(outcome.stderr).toMatch(/schema could not be read \(timeout\)/);
    expect(outcome.elapsed).toBeLessThan(2000 + SLACK_MS);
  });

  test.each([
    ['check --live of all types', ['check', 'bodies.ndjson', '--live']],
    ['doctor', ['doctor']],
  ])('%s', async (_name, args) => {
    const server = await slowServer(() => httpAnswer('200 OK', [], SCHEMA), 3000);
    const cwd = tempDirectory({ 'bodies.ndjson': '{}\n{}\n' });
    const outcome = await run([...args, ...ACCOUNT, '--endpoint', server.url, ...LIMIT], { cwd });
    expect(outcome.code).toBe(7);
    expect(outcome.elapsed).toBeLessThan(2000 + SLACK_MS);
  });

  test('check --live asks for all types at once, so that a slow endpoint can be checked, too', async () => {
    const server = await slowServer(() => httpAnswer('200 OK', [], SCHEMA), 500);
    const cwd = tempDirectory({
      'bodies.ndjson': '{"eventType":"play","playerTime":{"playhead":0,"ts":1},"params":{}}\n',
    });
    const outcome = await run(
      ['check', 'bodies.ndjson', '--live', '--endpoint', server.url, '--timeout', '8s'],
      { cwd },
    );
    expect([outcome.code, outcome.stdout]).toEqual([0, expect.stringMatching(/^1 body is valid\n/)]);
    expect(server.connections).toHaveLength(20);
  });

  test('several profiles: those that come too late send nothing, and say so', async () => {
    const server = await slowServer(() => CREATED);
    const names = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const profiles = Object.fromEntries(names.map((name) => [name, {}]));
    const cwd = tempDirectory({ '.mediarc': mediarc(server.url, { profiles }) });
    const outcome = await run(['start', ...CONTENT, '--all-profiles', '--timeout', '1500ms', '--json'], {
      cwd,
    });
    const { runs = [] } = readJsonOutput(outcome);
    expect(outcome.elapsed).toBeLessThan(1500 + SLACK_MS);
    expect(runs.filter(({ session }) => session)).toHaveLength(8);
    for (const { error } of runs.slice(8))
      expect(error?.code).toMatch(/^(?:timeout|no-time-left|connect-timeout)$/);
  });
});

describe('row 112: an endpoint whose schema is costly', () => {
  const costly = JSON.stringify({
    properties: {
      eventType: {},
      playerTime: {},
      params: {
        properties: {
          'media.name': {
            allOf: Array.from({ length: 1000 }, (_, at) => ({ pattern: `[ab]*[ab]*(c|d)${at}` })),
          },
        },
        patternProperties: Object.fromEntries(
          Array.from({ length: 500 }, (_, at) => [`[ab]*[ab]*(c|d)${at}`, { type: 'string' }]),
        ),
      },
    },
  });
  const long = 'a'.repeat(256);
  const serve = () =>
    rawServer({
      answer: (socket, request) =>
        void socket.end(
          request.startsWith('GET')
            ? httpAnswer('200 OK', [], costly)
            : httpAnswer('400 Bad Request', [], 'no'),
        ),
    });

  test('after a 400 it is given up, and said to be', async () => {
    const outcome = await run(startAt((await serve()).url, `--name=${long}`, `--custom=${long}=1`));
    expectFailure(outcome, 4);
    expect(outcome.stderr).toContain('(applying it takes too long)');
    expect(outcome.elapsed).toBeLessThan(400 + SLACK_MS);
  });

  test('check --live says so, too, and is done with a file of bodies soon', async () => {
    const body = {
      eventType: 'sessionStart',
      playerTime: { playhead: 0, ts: 1 },
      params: { 'media.name': long },
    };
    const cwd = tempDirectory({ 'bodies.ndjson': `${JSON.stringify(body)}\n`.repeat(500) });
    const args = ['check', 'bodies.ndjson', '--live', '--endpoint', (await serve()).url];
    const outcome = await run(args, { cwd });
    expect(outcome.stdout).toContain('(applying it takes too long)');
    expect(outcome.elapsed).toBeLessThan(400 + 500 + SLACK_MS);
  });
});
