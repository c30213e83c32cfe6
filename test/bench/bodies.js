import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beside, runMetered } from './command.js';
import { interleave } from './interleave.js';
import { BODY_TEXT } from './place.js';
import { row } from './table.js';

const COUNTS = [1_000, 100_000, 1_000_000];

/** `check` of NDJSON: bodies per second of processor time (so on one core, start-up included), and peak memory. */
export async function bodiesRows({ place }) {
  const rows = [];
  let before;
  for (const count of COUNTS) {
    const file = join(place.path, `${count}.ndjson`);
    await pipeline(Readable.from(lines(count)), createWriteStream(file));
    const { rate, memory } = await measure(file, place, count < 500_000 ? 3 : 1);
    const name = `check, ${count} bodies`;
    // A thousand bodies are gone before the start-up is paid for.
    const target = count > 50_000 && { target: { atLeast: 50_000 } };
    rows.push(row({ name: `${name}: rate`, unit: 'bodies/s', stats: rate, ...target }));
    // V8 lets the space for young objects grow to its limit first; from then on more bodies may not take more.
    const flat = count > 500_000 && { target: { atMost: 1.1 } };
    const peer = before && { peer: `${before.count} bodies`, peerStats: before.memory };
    rows.push(row({ name: `${name}: peak memory`, unit: 'MB', stats: memory, ...peer, ...flat }));
    before = { count, memory };
  }
  return rows;
}

/** Both figures of the same runs. */
async function measure(file, place, rounds) {
  const count = Number(/(\d+)\.ndjson$/.exec(file)?.[1]);
  const argv = [process.execPath, beside('../../bin/media-session.js'), 'check', file];
  let last;
  const stats = await interleave(
    {
      rate: async () => {
        last = await runMetered({ argv }, place.path);
        return (1000 * count) / last.cpu;
      },
      memory: async () => last.kilobytes / 1024,
    },
    rounds,
  );
  return stats;
}

/** No two bodies are alike. In blocks, for speed. */
function* lines(count) {
  const BLOCK = 1000;
  for (let first = 0; first < count; first += BLOCK) {
    const block = Array.from({ length: Math.min(BLOCK, count - first) }, (_none, index) =>
      BODY_TEXT.replace('video-1', `video-${first + index}`),
    );
    yield `${block.join('\n')}\n`;
  }
}
