import type { Finding } from './finding.ts';

/** Findings about the places of a file in the order of the file; all others stay where they are. */
export function inFileOrder(findings: readonly Finding[]): Finding[] {
  const ordered = [...findings];
  const byFile = new Map<string, number[]>();
  for (const [at, { origin }] of findings.entries()) {
    if (origin?.line === undefined) continue;
    const key = `${origin.kind} ${origin.name}`;
    const places = byFile.get(key);
    if (places) places.push(at);
    else byFile.set(key, [at]);
  }
  for (const places of byFile.values()) {
    const sorted = places.map((at) => findings[at] as Finding).sort(byPlace);
    for (const [index, at] of places.entries()) ordered[at] = sorted[index] as Finding;
  }
  return ordered;
}

function byPlace({ origin: one }: Finding, { origin: other }: Finding): number {
  return (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);
}
