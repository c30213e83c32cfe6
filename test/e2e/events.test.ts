import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure, expectSuccess, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';

async function started() {
  const server = await sandboxForTest();
  const { stdout } = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url]);
  return { at: ['--endpoint', server.url], id: stdout.trim() };
}

describe('the life of a session', () => {
  test('start, events, end; then 410', async () => {
    const { at, id } = await started();
    expectSuccess(await run(['event', id, 'play', ...at]));
    const ad = ['--param', 'media.ad.podIndex=1', '--param', 'media.ad.podSecond=0'];
    expectSuccess(await run(['event', id, 'adBreakStart', ...ad, ...at]));
    expectSuccess(
      await run(['event', id, 'bitrateChange', '--qoe', 'bitrate=2000000', '--playhead', '12.5', ...at]),
    );
    expectSuccess(await run(['end', id, ...at]));
    const closed = await run(['event', id, 'ping', ...at]);
    expectFailure(closed, 4);
    expect(closed.stderr).toContain('410 Gone: the session is closed');
    const output = readJsonOutput(await run(['event', id, 'ping', ...at, '--json']));
    expect(output).toMatchObject({ command: 'event', error: { code: 'session-closed' }, sent: 'yes' });
    expectSuccess(await run(['end', id, ...at]));
  });

  test('a session nobody knows is 404', async () => {
    const { at } = await started();
    const output = readJsonOutput(await run(['event', 'unknown-id', 'ping', ...at, '--json']));
    expect(output).toMatchObject({ exitCode: 4, error: { code: 'session-unknown' } });
  });
});

/** Answers each POST in turn with one of `answers`, the last one again and again, and keeps the bodies. */
async function posts(...answers: string[]) {
  const bodies: string[] = [];
  const server = await rawServer({
    answer: (socket, request) => {
      if (request.startsWith('GET')) return socket.end(httpAnswer('404 Not Found'));
      const answer = answers[Math.min(bodies.length, answers.length - 1)] ?? '';
      bodies.push(request.split('\r\n\r\n')[1] ?? '');
      return socket.end(answer);
    },
  });
  return { at: ['--endpoint', server.url], bodies };
}

const ACCEPTED = 'HTTP/1.1 204 No Content\r\n\r\n';
const at60 = ['--playhead', '60', '--ts', `${NOW}`];
const body = (eventType: string, ts: number) =>
  `{"playerTime":{"playhead":60,"ts":${ts}},"eventType":"${eventType}"}`;
const BOTH = [body('sessionComplete', NOW), body('sessionEnd', NOW + 1)];

describe('end --complete', () => {
  test('sends sessionComplete, then sessionEnd, and only what was given; each is in the reports', async () => {
    const { at, bodies } = await posts(ACCEPTED);
    const cwd = tempDirectory();
    const args = ['end', 'secret-id', '--complete', ...at60, ...at];
    expectSuccess(await run(args));
    expect(bodies).toEqual(BOTH);
    const verbose = await run([...args, '-v', '--har', 'e.har'], { cwd });
    expect(verbose.stderr.match(/^> POST /gm)).toHaveLength(2);
    const har = readFileSync(join(cwd, 'e.har'), 'utf8');
    expect(har).not.toContain('secret-id');
    const sent = JSON.parse(har).log.entries.map((entry: HarEntry) => entry.request.postData.text);
    expect(sent).toEqual(BOTH);
    const output = readJsonOutput(await run([...args, '--json']));
    expect(output).toMatchObject({
      ok: true,
      request: { body: { eventType: 'sessionComplete' } },
      ending: { sent: 'yes', http: { status: 204 }, request: { body: { eventType: 'sessionEnd' } } },
    });
  });

  test('--no-end sends sessionComplete alone, and means nothing without --complete', async () => {
    const { at, bodies } = await posts(ACCEPTED);
    expectSuccess(await run(['end', 'abc', '--complete', '--no-end', ...at60, ...at]));
    expect(bodies).toEqual(BOTH.slice(0, 1));
    const wrong = await run(['end', 'abc', '--no-end', ...at]);
    expectFailure(wrong, 2);
    expect(wrong.stderr).toMatch(/--no-end works only with --complete[\s\S]*help: Add --complete/);
    expect(bodies).toHaveLength(1);
  });

  test('--dry-run prints both, a line each', async () => {
    const { at, bodies } = await posts(ACCEPTED);
    const outcome = await run(['end', 'abc', '--complete', '--dry-run', ...at60, ...at]);
    expect(outcome).toMatchObject({ code: 0, stdout: BOTH.join('\n') });
    const json = await run(['end', 'abc', '--complete', '--dry-run', ...at60, ...at, '--json']);
    expect(readJsonOutput(json)).toMatchObject({
      sent: 'no',
      request: { body: { eventType: 'sessionComplete' } },
      ending: { sent: 'no', http: null, request: { body: { eventType: 'sessionEnd' } } },
    });
    expect(bodies).toEqual([]);
  });

  test('the times stay in order without --ts', async () => {
    const { at, bodies } = await posts(ACCEPTED);
    expectSuccess(await run(['end', 'abc', '--complete', ...at]));
    const [first, second] = bodies.map((text) => JSON.parse(text).playerTime);
    expect(second).toEqual({ playhead: first.playhead, ts: first.ts + 1 });
  });

  test.each([
    ['404 Not Found', 4, 'session-unknown', 'sessionComplete was sent'],
    ['410 Gone', 4, 'session-closed', 'sessionComplete was sent'],
    ['400 Bad Request', 4, 'bad-request', 'sessionComplete was sent'],
    ['503 Service Unavailable', 5, 'unavailable', 'sessionComplete was sent'],
    ['302 Found', 3, 'redirect', 'sessionComplete was sent'],
  ])('after %s no sessionEnd is sent, and both facts are told', async (status, code, error, said) => {
    const { at, bodies } = await posts(httpAnswer(status));
    const args = ['end', 'abc', '--complete', ...at60, ...at];
    const text = await run(args);
    expectFailure(text, code);
    expect(text.stderr).toContain(`${said}. sessionEnd was not sent.`);
    expect(bodies).toEqual(BOTH.slice(0, 1));
    expect(readJsonOutput(await run([...args, '--json']))).toMatchObject({
      sent: 'yes',
      error: { code: error },
      ending: { sent: 'no', http: null, error: null },
    });
  });

  test('nobody listens: neither was sent', async () => {
    const outcome = await run(['end', 'abc', '--complete', '--endpoint', 'http://127.0.0.1:1']);
    expectFailure(outcome, 6);
    expect(outcome.stderr).toContain('Nothing was sent. Exit 6');
  });

  test('a sessionEnd that fails after the sessionComplete is exit 8 and names the session', async () => {
    const { at, bodies } = await posts(ACCEPTED, httpAnswer('500 Internal Server Error'));
    const args = ['end', 'abc', '--complete', ...at60, ...at];
    const text = await run(args);
    expectFailure(text, 8);
    expect(text.stderr).toMatch(/Session abc accepted sessionComplete, but its sessionEnd failed: .*500/);
    expect(bodies).toEqual(BOTH);
    const again = await posts(ACCEPTED, httpAnswer('500 Internal Server Error'));
    const json = await run(['end', 'abc', '--complete', ...again.at, '--json']);
    expect(readJsonOutput(json)).toMatchObject({
      exitCode: 8,
      error: { code: 'end-failed' },
      ending: { sent: 'yes', http: { status: 500 }, error: { code: 'server-error' } },
    });
  });

  test('a session that turns out to be closed has ended', async () => {
    const { at } = await posts(ACCEPTED, httpAnswer('410 Gone'));
    expectSuccess(await run(['end', 'abc', '--complete', ...at60, ...at]));
  });

  test('the sandbox takes both, and a second end', async () => {
    const { at, id } = await started();
    expectSuccess(await run(['end', id, '--complete', '--no-end', ...at]));
    expectSuccess(await run(['event', id, 'ping', ...at]));
    expectSuccess(await run(['end', id, '--complete', ...at]));
    expectSuccess(await run(['end', id, ...at]));
    expectFailure(await run(['end', id, '--complete', ...at]), 4);
  });

  test('start --end shows its sessionEnd in --json, too', async () => {
    const { at } = await started();
    const output = readJsonOutput(await run(['start', ...ACCOUNT, ...CONTENT, '--end', ...at, '--json']));
    expect(output).toMatchObject({
      session: { ended: true },
      ending: { sent: 'yes', http: { status: 204 }, request: { body: { eventType: 'sessionEnd' } } },
    });
  });
});

/** What these tests read of a HAR. */
interface HarEntry {
  request: { postData: { text: string } };
}

describe('what stops an event', () => {
  test.each([
    [['event', 'abc', 'adStart'], 'param-missing', /media\.ad\.playerName/],
    [['event', 'abc', 'pauseStrat'], 'event-type', /pauseStart/],
    [['event', 'abc', 'sessionStart'], 'event-type', /sessionStart/],
    [['event', '../x', 'ping'], 'usage-option-value', /session ID/],
    [['end', ''], 'usage-option-value', /session ID/],
    [['event', 'abc'], 'usage-missing-argument', /<type>/],
    [['end'], 'usage-missing-argument', /<session-id>/],
    [['event', 'abc', 'ping', '--custom', 'a=1'], 'body-unknown', /customMetadata/],
    [
      ['event', 'abc', 'stateStart', '--param', 'media.stateName=mute'],
      'param-unknown',
      /media\.state\.name/,
    ],
  ])('%j', async (args, code, says) => {
    const server = await rawServer({});
    const text = await run([...args, '--endpoint', server.url]);
    expectFailure(text, 2);
    expect(text.stderr).toMatch(says);
    expect(text.stderr).toContain(`[${code}]`);
    expect(server.connections).toHaveLength(0);
  });

  test('no endpoint', async () => {
    expect((await run(['end', 'abc'])).stderr).toContain('endpoint is not set');
  });

  test('a 400 asks the schema of that event, and --har tells the story', async () => {
    const server = await rawServer({
      answer: (socket, request) =>
        socket.end(request.startsWith('GET') ? httpAnswer('404 Not Found') : httpAnswer('400 Bad Request')),
    });
    const cwd = tempDirectory();
    const outcome = await run(['event', 'secret-id', 'ping', '--endpoint', server.url, '--har', 'e.har'], {
      cwd,
    });
    expectFailure(outcome, 4);
    expect(server.connections[1]?.received()).toMatch(/^GET \/api\/v1\/schemas\/ping /);
    const har = readFileSync(join(cwd, 'e.har'), 'utf8');
    expect(har).not.toContain('secret-id');
    expect(JSON.parse(har).log.entries[0]._mediaSession.error.code).toBe('bad-request');
  });
});
