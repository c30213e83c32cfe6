import { expect, test } from 'vitest';
import { growthOf } from './measure.ts';
import { READERS } from './readers.ts';

/** Twice what is linear: a process has other things to do, too. What is quadratic takes 64 times as long. */
const MOST = 16;

/**
 * A busy machine may disturb a measurement, and what no longer fits into the memory of new objects takes longer at once: so
 * there are further looks, at inputs so many times as large as the first. What is quadratic stays so in all of them.
 */
const FURTHER = [1, 4, 1, 8, 8];

/** Who takes this long is not looked at again, in milliseconds: it was no disturbance, and the next look would take minutes. */
const LONG_MS = 500;

test.each(READERS)(
  'fault rows 110 to 113: an eightfold input, at most sixteenfold time: %s',
  async (_, reader) => {
    const first = await growthOf(reader);
    let least = first.large / first.small;
    let longest = first.large;
    for (const factor of FURTHER) {
      if (least <= MOST || longest > LONG_MS) break;
      const { small, large } = await growthOf(reader, first.size * factor);
      least = Math.min(least, large / small);
      longest = Math.max(longest, large);
    }
    expect(least).toBeLessThanOrEqual(MOST);
  },
);
