import type { Answer } from '../client/types.ts';
import type { Finding } from '../model/finding.ts';

/** A clock further off than this from the server's is worth a word, in milliseconds. */
const SKEW_LIMIT_MS = 2 * 60 * 1000;

/** Local findings beside a 400; says so when there is nothing that would explain it. */
export function explainRejection(local: readonly Finding[]): Finding[] {
  const explained = local.some(
    (finding) => finding.severity === 'error' || finding.evidence === 'plausibility',
  );
  return explained
    ? [...local]
    : [...local, { code: 'unexplained', severity: 'info', evidence: 'bundled-schema' }];
}

/** Compares this machine's clock with the server's `Date` header; `now` in milliseconds when the answer came. */
export function clockSkew(answer: Answer, now: number): Finding[] {
  const header = answer.headers['date'];
  const server = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(server) || Math.abs(now - server) < SKEW_LIMIT_MS) return [];
  const args = { seconds: Math.round((now - server) / 1000) };
  return [{ code: 'clock-skew', severity: 'warning', evidence: 'server', args }];
}
