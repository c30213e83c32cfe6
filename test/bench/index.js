// npm run bench [-- --rounds <n>] [-- --only start,quick,…]: figures of the built program against its peers, as a table.
// Everything stays on loopback. Not part of the tests: it takes minutes and wants a quiet machine.
import { parseArgs } from 'node:util';
import { bodiesRows } from './bodies.js';
import { startServer } from './command.js';
import { explainRows } from './explain.js';
import { npxRows } from './npx.js';
import { makePlace } from './place.js';
import { sandboxRows } from './sandbox.js';
import { sessionRows } from './sessions.js';
import { memoryRows, quickRows, startRows, tlsRows } from './startup.js';
import { machine, table } from './table.js';

/**
 * Node reads the certificates that this variable names at every start, which takes as long again as the start itself. Where
 * it is set, as on many a company's machine, the times are told with it, too.
 */
const CERTIFICATES = process.env.NODE_EXTRA_CA_CERTS;
const extra = { NODE_EXTRA_CA_CERTS: CERTIFICATES };
const withExtra = (rows) => (about) => rows({ ...about, extra });

/** The parts by the name that --only takes. */
const PARTS = {
  start: ['One POST, whole process', startRows],
  tls: ['One POST over TLS, whole process', tlsRows],
  quick: ['Nothing sent, whole process', quickRows],
  memory: ['Peak memory of one POST', memoryRows],
  bodies: ['check of NDJSON, per second of processor time', bodiesRows],
  explain: ['explain of recordings, processor time in one process', explainRows],
  sessions: ['Many sessions in one process', sessionRows],
  sandbox: ['Events that the sandbox takes', sandboxRows],
  ...(CERTIFICATES && {
    'start-ca': ['One POST, whole process, NODE_EXTRA_CA_CERTS set', withExtra(startRows)],
    'quick-ca': ['Nothing sent, whole process, NODE_EXTRA_CA_CERTS set', withExtra(quickRows)],
  }),
  npx: ['First use through npx, empty cache, offline', npxRows],
};

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, only: { type: 'string' } },
});
const wanted = values.only?.split(',') ?? Object.keys(PARTS);
const server = await startServer();
const place = makePlace(server.origin);
process.stdout.write(machine());
try {
  for (const name of wanted) {
    const [title, rows] = PARTS[name];
    process.stdout.write(
      table(title, await rows({ origin: server.origin, place, rounds: Number(values.rounds) })),
    );
  }
} finally {
  server.stop();
  place.remove();
}
