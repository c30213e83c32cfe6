import { readFileSync } from 'node:fs';
import type { Outcome, RunOptions } from './cli.ts';
import { fakeContext } from './context.ts';

/** Set by `npm run coverage`, which sees only what runs in the process of the tests. */
const WANTED = process.env['MEDIA_SESSION_TEST_IN_PROCESS'] !== undefined;

/** Variables that Node reads when it starts, so that they need a process of their own. */
const OF_NODE = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'];

/** Whether a run is to be in the process of the tests, and does without a shell, signals and Node's own settings. */
export function runsInProcess(options: RunOptions): boolean {
  const { shell, started, env = {} } = options;
  return WANTED && !shell && !started && !OF_NODE.some((name) => name in env);
}

/** Runs the program as the binary does, but from its sources and within this process. */
export async function runInProcess(
  args: readonly string[],
  { env, cwd, stdin = '' }: { env: Record<string, string>; cwd: string; stdin?: string | Uint8Array },
): Promise<Outcome> {
  const { main } = await import('../../src/main.ts');
  const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const bytes = Buffer.from(stdin);
  const context = fakeContext({
    env,
    cwd,
    home: env['HOME'],
    toolVersion: manifest.version,
    now: Date.now,
    readStdin: async (most) => bytes.subarray(0, most + 1),
    stdinIsTerminal: () => false,
    stdinChunks: async function* () {
      if (bytes.length > 0) yield bytes;
    },
  });
  const begin = performance.now();
  const code = await main(args, context);
  const elapsed = performance.now() - begin;
  return { code, signal: null, stdout: context.out(), stderr: context.err(), elapsed };
}
