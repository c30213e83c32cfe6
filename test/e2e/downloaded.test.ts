import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectFailure, expectSuccess, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';

const START = {
  playerTime: { playhead: 0, ts: NOW - 7 * 86_400_000 },
  eventType: 'sessionStart',
  params: {
    'analytics.trackingServer': 'analytics.example.com',
    'analytics.reportSuite': 'example-rsid',
    'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
    'visitor.marketingCloudUserId': '12345678901234567890123456789012345678',
    'media.id': 'clip-1',
    'media.length': 60,
    'media.contentType': 'vod',
    'media.playerName': 'player',
    'media.channel': 'web',
    'media.streamType': 'video',
    'media.downloaded': true,
  },
};
const at = (seconds: number, eventType: string) => ({
  playerTime: { playhead: seconds, ts: START.playerTime.ts + seconds * 1000 },
  eventType,
});
const BATCH = [START, at(1, 'play'), at(11, 'ping'), at(20, 'sessionEnd')];

const directory = (content: unknown, name = 'batch.json') =>
  tempDirectory({ [name]: typeof content === 'string' ? content : JSON.stringify(content) });

async function sandboxed(content: unknown, ...args: string[]) {
  const server = await sandboxForTest();
  return run(['downloaded', 'batch.json', '--endpoint', server.url, ...args], { cwd: directory(content) });
}

async function answered(answer: string, ...args: string[]) {
  const server = await rawServer({ answer: (socket) => socket.end(answer) });
  const outcome = await run(['downloaded', 'batch.json', '--endpoint', server.url, ...args], {
    cwd: directory(BATCH),
  });
  return { outcome, server };
}

describe('a batch that is taken', () => {
  test('one POST of the bodies as they are; nothing on stdout', async () => {
    const { outcome, server } = await answered(httpAnswer('201 Created'));
    expectSuccess(outcome);
    expect([outcome.stdout, outcome.stderr]).toEqual(['', '']);
    expect(server.connections).toHaveLength(1);
    const [head = '', body] = (server.connections[0]?.received() ?? '').split('\r\n\r\n');
    expect(head).toMatch(/^POST \/api\/v1\/downloaded HTTP\/1\.1\r\n/);
    expect(head).toMatch(/content-type: application\/json/i);
    expect(JSON.parse(body ?? '')).toEqual(BATCH);
  });

  test('by the sandbox, from a file, standard input, or a body on each line', async () => {
    expectSuccess(await sandboxed(BATCH));
    expectSuccess(await sandboxed(BATCH.map((body) => JSON.stringify(body)).join('\n')));
    const server = await sandboxForTest();
    const stdin = JSON.stringify(BATCH, null, 2);
    expectSuccess(await run(['downloaded', '-', '--endpoint', server.url], { stdin }));
  });

  test('--json', async () => {
    const output = readJsonOutput(await sandboxed(BATCH, '--json'));
    expect(output).toMatchObject({
      command: 'downloaded',
      ok: true,
      exitCode: 0,
      session: null,
      sent: 'yes',
      http: { status: 201 },
      request: { method: 'POST', url: expect.stringMatching(/\/api\/v1\/downloaded$/) },
      findings: [],
      error: null,
    });
    const { body } = output['request'] as unknown as { body: unknown[] };
    expect(body).toHaveLength(4);
    expect(JSON.stringify(body)).not.toContain(START.params['visitor.marketingCloudUserId']);
  });

  test('--dry-run prints the bytes and needs no endpoint; --har keeps no visitor ID', async () => {
    const cwd = directory(BATCH);
    const printed = await run(['downloaded', 'batch.json', '--dry-run'], { cwd });
    expectSuccess(printed);
    expect(printed.stdout).toBe(JSON.stringify(BATCH));
    const server = await sandboxForTest();
    expectSuccess(
      await run(['downloaded', 'batch.json', '--endpoint', server.url, '--har', 'x.har'], { cwd }),
    );
    const har = readFileSync(join(cwd, 'x.har'), 'utf8');
    expect(har).toContain('/api/v1/downloaded');
    expect(har).not.toContain(START.params['visitor.marketingCloudUserId']);
  });
});

describe('a batch that is refused here', () => {
  const bad = [START, { ...at(1, 'play'), playerTime: { playhead: '1', ts: NOW } }];

  test.each<[string, unknown, string, RegExp]>([
    ['an event of the wrong form', bad, 'body-type', /playerTime\.playhead must be a number/],
    ['an empty list', [], 'batch-form', /The batch is empty/],
    ['an object', START, 'batch-form', /is a list of events, but this is an object/],
    [
      'no sessionStart at first',
      BATCH.slice(1),
      'batch-form',
      /begins with sessionStart, but this one with "play"/,
    ],
    ['text', '[{"eventType":', 'json-syntax', /json-syntax/],
    ['a broken line', `${JSON.stringify(START)}\n{"eventType": play}\n`, 'json-syntax', /batch\.json:2:15/],
  ])('%s: exit 2, nothing is sent', async (_name, content, code, words) => {
    const server = await rawServer({ answer: (socket) => socket.end(httpAnswer('201 Created')) });
    const args = ['downloaded', 'batch.json', '--endpoint', server.url];
    const cwd = directory(content);
    const outcome = await run(args, { cwd });
    expectFailure(outcome, 2);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(words);
    const output = readJsonOutput(await run([...args, '--json'], { cwd }));
    expect(output).toMatchObject({ command: 'downloaded', sent: 'no', exitCode: 2 });
    expect((output['findings'] as { code: string }[]).map((finding) => finding.code)).toContain(code);
    expect(server.connections).toHaveLength(0);
  });

  test('what is wrong says in which body, and names no flag', async () => {
    const output = readJsonOutput(await sandboxed(bad, '--json'));
    expect(output['findings']).toMatchObject([{ path: '/1/playerTime/playhead', origin: { line: 1 } }]);
    expect(JSON.stringify(output['findings'])).not.toContain('--playhead');
  });

  test('without an endpoint', async () => {
    const outcome = await run(['downloaded', 'batch.json'], { cwd: directory(BATCH) });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('endpoint is not set');
  });

  test('--no-validate sends it all the same, and the 400 is explained', async () => {
    const outcome = await sandboxed(bad, '--no-validate');
    expectFailure(outcome, 4);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toMatch(/; the whole batch was discarded\./);
    expect(outcome.stderr).toMatch(/playerTime\.playhead must be a number/);
  });
});

describe('other answers', () => {
  test.each<[string, number, string]>([
    [httpAnswer('400 Bad Request', [], '{"message":"Request had improper format."}'), 4, 'bad-request'],
    [httpAnswer('404 Not Found'), 4, 'not-found'],
    [httpAnswer('500 Internal Server Error'), 5, 'server-error'],
    [httpAnswer('200 OK'), 3, 'unexpected-status'],
    [httpAnswer('204 No Content'), 3, 'unexpected-status'],
    [httpAnswer('302 Found', ['Location: https://x.invalid/']), 3, 'redirect'],
    ['HTTP/1.1 20', 7, 'closed-early'],
  ])('%j: exit %d', async (answer, exitCode, code) => {
    const { outcome } = await answered(answer, '--json');
    const output = readJsonOutput(outcome);
    expect(output).toMatchObject({ command: 'downloaded', exitCode, session: null });
    if (code !== 'closed-early') expect(output).toMatchObject({ error: { code } });
    const text = JSON.stringify(output['error']);
    expect(text).not.toMatch(/session ID|second session|201 says that a session/);
  });
});
