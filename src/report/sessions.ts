import type { Started } from '../model/errors.ts';
import type { Result, ResultError } from '../model/result.ts';

/** The result, or the result of each profile, changed. */
export function eachResult(result: Result, change: (result: Result) => Result): Result {
  if (!result.runs) return change(result);
  return { ...result, runs: result.runs.map((run) => ({ ...run, result: change(run.result) })) };
}

/** Every session of a result, with its profile. */
export function startedOf({ session, runs }: Result): Started[] {
  if (!runs) return session ? [{ session }] : [];
  return runs.flatMap(({ profile, result }) =>
    result.session ? [{ session: result.session, profile }] : [],
  );
}

/**
 * Each session whose ID did not get through to stdout, being none of those `written`, makes its result a failure that names
 * the ID. `exitOf` gives the exit code of an error.
 */
export function withLostIds(
  result: Result,
  written: ReadonlySet<string>,
  reason: string,
  exitOf: (error: ResultError | undefined) => number,
): Result {
  const lost = eachResult(result, (one) =>
    one.session && !written.has(one.session.id) ? { ...one, error: outputFailed(one, reason) } : one,
  );
  const worst = lost.runs?.find(({ result: { error } }) => error?.code === 'output-failed');
  if (!worst?.result.error || exitOf(lost.error) > exitOf(worst.result.error)) return lost;
  return { ...lost, error: { ...worst.result.error, profile: worst.profile } };
}

function outputFailed(result: Result, reason: string): ResultError {
  // An earlier failure (the end failed) stays the reason, as long as its message carries the ID too.
  if (result.error?.code === 'end-failed') return result.error;
  return { code: 'output-failed', args: { id: result.session?.id, reason } };
}
