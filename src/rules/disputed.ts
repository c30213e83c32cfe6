import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject } from '../model/json.ts';

/** Keys that official samples have where the tables do not: timelines 1 to 3 of AdobeDocs/media-analytics.en. */
const SAMPLED: readonly { event?: string; path: string }[] = [
  { event: 'adStart', path: '/params/media.ad.podFriendlyName' },
  { path: '/qoeData/bitrate' },
];

/** The one page that shows a sessionStart with these params alone: opt-out-privacy.md. */
const OPT_OUT = ['analytics.optOutServerSideForwarding', 'analytics.optOutShare'];

/**
 * Makes warnings of what the tables refuse and official samples have: where the documents contradict one another, nobody
 * outside Adobe knows which of them the server follows.
 */
export function softenDisputed(findings: readonly Finding[], body: JsonObject): Finding[] {
  const optOutOnly = isOptOutOnly(body);
  return findings.map((finding): Finding => {
    if (finding.evidence !== 'bundled-schema') return finding;
    switch (finding.code) {
      case 'param-unknown':
      case 'body-unknown':
        return isSampled(finding.path, body)
          ? { ...finding, severity: 'warning', args: { ...finding.args, disputed: true } }
          : finding;
      case 'param-missing':
        return optOutOnly
          ? { ...finding, severity: 'warning', args: { ...finding.args, disputed: true } }
          : finding;
      default:
        return finding;
    }
  });
}

function isSampled(path: string | undefined, { eventType }: JsonObject): boolean {
  return SAMPLED.some((row) => row.path === path && (row.event === undefined || row.event === eventType));
}

function isOptOutOnly({ eventType, params }: JsonObject): boolean {
  if (eventType !== 'sessionStart' || !isObject(params)) return false;
  const keys = Object.keys(params);
  return keys.length > 0 && keys.every((key) => OPT_OUT.includes(key));
}
