import type { Finding } from './finding.ts';

/**
 * Findings as they count under `--strict`: a warning is an error. Findings that are to be ignored are notes already, and stay
 * so. What a response brings must not pass through here: it never changes how a command that sends ends.
 */
export function strictly(findings: readonly Finding[], strict: boolean): Finding[] {
  if (!strict) return [...findings];
  return findings.map((finding) =>
    finding.severity === 'warning' ? { ...finding, severity: 'error' } : finding,
  );
}
