import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Context } from '../../model/context.ts';
import { type SystemCode, systemCodeOf } from '../../model/system-code.ts';

/**
 * How a command ended: with its code, or that of the signal as a shell says it; or why it did not start. `signal`: what ended it;
 * `stopped`: what this program received, and passed on.
 */
export type ChildEnd = { code: number; signal?: string; stopped?: string } | { failed: SystemCode };

/** A command to run. */
export interface Child {
  command: readonly string[];
  /** In addition to the environment of this program. */
  env: Readonly<Record<string, string>>;
  /** Its stdout goes to stderr, because stdout is for a document. */
  toStderr: boolean;
}

/** How shells tell that a signal ended a command. */
const SIGNAL_CODE = 128;

/**
 * Runs a command with the streams of this program, so that it finds the terminal as it would without us, and waits for its end.
 * Signals are passed on to it: how it takes them is its own affair.
 */
export function runChild({ command, env, toStderr }: Child, context: Context): Promise<ChildEnd> {
  const [file = '', ...args] = command;
  return new Promise((resolve) => {
    const failed = (error: unknown): void => resolve({ failed: systemCodeOf(error) });
    const child = spawned(() =>
      spawn(file, args, {
        cwd: context.cwd,
        env: { ...context.env, ...env },
        stdio: ['inherit', toStderr ? 2 : 'inherit', 'inherit'],
      }),
    );
    if (!('once' in child)) return failed(child.error);
    let stopped: string | undefined;
    context.onSignal((signal) => {
      stopped = signal;
      // A terminal has sent it to both of us.
      const isFromTerminal = signal === 'SIGINT' && context.stderr.isTTY;
      if (!isFromTerminal) child.kill(signal);
    });
    child.once('error', failed);
    child.once('exit', (code, signal) => {
      resolve({
        code: code ?? SIGNAL_CODE + (signal ? constants.signals[signal] : 0),
        ...(signal && { signal }),
        ...(stopped !== undefined && { stopped }),
      });
    });
  });
}

/** Node throws for some of the system's codes (ENOTDIR, ELOOP, E2BIG), and tells of others later. */
function spawned(start: () => ChildProcess): ChildProcess | { error: unknown } {
  try {
    return start();
  } catch (error) {
    return { error };
  }
}
