import { beside, runCommand } from './command.js';
import { interleave } from './interleave.js';
import { row } from './table.js';

const SESSIONS = 1000;
const WIDTHS = [1, 8, 32];

/** Many sessions in one process, against as many bare posts: the time of the posts, without Node's start. */
export async function sessionRows({ origin, place, rounds }) {
  const rows = [];
  for (const width of WIDTHS) {
    const stats = await interleave(
      {
        ours: () => rate('sessions-main.js', [origin, SESSIONS, width], place),
        bare: () => rate('bare/loop.js', [`${origin}/api/v1/sessions`, 'body.json', SESSIONS, width], place),
      },
      Math.max(3, Math.ceil(rounds / 4)),
    );
    rows.push(
      row({
        name: `${SESSIONS} sessions, ${width} at a time`,
        unit: 'sessions/s',
        stats: stats.ours,
        peer: 'bare undici loop',
        peerStats: stats.bare,
        target: { atLeast: 0.8 },
      }),
    );
    rows.push(row({ name: `bare undici loop, ${width} at a time`, unit: 'sessions/s', stats: stats.bare }));
  }
  return rows;
}

/** Sessions per second of a script that prints how many milliseconds they took. */
async function rate(script, args, place) {
  const argv = [process.execPath, beside(script), ...args.map(String)];
  const { printed } = await runCommand({ argv }, place.path);
  return (1000 * SESSIONS) / Number(printed);
}
