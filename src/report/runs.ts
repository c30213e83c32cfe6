import { plural } from '../messages/index.ts';
import { ERROR_CODES, errorExitCode } from '../model/error-codes.ts';
import type { Finding } from '../model/finding.ts';
import {
  type ProfileRun,
  type ProfilesResult,
  type Result,
  type ResultError,
  sessionOf,
} from '../model/result.ts';
import { startedOf } from './sessions.ts';

/** What a profile has come to, in a line: for scripts with a tab between, for a terminal aligned with all `names`. */
export function profileRow(profile: string, text: string, names: readonly string[] | undefined): string {
  if (!names) return `${profile}\t${text}`;
  return `${profile.padEnd(Math.max(...names.map((name) => name.length)))}  ${text}`;
}

/** What came of a profile, in a few words. */
export function runOutcome({ result: { error } }: ProfileRun): string {
  return error ? `exit ${exitWords(error)}` : 'ok';
}

/** The exit code of an error, with its name. */
export function exitWords(error: ResultError): string {
  const name = error.code === 'command-failed' ? 'that of the command' : ERROR_CODES[error.code].exit;
  return `${errorExitCode(error)} (${name})`;
}

/** The error that is of the command as a whole, such as a report that could not be written, and of no one profile. */
export function wholeError({ error }: Pick<Result, 'error'>): ResultError | undefined {
  return error?.profile === undefined ? error : undefined;
}

/** How many profiles passed. */
export function runsSummary({ command, runs }: ProfilesResult): string {
  const well = runs.filter(({ result }) => (command === 'start' ? sessionOf(result) : !result.error)).length;
  const what = command === 'start' ? 'started a session' : 'passed';
  return `${well} of ${plural(runs.length, 'profile')} ${what}.`;
}

/** Warnings that every profile has, such as those about the config file: to be said once. */
export function commonFindings(runs: readonly ProfileRun[]): Finding[] {
  const [first, ...others] = runs.map(({ result }) => result.findings);
  if (!first || others.length === 0) return [];
  const texts = others.map((findings) => new Set(findings.map((finding) => JSON.stringify(finding))));
  return first.filter(
    (finding) => finding.severity !== 'error' && texts.every((found) => found.has(JSON.stringify(finding))),
  );
}

/** A run without some findings. */
export function withoutFindings({ profile, result }: ProfileRun, said: readonly Finding[]): ProfileRun {
  const texts = new Set(said.map((finding) => JSON.stringify(finding)));
  const findings = result.findings.filter((finding) => !texts.has(JSON.stringify(finding)));
  return { profile, result: { ...result, findings } };
}

/** The IDs of every session of a result. */
export function sessionIds(result: Result): string[] {
  return startedOf(result).map(({ session }) => session.id);
}
