import { readdirSync, readFileSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { readJunit } from '../helpers/xml.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc']);
const TWO = { profiles: { a: {}, b: {} } };

async function sandbox(): Promise<string> {
  const server = await sandboxForTest();
  return server.url;
}

/** A server that takes one request, does `then` with its connection, and is gone. */
async function onceServer(then: (socket: net.Socket) => void): Promise<string> {
  const server = net.createServer((socket) => {
    socket.on('error', () => {});
    let text = '';
    socket.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('sessionStart')) return;
      server.close();
      then(socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}

describe('a try that sent nothing takes nothing back of an earlier one', () => {
  test.each([
    ['answered 503', [], 5, (socket: net.Socket) => socket.end(httpAnswer('503 Service Unavailable'))],
    ['lost', ['--retry-unsafe'], 7, (socket: net.Socket) => socket.resetAndDestroy()],
  ] as const)('%s, then refused', async (_name, flags, code, then) => {
    const url = await onceServer(then);
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', url, '--retry', '1', ...flags, '--json'];
    const output = readJsonOutput(await run(args));
    expect([output.exitCode, output.sent]).toEqual([code, 'yes']);
  });
});

describe('several profiles', () => {
  test('a server that closes after each answer without saying so loses none', async () => {
    const server = await rawServer({
      answer: (socket, request) =>
        socket.end(request.includes('/events') ? httpAnswer('204 No Content') : CREATED),
    });
    const named = Object.fromEntries(Array.from({ length: 30 }, (_, at) => [`p${at}`, {}]));
    const cwd = tempDirectory({ '.mediarc': mediarc(server.url, { profiles: named }) });
    const outcome = await run(['start', '--smoke', '--all-profiles'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout.split('\n')).toHaveLength(31);
  });

  test('a signal while stdin is read ends it', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc('http://127.0.0.1:1', TWO) });
    const outcome = await run([], {
      cwd,
      shell:
        'mkfifo p; exec 3<>p; "$NODE" "$BIN" start --all-profiles --body - <&3 & sleep 1; kill -TERM $!; wait $!',
    });
    expect(outcome.code).toBe(143);
  });

  test('check cannot read stdin twice', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc('http://127.0.0.1:1', TWO) });
    const outcome = await run(['check', '-', '--all-profiles'], { cwd, stdin: '{}' });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('[usage-conflict]');
  });

  test('-q tells of a report that failed, with the IDs', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox(), TWO) });
    const outcome = await run(['start', '--smoke', '--all-profiles', '-q', '--github'], {
      cwd,
      env: { GITHUB_OUTPUT: '/dev/full', GITHUB_STEP_SUMMARY: join(cwd, 's') },
    });
    expect(outcome.code).toBe(8);
    for (const line of outcome.stdout.trim().split('\n'))
      expect(outcome.stderr).toContain(line.split('\t')[1]);
  });

  test('JUnit has a failing case for what is wrong with the whole', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox(), TWO) });
    await run(['start', '--smoke', '--profile=a', '--profile=nope', '--junit=j.xml'], { cwd });
    const cases = readJunit(readFileSync(join(cwd, 'j.xml'), 'utf8'));
    expect(cases.map((one) => one.failure !== undefined)).toEqual([true]);
  });
});

describe('reports', () => {
  test.each([
    ['check', ['check', 'b.json', '--junit', 'b.json'], {}],
    ['another spelling', ['start', '--body', 'b.json', '--har', './x/../b.json'], {}],
    ['the config of the environment', ['start', '--har', 'c.json'], { MEDIA_SESSION_CONFIG: 'c.json' }],
    ['a trailing slash', ['start', '--config', 'c.json', '--har', 'c.json/'], {}],
    ['two of them', ['start', '--har', 'r', '--junit', './r'], {}],
  ] as const)('do not replace what is read: %s', async (_name, args, env) => {
    const files = { 'b.json': '{"kept":1}', 'c.json': '{}', 'x/': '' };
    const cwd = tempDirectory(files);
    const outcome = await run(args, { cwd, env });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('cannot be combined');
    expect(readFileSync(join(cwd, 'b.json'), 'utf8')).toBe(files['b.json']);
    expect(readFileSync(join(cwd, 'c.json'), 'utf8')).toBe(files['c.json']);
  });

  test('a refusal changes no file', async () => {
    const files = { 's.env': 'MEDIA_SESSION_ID=old\n', 'j.xml': 'old' };
    const cwd = tempDirectory({ 'b.json': '{}', ...files });
    const refused = ['--har=b.json', '--dotenv=s.env', '--junit=j.xml'];
    expectFailure(await run(['start', '--body=b.json', ...refused], { cwd }), 2);
    for (const [name, text] of Object.entries(files)) {
      expect([name, readFileSync(join(cwd, name), 'utf8')]).toEqual([name, text]);
    }
    expect(readdirSync(cwd).sort()).toEqual(['b.json', 'j.xml', 's.env']);
  });

  test('runs at once that write the same files do not take them for one another', async () => {
    const server = await sandbox();
    const cwd = tempDirectory({ '.mediarc': mediarc(server) });
    const reports = ['--har=a.har', '--junit=j.xml', '--dotenv=s.env'];
    for (let round = 0; round < 5; round += 1) {
      const runs = Array.from({ length: 4 }, () => run(['start', '--smoke', ...reports], { cwd }));
      for (const outcome of await Promise.all(runs)) expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    }
    expect(readdirSync(cwd).sort()).toEqual(['.mediarc', 'a.har', 'j.xml', 's.env']);
    expect(readFileSync(join(cwd, 's.env'), 'utf8')).toMatch(/^MEDIA_SESSION_ID=\S{10,}\n$/);
  });

  test('a working directory that is gone is no bug of ours', async () => {
    const shell = 'mkdir g && cd g && rmdir ../g && "$NODE" "$BIN" start --no-config --dotenv s.env';
    expectFailure(await run([], { shell }), 2);
  });

  test('an old ID goes even when another report cannot be written', async () => {
    const cwd = tempDirectory({ 's.env': 'MEDIA_SESSION_ID=old\n' });
    expect((await run(['start', '--dotenv=s.env', '--har=none/x'], { cwd })).code).toBe(2);
    expect(readFileSync(join(cwd, 's.env'), 'utf8')).toBe('MEDIA_SESSION_ID=\n');
  });

  test('a pipe that nobody reads is not waited for', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox()) });
    const outcome = await run([], { cwd, shell: 'mkfifo p && "$NODE" "$BIN" start --smoke --har p' });
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toContain(outcome.stdout.trim());
    expect(outcome.stderr).toContain('a pipe that nobody reads');
  });

  test('an ID that a shell would read as a home directory is none', async () => {
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('201 Created', ['Location: /api/v1/sessions/~root'])),
    });
    expectFailure(await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url]), 3);
  });
});

test('check --live passes nothing on schemas that did not come', async () => {
  const server = await rawServer({
    answer: (socket, request) => {
      if (request.includes('/sessionStart '))
        socket.end(httpAnswer('200 OK', [], '{"type":"object","properties":{"params":{"type":"object"}}}'));
      else socket.resetAndDestroy();
    },
  });
  const body = JSON.stringify({ playerTime: { playhead: 0, ts: NOW }, eventType: 'play' });
  const cwd = tempDirectory({ 'b.json': body });
  const outcome = await run(['check', 'b.json', '--live', ...ACCOUNT, '--endpoint', server.url], { cwd });
  expectFailure(outcome, 7);
});
