import type { ChildProcess } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { startAt } from '../helpers/account.ts';
import { type Outcome, run } from '../helpers/cli.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc123']);

describe('row 123: a process that may have little', () => {
  /** Runs a start under a limit of the shell's. */
  const limited = async (limit: string): Promise<Outcome> => {
    const server = await rawServer({ answer: (socket) => socket.end(CREATED) });
    const words = startAt(server.url.replace('127.0.0.1', 'localhost')).map((word) => `'${word}'`);
    return run([], { shell: `ulimit ${limit} && exec "$NODE" "$BIN" ${words.join(' ')}` });
  };
  /** Said by the program and not by Node, which gives up by itself where even the program cannot be loaded. */
  const ours = ({ stderr }: Outcome): boolean => /^error(?:\[[a-z-]+\])?: /.test(stderr);

  test.each(['-n', '-v'])('ulimit %s: a session, or the true reason in one line', async (which) => {
    const sizes =
      which === '-n'
        ? [18, 19, 20, 21, 22, 23, 24, 26, 40]
        : [750_000, 800_000, 1_000_000, 1_500_000, 4_000_000];
    const outcomes: Outcome[] = [];
    for (const size of sizes) outcomes.push(await limited(`${which} ${size}`));
    const failed = outcomes.filter(ours);
    for (const { stdout, stderr } of failed) {
      expect(stdout).toBe('');
      expect(stderr).toMatch(
        /no more files (?:or memory|may be opened)|cannot be loaded|could not answer for localhost/,
      );
      expect(stderr).not.toMatch(/^\s+at .+:\d+:\d+|bug in media-session/m);
    }
    // Whatever Node this is, some sizes are enough, or the program says why not.
    expect(outcomes.filter(({ code }) => code === 0).length + failed.length).toBeGreaterThan(0);
    for (const { code, stdout } of outcomes.filter(({ code }) => code === 0))
      expect([code, stdout]).toEqual([0, 'abc123\n']);
  });
});

describe('row 117: a sandbox whose log leads nowhere', () => {
  test.each<[string, string, (child: ChildProcess) => void]>([
    ['a full disk', 'exec "$NODE" "$BIN" sandbox 2>/dev/full', () => {}],
    ['a reader that went away', 'exec "$NODE" "$BIN" sandbox', (child) => void child.stderr?.destroy()],
  ])('%s: it serves on', async (_name, shell, spoil) => {
    const statuses: number[] = [];
    await run([], {
      shell,
      started: (child) => {
        spoil(child);
        child.stdout?.once('data', async (chunk: Buffer) => {
          const url = String(chunk).trim();
          for (let at = 0; at < 3; at++) {
            const answer = await fetch(`${url}/api/v1/schemas/ping`).catch(() => undefined);
            statuses.push(answer?.status ?? 0);
          }
          child.kill('SIGTERM');
        });
      },
    });
    expect(statuses).toEqual([200, 200, 200]);
  });
});
