// Takes one rule after the other out of the program, and expects a test to fail each time: a rule that nobody would
// miss is not tested. Not part of npm test: it runs the tests of the rules once per rule, a few minutes in all. Parts of
// names or places choose some: npm run test:rules -- sequence ts-range
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startVitest } from 'vitest/node';
import { mutantsOf, ruleSources } from './rule-mutants.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The golden files show every finding once, so a rule that only they miss is told apart. */
const UNIT = ['test/unit/rules/**/*.test.ts', 'test/unit/capture/**/*.test.ts'];
const GOLDEN = ['test/cli/golden.test.ts'];

/** The first test that fails with the mutant in place of its file; undefined when all pass. */
async function failingTest(include, mutant) {
  const swap = {
    name: 'mutant',
    load: (id) => (id === join(root, mutant?.file ?? '') ? mutant.text : undefined),
  };
  const options = { root, config: false, watch: false, include, bail: 1, isolate: false, reporters: [{}] };
  const vitest = await startVitest('test', [], options, { plugins: [swap], logLevel: 'silent' });
  const modules = vitest.state.getTestModules();
  await vitest.close();
  const errors = modules.flatMap((module) => module.errors());
  // A file that cannot even be loaded shows a mistake of rule-mutants.js, and no test that fails.
  if (errors.length > 0) throw new Error(`${mutant?.name ?? 'no mutant'}: ${errors[0].message}`);
  const [failed] = modules.flatMap((module) => [...module.children.allTests('failed')]);
  return failed?.fullName;
}

/** Codes that stand in the rules, but that no mutant takes out: then this script has to learn of them. */
function untried(sources, mutants) {
  const table = readFileSync(join(root, 'src/model/finding.ts'), 'utf8');
  const codes = [...table.matchAll(/^ {2}'([a-z-]+)',$/gm)].map(([, code]) => code);
  const stated = codes.filter((code) => sources.some(({ text }) => text.includes(`'${code}'`)));
  return stated.filter(
    (code) =>
      !mutants.some(
        ({ name, removed }) => [code, `${code}s`].includes(name) || removed.includes(`'${code}'`),
      ),
  );
}

function say(verdict, { name, file, line } = {}) {
  process.stdout.write(`${verdict.padEnd(12)} ${name ?? ''} ${file ? `(${file}:${line})` : ''}\n`);
}

const sources = ruleSources(root);
const mutants = sources.flatMap(mutantsOf);
const missed = untried(sources, mutants);
for (const code of missed) say('not tried', { name: code });
const broken = await failingTest([...UNIT, ...GOLDEN]);
if (broken) {
  say(`The tests fail as they are: ${broken}`);
  process.exit(1);
}
const survivors = [];
const wanted = process.argv.slice(2);
const isWanted = ({ name, file }) =>
  wanted.length === 0 || wanted.some((part) => name.includes(part) || file.includes(part));
const chosen = mutants.filter(isWanted);
for (const mutant of chosen) {
  const unit = await failingTest(UNIT, mutant);
  const golden = unit ? undefined : await failingTest(GOLDEN, mutant);
  say(unit ? 'noticed' : golden ? 'golden only' : 'SURVIVED', mutant);
  if (!unit && !golden) survivors.push(mutant);
}
say(
  `${chosen.length} rules taken out, ${survivors.length} of them unnoticed, ${missed.length} codes not tried.`,
);
process.exit(survivors.length + missed.length > 0 ? 1 : 0);
