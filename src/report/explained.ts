import { sayError, sayVerdict } from '../messages/index.ts';
import type { ExplainedRequest } from '../model/result.ts';
import { sanitize } from './sanitize.ts';

/** One line per request of a capture, for stdout when there are no errors. */
export function explainedSummary(explained: readonly ExplainedRequest[]): string {
  return explained.map((request) => `${sanitize(headingOf(request))}\n`).join('');
}

/** A request's line: what it is, how it fares, and what its recorded answer was. */
export function headingOf(request: ExplainedRequest): string {
  return `${request.label}: ${verdictOf(request)}${answerOf(request)}`;
}

function verdictOf({ findings, verdict }: ExplainedRequest): string {
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return sayVerdict(verdict, count('error'), count('warning'));
}

function answerOf({ status, error }: ExplainedRequest): string {
  if (status === undefined) return '';
  if (error) return `; answered ${status}: ${sayError(error).message}`;
  return status === 201 ? '; answered 201: a session was created' : `; answered ${status}: accepted`;
}
