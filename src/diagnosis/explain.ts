import type { Answer } from '../client/types.ts';
import type { Finding } from '../model/finding.ts';

/** A clock further off than this from the server's is worth a word, in milliseconds. */
const SKEW_LIMIT_MS = 2 * 60 * 1000;

/** What the endpoint's own schema had to say about a body, or why it could not be asked. */
export type LiveEvidence = { findings: readonly Finding[] } | { unavailable: string };

/**
 * Orders what may explain a 400 by how much it is worth: the endpoint's own schema, the bundled one, plausibility
 * (the server's words come before all of these). Says when the two schemas disagree, and when nothing explains it.
 */
export function explainRejection(local: readonly Finding[], live?: LiveEvidence): Finding[] {
  const bundled = local.filter((finding) => finding.evidence === 'bundled-schema');
  const others = local.filter((finding) => finding.evidence !== 'bundled-schema');
  const ranked =
    live && 'findings' in live ? mergeSchemas(live.findings, bundled) : [...bundled, ...unavailable(live)];
  const explained = [...ranked, ...others].some((finding) => finding.severity === 'error');
  return [...ranked, ...others, ...(explained ? [] : [unexplained(live)])];
}

function mergeSchemas(live: readonly Finding[], bundled: readonly Finding[]): Finding[] {
  const same = (one: Finding, other: Finding): boolean => one.code === other.code && one.path === other.path;
  const onlyBundled = bundled.filter((finding) => !live.some((other) => same(finding, other)));
  const onlyLive = live.filter((finding) => !bundled.some((other) => same(finding, other)));
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
      args: { reason: live.unavailable },
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

/** Whether anything was found that can be mended. */
export function isMendable(findings: readonly Finding[]): boolean {
  return findings.some((finding) => finding.severity !== 'info');
}

/** Compares this machine's clock with the server's `Date` header; `now` in milliseconds when the answer came. */
export function clockSkew(answer: Answer, now: number): Finding[] {
  const header = answer.headers['date'];
  const server = typeof header === 'string' ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(server) || Math.abs(now - server) < SKEW_LIMIT_MS) return [];
  const args = { seconds: Math.round((now - server) / 1000) };
  return [{ code: 'clock-skew', severity: 'warning', evidence: 'server', args }];
}
