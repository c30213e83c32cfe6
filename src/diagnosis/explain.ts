import type { Answer } from '../model/exchange.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { ResultError } from '../model/result.ts';

/** A clock further off than this from the server's is worth a word, in milliseconds. */
const SKEW_LIMIT_MS = 2 * 60 * 1000;

/** What the endpoint's own schema had to say about a body, or why it could not be asked. */
export type LiveEvidence =
  | { findings: readonly Finding[] }
  | { unavailable: FindingArgs['schema-unavailable'] };

/**
 * What an error and the findings of the check before sending come to: after a 400 the findings are ranked, and the error says
 * whether any of them can be fixed (args.fixable).
 */
export function explainError(
  error: ResultError | undefined,
  local: readonly Finding[],
  live?: LiveEvidence,
): { error?: ResultError; findings: readonly Finding[] } {
  if (error?.code !== 'bad-request') return { ...(error && { error }), findings: local };
  const findings = explainRejection(local, live);
  const fixable = findings.some((finding) => finding.severity !== 'info');
  return { error: { ...error, args: { ...error.args, fixable } }, findings };
}

/**
 * Orders what may explain a 400 by how much it is worth: the endpoint's own schema, the bundled one, plausibility
 * (the server's words come before all of these). Says when the two schemas disagree, and when nothing explains it.
 */
function explainRejection(local: readonly Finding[], live?: LiveEvidence): Finding[] {
  const whole = local.filter(spoilsAll);
  const bundled = local.filter((finding) => finding.evidence === 'bundled-schema');
  const others = local.filter((finding) => finding.evidence !== 'bundled-schema' && !spoilsAll(finding));
  const ranked =
    live && 'findings' in live ? mergeSchemas(live.findings, bundled) : [...bundled, ...unavailable(live)];
  const isError = ({ severity, ignored }: Finding): boolean => (ignored ?? severity) === 'error';
  const explained = [...whole, ...ranked, ...others].some(isError);
  return [...whole, ...ranked, ...others, ...(explained ? [] : [unexplained(live)])];
}

/** Whether a request is wrong as a whole, so that no value in its body matters: it goes elsewhere, or is no JSON. */
function spoilsAll({ code, severity }: Finding): boolean {
  return severity === 'error' && /^(?:capture-not-json|request-(?:method|path|placeholder))$/.test(code);
}

function mergeSchemas(live: readonly Finding[], bundled: readonly Finding[]): Finding[] {
  const keyOf = ({ code, path }: Finding): string => `${code} ${path}`;
  const [inLive, inBundled] = [live, bundled].map((findings) => new Set(findings.map(keyOf)));
  const onlyBundled = bundled.filter((finding) => !inLive?.has(keyOf(finding)));
  const onlyLive = live.filter((finding) => !inBundled?.has(keyOf(finding)));
  const disagreements: Finding[] = [];
  if (onlyLive.length > 0) disagreements.push(disagreement('refuses'));
  if (onlyBundled.length > 0) disagreements.push(disagreement('allows'));
  // What the endpoint allows did not cause its 400.
  return [
    ...live,
    ...disagreements,
    ...onlyBundled.map((finding): Finding => ({ ...finding, severity: 'info' })),
  ];
}

function disagreement(live: 'refuses' | 'allows'): Finding {
  return { code: 'schema-disagrees', severity: 'warning', evidence: 'live-schema', args: { live } };
}

function unavailable(live: LiveEvidence | undefined): Finding[] {
  if (!live || !('unavailable' in live)) return [];
  return [
    {
      code: 'schema-unavailable',
      severity: 'info',
      evidence: 'bundled-schema',
      args: live.unavailable,
    },
  ];
}

function unexplained(live: LiveEvidence | undefined): Finding {
  const asked = live !== undefined && 'findings' in live;
  return {
    code: 'unexplained',
    severity: 'info',
    evidence: asked ? 'live-schema' : 'bundled-schema',
    args: { live: asked },
  };
}

/** The time by an answer's `Date` header, in milliseconds since the epoch; NaN without one. */
export function serverTime(answer: Answer): number {
  const header = answer.headers['date'];
  return typeof header === 'string' ? Date.parse(header) : Number.NaN;
}

/**
 * Compares a clock with the server's `Date` header: this machine's, or that of the one that made a capture (`recorded`).
 * @param now when the answer came, in milliseconds since the epoch
 */
export function clockSkew(answer: Answer, now: number, recorded = false): Finding[] {
  const server = serverTime(answer);
  if (Number.isNaN(server) || Math.abs(now - server) < SKEW_LIMIT_MS) return [];
  const args = { seconds: Math.round((now - server) / 1000), ...(recorded && { recorded }) };
  return [{ code: 'clock-skew', severity: 'warning', evidence: 'server', args }];
}
