// Many sessions in one process, each a call of the built program's own main(). Prints how long they took, in milliseconds.
import { main } from '../../dist/main.cjs';
import { context } from './context.js';
import { inParallel } from './parallel.js';
import { FLAGS } from './place.js';

const [origin, count, width] = process.argv.slice(2);

const start = async () => {
  const own = context();
  const code = await main(['start', '--endpoint', origin, ...FLAGS], own);
  if (code !== 0) throw new Error(`exit ${code}: ${own.stderr.text()}`);
};
process.stdout.write(`${await inParallel(Number(count), Number(width), start)}\n`);
