import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished } from 'vitest';
import { runInProcess, runsInProcess } from './in-process.ts';
import { tempDirectory } from './temp.ts';

/** The binary as users run it. */
export const BIN = fileURLToPath(new URL('../../bin/media-session.js', import.meta.url));

/** The Node that runs the binary: another than the one that runs the tests, if a variable says so. */
export const NODE = process.env['MEDIA_SESSION_TEST_NODE'] ?? process.execPath;

/** What a run of the binary left behind. */
export interface Outcome {
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
  /** Wall time in milliseconds. */
  elapsed: number;
}

/** How the binary is run. The environment is clean but for what is given here. */
export interface RunOptions {
  env?: Record<string, string>;
  cwd?: string;
  stdin?: string | Uint8Array;
  /** Run in a POSIX shell instead: `$BIN` stands for the command. */
  shell?: string;
  /** How long it may take, in milliseconds. */
  limitMs?: number;
  /** Called with the process once it runs. */
  started?: (child: ChildProcess) => void;
}

/** A run that takes longer than this has hung; generous, for busy machines. */
const LIMIT_MS = 30_000;

/** A faked clock is faked for what the tests spawn, too; see scripts/test-hostile.js. */
const OF_A_FAKED_CLOCK = /^LD_PRELOAD$|^(?:DONT_|NO_)?FAKE/;

/** A clean environment: a home of its own, and no variable of the test runner's but for those that fake the clock. */
export function cleanEnvironment(home: string, extra: Record<string, string> = {}): Record<string, string> {
  return { ...withoutHome(), HOME: home, ...extra };
}

function withoutHome(): Record<string, string> {
  const clock = Object.entries(process.env).flatMap(([name, value]) =>
    value !== undefined && OF_A_FAKED_CLOCK.test(name) ? [[name, value] as const] : [],
  );
  return { PATH: process.env['PATH'] ?? '', LANG: 'C.UTF-8', ...Object.fromEntries(clock) };
}

/** The environment of a run: without a home if the tests have none either, unless the run asks for one. */
function environmentOf({ env = {} }: RunOptions): Record<string, string> {
  return process.env['HOME'] === undefined
    ? { ...withoutHome(), ...env }
    : cleanEnvironment(env['HOME'] ?? tempDirectory(), env);
}

/** Runs the built binary and waits for it. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Outcome> {
  const cwd = options.cwd ?? tempDirectory();
  const env = environmentOf(options);
  if (runsInProcess(options)) {
    return runInProcess(args, { env, cwd, ...(options.stdin !== undefined && { stdin: options.stdin }) });
  }
  const begin = performance.now();
  const child = options.shell
    ? spawn('sh', ['-c', options.shell], { cwd, env: { ...env, BIN, NODE } })
    : spawn(NODE, [BIN, ...args], { cwd, env });
  onTestFinished(() => void child.kill('SIGKILL'));
  const limit = setTimeout(() => child.kill('SIGKILL'), options.limitMs ?? LIMIT_MS);
  const stdout: Buffer[] = [];
  const stderr: Buffer[] = [];
  child.stdout?.on('data', (chunk: Buffer) => stdout.push(chunk));
  child.stderr?.on('data', (chunk: Buffer) => stderr.push(chunk));
  child.stdin?.on('error', () => {});
  child.stdin?.end(options.stdin ?? '');
  options.started?.(child);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on('close', (exit, by) => resolve([exit, by]));
  });
  clearTimeout(limit);
  return {
    code,
    signal,
    stdout: Buffer.concat(stdout).toString(),
    stderr: Buffer.concat(stderr).toString(),
    elapsed: performance.now() - begin,
  };
}

/** A failure keeps stdout empty, says what to do, and shows no stack trace. */
export function expectFailure(outcome: Outcome, code: number): void {
  expect(outcome.stdout).toBe('');
  expect(outcome.stderr).toMatch(/^(error|warning|note)(\[[a-z-]+\])?: /m);
  expect(outcome.stderr).not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect(outcome.stderr).not.toMatch(/UnhandledPromise|ExperimentalWarning/);
  expect([outcome.code, outcome.stderr]).toEqual([code, outcome.stderr]);
}

/** A report that holds errors is a result all the same: it stands on stdout, and stderr stays empty. */
export function expectReport(outcome: Outcome, code: number): void {
  expect(outcome.stderr).toBe('');
  expect(outcome.stdout).toMatch(/^\s*(error|warning|note)(\[[a-z-]+\])?: /m);
  expect(outcome.stdout).not.toMatch(/^\s+at .+:\d+:\d+/m);
  expect([outcome.code, outcome.stdout]).toEqual([code, outcome.stdout]);
}

/** A success writes nothing to stderr. */
export function expectSuccess(outcome: Outcome): void {
  expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
}

/** Whether this machine has a program; a test that needs it skips, and says so, where it has not. */
export function hasProgram(name: string): boolean {
  return spawnSync(name, ['--version']).status === 0;
}
