import { join } from 'node:path';
import { beside, hasProgram, runCommand, runMetered, startServer } from './command.js';
import { interleave } from './interleave.js';
import { FLAGS } from './place.js';
import { row } from './table.js';

const NODE = process.execPath;
const BIN = beside('../../bin/media-session.js');
const START = [NODE, BIN, 'start', ...FLAGS];
const EMPTY = 'empty script';
const BARE = 'bare undici script';

const bare = (origin) => [NODE, beside('bare/post.js'), `${origin}/api/v1/sessions`, 'body.json'];

/** One sample of wall time for each of some commands, with `extra` in their environment. */
function timed(commands, place, extra) {
  return Object.fromEntries(
    Object.entries(commands).map(([name, command]) => [
      name,
      async () => (await runCommand(command, place.path, extra)).wall,
    ]),
  );
}

/**
 * `start` against everything else on this machine that posts the same body to the same server; `certificate` is a file with the
 * certificate of that server, if it speaks TLS.
 */
export async function startRows({ origin, place, rounds, extra, certificate }) {
  const url = `${origin}/api/v1/sessions`;
  const trusting = (flag) => (certificate ? [flag, certificate] : []);
  const header = 'content-type: application/json';
  const commands = {
    start: { argv: [...START, '--endpoint', origin] },
    'start --end': { argv: [...START, '--endpoint', origin, '--end'] },
    [BARE]: { argv: bare(origin) },
    [EMPTY]: { argv: [NODE, beside('bare/empty.js')] },
    ...(hasProgram('http') && {
      HTTPie: { argv: ['http', ...trusting('--verify'), '--ignore-stdin', 'POST', url, '@body.json'] },
    }),
    ...(hasProgram('curl') && {
      curl: { argv: ['curl', '-s', ...trusting('--cacert'), '-H', header, '-d', '@body.json', url] },
    }),
    ...(!certificate && hasProgram('newman') && { newman: { argv: ['newman', 'run', 'newman.json'] } }),
  };
  const stats = await interleave(timed(commands, place, extra), rounds);
  const targets = { [BARE]: { atMost: 0.75 }, HTTPie: { atMost: 1 } };
  const peers = Object.keys(commands).filter((name) => name !== 'start');
  return [
    ...peers.map((peer) =>
      row({
        name: 'start',
        unit: 'ms',
        stats: stats.start,
        peer,
        peerStats: stats[peer],
        target: targets[peer],
      }),
    ),
    ...peers.map((name) => row({ name, unit: 'ms', stats: stats[name] })),
  ];
}

/** The same over TLS, as it is with every real endpoint: Node's own list of certificates is read, and one is added. */
export async function tlsRows({ place, ...about }) {
  const certificate = join(place.path, 'ca.pem');
  const server = await startServer(certificate);
  try {
    const extra = { NODE_EXTRA_CA_CERTS: certificate };
    return await startRows({ ...about, place, origin: server.origin, extra, certificate });
  } finally {
    server.stop();
  }
}

/** What sends nothing, against a script that does nothing. */
export async function quickRows({ place, rounds, extra }) {
  const commands = {
    [EMPTY]: { argv: [NODE, beside('bare/empty.js')] },
    // For whoever takes this one for the empty script: Node starts it with less ado.
    'empty CommonJS script': { argv: [NODE, beside('bare/empty.cjs')] },
    '--help': { argv: [NODE, BIN, '--help'] },
    '--version': { argv: [NODE, BIN, '--version'] },
    'start --help': { argv: [NODE, BIN, 'start', '--help'] },
    'usage error': { argv: [NODE, BIN, 'start', '--lenght', '60'], code: 2 },
    'config error': { argv: [NODE, BIN, 'start', '--config', 'bad/.mediarc', ...FLAGS], code: 2 },
    'check body.json': { argv: [NODE, BIN, 'check', 'body.json'] },
  };
  const stats = await interleave(timed(commands, place, extra), rounds);
  const peer = { peer: EMPTY, peerStats: stats[EMPTY], target: { atMost: 1.5 } };
  return Object.entries(commands).map(([name, { argv }]) =>
    row({ name, unit: 'ms', stats: stats[name], ...(argv.includes(BIN) && peer) }),
  );
}

/** Peak memory of `start` and of the bare script. */
export async function memoryRows({ origin, place, rounds }) {
  const megabytes = (argv) => async () => (await runMetered({ argv }, place.path)).kilobytes / 1024;
  const subjects = {
    start: megabytes(START),
    [BARE]: megabytes(bare(origin)),
    [EMPTY]: megabytes([NODE, beside('bare/empty.js')]),
  };
  const stats = await interleave(subjects, Math.max(3, Math.ceil(rounds / 3)));
  return [
    row({
      name: 'start',
      unit: 'MB',
      stats: stats.start,
      peer: BARE,
      peerStats: stats[BARE],
      target: { atMost: 1 },
    }),
    row({ name: BARE, unit: 'MB', stats: stats[BARE] }),
    row({ name: EMPTY, unit: 'MB', stats: stats[EMPTY] }),
  ];
}
