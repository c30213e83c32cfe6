// Many sessions in one process, each a call of the built program's own main(). Prints how long they took, in milliseconds.
import { main } from '../../dist/main.cjs';
import { inParallel } from './parallel.js';
import { FLAGS } from './place.js';

const [origin, count, width] = process.argv.slice(2);

function sink() {
  let text = '';
  return {
    isTTY: false,
    columns: 80,
    discarded: false,
    write: async (more) => {
      text += more;
    },
    text: () => text,
  };
}

/** A context of its own for every session, as for a process of its own. */
function context() {
  return {
    env: {},
    cwd: process.cwd(),
    home: process.cwd(),
    stdout: sink(),
    stderr: sink(),
    toolVersion: '0.0.0-bench',
    nodeVersion: process.versions.node,
    platform: process.platform,
    uid: process.getuid?.(),
    now: () => Date.now(),
    readStdin: async () => new Uint8Array(),
    stdinChunks: async function* () {},
    inDirectory: (directory, work) => {
      const before = process.cwd();
      process.chdir(directory);
      try {
        return work();
      } finally {
        process.chdir(before);
      }
    },
    onSignal: () => () => {},
    exitNow: () => {},
  };
}

const start = async () => {
  const own = context();
  const code = await main(['start', '--endpoint', origin, ...FLAGS], own);
  if (code !== 0) throw new Error(`exit ${code}: ${own.stderr.text()}`);
};
process.stdout.write(`${await inParallel(Number(count), Number(width), start)}\n`);
