import type { Finding } from './finding.ts';
import { limitReached } from './limits.ts';
import type { ErrorArgs, Result, Session } from './result.ts';

/** What kind of thing the user has to mend before anything can be sent; becomes `error.code` in JSON. */
export type InputErrorCode = 'usage' | 'config' | 'file' | 'body-invalid';

/**
 * A mistake in what the user gave, found before anything was sent: exit 2. It carries every finding at once,
 * so that one run is enough to see all that must be mended. The only exception this project throws on purpose.
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
export function failedResult(error: unknown, command: string, started: readonly Started[] = []): Result {
  if (started.length > 0) return bugAfterStart(error, command, started);
  if (error instanceof InputError) {
    const findings = [...error.findings];
    const count = findings.filter((finding) => finding.severity === 'error').length;
    return { command, sent: 'no', findings, error: { code: error.code, args: { count, ...error.args } } };
  }
  return { command, sent: 'unknown', findings: [], error: { code: 'internal', args: bugArgs(error) } };
}

function bugAfterStart(error: unknown, command: string, started: readonly Started[]): Result {
  const id = started.map(({ session }) => session.id).join(', ');
  const result: Result = {
    command,
    sent: 'yes',
    findings: [],
    error: { code: 'internal-after-start', args: { id, ...bugArgs(error) } },
  };
  const runs = started.flatMap(({ profile, session }) =>
    profile === undefined
      ? []
      : [{ profile, result: { command, sent: 'yes' as const, session, findings: [] } }],
  );
  const [first] = started;
  return runs.length > 0 ? { ...result, runs } : { ...result, ...(first && { session: first.session }) };
}

function bugArgs(error: unknown): ErrorArgs {
  if (!(error instanceof Error)) return { reason: String(error) };
  return { reason: `${error.name}: ${error.message}`, limit: limitReached(error), stack: error.stack };
}
