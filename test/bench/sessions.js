import { join } from 'node:path';
import { beside, runCommand } from './command.js';
import { interleave } from './interleave.js';
import { FLAGS, writeProfiles } from './place.js';
import { row } from './table.js';

const SESSIONS = 1000;
/** As many as the program has under way at once for several profiles. */
const WIDTH = 8;
const PEER = 'bare undici loop';
/** What no program with a connection for each request can be faster than, and this program has one for each. */
const EACH = 'the same, a connection each';

/** Many sessions in one process, against as many bare posts. */
export async function sessionRows({ origin, place, rounds }) {
  const some = Math.max(5, Math.ceil(rounds / 4));
  return [...(await wholeRows(origin, place, some)), ...(await ratedRows(origin, place, some))];
}

/** As a user has it: start-up, config file and exit included. */
async function wholeRows(origin, place, rounds) {
  const config = writeProfiles(place.path, origin, SESSIONS);
  const program = [process.execPath, beside('../../bin/media-session.js')];
  const loop = [process.execPath, beside('bare/loop.js'), `${origin}/api/v1/sessions`];
  const bare = [...loop, join(place.path, 'body.json'), String(SESSIONS), String(WIDTH)];
  const profiles = [...program, 'start', '--all-profiles', '--config', config, ...FLAGS];
  const rate = (command) => async () =>
    (1000 * SESSIONS) / (await runCommand({ argv: command }, place.path)).wall;
  const stats = await interleave(
    { profiles: rate(profiles), bare: rate(bare), each: rate([...bare, 'each']) },
    rounds,
  );
  const unit = 'sessions/s';
  const name = 'start --all-profiles, whole process';
  const against = { unit, peer: PEER, peerStats: stats.bare };
  return [
    row({ name, stats: stats.profiles, ...against, target: { atLeast: 0.8 } }),
    row({ name, stats: stats.profiles, unit, peer: EACH, peerStats: stats.each }),
    row({ name: `${PEER}, whole process`, unit, stats: stats.bare }),
    row({ name: EACH, stats: stats.each, ...against }),
  ];
}

/** The time of the sessions alone, without Node's start and what is loaded once. */
async function ratedRows(origin, place, rounds) {
  const sessions = rateOf([origin, SESSIONS, WIDTH], place);
  const posts = rateOf([`${origin}/api/v1/sessions`, 'body.json', SESSIONS, WIDTH], place);
  const stats = await interleave(
    {
      profiles: () => sessions(beside('sessions-run.js')),
      main: () => sessions(beside('sessions-main.js')),
      bare: () => posts(beside('bare/loop.js')),
    },
    rounds,
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
