import type { Finding, FindingCode } from './finding.ts';
import type { Origin } from './origin.ts';
import { endingOf, type IgnoredCounts, type Result, type SingleResult } from './result.ts';

/** The codes that are not to be reported, and where each was asked for. */
export type Ignore = ReadonlyMap<FindingCode, Origin>;

/** Families of codes that stop a run by themselves: what was called, read or set is not there, or cannot be used. */
const STOPPING_FAMILIES = ['usage-', 'file-', 'json-', 'profile-', 'setting-', 'scenario-'];

/** Single codes of that kind, and what a server said, or this program about its own output. */
const STOPPING = new Set<FindingCode>([
  'config-type',
  'config-syntax',
  'config-executable',
  'config-import',
  'config-owner',
  'config-exists',
  'config-none',
  'ignore-invalid',
  'endpoint-invalid',
  'endpoint-insecure',
  'endpoint-credentials',
  'capture-unknown',
  'capture-empty',
  'server-message',
  'server-silent',
  'unexplained',
  'schema-unavailable',
  'expectation-failed',
  'output-discarded',
  'report-not-written',
  'github-variables',
]);

/** Whether findings with this code can be left out, and the run goes on as if nothing had been found. */
export function isIgnorable(code: FindingCode): boolean {
  return !STOPPING.has(code) && !STOPPING_FAMILIES.some((family) => code.startsWith(family));
}

/**
 * Marks the findings that are to be ignored. A marked one counts for nothing, since it is a note from here on; it stays
 * until {@link withoutIgnored} counts it. Wherever a command collects findings, they pass through here.
 */
export function silence(findings: readonly Finding[], ignore: Ignore): Finding[] {
  if (ignore.size === 0) return [...findings];
  return findings.map((finding) => {
    const { code, severity } = finding;
    return ignore.has(code) && isHeard(finding)
      ? { ...finding, severity: 'info', ignored: severity }
      : finding;
  });
}

/** Whether a finding is to be reported. */
export function isHeard({ ignored }: Finding): boolean {
  return ignored === undefined;
}

/** A result without the findings that {@link silence} marked, and their count by code. The one place that takes them out. */
export function withoutIgnored(result: Result): Result {
  if (!('runs' in result)) return singleWithout(result);
  const runs = result.runs.map((run) => ({ ...run, result: singleWithout(run.result) }));
  const ignored = addCounts(
    countsOf(result.findings),
    ...runs.map((run) => run.result.ignored ?? {}),
    result.ignored ?? {},
  );
  return { ...result, runs, findings: result.findings.filter(isHeard), ignored };
}

function singleWithout(result: SingleResult): SingleResult {
  const ignored = addCounts(result.ignored ?? {}, countsOf(result.findings));
  if (Object.keys(ignored).length === 0) return result;
  const heard = { ...result, ignored, findings: result.findings.filter(isHeard) };
  if (heard.command === 'doctor' && heard.steps) return { ...heard, steps: heard.steps.map(partWithout) };
  if (heard.command === 'explain' && heard.explained)
    return {
      ...heard,
      explained: heard.explained.map(partWithout),
      ...(heard.sessions && { sessions: heard.sessions.map(partWithout) }),
    };
  const ending = endingOf(heard);
  return ending ? ({ ...heard, ending: partWithout(ending) } as SingleResult) : heard;
}

function partWithout<P extends { findings: Finding[] }>(part: P): P {
  return { ...part, findings: part.findings.filter(isHeard) };
}

/** How many findings are marked, by code. */
export function countsOf(findings: readonly Finding[]): IgnoredCounts {
  const counts = new Map<string, number>();
  for (const finding of findings)
    if (!isHeard(finding)) counts.set(finding.code, (counts.get(finding.code) ?? 0) + 1);
  return Object.fromEntries(counts);
}

/** The sums by code, in the order of the alphabet. */
export function addCounts(...counts: readonly IgnoredCounts[]): IgnoredCounts {
  const sums = new Map<string, number>();
  for (const one of counts)
    for (const [code, count] of Object.entries(one)) sums.set(code, (sums.get(code) ?? 0) + count);
  return Object.fromEntries([...sums].sort(([one], [other]) => (one < other ? -1 : 1)));
}
