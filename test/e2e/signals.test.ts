import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, openSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
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
  ['SIGHUP', 143, 'terminated'],
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
    expect(quiet.stderr).toMatch(/^error(?:\[[a-z-]+\])?: [^\n]+may exist[^\n]*\n$/);
  });

  test('while the session is being ended: its ID is repeated', async () => {
    const handlers = (kill: Kill) => ({
      answer: (socket: { end(text: string): unknown }, request: string) =>
        request.includes('/events') ? kill(signal) : socket.end(CREATED),
    });
    const text = await interrupted(handlers, start('--end'));
    expect([text.code, text.stdout]).toEqual([code, 'abc123\n']);
    expect(text.stderr).toContain('session abc123 had been started, and its sessionEnd had been sent');
    expect(text.stderr).not.toContain('still open');
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
      // The first line; each request is one more.
      if (stdout.indexOf('\n') !== stdout.length - 1) return;
      const { url } = JSON.parse(stdout) as { url: string };
      // Kept alive by fetch, so the server still has a connection when the signal comes.
      await fetch(`${url}/api/v1/schemas/ping`).then((answer) => answer.text());
      child.kill(signal);
    });
    const [exit] = await once(child, 'close');
    expect([exit, stderr]).toEqual([0, '']);
    const output = readJsonOutput({
      code: exit,
      signal: null,
      stdout: stdout.split('\n')[0] ?? '',
      stderr,
      elapsed: 0,
    });
    expect(output).toMatchObject({ command: 'sandbox', ok: true });
  });
});

describe('while reports are written', () => {
  /** A pipe that takes 64 KiB and no more until it is read, as the place of a report that is larger. */
  const slowReport = (): { path: string; readAll(): Promise<string> } => {
    const path = join(tempDirectory(), 'report.har');
    execFileSync('mkfifo', [path]);
    const descriptor = openSync(path, constants.O_RDWR);
    onTestFinished(() => closeSync(descriptor));
    const read = async (): Promise<string> => {
      const reader = spawn('head', ['-c', '150000', path]);
      const chunks: Buffer[] = [];
      reader.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
      await once(reader, 'close');
      return Buffer.concat(chunks).toString();
    };
    return { path, readAll: read };
  };
  const large = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123'], 'x'.repeat(200_000));
  const settle = (work: () => void): void => void setTimeout(work, 1000);

  test.each(SIGNALS)('%s: they are completed, and the session is told', async (signal) => {
    const report = slowReport();
    let text: Promise<string> | undefined;
    const handlers = (kill: Kill) => ({
      answer: (socket: { end(text: string): unknown }) => {
        socket.end(large);
        settle(() => {
          kill(signal);
          text = report.readAll();
        });
      },
    });
    const outcome = await interrupted(handlers, start('--json', '--har', report.path));
    expect(readJsonOutput(outcome)).toMatchObject({ ok: true, session: { id: 'abc123' } });
    expect(outcome.code).toBe(0);
    expect(await text).toMatch(/^\{/);
  });

  test.each(SIGNALS)('%s twice: the process ends at once and names the session', async (signal, code) => {
    const report = slowReport();
    const handlers = (kill: Kill) => ({
      answer: (socket: { end(text: string): unknown }) => {
        socket.end(large);
        settle(() => {
          kill(signal);
          setTimeout(() => kill(signal), 200);
        });
      },
    });
    const outcome = await interrupted(handlers, start('--json', '--har', report.path));
    // Node 20 is killed by the signal itself, which a shell tells by the same code.
    expect(outcome.code ?? { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 }[String(outcome.signal)]).toBe(code);
    expect(outcome.stdout).toBe('');
    expect(outcome.stderr).toBe('error: Stopped before the ID of session abc123 was printed.\n');
  });

  test('at any moment: the ID is told, and no temporary file is left', async () => {
    for (let delay = 0; delay < 60; delay += 4) {
      const cwd = tempDirectory();
      let kill: Kill = () => {};
      const server = await rawServer({
        answer: (socket) => {
          socket.end(CREATED);
          setTimeout(() => kill('SIGHUP'), delay);
        },
      });
      const reports = ['--har', 'a.har', '--junit', 'a.xml', '--dotenv', '.env'];
      const outcome = await run(start('--json', ...reports)(server), {
        cwd,
        started: (child) => {
          kill = (signal) => void child.kill(signal);
        },
      });
      expect(readJsonOutput(outcome)).toMatchObject({ session: { id: 'abc123' } });
      expect(readdirSync(cwd).sort()).toEqual(['.env', 'a.har', 'a.xml']);
    }
  });
});
