/** Stretches of the content, as pairs of playheads in seconds; sorted and merged now and then, so adding is cheap. */
export interface Playheads {
  pairs: [number, number][];
  /** Length at which the pairs are merged. */
  mergeAt: number;
}

/** No stretch yet. */
export function noPlayheads(): Playheads {
  return { pairs: [], mergeAt: 256 };
}

/** Adds a stretch; one that continues the last one widens it. */
export function addStretch(played: Playheads, from: number, to: number): void {
  const last = played.pairs.at(-1);
  if (last && last[1] === from) {
    last[1] = to;
    return;
  }
  played.pairs.push([from, to]);
  if (played.pairs.length < played.mergeAt) return;
  played.pairs = merged(played.pairs);
  played.mergeAt = Math.max(256, played.pairs.length * 2);
}

/** Adds the stretches of another set. */
export function addAll(played: Playheads, other: Playheads): void {
  for (const [from, to] of other.pairs) addStretch(played, from, to);
}

/** How many seconds of the content were played at least once. */
export function lengthOf(played: Playheads): number {
  return merged(played.pairs).reduce((sum, [from, to]) => sum + (to - from), 0);
}

function merged(pairs: [number, number][]): [number, number][] {
  const sorted = [...pairs].sort((one, other) => one[0] - other[0]);
  const result: [number, number][] = [];
  for (const [from, to] of sorted) {
    const last = result.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}
