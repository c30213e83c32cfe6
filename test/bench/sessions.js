import { join } from 'node:path';
import { build } from 'esbuild';
import { beside, runCommand } from './command.js';
import { interleave } from './interleave.js';
import { row } from './table.js';

const SESSIONS = 1000;
const WIDTHS = [1, 8, 32];
const PEER = 'bare undici loop';

/** Many sessions in one process, against as many bare posts: the time of the posts, without Node's start. */
export async function sessionRows({ origin, place, rounds }) {
  const run = await bundle(place);
  const rows = [];
  for (const width of WIDTHS) {
    const sessions = rateOf([origin, SESSIONS, width], place);
    const posts = rateOf([`${origin}/api/v1/sessions`, 'body.json', SESSIONS, width], place);
    const stats = await interleave(
      {
        run: () => sessions(run),
        main: () => sessions(beside('sessions-main.js')),
        bare: () => posts(beside('bare/loop.js')),
      },
      Math.max(3, Math.ceil(rounds / 4)),
    );
    const unit = 'sessions/s';
    const peer = { unit, peer: PEER, peerStats: stats.bare };
    rows.push(
      row({ name: `${width} at a time, one run`, stats: stats.run, ...peer, target: { atLeast: 0.8 } }),
      row({ name: `${width} at a time, main() each`, stats: stats.main, ...peer }),
      row({ name: `${width} at a time, ${PEER}`, unit, stats: stats.bare }),
    );
  }
  return rows;
}

/** The parts of the program that one run of many sessions consists of, as one file. */
async function bundle(place) {
  const outfile = join(place.path, 'sessions-run.mjs');
  await build({
    entryPoints: [beside('sessions-run.js')],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    logLevel: 'warning',
    banner: {
      js: "import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
    },
  });
  return outfile;
}

/** Sessions per second of a script that prints how many milliseconds they took. */
function rateOf(args, place) {
  return async (script) => {
    const argv = [process.execPath, script, ...args.map(String)];
    const { printed } = await runCommand({ argv }, place.path);
    return (1000 * SESSIONS) / Number(printed);
  };
}
