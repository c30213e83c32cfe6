import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { SandboxRequest } from '../../src/model/sandbox.ts';
import { Store } from '../../src/sandbox/store.ts';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { expectSuccess, hasProgram, run } from '../helpers/cli.ts';
import fc from '../helpers/fc.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';

const ID = /^[0-9a-f]{64}\n$/;

async function sandbox() {
  const log: SandboxRequest[] = [];
  const store = new Store();
  const server = await sandboxForTest({ log: (received) => void log.push(store.add(received).request) });
  return { ...server, log };
}

describe('start, when all is well', () => {
  test('prints the session ID and nothing else', async () => {
    const server = await sandbox();
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url]);
    expectSuccess(outcome);
    expect(outcome.stdout).toMatch(ID);
    expect(server.log).toMatchObject([{ method: 'POST', path: '/api/v1/sessions', status: 201 }]);
  });

  test('takes account and endpoint from .mediarc, metadata from a file', async () => {
    const server = await sandbox();
    const metadata = {
      'media.id': 'a',
      'media.length': 60,
      'media.contentType': 'vod',
      'media.playerName': 'p',
      'media.channel': 'c',
      'media.streamType': 'video',
    };
    const cwd = tempDirectory({ '.mediarc': mediarc(server.url), 'meta.json': JSON.stringify(metadata) });
    const outcome = await run(['start', '--body', 'meta.json'], { cwd });
    expectSuccess(outcome);
    expect(outcome.stdout).toMatch(ID);
  });

  test('reads a whole body from stdin only for -', async () => {
    const server = await sandbox();
    const body = {
      playerTime: { playhead: 5, ts: NOW },
      eventType: 'sessionStart',
      params: {},
    };
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url, '--body', '-', '--json'];
    const output = readJsonOutput(await run(args, { stdin: JSON.stringify(body) }));
    expect(output.request?.body?.['playerTime']).toEqual(body.playerTime);
    expect(output.session?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(output.http?.status).toBe(201);
  });

  test('--end closes the session, later than it started', async () => {
    const bodies: { eventType: string; playerTime: { ts: number } }[] = [];
    const server = await rawServer({
      answer: (socket, request) => {
        bodies.push(JSON.parse(request.slice(request.indexOf('\r\n\r\n'))));
        const first = bodies.length === 1;
        socket.end(
          first
            ? httpAnswer('201 Created', ['Location: /api/v1/sessions/abc'])
            : 'HTTP/1.1 204 No Content\r\n\r\n',
        );
      },
    });
    const args = [
      'start',
      ...ACCOUNT,
      ...CONTENT,
      '--endpoint',
      server.url,
      '--end',
      '--ts',
      '4102444800000',
    ];
    const outcome = await run(args);
    expect(outcome.stdout).toBe('abc\n');
    expect(outcome.code).toBe(0);
    expect(bodies.map((body) => body.eventType)).toEqual(['sessionStart', 'sessionEnd']);
    expect(bodies[1]?.playerTime.ts).toBeGreaterThan(bodies[0]?.playerTime.ts ?? Number.POSITIVE_INFINITY);
    expect(server.connections[1]?.received()).toMatch(/^POST \/api\/v1\/sessions\/abc\/events HTTP/);
  });

  test('--smoke with the embedded sandbox needs nothing at all and leaves nothing open', async () => {
    const outcome = await run(['start', '--sandbox', '--smoke']);
    expectSuccess(outcome);
    expect(outcome.stdout).toMatch(ID);
    const output = readJsonOutput(await run(['start', '--sandbox', '--smoke', '--json']));
    expect(output.session?.ended).toBe(true);
  });

  test('keeps the path prefix and sends the documented headers', async () => {
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('201 Created', ['Location: /gateway/api/v1/sessions/abc'])),
    });
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', `${server.url}/gateway/`]);
    expect(outcome.stdout).toBe('abc\n');
    const request = server.connections[0]?.received() ?? '';
    expect(request).toMatch(/^POST \/gateway\/api\/v1\/sessions HTTP\/1\.1\r\n/);
    expect(request).toMatch(/content-type: application\/json\r\n/i);
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect(request).toContain(`user-agent: media-session/${version}`);
  });

  test('says with -v what went over the wire, without the session ID', async () => {
    const server = await sandbox();
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url, '-v']);
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(/^> POST http:\/\/127\.0\.0\.1/);
    expect(outcome.stderr).toMatch(/^< 201 Created$/m);
    expect(outcome.stderr).toMatch(/^< location: \/api\/v1\/sessions\/redacted-session-id$/m);
    expect(outcome.stderr).toMatch(/total [\d.]+ ms/);
    expect(outcome.stderr).not.toContain(outcome.stdout.trim());
  });

  // That no two of 200 IDs are equal is shown within one process: sandbox/start.test.ts, profiles.test.ts.
  test('runs side by side get an ID each', async () => {
    const server = await sandbox();
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url];
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => run(args)));
    for (const outcome of outcomes) expectSuccess(outcome);
    expect(new Set(outcomes.map(({ stdout }) => stdout)).size).toBe(10);
    expect(server.log).toHaveLength(10);
  });
});

/** Every request's body as it arrived. */
async function bodiesServer() {
  const bodies: string[] = [];
  const server = await rawServer({
    answer: (socket, request) => {
      bodies.push(request.slice(request.indexOf('\r\n\r\n') + 4));
      socket.end(httpAnswer('201 Created', ['Location: /api/v1/sessions/abc']));
    },
  });
  return { url: server.url, bodies };
}

describe('start without sending', () => {
  test('a real shell and curl send the very bytes that start sends, whatever the metadata', async ({
    skip,
  }) => {
    if (!hasProgram('curl')) skip('curl is not installed');
    const { url, bodies } = await bodiesServer();
    const text = fc.string({ unit: 'binary', maxLength: 40 }).filter((value) => !value.includes('\0'));
    await fc.assert(
      fc.asyncProperty(text, text, async (name, show) => {
        const args = [
          'start',
          ...ACCOUNT,
          ...CONTENT.slice(2),
          '--id=video-1',
          `--name=${name}`,
          `--show=${show}`,
        ];
        const all = [...args, `--ts=${NOW}`, '--endpoint', url, '--no-validate', '-q'];
        await run([], { shell: (await run([...all, '--curl'])).stdout });
        await run(all);
        const [byCurl, byStart] = bodies.splice(0);
        expect(byCurl).toBe(byStart);
        expect(JSON.parse(byStart ?? '').params['media.name']).toBe(name);
      }),
      { numRuns: 15 },
    );
  }, 120_000);

  test('--dry-run prints the exact bytes of the body', async () => {
    const outcome = await run([
      'start',
      ...ACCOUNT,
      ...CONTENT,
      '--dry-run',
      '--ts',
      `${NOW}`,
      '--custom',
      'k=é',
    ]);
    expectSuccess(outcome);
    expect(outcome.stdout).toBe(
      `{"playerTime":{"playhead":0,"ts":${NOW}},"eventType":"sessionStart","params":{` +
        '"analytics.trackingServer":"analytics.example.com","analytics.reportSuite":"example-rsid",' +
        '"visitor.marketingCloudOrgId":"0123456789ABCDEF01234567@AdobeOrg","media.id":"video-1",' +
        '"media.name":"Sample video","media.length":60.5,"media.contentType":"vod","media.playerName":"player",' +
        '"media.channel":"channel","media.streamType":"video"},"customMetadata":{"k":"é"}}',
    );
  });

  test('live content starts at the second of the UTC day', async () => {
    const before = Math.floor(Date.now() / 1000) % 86_400;
    const args = [
      'start',
      ...ACCOUNT,
      ...CONTENT,
      '--content-type=Live',
      '--length=86400',
      '--dry-run',
      '-q',
    ];
    const outcome = await run(args);
    const { playhead } = JSON.parse(outcome.stdout).playerTime;
    expect((playhead - before + 86_400) % 86_400).toBeLessThan(60);
  });

  test('--curl is a line that a shell and curl turn into the same request', async ({ skip }) => {
    if (!hasProgram('curl')) skip('curl is not installed');
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('201 Created', ['Location: /api/v1/sessions/abc'])),
    });
    const flags = [...ACCOUNT, ...CONTENT, `--ts=${NOW}`, `--name=it's "quoted" $HOME \`x\` \\ !1 é`];
    const printed = await run(['start', ...flags, '--endpoint', server.url, '--curl']);
    expectSuccess({
      ...printed,
      stderr: printed.stderr.replace(/^warning(?:\[[a-z-]+\])?: --name was given.*\n.*\n/m, ''),
    });
    const dry = await run(['start', ...flags, '--dry-run', '-q']);
    const curl = await run([], { shell: printed.stdout });
    expect(curl.stdout).toMatch(/location: \/api\/v1\/sessions\/abc/i);
    const request = server.connections[0]?.received() ?? '';
    expect(request.slice(request.indexOf('\r\n\r\n') + 4)).toBe(dry.stdout);
    expect(request).toMatch(/content-type: application\/json\r\n/i);
  });
});
