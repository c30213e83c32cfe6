import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../src/sandbox/server.ts';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure, expectSuccess, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

async function started() {
  const server = await startSandbox();
  onTestFinished(() => server.close());
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
    expect(closed.stderr).toContain('The session is closed');
    const output = readJsonOutput(await run(['event', id, 'ping', ...at, '--json']));
    expect(output).toMatchObject({ command: 'event', error: { code: 'session-closed' }, sent: 'yes' });
    expectSuccess(await run(['end', id, ...at]));
  });

  test('a session nobody knows is 404', async () => {
    const { at } = await started();
    const output = readJsonOutput(await run(['event', 'unknown-id', 'ping', ...at, '--json']));
    expect(output).toMatchObject({ exitCode: 4, error: { code: 'session-unknown' } });
  });

  test('--complete sends sessionComplete, and only what was given', async () => {
    const server = await rawServer({ answer: (socket) => socket.end('HTTP/1.1 204 No Content\r\n\r\n') });
    const args = [
      'end',
      'abc',
      '--complete',
      '--playhead',
      '60',
      '--ts',
      `${NOW}`,
      ...ACCOUNT,
      '--endpoint',
      server.url,
    ];
    expectSuccess(await run(args));
    expect(server.connections[0]?.received().split('\r\n\r\n')[1]).toBe(
      `{"playerTime":{"playhead":60,"ts":${NOW}},"eventType":"sessionComplete"}`,
    );
  });
});

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
