import { describe, expect, test } from 'vitest';
import { wholeProgram } from '../../src/cli/read.ts';
import { TOPICS } from '../../src/cli/topic-names.ts';
import type { Verb } from '../../src/cli/verb.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { main } from '../../src/main.ts';
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { EXIT_CODES } from '../../src/model/exit-codes.ts';
import { FINDING_CODES } from '../../src/model/finding.ts';
import { fakeContext } from '../helpers/context.ts';

/** Every command by its words, `config show` included. */
async function verbs(): Promise<Verb[]> {
  const below = (verb: Verb): Verb[] => verb.visible.flatMap((one) => [one, ...below(one)]);
  return below(await wholeProgram(COMMANDS, fakeContext()));
}

async function help(argv: readonly string[], width: number): Promise<string> {
  const base = fakeContext();
  const context = fakeContext({ stdout: { ...base.stdout, columns: width } });
  expect(await main(argv, context)).toBe(0);
  expect(context.err()).toBe('');
  return base.out();
}

const VERBS = await verbs();

const PAGES = [
  ['--help'],
  ...VERBS.map(({ path }) => [...path.split(' '), '--help']),
  ...Object.keys(TOPICS).map((topic) => ['help', topic]),
];

describe.each([80, 120])('at %i columns', (width) => {
  test.each(PAGES)('%s %s %s', async (...argv) => {
    const text = await help(argv.filter(Boolean), width);
    const name = argv.filter(Boolean).join(' ').replace(/\W+/g, '-').replace(/^-|-$/g, '');
    await expect(text).toMatchFileSnapshot(`../fixtures/help/${name}-${width}.txt`);
    // A default, a name or an example that is longer than the line has to stay whole.
    const long = text
      .split('\n')
      .filter((line) => line.length > width && !/^ {2}.*\bmedia-session /.test(line));
    expect(long).toEqual([]);
  });
});

describe('every command', () => {
  test.each(VERBS.map((verb) => [verb.path, verb] as const))('%s', async (name, verb) => {
    expect(verb.description()).toMatch(/^[a-z].*[^.]$/);
    expect(verb.definition?.examples.length).toBeGreaterThan(0);
    const text = await help([...name.split(' '), '--help'], 80);
    for (const part of ['Usage: ', '\nExamples:\n', '\nExit codes:\n']) expect(text).toContain(part);
  });
});

describe('topics', () => {
  test('exit-codes has each code; findings has each finding and error code', async () => {
    const codes = await help(['help', 'exit-codes'], 80);
    for (const { code, name } of EXIT_CODES) expect(codes).toMatch(new RegExp(`^ +${code} +${name} `, 'm'));
    const findings = await help(['help', 'findings'], 80);
    for (const code of [...FINDING_CODES, ...Object.keys(ERROR_CODES)]) {
      expect(findings).toMatch(new RegExp(`^ {2}${code} +\\S`, 'm'));
    }
  });

  test('the codes of findings are listed by --help, too', async () => {
    const text = (await help(['--help'], 80)).replace(/\s+/g, ' ');
    for (const code of FINDING_CODES) expect(text).toContain(code);
  });

  test.each([
    [['help', 'exit-code'], 'Did you mean exit-codes?'],
    [['help', 'strat'], 'Did you mean start?'],
    [['help', 'schema', 'dif'], 'Did you mean diff?'],
    [['help', 'nonsense'], '      media-session --help\n'],
  ])('%j', async (argv, fix) => {
    const context = fakeContext();
    expect(await main(argv, context)).toBe(2);
    expect(context.out()).toBe('');
    expect(context.err()).toContain(fix);
  });

  test('a command of two words', async () => {
    expect(await help(['help', 'config', 'show'], 80)).toBe(await help(['config', 'show', '--help'], 80));
  });
});

test('a usage error in JSON names the command', async () => {
  const context = fakeContext();
  await main(['end', 'abc', '--nonsense', '--json'], context);
  expect(JSON.parse(context.out())).toMatchObject({ command: 'end', exitCode: 2 });
});
