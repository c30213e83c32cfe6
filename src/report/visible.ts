import type { Finding, FindingCode } from '../model/finding.ts';

/** Infos that a failure cannot do without, and those that tell what was used in place of what was written. */
const ALWAYS_SHOWN = new Set<FindingCode>([
  'unexplained',
  'schema-unavailable',
  'config-none',
  'profile-unchosen',
  'placeholder',
  'sandbox-fault',
  'sandbox-differs',
]);

/** Infos are for those who look: a terminal after a success, an answer's own words, or -v. */
export function visible(finding: Finding, options: { verbose: boolean; terminal: boolean }): boolean {
  if (finding.severity !== 'info') return true;
  if (options.verbose) return true;
  if (finding.code === 'not-proved') return options.terminal;
  return finding.evidence === 'server' || ALWAYS_SHOWN.has(finding.code);
}
