import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Store } from '../../src/sandbox/store.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { PARAMS, Player } from '../helpers/player.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { runningSandbox } from '../helpers/running-sandbox.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { freePort } from '../helpers/tls-server.ts';

/** What stands for the real API here: another sandbox, whose requests are kept. */
async function realApi(options: Parameters<typeof sandboxForTest>[0] = {}) {
  const store = new Store();
  const server = await sandboxForTest({ ...options, log: (received) => void store.add(received) });
  return { ...server, store };
}

/** A server that gives every request the answer that is made for it. */
const answering = (answer: (request: string) => string): Parameters<typeof rawServer>[0] => ({
  answer: (socket, request) => socket.end(answer(request)),
});

describe('--forward', () => {
  test('passes everything on, and the player goes on through the sandbox', async () => {
    const real = await realApi({ prefix: '/real' });
    const sandbox = await runningSandbox(['--forward', `${real.url}/real`, '--prefix', '/near']);
    const player = new Player(sandbox.url);
    const near = `${new URL(sandbox.url).origin}/near`;
    const started = await player.post('/near/api/v1/sessions', {
      ...player.body('sessionStart', 0, 0, { params: PARAMS }),
    });
    expect(started.headers.get('location')).toMatch(/^\/near\/api\/v1\/sessions\/[0-9a-f]{64}$/);
    expect(started.headers.get('access-control-expose-headers')).toBe('Location');
    player.events = `${new URL(started.headers.get('location') ?? '', near).href}/events`;
    expect([await player.send('play', 0.1, 0), await player.send('sessionEnd', 1)]).toEqual([204, 204]);
    expect(await (await fetch(`${near}/api/v1/schemas/ping`)).json()).toMatchObject({ type: 'object' });
    const got = real.store.requests();
    expect(
      got.map(({ method, path, status }) => [method, path.replace(/[0-9a-f]{64}/, '<id>'), status]),
    ).toEqual([
      ['POST', '/real/api/v1/sessions', 201],
      ['POST', '/real/api/v1/sessions/<id>/events', 204],
      ['POST', '/real/api/v1/sessions/<id>/events', 204],
      ['GET', '/real/api/v1/schemas/ping', 200],
    ]);
    const headers = Object.fromEntries(got[0]?.request.headers ?? []);
    expect(headers).toMatchObject({ 'content-type': 'text/plain;charset=UTF-8', 'user-agent': 'node' });
    const { sessions } = (await player.ask('sessions')) as { sessions: { id: string; events: object[] }[] };
    expect(sessions).toMatchObject([{ id: player.id, events: [{}, {}, {}] }]);
    expect(sandbox.stderr()).toContain(`Requests are passed on to ${real.url}/real`);
    expect(sandbox.stderr()).not.toContain('(sandbox:');
  });

  test('shows where the real response differs, and diagnoses its 400 as start does', async () => {
    const refusing = await rawServer(
      answering((request) =>
        request.startsWith('GET')
          ? httpAnswer(
              '200 OK',
              ['Content-Type: application/json'],
              JSON.stringify({ type: 'object', properties: { params: { required: ['media.brandNew'] } } }),
            )
          : httpAnswer('400 Bad Request', [], '{"message":"Request had improper format."}'),
      ),
    );
    const sandbox = await runningSandbox(['--forward', refusing.url]);
    const player = new Player(sandbox.url);
    expect(await player.start()).toBe(400);
    expect(await player.ask('requests/1')).toMatchObject({
      status: 400,
      forwarded: { status: 400, sandboxStatus: 201, error: { code: 'bad-request' } },
    });
    await sandbox.stop();
    const text = sandbox.stderr();
    expect(text).toMatch(/sessionStart +0 s {2}400 \(sandbox: 201\)/);
    expect(text).toMatch(/error\[bad-request\]: /);
    expect(text).toContain('Request had improper format.');
    expect(text).toContain('media.brandNew');
    expect(text).toContain('error[param-missing]: media.brandNew is missing (required). (live schema)');
    expect(text).toContain('[sandbox-differs]');
  });

  test('an endpoint that cannot be reached is a 502, with its reason', async () => {
    const sandbox = await runningSandbox(['--forward', `http://127.0.0.1:${await freePort()}`]);
    expect(await new Player(sandbox.url).start()).toBe(502);
    await sandbox.stop();
    expect(sandbox.stderr()).toContain('[connection-refused]');
    expect(sandbox.stderr()).toContain('Check host and port of --forward,');
  });

  test('advice names the options that the sandbox has', async () => {
    const answers = ['302 Found', '503 Service Unavailable', '500 Internal Server Error', '404 Not Found'];
    const real = await rawServer(
      answering(() => httpAnswer(answers.shift() ?? '400 Bad Request', ['Location: http://127.0.0.1:9/x'])),
    );
    const sandbox = await runningSandbox(['--forward', real.url]);
    const request = { method: 'POST', body: '{}', redirect: 'manual' } as const;
    for (let at = answers.length; at >= 0; at -= 1) await fetch(`${sandbox.url}/api/v1/sessions`, request);
    await sandbox.stop();
    expect(sandbox.stderr()).toContain('use it as --forward.');
    expect(sandbox.stderr()).not.toMatch(/--(?:endpoint|retry|dry-run)/);
    const outcome = await run(['sandbox', '--forward', 'http://api.invalid']);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('| --forward http://api.invalid\n');
  });

  test('a redirect is not followed, and a fault keeps a request here', async () => {
    const real = await realApi();
    const login = await rawServer(
      answering(() => httpAnswer('302 Found', ['Location: http://127.0.0.1:9/login'])),
    );
    const sandbox = await runningSandbox(['--forward', login.url]);
    expect(
      (await fetch(`${sandbox.url}/api/v1/sessions`, { method: 'POST', body: '{}', redirect: 'manual' }))
        .status,
    ).toBe(302);
    const faulty = await runningSandbox(['--forward', real.url, '--fault', '500']);
    expect(await new Player(faulty.url).start()).toBe(500);
    expect(real.store.requests()).toEqual([]);
  });

  test('a recording does not tell the IDs of real sessions', async () => {
    const real = await realApi();
    const sandbox = await runningSandbox(['--forward', real.url, '--record', 'x.har', '-q']);
    const player = new Player(sandbox.url);
    await player.start();
    await player.send('play', 0.1, 0);
    await sandbox.stop();
    const text = readFileSync(join(sandbox.cwd, 'x.har'), 'utf8');
    expect(text).not.toContain(player.id);
    expect(text.match(/redacted-session-1/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test.each([
    [['--forward', 'http://collection.example'], '[endpoint-insecure]'],
    [['--forward', '<your-host>'], '[placeholder]'],
    [['--timeout', '5s'], '--timeout works only with --forward'],
    [['--forward', 'https://127.0.0.1', '--cacert', 'missing.pem'], '[file-missing]'],
  ])('%j is refused', async (args, words) => {
    const outcome = await run(['sandbox', ...args]);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain(words);
  });
});
