import { errorExitCode } from '../model/error-codes.ts';
import type { Started } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { type Result, type ResultError, type SingleResult, sessionOf } from '../model/result.ts';
import type { SystemCode } from '../model/system-code.ts';
import { table } from '../model/table.ts';
import { isReporting } from './streams.ts';

/** The result, or the result of each profile, changed. */
function eachResult(result: Result, change: (result: SingleResult) => SingleResult): Result {
  if (!('runs' in result)) return change(result);
  return { ...result, runs: result.runs.map((run) => ({ ...run, result: change(run.result) })) };
}

/** Every session of a result, with its profile. */
export function startedOf(result: Result): Started[] {
  const runs = 'runs' in result ? result.runs : [{ profile: undefined, result }];
  return runs.flatMap(({ profile, result: own }) => {
    const session = sessionOf(own);
    return session ? [{ session, profile }] : [];
  });
}

/**
 * Each session whose ID did not get through to stdout, being none of those `written`, makes its result a failure that names
 * the ID.
 */
export function withLostIds(result: Result, written: ReadonlySet<string>, reason: SystemCode): Result {
  const lost = eachResult(result, (one) => {
    const session = sessionOf(one);
    return session && !written.has(session.id) ? { ...one, error: outputFailed(one, reason) } : one;
  });
  const runs = 'runs' in lost ? lost.runs : [];
  const worst = runs.find(({ result: { error } }) => error?.code === 'output-failed');
  if (!worst?.result.error || errorExitCode(lost.error) > errorExitCode(worst.result.error)) return lost;
  return { ...lost, error: { ...worst.result.error, profile: worst.profile } };
}

function outputFailed(result: SingleResult, reason: SystemCode): ResultError {
  // An earlier failure (the end failed) stays the reason, as long as its message carries the ID too.
  if (result.error?.code === 'end-failed') return result.error;
  return { code: 'output-failed', args: { id: sessionOf(result)?.id, reason } };
}

/** What `event`, `end` and `downloaded` send: once accepted, it must not be sent again because a report was lost. */
const ACCEPTED = table({ event: 'event', end: 'event', downloaded: 'batch' });

/** Why a command failed that did all that was asked but write a report; `name` is a file or stdout. */
export function writeFailed(result: Result, name: string, reason: SystemCode): ResultError {
  const ids = startedOf(result).map(({ session }) => session.id);
  if (ids.length > 0) return { code: 'report-failed', args: { id: ids.join(', '), name, reason } };
  const accepted = result.sent === 'no' ? undefined : ACCEPTED[result.command];
  if (accepted) return { code: 'report-failed', args: { accepted, name, reason } };
  return { code: 'output-file', args: { name, reason } };
}

/** A failure whose report did not get through to stdout: then stderr has to name it. */
export function withLostReport(result: Result, reason: SystemCode): Result {
  if (!isReporting(result) || result.error?.code === 'output-failed') return result;
  const finding: Finding = {
    code: 'report-not-written',
    severity: 'warning',
    args: { name: 'stdout', reason },
  };
  return { ...result, findings: [...result.findings, finding] };
}

/** A warning in each result with a session: its ID was written to nowhere. */
export function withDiscardedIds(result: Result): Result {
  return eachResult(result, (one) => {
    const session = sessionOf(one);
    if (!session) return one;
    const finding: Finding = { code: 'output-discarded', severity: 'warning', args: { id: session.id } };
    return { ...one, findings: [...one.findings, finding] };
  });
}
