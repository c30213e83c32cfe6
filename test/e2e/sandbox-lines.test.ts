import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test, vi } from 'vitest';
import { Player } from '../helpers/player.ts';
import { runningSandbox } from '../helpers/running-sandbox.ts';

/** Sends bytes and waits until the connection is over. */
function sendRaw(url: string, text: string): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(text));
    socket.on('data', (chunk) => {
      got += String(chunk);
    });
    socket.on('error', () => {}).on('close', () => resolve(got));
  });
}

const plain = (text: string): string => text.replace(/\d\d:\d\d:\d\d\.\d{3}/g, '<time>');

describe('lines', () => {
  test('a session: each event with its number, playhead and status, and what it counts at its end', async () => {
    const sandbox = await runningSandbox();
    await new Player(sandbox.url).playAll();
    expect(await sandbox.stop()).toBe(0);
    const lines = plain(sandbox.stderr()).split('\n');
    expect(lines.slice(0, 3)).toEqual([
      '<time>  #1    sessionStart            0 s  201',
      '<time>  #1    play                    0 s  204',
      '<time>  #1    ping                   10 s  204',
    ]);
    expect(lines).toContain('session #1 ended: 9 events in 60.1 s, "Clip"');
    expect(sandbox.stderr()).toMatch(/Content time spent +\S+ s/);
    expect(sandbox.stderr()).not.toMatch(/error:/);
    expect(sandbox.stdout()).toBe(`${sandbox.url}\n`);
  });

  test('findings of the body and of the session stand below, and a fix names no flag of this program', async () => {
    const sandbox = await runningSandbox();
    const player = new Player(sandbox.url);
    await player.start({ 'media.length': '60' });
    await player.start();
    await player.send('adStart', 1, 0, {
      params: {
        'media.ad.id': 'ad',
        'media.ad.length': 5,
        'media.ad.podPosition': 1,
        'media.ad.playerName': 'p',
      },
    });
    await player.send('sessionEnd', 2);
    await player.send('ping', 3);
    await sandbox.stop();
    const text = sandbox.stderr();
    expect(text).toContain('  error[param-type]: media.length must be a number, not the text "60".');
    expect(text).toMatch(/ {2}warning\[ad-outside-break\]: .*\n {3}--> request 3\n {4}= effect: /);
    expect(text).toMatch(/ {2}error\[session-after-end\]: ping comes after sessionEnd; it is dropped\./);
    expect(text).toMatch(/ {2}error\[sandbox-session\]: The session had ended with sessionEnd\./);
    expect(text).not.toMatch(/help: .*--(?!tls)\w/);
  });

  test('long texts of a player are cut in the summary of its session', async () => {
    const sandbox = await runningSandbox();
    const player = new Player(sandbox.url);
    await player.start({ 'media.name': 'n'.repeat(5000) });
    const qoeData = { 'media.qoe.errorID': 'e'.repeat(5000), 'media.qoe.errorSource': 'player' };
    await player.send('error', 1, 0, { qoeData });
    await player.send('sessionEnd', 2);
    await sandbox.stop();
    const [longest = 0] = sandbox
      .stderr()
      .split('\n')
      .map(({ length }) => length)
      .sort((one, other) => other - one);
    expect(sandbox.stderr()).toContain(`"${'n'.repeat(100)}…"`);
    expect(longest).toBeLessThan(1000);
  });

  test('an event that the API does not have: those that it has, or the one that was meant', async () => {
    const sandbox = await runningSandbox();
    const player = new Player(sandbox.url);
    await player.start();
    await player.send('nonsense', 1);
    await player.send('pauseStrat', 2);
    await player.send('adstart', 3);
    await sandbox.stop();
    expect(sandbox.stderr()).toContain('= help: Use one of sessionStart, play, ping,');
    expect(sandbox.stderr()).toContain('= help: Write "eventType": "pauseStart".');
    expect(sandbox.stderr()).toContain('= help: Write "eventType": "adStart".');
  });

  test('what is no JSON is told with its cause', async () => {
    const sandbox = await runningSandbox();
    const { url } = sandbox;
    const player = new Player(url);
    for (const text of [
      'a=1&eventType=play',
      '[object Object]',
      '{"eventType":"ping",}',
      '',
      "{'eventType': True}",
    ])
      await player.post('/api/v1/sessions', text);
    await sandbox.stop();
    expect(sandbox.stderr()).toContain('The body is a form');
    expect(sandbox.stderr()).toContain('a comma stands before the closing }');
    expect(sandbox.stderr()).toContain('The request was sent without a body.');
    expect(sandbox.stderr().match(/\[capture-not-json\]/g)).toHaveLength(3);
  });

  test('what breaks before there is a request is told', async () => {
    const sandbox = await runningSandbox();
    const { url } = sandbox;
    const port = Number(new URL(url).port);
    await new Promise((resolve) => connectTls({ port, host: '127.0.0.1' }).on('error', resolve));
    await sendRaw(url, 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n');
    expect(await sendRaw(url, 'NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await sendRaw(url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'y'.repeat(20_000)}\r\n\r\n`)).toMatch(
      / 431 /,
    );
    const expecting =
      'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nExpect: cake\r\nContent-Length: 0\r\n\r\n';
    expect(await sendRaw(url, expecting)).toMatch(/^HTTP\/1\.1 417 /);
    expect(await sendRaw(url, 'CONNECT a:443 HTTP/1.1\r\nHost: a\r\n\r\n')).toMatch(/^HTTP\/1\.1 405 /);
    expect(await sendRaw(url, 'GET /a\\b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n')).toMatch(/ 400 /);
    await sandbox.stop();
    const text = sandbox.stderr();
    for (const words of [
      'speaks plain HTTP here',
      'start the sandbox with --tls.',
      'HTTP/2 without TLS',
      'is not valid HTTP',
      'headers are too large',
      'Expect: cake',
      'takes the sandbox for a proxy',
    ])
      expect(text).toContain(words);
    expect(text.match(/is not valid HTTP/g)).toHaveLength(2);
  });

  test.each([
    ['no Host', 'POST /api/v1/sessions HTTP/1.1\r\nContent-Length: 0\r\n\r\n', 'it has no Host header'],
    [
      'a Host that is none',
      'POST /api/v1/sessions HTTP/1.1\r\nHost: a b\r\nContent-Length: 0\r\n\r\n',
      'its Host header names no host',
    ],
    [
      'a body in chunks that are none',
      'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
      'chunk size',
    ],
  ])('%s: one line, of the request, with the cause', async (_name, request, cause) => {
    const sandbox = await runningSandbox();
    expect(await sendRaw(sandbox.url, request)).toMatch(/^HTTP\/1\.1 400 /);
    await vi.waitFor(() => expect(sandbox.stderr()).toContain('[sandbox-connection]'), 20_000);
    await sandbox.stop();
    const [line, ...below] = plain(sandbox.stderr().slice(sandbox.stderr().search(/^\d\d:/m))).split('\n');
    expect(line).toMatch(/^<time> {2}- +POST \/api\/v1\/sessions +400$/);
    expect(below[0]).toMatch(/error\[sandbox-connection\]: The request is not valid HTTP \(/);
    expect(below[0]).toContain(cause);
    expect(below.slice(1).join('\n')).not.toContain('error[');
  });
});

describe('how much is said', () => {
  async function spoiled(args: string[]): Promise<string> {
    const sandbox = await runningSandbox(args);
    const player = new Player(sandbox.url);
    await player.start(
      { 'visitor.marketingCloudUserId': '12345678901234567890123456789012345678' },
      { customMetadata: { plan: 'premium-plus-9' } },
    );
    await player.send('ping', 1, 1, { params: { x: 1 } });
    await sandbox.stop();
    return sandbox.stderr();
  }

  test('-v: headers and bodies, without what identifies somebody', async () => {
    const text = await spoiled(['-v']);
    expect(text).toContain('  > POST /api/v1/sessions HTTP/1.1');
    expect(text).toContain('"media.id":"clip-1"');
    expect(text).toMatch(/ {2}< Location: \/api\/v1\/sessions\/[0-9a-f]{64}/);
    expect(text).not.toMatch(/premium-plus-9|1234567890123456789/);
  });

  test('-v: what was not there is not made up', async () => {
    const sandbox = await runningSandbox(['-v']);
    await sendRaw(sandbox.url, 'NONSENSE\r\n\r\n');
    const head = await fetch(`${sandbox.url}/api/v1/schemas/ping`, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    await sandbox.stop();
    const text = sandbox.stderr();
    expect(text).toContain('  > HEAD /api/v1/schemas/ping HTTP/1.1');
    expect(text.match(/^ {2}> /gm)?.length).toBeGreaterThan(1);
    expect(text).not.toMatch(/^ {2}> +HTTP/m);
    expect(text).not.toContain('  < {"$schema"');
  });

  test('--no-redact: all of it', async () => {
    const text = await spoiled(['-v', '--no-redact']);
    expect(text).toContain('premium-plus-9');
    expect(text).toContain('12345678901234567890123456789012345678');
  });

  test('-q: errors alone, in one line each', async () => {
    const lines = plain(await spoiled(['-q']))
      .trimEnd()
      .split('\n');
    expect(lines).toEqual([
      '<time>  #1    ping                    1 s  400',
      '  error: params has no key "x".',
    ]);
  });

  test('--json: NDJSON whose first line has the URL, then a line for each request', async () => {
    const sandbox = await runningSandbox(['--json']);
    await new Player(sandbox.url).playAll();
    await fetch(`${sandbox.url}/nothing`);
    await sandbox.stop();
    expect(sandbox.stderr()).toBe('');
    const [first, ...lines] = sandbox
      .stdout()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(first).toMatchObject({ schemaVersion: 1, command: 'sandbox', ok: true, url: sandbox.url });
    expect(lines).toHaveLength(10);
    expect(Object.keys(lines[0])).toEqual([
      'id',
      'time',
      'method',
      'path',
      'status',
      'eventType',
      'sessionId',
      'body',
      'findings',
    ]);
    expect(lines[1]).toMatchObject({ id: 2, method: 'POST', status: 204, eventType: 'play', findings: [] });
    expect(lines[9]).toMatchObject({ path: '/nothing', status: 404, eventType: null, body: null });
  });
});

test('a session that is left open is summed up when the sandbox ends', async () => {
  const sandbox = await runningSandbox();
  const player = new Player(sandbox.url);
  await player.start();
  await player.send('play', 0.1, 0);
  await sandbox.stop('SIGINT');
  expect(sandbox.stderr()).toContain('session #1 so far: 2 events');
});

test('--keep: what is too much is dropped, and it is said once', async () => {
  const sandbox = await runningSandbox(['--keep', '1']);
  const player = new Player(sandbox.url);
  for (let index = 0; index < 12; index += 1) await player.start({ 'media.name': 'x'.repeat(100_000) });
  expect(await player.ask('status')).toMatchObject({ kept: { limit: 1024 * 1024 } });
  const { sessions } = (await player.ask('sessions?brief=true')) as { sessions: { number: number }[] };
  expect(sessions.at(-1)?.number).toBe(12);
  expect(sessions.length).toBeLessThan(12);
  await sandbox.stop();
  expect(sandbox.stderr().match(/sessions that were quiet longest are dropped/g)).toHaveLength(1);
});
