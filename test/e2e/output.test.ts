import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, startAt as start } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);
const GONE = 'HTTP/1.1 204 No Content\r\n\r\n';
const quoted = (args: readonly string[]): string => args.map((arg) => `'${arg}'`).join(' ');

async function created() {
  return rawServer({ answer: (socket) => socket.end(CREATED) });
}

/** Runs the binary in a shell with `after` behind it, and reads its own exit code from a file. */
async function inShell(args: readonly string[], after: string, prefix = '', env = {}) {
  const cwd = tempDirectory();
  const shell = `{ ${prefix}"$NODE" "$BIN" ${quoted(args)} 2>err; echo $? >code; } ${after}`;
  const outcome = await run([], { shell, cwd, env });
  const read = (name: string): string =>
    existsSync(join(cwd, name)) ? readFileSync(join(cwd, name), 'utf8') : '';
  return { ...outcome, code: Number(read('code')), stderr: read('err') };
}

/** A preloaded library that fakes the clock opens a file, and would do so in place of a closed stdout. */
const NO_PRELOAD = { LD_PRELOAD: '' };

describe('stdout that fails', () => {
  test('a reader that is gone: 8, the ID on stderr, no stack trace', async () => {
    const server = await created();
    const outcome = await inShell(start(server.url), '| true');
    expect(outcome.stderr).not.toMatch(/^\s+at /m);
    // The reader may end before or after the write: either way the ID is somewhere.
    if (outcome.code === 0) expect(outcome.stderr).toBe('');
    else expect([outcome.code, outcome.stderr]).toEqual([8, expect.stringContaining('abc123')]);
  });

  test.each([[[]], [['--json']]])('a full disk: 8, the ID on stderr (%s)', async (more) => {
    const server = await created();
    const outcome = await inShell(start(server.url, ...more), '>/dev/full');
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toContain('abc123');
    expect(outcome.stderr).toContain('no space left');
  });

  test('a closed stdout: the ID is repeated on stderr', async () => {
    const server = await created();
    const outcome = await inShell(start(server.url), '>&-', '', NO_PRELOAD);
    expect(outcome.stderr).toContain('abc123');
    expect(outcome.stderr).toContain('[output-discarded]');
  });

  test.each([['-q'], ['--json']])('a closed stdout with %s: the ID is not lost', async (more) => {
    const server = await created();
    const outcome = await inShell(start(server.url, more), '>&-', '', NO_PRELOAD);
    expect(outcome.stderr).toMatch(/^warning(?:\[[a-z-]+\])?: .*abc123/);
  });

  test.each([
    ['', '2>&-'],
    ['', '2>/dev/full'],
    [' -q', '2>&-'],
    [' --json', '2>&-'],
    [' --dotenv a.env', '2>&-'],
  ])('stdout closed, and stderr lost, too: 8 (start%s, %s)', async (more, redirect) => {
    const server = await created();
    const shell = `"$NODE" "$BIN" ${quoted(start(server.url))}${more} >&- ${redirect}`;
    const outcome = await run([], { shell, env: NO_PRELOAD });
    expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([8, '', '']);
  });

  test('too few open files: one line that says so, or the ID', async () => {
    const server = await created();
    const codes: (number | null)[] = [];
    for (let limit = 18; limit < 24; limit += 1) {
      const shell = `ulimit -n ${limit}; "$NODE" "$BIN" ${quoted(start(server.url))}`;
      const outcome = await run([], { shell });
      // With fewer, Node cannot open our first file, and says so in its own way.
      if (/^node:fs/.test(outcome.stderr) || (outcome.code ?? 128) >= 128) continue;
      codes.push(outcome.code);
      expect(outcome.stderr).not.toMatch(/^\s+at |bug in media-session/m);
      if (outcome.code === 0) expect(outcome.stdout).toBe('abc123\n');
      else
        expect(outcome.stderr).toMatch(
          /^error(?:\[[a-z-]+\])?: .*(no more files (?:or memory|may be opened)|abc123)/,
        );
    }
    expect(codes).toContain(0);
  });

  test('a reader that takes nothing: 0 or 8, and 8 repeats the ID, with --json too', async () => {
    const server = await created();
    for (const more of [[], ['--json']]) {
      const outcome = await inShell(start(server.url, ...more), '| head -c0');
      expect(outcome.stderr).not.toMatch(/^\s+at |EPIPE/m);
      if (outcome.code === 0) expect(outcome.stderr).toBe('');
      else expect([outcome.code, outcome.stderr]).toEqual([8, expect.stringContaining('abc123')]);
    }
  });

  test('both streams full: only the code is left, and it tells', async () => {
    const server = await created();
    const shell = `"$NODE" "$BIN" ${quoted(start(server.url))} >/dev/full 2>/dev/full`;
    expect((await run([], { shell })).code).toBe(8);
  });

  test('the end fails too: 8, and the reason is kept', async () => {
    const server = await rawServer({
      answer: (socket, request) => socket.end(request.includes('/events') ? httpAnswer('500 Oops') : CREATED),
    });
    const outcome = await inShell(start(server.url, '--end', '--json'), '>/dev/full');
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toMatch(/abc123 .*ending it failed/);
  });

  test('>/dev/null is a wish, not a mistake', async () => {
    const server = await created();
    const outcome = await inShell(start(server.url), '>/dev/null');
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
  });

  test.each([
    [['config', 'show']],
    [['config', 'show', '--json']],
    [['start', ...ACCOUNT, ...CONTENT, '--dry-run']],
    [['--help']],
    [['--version']],
    [['sandbox']],
    [['sandbox', '--json']],
  ])('a full disk without a session is exit 2, said on stderr: %j', async (args) => {
    const outcome = await inShell(args, '>/dev/full');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(/^error(?:\[[a-z-]+\])?: stdout cannot be written: no space left/);
  });

  test('a full disk keeps an earlier failure, and says it on stderr', async () => {
    const outcome = await inShell(['start', '--length', 'x', '--json'], '>/dev/full');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('--length wants');
  });

  test.each([[['--help']], [['config', 'show', '--json']]])(
    'a reader of %j that leaves early is no failure',
    async (args) => {
      expect(await inShell(args, '| head -c0')).toMatchObject({ code: 0, stderr: '' });
    },
  );

  test('more than 64 KiB of JSON arrive whole through a pipe', async () => {
    const server = await created();
    const output = await run(start(server.url, '--json', '--show', 'x'.repeat(100_000)));
    expect(readJsonOutput(output).request?.body?.['params']?.['media.show']).toHaveLength(100_000);
  });
});

describe('odd surroundings', () => {
  test.each([
    ['stderr closed', '', '2>&-'],
    ['stdin closed', '', '<&-'],
    ['no HOME', 'unset HOME; ', ''],
    ['HOME that does not exist', 'HOME=/nonexistent; export HOME; ', ''],
    ['working directory deleted', 'mkdir gone && cd gone && rmdir ../gone; ', ''],
    ['read-only working directory', 'mkdir ro && chmod 555 ro && cd ro; ', ''],
    ['locale C', 'LC_ALL=C; export LC_ALL; ', ''],
  ])('%s', async (_name, prefix, redirect) => {
    const server = await created();
    const shell = `${prefix}"$NODE" "$BIN" ${quoted(start(server.url))} ${redirect}`;
    const outcome = await run([], { shell });
    expect([outcome.stdout, outcome.code]).toEqual(['abc123\n', 0]);
  });
});

describe('colour', () => {
  const failing = ['start', '--length', 'x'];
  test.each([
    [{}, [], false],
    [{ FORCE_COLOR: '1' }, [], true],
    [{ CLICOLOR_FORCE: '1' }, [], true],
    [{ FORCE_COLOR: '0' }, [], false],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    [{ NO_COLOR: '1' }, ['--color'], true],
    [{ FORCE_COLOR: '1' }, ['--no-color'], false],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, [], true],
  ])('%j %j: %s', async (env, more, expected) => {
    const outcome = await run([...failing, ...more], { env });
    expect(outcome.stderr.includes('\u001b[')).toBe(expected);
    expect(outcome.stdout).toBe('');
  });

  test('a terminal gets colour, a line about the session, and narrow lines', async ({ skip }) => {
    if (!existsSync('/usr/bin/script')) skip('the program script is not installed');
    const server = await created();
    const command = `stty cols 40; "$NODE" "$BIN" ${quoted(start(server.url))}`;
    const shell = `script -qec '${command.replaceAll("'", `'"'"'`)}' /dev/null`;
    const outcome = await run([], { shell, env: { TERM: 'xterm' } });
    const lines = outcome.stdout.split(/\r?\n/);
    expect(lines[0]).toBe('abc123');
    expect(outcome.stdout).toContain('Session started at');
    expect(outcome.stdout).toContain('\u001b[');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colour sequences take no room
    const widths = lines.map((line) => line.replace(/\u001b\[[0-9;]*m/g, '').length);
    expect(Math.max(...widths)).toBeLessThanOrEqual(40);
  });
});

describe('signals', () => {
  test.each([
    ['SIGINT', 130, 'interrupted'],
    ['SIGTERM', 143, 'terminated'],
  ] as const)('%s before anything is sent', async (signal, code, error) => {
    const server = await rawServer({ connected: () => setTimeout(() => kill(), 50) });
    let kill = (): void => {};
    const options = {
      started: (child: { kill(signal: NodeJS.Signals): boolean }) =>
        (kill = (): void => void child.kill(signal)),
    };
    const text = await run(start(`https://127.0.0.1:${server.port}`), options);
    expectFailure(text, code);
    expect(text.stderr).toContain('nothing had been sent');
    const output = readJsonOutput(await run(start(`https://127.0.0.1:${server.port}`, '--json'), options));
    expect(output).toMatchObject({ sent: 'no', error: { code: error } });
  });

  test('SIGINT after the request was sent', async () => {
    let kill = (): void => {};
    const server = await rawServer({ answer: () => kill() });
    const text = await run(start(server.url), {
      started: (child) => (kill = (): void => void child.kill('SIGINT')),
    });
    expectFailure(text, 130);
    expect(text.stderr).toContain('a session may exist');
  });

  test('SIGINT while the session is being ended repeats its ID', async () => {
    let kill = (): void => {};
    const server = await rawServer({
      answer: (socket, request) => (request.includes('/events') ? kill() : socket.end(CREATED)),
    });
    const text = await run(start(server.url, '--end'), {
      started: (child) => (kill = (): void => void child.kill('SIGINT')),
    });
    expect([text.code, text.stdout]).toEqual([130, 'abc123\n']);
    expect(text.stderr).toContain('abc123');
    expect(text.stderr).toContain('it may have ended');
  });
});

describe('ending the session', () => {
  const ending = (answer: string) =>
    rawServer({ answer: (socket, request) => socket.end(request.includes('/events') ? answer : CREATED) });

  test.each(['404 Not Found', '500 Internal Server Error', '400 Bad Request'])(
    '%s: 8, the ID on both streams',
    async (status) => {
      const server = await ending(httpAnswer(status));
      const text = await run(start(server.url, '--end'));
      expect([text.code, text.stdout]).toEqual([8, 'abc123\n']);
      expect(text.stderr).toContain('abc123');
      const output = readJsonOutput(await run(start(server.url, '--end', '--json')));
      expect(output).toMatchObject({
        session: { id: 'abc123', ended: false },
        error: { code: 'end-failed' },
      });
    },
  );

  test('no answer: 8', async () => {
    const server = await rawServer({
      answer: (socket, request) => (request.includes('/events') ? {} : socket.end(CREATED)),
    });
    expect((await run(start(server.url, '--end', '--timeout=800ms'))).code).toBe(8);
  });

  test.each([GONE, httpAnswer('410 Gone')])('%j: ended', async (answer) => {
    const server = await ending(answer);
    const output = readJsonOutput(await run(start(server.url, '--end', '--json')));
    expect(output).toMatchObject({ ok: true, session: { ended: true } });
  });
});

describe('retries', () => {
  test('429 is repeated after Retry-After, and the wait is announced', async () => {
    let tries = 0;
    const busy = httpAnswer('429 Too Many Requests', ['Retry-After: 1']);
    const server = await rawServer({
      answer: (socket) => {
        tries += 1;
        socket.end(tries === 1 ? busy : CREATED);
      },
    });
    const outcome = await run(start(server.url, '--retry', '2'));
    expect([outcome.code, outcome.stdout]).toEqual([0, 'abc123\n']);
    expect(outcome.stderr).toMatch(/^Attempt 1 of 3: the server responded with 429; trying again in 1 s\.$/m);
  });

  test('a 500 and a lost answer are not repeated, unless that is asked for', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(httpAnswer('500 Oops')) });
    expect((await run(start(server.url, '--retry', '2'))).code).toBe(5);
    expect(server.connections).toHaveLength(1);
    expect((await run(start(server.url, '--retry', '1', '--retry-unsafe'))).code).toBe(5);
    expect(server.connections).toHaveLength(3);
  });

  test('a wait that does not fit the deadline ends the trying', async () => {
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('503 Busy', ['Retry-After: 1000000000'])),
    });
    const outcome = await run(start(server.url, '--retry', '5', '--timeout', '5s'));
    expect(outcome.code).toBe(5);
    expect(server.connections).toHaveLength(1);
  });
});

describe('reports', () => {
  test('--har is private, complete and redacted', async () => {
    const server = await created();
    const cwd = tempDirectory();
    const secrets = ['--visitor-id=CANARY-1', '--custom=a=CANARY-2', '--app-installation-id=CANARY-3'];
    const outcome = await run(start(server.url, ...secrets, '--har', 'out.har'), { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    const text = readFileSync(join(cwd, 'out.har'), 'utf8');
    expect(text).not.toMatch(/CANARY|abc123/);
    const { entries } = JSON.parse(text).log;
    expect(entries).toMatchObject([
      { request: { method: 'POST' }, response: { status: 201 }, _mediaSession: { sent: 'yes' } },
    ]);
    await run(start(server.url, ...secrets, '--har', 'out.har', '--no-redact'), { cwd });
    expect(readFileSync(join(cwd, 'out.har'), 'utf8')).toMatch(
      /CANARY-1[\s\S]*CANARY-3|CANARY-3[\s\S]*CANARY-1/,
    );
  });

  test('--har holds the end of the session, too, and no ID in either', async () => {
    const server = await rawServer({
      answer: (socket, request) =>
        socket.end(
          request.includes('/events')
            ? httpAnswer('500 Internal Server Error', [], '{"message":"abc123 CANARY-1"}')
            : httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']),
        ),
    });
    const cwd = tempDirectory();
    const outcome = await run(start(server.url, '--end', '--visitor-id=CANARY-1', '--har', 'out.har'), {
      cwd,
    });
    expect([outcome.code, outcome.stdout]).toEqual([8, 'abc123\n']);
    const text = readFileSync(join(cwd, 'out.har'), 'utf8');
    expect(text).not.toMatch(/CANARY|abc123/);
    expect(JSON.parse(text).log.entries).toMatchObject([
      { response: { status: 201 }, _mediaSession: { exitCode: 8 } },
      { request: { url: expect.stringMatching(/\/events$/) }, response: { status: 500 } },
    ]);
    const explained = readJsonOutput(await run(['explain', 'out.har', '--json'], { cwd }));
    expect(explained.requests?.map(({ kind, status }) => [kind, status])).toEqual([
      ['session', 201],
      ['event', 500],
    ]);
  });

  test('a link in the way is replaced, not followed', async () => {
    const server = await created();
    const cwd = tempDirectory({ other: 'kept' });
    symlinkSync('other', join(cwd, 'out.har'));
    expect((await run(start(server.url, '--har', 'out.har'), { cwd })).code).toBe(0);
    expect(readFileSync(join(cwd, 'other'), 'utf8')).toBe('kept');
    expect(lstatSync(join(cwd, 'out.har')).mode & 0o170777).toBe(0o100600);
  });

  test('a device or a pipe is written to, not replaced', async () => {
    const server = await created();
    // As root a mistake here would replace the device for the whole machine.
    if (process.getuid?.() !== 0) {
      const full = await run(start(server.url, '--har', '/dev/full'));
      expect([full.code, full.stderr]).toEqual([8, expect.stringContaining('no space left')]);
    }
    const shell = `mkfifo p && { cat p > copy & "$NODE" "$BIN" ${quoted(start(server.url, '--har', 'p'))}; wait; }`;
    const cwd = tempDirectory();
    expect((await run([], { shell, cwd })).code).toBe(0);
    expect(JSON.parse(readFileSync(join(cwd, 'copy'), 'utf8')).log.version).toBe('1.2');
    expect(lstatSync(join(cwd, 'p')).isFIFO()).toBe(true);
  });

  test('what is known beforehand not to be writable is refused before anything is sent', async () => {
    const server = await created();
    const cwd = tempDirectory({ 'dir/': '', '.mediarc': '{}', file: '' });
    for (const [option, why] of [
      ['--har=file/x.har', 'a part of its path is no directory'],
      [`--junit=${'x'.repeat(300)}`, 'its name is too long'],
      ['--har=none/x.har', 'its directory does not exist'],
      ['--junit=dir', 'it is a directory'],
      ['--dotenv=.mediarc', 'the config file'],
    ] as const) {
      const outcome = await run(start(server.url, option), { cwd });
      expectFailure(outcome, 2);
      expect(outcome.stderr).toContain(why);
    }
    expect(server.connections).toHaveLength(0);
  });

  test.skipIf(process.platform !== 'linux')(
    'a report that cannot be written without a session keeps the code of the failure',
    async () => {
      const server = await rawServer({ answer: (socket) => socket.end(httpAnswer('400 Bad Request')) });
      const text = await run(start(server.url, '--har', '/dev/full'));
      expectFailure(text, 4);
      expect(text.stderr).toContain('[report-not-written]');
      const output = readJsonOutput(await run(start(server.url, '--har', '/dev/full', '--json')));
      expect(output.findings.map(({ code }) => code)).toContain('report-not-written');
    },
  );

  test.skipIf(process.platform !== 'linux')(
    'a report that cannot be written: 8 after a session, and the ID is repeated',
    async () => {
      const server = await created();
      const text = await run(start(server.url, '--har', '/dev/full'));
      expect([text.code, text.stdout]).toEqual([8, 'abc123\n']);
      expect(text.stderr).toMatch(/abc123.*no space left/);
    },
  );
});
