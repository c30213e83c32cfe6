import leven from 'leven';

const NAMESPACE = /^(?:media|analytics|visitor)\./i;
const MAX_NAME = 60;

/** The most similar of some names, or undefined if none is similar enough. Case and namespaces do not count. */
export function closest(name: string, candidates: readonly string[]): string | undefined {
  if (name.length > MAX_NAME) return undefined;
  const wanted = name.toLowerCase().replace(NAMESPACE, '');
  const limit = wanted.length <= 4 ? 1 : wanted.length <= 8 ? 2 : 3;
  let best: string | undefined;
  let least = limit + 1;
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    const distance = distanceTo(wanted, lower, least);
    if (distance >= least) continue;
    least = distance;
    best = candidate;
  }
  return best;
}

function sameLetters(one: string, other: string): boolean {
  const sorted = (text: string) => [...text].sort().join('');
  return one.length === other.length && one !== other && sorted(one) === sorted(other);
}

/** The distance to a dotted name, to its end after any dot at best: `bitrate` is as good as `media.qoe.bitrate`. */
function distanceTo(wanted: string, candidate: string, cap: number): number {
  let least = cap;
  for (let start = 0; ; ) {
    const part = candidate.slice(start);
    // Letters that changed places are one slip, not two.
    const own = sameLetters(wanted, part) ? 1 : leven(wanted, part, { maxDistance: least });
    least = Math.min(least, own);
    const dot = candidate.indexOf('.', start);
    if (dot < 0) return least;
    start = dot + 1;
  }
}
