import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import net from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { FAULT_NAMES } from '../../src/sandbox/faults.ts';
import type { startSandbox } from '../../src/sandbox/server.ts';
import { CONTENT } from '../helpers/account.ts';
import { expectFailure, expectReport, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { freePort } from '../helpers/tls-server.ts';
import { readJunit } from '../helpers/xml.ts';

/** The tracking server is looked up, so it is one that every machine knows. */
const ACCOUNT = [
  '--tracking-server=localhost',
  '--report-suite=example-rsid',
  '--org-id=0123456789ABCDEF01234567@AdobeOrg',
];

async function sandbox(options: Parameters<typeof startSandbox>[0] = {}) {
  const log: string[] = [];
  const server = await sandboxForTest({
    ...options,
    log: ({ method, url }) => void log.push(`${method} ${url}`),
  });
  return { url: server.url, log };
}

const statusOf = (steps: { name: string; status: string }[] | undefined): Record<string, string> =>
  Object.fromEntries((steps ?? []).map(({ name, status }) => [name, status]));

describe('doctor', () => {
  test('all is well: a verdict to go on with, a row per step, GET only, no session', async () => {
    const server = await sandbox();
    const outcome = await run(['doctor', ...ACCOUNT, '--endpoint', server.url]);
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const [verdict = '', blank, ...rows] = outcome.stdout.trim().split('\n');
    expect(rows.filter((row) => /^✓ \S/.test(row))).toHaveLength(13);
    expect(rows.filter((row) => / {4}\S+ +.* {2}(--[a-z-]+|the default)$/.test(row))).toHaveLength(7);
    expect([blank, rows.length]).toEqual(['', 20]);
    expect(outcome.stdout).toMatch(/^✓ schema {11}.*this is the API \([\d.]+ ms\)$/m);
    expect(server.log).toEqual(['GET /api/v1/schemas/sessionStart']);
    // The command works as it stands.
    expect(verdict).toMatch(/^Ready: media-session start --smoke --endpoint http:/);
    const next = await run(verdict.replace(/^Ready: media-session /, '').split(' '));
    expect(next.stdout).toMatch(/^[0-9a-f]{64}\n$/);
  });

  test.each([
    [{ LANG: 'en_US.UTF-8' }, '✓ tool', '✗ settings', '– skipped'],
    [{ LC_ALL: 'C', LANG: 'en_US.UTF-8' }, 'ok tool', 'x  settings', '-  skipped'],
    [{ LANG: '' }, 'ok tool', 'x  settings', '-  skipped'],
  ])('the signs with %j', async (env, ok, failed, skipped) => {
    const { stdout } = await run(['doctor'], { env });
    expect(stdout).toMatch(/^Not ready: endpoint is not set \(and 3 more problems\)\.\n\n/);
    for (const start of [ok, failed, skipped]) expect(stdout).toContain(`\n${start} `);
    expect(stdout).toContain('hosts, proxy, dns, tracking server, connect, tls, schema');
  });

  test('a URL for a tracking server is not looked up', async () => {
    const server = await sandbox();
    const args = [
      'doctor',
      ...ACCOUNT.slice(1),
      '--tracking-server=https://a.example/b',
      '--endpoint',
      server.url,
    ];
    const { stdout, code } = await run(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^– tracking server {2}not looked up: not a host name$/m);
    expect(stdout).toContain('[tracking-server-form]');
    expect(stdout).not.toContain('[unknown-tracking-server]');
  });

  test.each([
    ['settings', 2, async () => []],
    ['dns', 6, async () => ['--endpoint=https://nowhere.invalid']],
    ['connect', 6, async () => [`--endpoint=http://127.0.0.1:${await freePort()}`]],
    [
      'tls',
      6,
      async () => [`--endpoint=https://127.0.0.1:${(await rawServer({})).port}`, '--connect-timeout=600ms'],
    ],
    [
      'schema',
      3,
      async () => [
        `--endpoint=${(await rawServer({ answer: (socket) => socket.end(httpAnswer('200 OK', [], '<html></html>')) })).url}`,
      ],
    ],
    [
      'schema',
      4,
      async () => [
        `--endpoint=${(await rawServer({ answer: (socket) => socket.end(httpAnswer('404 Not Found')) })).url}`,
      ],
    ],
    ['schema', 7, async () => [`--endpoint=${(await rawServer({ answer: (socket) => socket.end() })).url}`]],
  ])('the step %s fails with exit %i, and the later ones are skipped', async (name, code, more) => {
    const args = ['doctor', ...ACCOUNT, ...(await more())];
    expectReport(await run(args), code);
    const output = readJsonOutput(await run([...args, '--json']));
    const steps = output.steps ?? [];
    const at = steps.findIndex((step) => step.name === name);
    expect(steps[at]?.status).toBe('failed');
    // DNS of the tracking server comes with that of the endpoint; whatever rests on the failed step is skipped.
    expect(steps.slice(at + 1).map((step) => step.status)).toEqual(steps.slice(at + 1).map(() => 'skipped'));
    expect(output.exitCode).toBe(code);
  });

  test('a profile that does not exist is one problem: what is missing without it follows from it', async () => {
    const cwd = tempDirectory({ '.mediarc': JSON.stringify({ profiles: { eu: {} } }) });
    const outcome = await run(['doctor', '--profile', 'euu'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toMatch(/^Not ready: There is no profile "euu"\.\n/);
    expect(outcome.stdout).not.toContain('setting-missing');
  });

  test('a wrong clock, drift, and swapped hosts are warnings, and errors under --strict', async () => {
    const schema =
      '{"type":"object","properties":{"params":{"type":"object","properties":{"media.new":{"type":"string"}}}}}';
    const date = new Date(Date.now() - 86_400_000).toUTCString();
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('200 OK', [`Date: ${date}`], schema)),
    });
    const args = ['doctor', ...ACCOUNT, '--endpoint', server.url, '--json'];
    const output = readJsonOutput(await run(args));
    expect(statusOf(output.steps)).toMatchObject({ clock: 'warning', drift: 'warning', body: 'ok' });
    expect(output.exitCode).toBe(0);
    expect(readJsonOutput(await run([...args, '--strict'])).exitCode).toBe(2);
  });

  test.each([
    ['a proxy that is none', { HTTPS_PROXY: 'socks5://127.0.0.1:9' }, 'setting-invalid'],
    ['certificates that are missing', { MEDIA_SESSION_CACERT: 'missing.pem' }, 'file-missing'],
  ])('the steps are told for %s, too', async (_what, env, code) => {
    const args = ['doctor', ...ACCOUNT, '--endpoint', 'https://127.0.0.1:9', '--json'];
    const output = readJsonOutput(await run(args, { env }));
    expect(statusOf(output.steps)).toMatchObject({ settings: 'ok', proxy: 'failed', dns: 'skipped' });
    expect(output.findings.map((finding) => finding.code)).toContain(code);
    expect(output.exitCode).toBe(2);
  });

  test('a mistyped setting and the missing one are one problem, as for start', async () => {
    const keys = ['trackingserver', 'reportSuit', 'org_id'];
    const lines = keys.map((key) => `${key}: "x"\n`).join('');
    const cwd = tempDirectory({ '.mediarc': `endpoint: 127.0.0.1:1\n${lines}mine: 1\n` });
    const { stdout, code } = await run(['doctor'], { cwd });
    expect(code).toBe(2);
    expect(stdout).toMatch(
      /^Not ready: Unknown key "trackingserver"; trackingServer is missing \(required\) \(and 2 more problems\)\.\n/,
    );
    const output = readJsonOutput(await run(['doctor', '--json'], { cwd }));
    expect(statusOf(output.steps)).toMatchObject({ config: 'warning', settings: 'failed', hosts: 'skipped' });
    expect(output.findings.map(({ path, severity }) => [path, severity])).toEqual([
      ['mine', 'warning'],
      ...keys.map((key) => [key, 'error']),
    ]);
    const start = readJsonOutput(await run(['start', '--smoke', '--json'], { cwd }));
    const paths = ({ findings }: typeof start) =>
      findings.filter(({ severity }) => severity === 'error').map(({ path, message }) => [path, message]);
    expect(paths(output)).toEqual(paths(start));
  });

  test('--junit has a case per step', async () => {
    const cwd = tempDirectory();
    await run(['doctor', '--junit', 'out.xml'], { cwd });
    const cases = readJunit(readFileSync(join(cwd, 'out.xml'), 'utf8'));
    expect(cases).toHaveLength(13);
    const failed = cases.filter((one) => one.failure);
    expect(failed.map(({ name, failure }) => [name, failure?.message, failure?.type])).toEqual([
      ['settings', 'endpoint is not set (and 3 more problems).', 'setting-missing'],
    ]);
    expect(failed[0]?.failure?.text.match(/\[setting-missing\]/g)).toHaveLength(4);
    const skipped = cases.filter((one) => one.skipped !== undefined);
    expect(skipped.map(({ skipped: why }) => why)).toEqual(Array(10).fill('not reached: settings failed'));
  });

  test('--junit: the reason of a step that no finding explains', async () => {
    const cwd = tempDirectory();
    const args = ['doctor', ...ACCOUNT, '--endpoint=http://127.0.0.1:1', '--junit', 'out.xml'];
    await run(args, { cwd });
    const cases = readJunit(readFileSync(join(cwd, 'out.xml'), 'utf8'));
    expect(cases.find(({ name }) => name === 'connect')?.failure).toMatchObject({
      message: 'Nothing accepts connections at 127.0.0.1:1.',
      type: 'connection-refused',
    });
  });
});

describe('a proxy that works', () => {
  /** Connects as it is asked to, and counts. */
  async function proxyServer() {
    const asked: string[] = [];
    const proxy = await rawServer({
      answer: (socket, request) => {
        asked.push(request);
        const [, host = '', port = ''] = /^CONNECT ([^:]+):(\d+) /.exec(request) ?? [];
        const upstream = net.connect(Number(port), host, () => {
          socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
          socket.pipe(upstream).pipe(socket);
        });
        upstream.on('error', () => socket.destroy());
      },
    });
    return { port: proxy.port, asked };
  }

  test('is gone through, with its credentials and never with ours; NO_PROXY takes hosts out', async () => {
    const server = await sandbox();
    const proxy = await proxyServer();
    const env = { HTTP_PROXY: `http://user:p%40ss@127.0.0.1:${proxy.port}` };
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url, '-v'];
    const outcome = await run(args, { env });
    expect(outcome.stdout).toMatch(/^[0-9a-f]{64}\n$/);
    expect(outcome.stderr).toContain(`through the proxy http://127.0.0.1:${proxy.port}, set by HTTP_PROXY`);
    expect(proxy.asked[0]).toContain(
      `proxy-authorization: Basic ${Buffer.from('user:p@ss').toString('base64')}`,
    );
    const direct = await run(args, { env: { ...env, NO_PROXY: '127.0.0.0/8' } });
    expect(direct.stderr).toContain('no proxy: NO_PROXY has the entry 127.0.0.0/8');
    expect(proxy.asked).toHaveLength(1);
  });

  test('looks the names up: doctor does not', async () => {
    const server = await sandbox();
    const proxy = await proxyServer();
    const args = [
      'doctor',
      ...ACCOUNT.slice(1),
      '--tracking-server=nowhere.invalid',
      '--endpoint',
      server.url,
    ];
    const outcome = await run(args, { env: { HTTP_PROXY: `http://127.0.0.1:${proxy.port}` } });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).toMatch(/^Ready: /);
    for (const name of ['dns', 'tracking server'])
      expect(outcome.stdout).toMatch(
        new RegExp(`^– ${name} +not looked up: names are looked up by the proxy$`, 'm'),
      );
  });
});

describe('sandbox on purpose', () => {
  /** Runs the sandbox, does something with its URL, and stops it. */
  async function withSandbox(args: string[], work: (url: string) => Promise<void>, cwd = tempDirectory()) {
    let done: Promise<void> | undefined;
    await run(['sandbox', ...args, '-q'], {
      cwd,
      started: (child) =>
        child.stdout?.once('data', (chunk: Buffer) => {
          done = work(String(chunk).trim()).finally(() => child.kill('SIGTERM'));
        }),
    });
    await done;
  }

  test.each([
    ['500', 5],
    ['no-location', 3],
    ['reset', 7],
    ['captive-portal', 3],
    ['edge-answer', 3],
    ['truncated', 0],
  ])('--fault %s: exit %i', async (fault, code) => {
    await withSandbox(['--fault', fault], async (url) => {
      expect((await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', url, '--timeout=3s'])).code).toBe(
        code,
      );
    });
  });

  test('--tls with a certificate for --cacert; --latency', async () => {
    const cwd = tempDirectory();
    await withSandbox(
      ['--tls', 'trust', '--latency', '300ms'],
      async (url) => {
        expect(url).toMatch(/^https:/);
        const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', url, '--json'];
        const output = readJsonOutput(await run([...args, '--cacert', join(cwd, 'trust/sandbox-cert.pem')]));
        expect(output.http?.timings['firstByte']).toBeGreaterThan(250);
        expect(readJsonOutput(await run(args)).error?.code).toBe('tls-self-signed');
      },
      cwd,
    );
  });

  test('--tls keeps certificate and key, so that trust survives a restart, until another name is needed', async () => {
    const cwd = tempDirectory();
    const read = (): string => readFileSync(join(cwd, 'trust/sandbox-cert.pem'), 'utf8');
    const seen: string[] = [];
    for (const names of [[], [], ['--tls-name', '10.0.2.2', '--tls-name=studio.local'], []])
      await withSandbox(['--tls', 'trust', ...names], async () => void seen.push(read()), cwd);
    expect(seen[1]).toBe(seen[0]);
    expect(seen[2]).not.toBe(seen[0]);
    expect(seen[3]).toBe(seen[2]);
    const certificate = new X509Certificate(read());
    expect(certificate.checkIP('10.0.2.2')).toBe('10.0.2.2');
    expect(certificate.checkHost('studio.local')).toBe('studio.local');
    expect(statSync(join(cwd, 'trust/sandbox-key.pem')).mode & 0o777).toBe(0o600);
  });

  test('--tls writes over nothing that is not its own', async () => {
    const cwd = tempDirectory({ 'trust/sandbox-key.pem': 'what nobody else has' });
    const outcome = await run(['sandbox', '--tls', 'trust'], { cwd });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('a file there holds something else, which would be lost');
    expect(readFileSync(join(cwd, 'trust/sandbox-key.pem'), 'utf8')).toBe('what nobody else has');
  });

  test('every fault is in the help, and a wrong name is met with the right one', async () => {
    const { stdout } = await run(['help', 'faults']);
    for (const name of FAULT_NAMES) expect(stdout).toMatch(new RegExp(`^  ${name} `, 'm'));
    const outcome = await run(['sandbox', '--fault', 'hnag']);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('Did you mean hang?');
  });
});
