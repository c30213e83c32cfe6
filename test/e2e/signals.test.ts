import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { BIN, cleanEnvironment, expectFailure, NODE, type Outcome, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, type RawServer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);

const SIGNALS = [
  ['SIGINT', 130, 'interrupted'],
  ['SIGTERM', 143, 'terminated'],
] as const;

type Kill = (signal: NodeJS.Signals) => void;

/** Runs the binary against a server whose handlers can send a signal to it. */
async function interrupted(
  handlers: (kill: Kill) => Parameters<typeof rawServer>[0],
  args: (server: RawServer) => string[],
): Promise<Outcome> {
  let kill: Kill = () => {};
  const server = await rawServer(handlers((signal) => kill(signal)));
  return run(args(server), {
    started: (child) => {
      kill = (signal) => void child.kill(signal);
    },
  });
}

const start =
  (...more: string[]) =>
  (server: RawServer): string[] => ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url, ...more];
const startTls =
  (...more: string[]) =>
  (server: RawServer): string[] => [
    ...start(...more)({ ...server, url: `https://127.0.0.1:${server.port}` }),
  ];

describe.each(SIGNALS)('%s', (signal, code, error) => {
  test('while TLS hangs: nothing was sent', async () => {
    // The first bytes of the handshake have come, so the program is waiting for ours.
    const handlers = (kill: Kill) => ({
      connected: (socket: NodeJS.EventEmitter) => socket.once('data', () => kill(signal)),
    });
    const text = await interrupted(handlers, startTls());
    expectFailure(text, code);
    expect(text.stderr).toContain(`Stopped by ${signal}; nothing had been sent.`);
    expect(text.stderr).toContain(`Nothing was sent. Exit ${code} (${error}).`);
    const output = readJsonOutput(await interrupted(handlers, startTls('--json')));
    expect(output).toMatchObject({ sent: 'no', session: null, error: { code: error } });
  });

  test('while no answer comes: it was sent', async () => {
    const handlers = (kill: Kill) => ({ answer: () => kill(signal) });
    const text = await interrupted(handlers, start());
    expectFailure(text, code);
    expect(text.stderr).toMatch(/the request had been sent, so a session may exist/);
    const output = readJsonOutput(await interrupted(handlers, start('--json')));
    expect(output).toMatchObject({ sent: 'yes', session: null, http: null, error: { code: error } });
    const quiet = await interrupted(handlers, start('-q'));
    expect(quiet.stderr).toMatch(/^error: [^\n]+may exist[^\n]*\n$/);
  });

  test('while the session is being ended: its ID is repeated', async () => {
    const handlers = (kill: Kill) => ({
      answer: (socket: { end(text: string): unknown }, request: string) =>
        request.includes('/events') ? kill(signal) : socket.end(CREATED),
    });
    const text = await interrupted(handlers, start('--end'));
    expect([text.code, text.stdout]).toEqual([code, 'abc123\n']);
    expect(text.stderr).toContain('session abc123 had been started and is still open');
    const output = readJsonOutput(await interrupted(handlers, start('--end', '--json')));
    expect(output).toMatchObject({ session: { id: 'abc123', ended: false }, error: { code: error } });
    expect(output.error?.message).toContain('abc123');
  });

  test('while waiting to try again: what the last answer was', async () => {
    const handlers = (kill: Kill) => ({
      answer: (socket: { end(text: string): unknown }) => {
        socket.end(httpAnswer('429 Busy', ['Retry-After: 20']));
        setTimeout(() => kill(signal), 700);
      },
    });
    const text = await interrupted(handlers, start('--retry', '1', '--timeout', '60s'));
    expectFailure(text, code);
    expect(text.elapsed).toBeLessThan(15_000);
    expect(text.stderr).toContain('the last request had been answered with 429');
    expect(text.stderr).not.toContain('session may exist');
  });

  test.each([
    ['event', ['event', 'abc', 'ping']],
    ['end', ['end', 'abc']],
    ['check --live', ['check', ...ACCOUNT, ...CONTENT, '--live']],
    ['schema diff', ['schema', 'diff']],
  ])('in %s: no word of a new session', async (_name, args) => {
    const handlers = (kill: Kill) => ({ answer: () => kill(signal) });
    const text = await interrupted(handlers, (server) => [...args, '--endpoint', server.url]);
    expectFailure(text, code);
    expect(text.stderr).toContain(`Stopped by ${signal}; the request had been sent.`);
    expect(text.stderr).not.toContain('session may exist');
  });

  test('ends the sandbox cleanly, also with open connections', async () => {
    const child = spawn(NODE, [BIN, 'sandbox', '--json'], {
      env: cleanEnvironment(tempDirectory()),
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    let stdout = '';
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr += chunk;
    });
    child.stdout.on('data', async (chunk) => {
      stdout += chunk;
      if (!stdout.endsWith('}\n')) return;
      const { url } = JSON.parse(stdout) as { url: string };
      // Kept alive by fetch, so the server still has a connection when the signal comes.
      await fetch(`${url}/api/v1/schemas/ping`).then((answer) => answer.text());
      child.kill(signal);
    });
    const [exit] = await once(child, 'close');
    expect([exit, stderr]).toEqual([0, '']);
    const output = readJsonOutput({ code: exit, signal: null, stdout, stderr, elapsed: 0 });
    expect(output).toMatchObject({ command: 'sandbox', ok: true });
  });
});
