import { sayError, type Ways } from '../messages/index.ts';
import type { Finding } from '../model/finding.ts';
import type { ResultError } from '../model/result.ts';
import { firstProblem, INPUT_CODES } from './first-problem.ts';

/** An error as the document of `--json` holds it; one that only counts what was found says the first of that. */
export function errorPart(
  error: ResultError | undefined,
  findings: readonly Finding[] = [],
  ways?: Ways,
): { code: string; message: string; fix: string } | null {
  if (!error) return null;
  const { message, fix } = sayError(error);
  const first = INPUT_CODES.has(error.code) && findings.length > 0 && firstProblem(error, findings, ways);
  const whose = error.profile === undefined ? '' : `Profile ${error.profile}: `;
  return { code: error.code, message: `${whose}${first ? `${first} Nothing was sent.` : message}`, fix };
}
