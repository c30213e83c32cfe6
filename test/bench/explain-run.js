// A recording of many events explained by the built program's own main(), in turn with no more than parsing it. Arguments: how
// many events, and one of FORMS. Prints JSON: the processor time of both, the best of some rounds, in milliseconds.
import { main } from '../../dist/main.cjs';
import { context } from './context.js';
import { FORMS } from './recording.js';

const ROUNDS = 3;

const [count, form] = process.argv.slice(2);
const { text, parse } = FORMS[form](Number(count));
const bytes = Buffer.from(text);

async function explain() {
  const own = { ...context(), readStdin: async () => bytes };
  const code = await main(['explain', '-'], own);
  if (code !== 0 && code !== 2) throw new Error(`exit ${code}: ${own.stderr.text()}`);
}

async function timeOf(work) {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const best = { parse: Number.POSITIVE_INFINITY, explain: Number.POSITIVE_INFINITY };
for (let round = 0; round < ROUNDS; round += 1) {
  best.parse = Math.min(best.parse, await timeOf(() => parse(bytes.toString())));
  best.explain = Math.min(best.explain, await timeOf(explain));
}
process.stdout.write(JSON.stringify(best));
