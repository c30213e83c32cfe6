import { describe, expect, test } from 'vitest';
import { Signals } from '../../src/context.ts';
import { main } from '../../src/main.ts';
import type { Context, Signal, Sink } from '../../src/model/context.ts';
import { startAt as start } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);

function failingSink(code: string): Sink {
  const write = (): Promise<void> => Promise.reject(Object.assign(new Error(code), { code }));
  return { isTTY: false, columns: 80, discarded: false, write };
}

/** A context whose signals the test sends; `ends` has what ended it at once, with the last words. */
function signalled(overrides: Partial<Context> = {}): {
  context: ReturnType<typeof fakeContext>;
  send(signal: Signal): void;
  ends: [Signal, string][];
} {
  const ends: [Signal, string][] = [];
  const signals = new Signals((signal, words) => void ends.push([signal, words]));
  const { lastWords, receive: send } = signals;
  const onSignal: Context['onSignal'] = (listener) => void signals.listen(listener);
  return { context: fakeContext({ cwd: tempDirectory(), onSignal, lastWords, ...overrides }), ends, send };
}

describe('signals', () => {
  test.each([
    ['SIGINT', 'SIGINT', 130],
    ['SIGINT', 'SIGTERM', 130],
    ['SIGTERM', 'SIGINT', 143],
    ['SIGHUP', 'SIGHUP', 143],
  ] as const)(
    '%s, then %s before the first has had its effect: the process ends at once',
    async (first, second, code) => {
      const { context, send, ends } = signalled();
      const server = await rawServer({
        answer: () => {
          send(first);
          expect(ends).toEqual([]);
          send(second);
        },
      });
      const exit = await main(start(server.url), context);
      expect(ends).toEqual([[second, '']]);
      expect(exit).toBe(code);
    },
  );

  test('a second signal before the document is printed: the last words name the session', async () => {
    const { context, send, ends } = signalled();
    const server = await rawServer({
      answer: (socket, request) => {
        if (!request.includes('/events')) return void socket.end(CREATED);
        send('SIGTERM');
        send('SIGTERM');
      },
    });
    await main(start(server.url, '--end', '--json'), context);
    expect(ends).toEqual([
      ['SIGTERM', expect.stringMatching(/^error(?:\[[a-z-]+\])?: .*session abc123 .*\n$/)],
    ]);
    send('SIGTERM');
    expect(ends[1]).toEqual(['SIGTERM', '']);
  });

  test('a signal after the session was started does not turn success into failure', async () => {
    const { context, send } = signalled();
    const server = await rawServer({ answer: (socket) => socket.end(CREATED) });
    const stdout: Sink = {
      ...context.stdout,
      write: (text) => {
        send('SIGINT');
        return context.stdout.write(text);
      },
    };
    expect(await main(start(server.url), { ...context, stdout })).toBe(0);
    expect(context.out()).toBe('abc123\n');
  });
});

describe('streams', () => {
  test.each([
    ['EPIPE', 'its reader is gone'],
    ['ENOSPC', 'no space left'],
    ['EIO', 'EIO'],
  ])('stdout fails with %s after a session: 8, and the ID on stderr', async (code, reason) => {
    const server = await rawServer({ answer: (socket) => socket.end(CREATED) });
    for (const more of [[], ['-q'], ['--json']]) {
      const context = fakeContext({ cwd: tempDirectory(), stdout: failingSink(code) });
      expect(await main(start(server.url, ...more), context)).toBe(8);
      expect(context.err()).toMatch(/^error(?:\[output-failed\])?: Session abc123 was started/);
      expect(context.err()).toContain(reason);
    }
  });

  test('stderr fails: the code and stdout are as ever', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(CREATED) });
    const context = fakeContext({ cwd: tempDirectory(), stderr: failingSink('EPIPE') });
    expect(await main(start(server.url, '--id=again', '-v'), context)).toBe(0);
    expect(context.out()).toBe('abc123\n');
    expect(await main(['start'], context)).toBe(2);
    expect(await main([], context)).toBe(2);
  });

  test('the ID is written the moment the session exists, before it is ended', async () => {
    const context = fakeContext({ cwd: tempDirectory() });
    let before: string | undefined;
    const server = await rawServer({
      answer: (socket, request) => {
        if (request.includes('/events')) before = context.out();
        socket.end(request.includes('/events') ? 'HTTP/1.1 204 No Content\r\n\r\n' : CREATED);
      },
    });
    expect(await main(start(server.url, '--end'), context)).toBe(0);
    expect(before).toBe('abc123\n');
  });
});

describe('a bug of ours', () => {
  const broken = (overrides: Partial<Context>): ReturnType<typeof fakeContext> =>
    fakeContext({
      cwd: tempDirectory(),
      now: () => {
        throw new TypeError('the clock has stopped');
      },
      ...overrides,
    });

  test('is exit 1, says so, and asks for a report', async () => {
    const context = broken({});
    expect(await main(['start', '--sandbox', '--smoke'], context)).toBe(1);
    expect(context.out()).toBe('');
    expect(context.err()).toContain('This is a bug in media-session: TypeError: the clock has stopped.');
    expect(context.err()).not.toMatch(/^\s+at /m);
  });

  test('is a document with --json', async () => {
    const context = broken({});
    expect(await main(['start', '--sandbox', '--smoke', '--json'], context)).toBe(1);
    expect(JSON.parse(context.out())).toMatchObject({ ok: false, exitCode: 1, error: { code: 'internal' } });
    expect(context.err()).toBe('');
  });
});
