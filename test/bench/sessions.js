import { beside, runCommand } from './command.js';
import { interleave } from './interleave.js';
import { row } from './table.js';

const SESSIONS = 1000;
/** As many as the program has under way at once for several profiles. */
const WIDTH = 8;
const PEER = 'bare undici loop';

/** Many sessions in one process, against as many bare posts: the time of the posts, without Node's start. */
export async function sessionRows({ origin, place, rounds }) {
  const sessions = rateOf([origin, SESSIONS, WIDTH], place);
  const posts = rateOf([`${origin}/api/v1/sessions`, 'body.json', SESSIONS, WIDTH], place);
  const stats = await interleave(
    {
      profiles: () => sessions(beside('sessions-run.js')),
      main: () => sessions(beside('sessions-main.js')),
      bare: () => posts(beside('bare/loop.js')),
    },
    Math.max(5, Math.ceil(rounds / 4)),
  );
  const peer = { unit: 'sessions/s', peer: PEER, peerStats: stats.bare };
  return [
    row({ name: 'one run, a profile each', stats: stats.profiles, ...peer, target: { atLeast: 0.8 } }),
    row({ name: 'one process, main() each', stats: stats.main, ...peer }),
    row({ name: PEER, unit: peer.unit, stats: stats.bare }),
  ];
}

/** Sessions per second of a script that prints how many milliseconds they took. */
function rateOf(args, place) {
  return async (script) => {
    const argv = [process.execPath, script, ...args.map(String)];
    const { printed } = await runCommand({ argv }, place.path);
    return (1000 * SESSIONS) / Number(printed);
  };
}
