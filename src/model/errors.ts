import { type Finding, isError } from './finding.ts';
import { limitReached } from './limits.ts';
import type { ErrorArgs, ProfileRun, Result, Session, SingleResult, StartResult } from './result.ts';

/** What kind of thing the user has to correct before anything can be sent; becomes `error.code` in JSON. */
export type InputErrorCode = 'usage' | 'config' | 'file' | 'body-invalid';

/**
 * A mistake in what the user gave, found before anything was sent: exit 2. It carries every finding at once,
 * so that one run shows all that must be fixed. The only exception this project throws on purpose.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;
  readonly findings: readonly Finding[];
  /** Further facts for the wording. */
  readonly args: Readonly<Record<string, boolean>>;

  constructor(
    code: InputErrorCode,
    findings: readonly Finding[],
    args: Readonly<Record<string, boolean>> = {},
  ) {
    super(`${code}: ${findings.map((finding) => finding.code).join(', ')}`);
    this.code = code;
    this.findings = findings;
    this.args = args;
  }
}

/** A session that exists since this run, and the profile it was started for, where a command runs for several. */
export interface Started {
  session: Session;
  profile?: string | undefined;
}

/**
 * A thrown error as the result of a command: an InputError is the user's to fix, anything else is our bug. Sessions that
 * were `started` before it was thrown are kept: then nothing but a bug can have thrown, and the request was sent.
 */
export function failedResult(
  error: unknown,
  command: SingleResult['command'],
  started: readonly Started[] = [],
): Result {
  const runs = started.flatMap(({ profile, session }): ProfileRun[] =>
    profile === undefined
      ? []
      : [{ profile, result: { command: 'start', sent: 'yes', session, findings: [] } }],
  );
  if (runs.length > 0) return { ...bugAfterStart(error, started), command: startsIn(command), runs };
  return failedRun(error, command, started);
}

/** The same for a command that ran once, or for one profile. */
export function failedRun(
  error: unknown,
  command: SingleResult['command'],
  started: readonly Started[] = [],
): SingleResult {
  const [first] = started;
  if (first) return { ...bugAfterStart(error, started), command: startsIn(command), session: first.session };
  if (error instanceof InputError) {
    const findings = [...error.findings];
    const count = findings.filter(isError).length;
    return { command, sent: 'no', findings, error: { code: error.code, args: { count, ...error.args } } };
  }
  return { command, sent: 'unknown', findings: [], error: { code: 'internal', args: bugArgs(error) } };
}

/** Only `start` and `play` start sessions. */
function startsIn(command: SingleResult['command']): 'start' | 'play' {
  return command === 'play' ? 'play' : 'start';
}

function bugAfterStart(error: unknown, started: readonly Started[]): Omit<StartResult, 'command'> {
  const id = started.map(({ session }) => session.id).join(', ');
  const args = { id, ...bugArgs(error) };
  return { sent: 'yes', findings: [], error: { code: 'internal-after-start', args } };
}

function bugArgs(error: unknown): ErrorArgs {
  if (!(error instanceof Error)) return { thrown: String(error) };
  return { thrown: `${error.name}: ${error.message}`, limit: limitReached(error), stack: error.stack };
}
