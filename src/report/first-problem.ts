import { plural, sayError, sayFinding, type Ways } from '../messages/index.ts';
import { ERROR_CODES, type ErrorCode } from '../model/error-codes.ts';
import { type Finding, isError } from '../model/finding.ts';
import type { ResultError } from '../model/result.ts';

/** Errors that only count what was found before anything was sent. */
export const INPUT_CODES: ReadonlySet<ErrorCode> = new Set(['usage', 'config', 'file', 'body-invalid']);

/**
 * What went wrong, in one sentence: the first problem, and how many more there are, in place of an error that only counts
 * them. Those are the errors that are found before anything is sent, and those of a check.
 */
export function firstProblem(
  error: ResultError | undefined,
  findings: readonly Finding[],
  ways?: Ways,
): string | undefined {
  const errors = findings.filter(isError);
  const [first] = errors;
  const isList = error === undefined || ERROR_CODES[error.code].exit === 'input';
  if (!first || !isList) return error && sayError(error).message;
  const { message } = sayFinding(first, ways);
  const others = errors.length - 1;
  return others === 0 ? message : `${message.replace(/\.$/, '')} (and ${plural(others, 'more problem')}).`;
}
