import type { Reader } from './readers.ts';

/** How the time of a reader grows. */
export interface Growth {
  /** Characters of the larger input; the smaller has an eighth of it. */
  size: number;
  /** Processor time of both, in milliseconds. */
  small: number;
  large: number;
}

/** Less than this is too short to compare, in milliseconds. */
const MEASURABLE_MS = 10;

/** An input that takes less time at this size grows slowly enough, whatever its power. */
const LARGEST = 1 << 19;

const FACTOR = 8;

const SMALLEST = 1 << 15;

/**
 * The processor time that a reader takes for one input and for one eight times as large, the best of some runs of each.
 * @param least how large the larger input is at least: a second look is better taken at a larger size, where caches that
 *   overflow no longer count
 */
export async function growthOf(reader: Reader, least = SMALLEST): Promise<Growth> {
  for (let size = least; ; size *= 2) {
    const large = await timeOf(reader, size, 1);
    if (large < MEASURABLE_MS && size < LARGEST) continue;
    if (large < MEASURABLE_MS) return { size, small: large, large };
    return {
      size,
      small: await timeOf(reader, size / FACTOR, 5),
      large: Math.min(large, await timeOf(reader, size, 3)),
    };
  }
}

async function timeOf(reader: Reader, size: number, runs: number): Promise<number> {
  const work = reader(size);
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
}
