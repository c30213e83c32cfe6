import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beside, runCommand, runMetered } from './command.js';
import { interleave } from './interleave.js';
import { FORMS } from './recording.js';
import { row } from './table.js';

const COUNT = 100_000;

/** Ratios to parsing: of a log the goal, and what others must not exceed. */
const GOAL = 4;

/** `explain` of recordings, in processor time, against JSON.parse of the same in the same process; and peak memory of the command. */
export async function explainRows({ place, rounds }) {
  const rows = [];
  for (const form of Object.keys(FORMS)) {
    const stats = await measure(form, place, Math.max(3, Math.ceil(rounds / 7)));
    const name = `explain, ${COUNT} events, ${form}`;
    rows.push(
      row({
        name,
        unit: 'ms',
        stats: stats.explain,
        peer: 'JSON.parse',
        peerStats: stats.parse,
        target: { atMost: GOAL },
      }),
      row({ name: `${name}: peak memory`, unit: 'MB', stats: stats.memory }),
    );
  }
  return rows;
}

async function measure(form, place, rounds) {
  const file = join(place.path, 'recording');
  await pipeline(Readable.from([FORMS[form](COUNT).text]), createWriteStream(file));
  const explain = [process.execPath, beside('../../bin/media-session.js'), 'explain', file];
  const pair = [process.execPath, beside('explain-run.js'), String(COUNT), form];
  // Recordings with mistakes end with 2.
  const code = form.includes('mistakes') ? 2 : 0;
  let last;
  return interleave(
    {
      parse: async () => {
        last = JSON.parse((await runCommand({ argv: pair }, place.path)).printed);
        return last.parse;
      },
      explain: async () => last.explain,
      memory: async () => (await runMetered({ argv: explain, code }, place.path)).kilobytes / 1024,
    },
    rounds,
  );
}
