// Many sessions in one run of the built program: start --all-profiles with a profile for each. Prints how long they took, in
// milliseconds; a run for a few profiles comes before and does not count, since what it loads is no part of the rate.
import { main } from '../../dist/main.cjs';
import { context } from './context.js';
import { FLAGS, writeProfiles } from './place.js';

const [origin, count] = process.argv.slice(2);

async function run(number) {
  const own = context();
  const code = await main(
    ['start', '--all-profiles', '--config', writeProfiles(process.cwd(), origin, number), ...FLAGS],
    own,
  );
  const sessions = own.stdout.text().split('\n').length - 1;
  if (code !== 0 || sessions !== number) throw new Error(`exit ${code}: ${own.stderr.text()}`);
}

await run(8);
const begin = performance.now();
await run(Number(count));
process.stdout.write(`${performance.now() - begin}\n`);
