import { type ChildProcess, spawn } from 'node:child_process';
import { onTestFinished } from 'vitest';
import { BIN, cleanEnvironment, NODE } from './cli.ts';
import { tempDirectory } from './temp.ts';

/** A sandbox of the built binary that runs. */
export interface RunningSandbox {
  url: string;
  cwd: string;
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  /** Ends it with a signal, and gives its exit code. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Runs `media-session sandbox` with these options until the test is over. */
export async function runningSandbox(
  args: readonly string[] = [],
  { cwd = tempDirectory(), env = {} }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<RunningSandbox> {
  const child = spawn(NODE, [BIN, 'sandbox', ...args], { cwd, env: cleanEnvironment(cwd, env) });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [out, err]: [Buffer[], Buffer[]] = [[], []];
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const closed = new Promise<number | null>((resolve) => child.on('close', resolve));
  const stdout = (): string => Buffer.concat(out).toString();
  const stderr = (): string => Buffer.concat(err).toString();
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      const [first, more] = stdout().split('\n');
      if (more !== undefined) resolve(first ?? '');
    });
    child.on('close', () => reject(new Error(stderr() || stdout())));
  });
  const url = line.startsWith('{') ? JSON.parse(line).url : line;
  const stop = (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return closed;
  };
  return { url, cwd, child, stdout, stderr, stop };
}
