import { stopwatch } from '../../src/context.ts';
import type { Context, Sink } from '../../src/model/context.ts';

/** A sink that keeps what is written to it. */
function memorySink(): Sink & { text(): string } {
  const chunks: string[] = [];
  return {
    isTTY: false,
    columns: 80,
    discarded: false,
    write: async (text) => void chunks.push(text),
    text: () => chunks.join(''),
  };
}

/**
 * A context for tests: nothing in the environment, no home, the process's own directory, an empty stdin, a
 * fixed clock. `inDirectory` really changes directory, since that is what the code under test relies on.
 * `out()` and `err()` give what was written to streams that were not overridden.
 */
export function fakeContext(overrides: Partial<Context> = {}): Context & { out(): string; err(): string } {
  const stdout = memorySink();
  const stderr = memorySink();
  return {
    env: {},
    cwd: process.cwd(),
    home: undefined,
    stdout,
    stderr,
    toolVersion: '0.0.0-test',
    nodeVersion: process.versions.node,
    platform: process.platform,
    uid: process.getuid?.(),
    now: () => Date.UTC(2026, 10, 24, 12),
    readStdin: async () => new Uint8Array(),
    stdinChunks: async function* () {},
    stdinIsTerminal: () => false,
    inDirectory: (directory, work) => {
      const before = process.cwd();
      process.chdir(directory);
      try {
        return work();
      } finally {
        process.chdir(before);
      }
    },
    onSignal: () => {},
    lastWords: () => {},
    networkSince: stopwatch(),
    onCrash: () => {},
    ...overrides,
    out: stdout.text,
    err: stderr.text,
  };
}
