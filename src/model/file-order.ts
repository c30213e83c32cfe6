import type { Finding } from './finding.ts';

/** The findings about places of one file together, where the first of them was, in the order of the file; all others keep theirs. */
export function inFileOrder(findings: readonly Finding[]): Finding[] {
  const groups = new Map<string | Finding, Finding[]>();
  for (const finding of findings) {
    const { origin } = finding;
    const key = origin?.line === undefined ? finding : `${origin.kind} ${origin.name}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].flatMap((group) => group.sort(byPlace));
}

function byPlace({ origin: one }: Finding, { origin: other }: Finding): number {
  return (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);
}
