import { describe, expect, test } from 'vitest';
import { ENVIRONMENT } from '../../src/cli/environment.ts';
import { wholeProgram } from '../../src/cli/read.ts';
import { TOPICS } from '../../src/cli/topic-names.ts';
import { longName, type Verb } from '../../src/cli/verb.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { SETTINGS } from '../../src/config/settings.ts';
import { main } from '../../src/main.ts';
import { isCode } from '../../src/model/codes.ts';
import { ERROR_CODES } from '../../src/model/error-codes.ts';
import { EXIT_CODES } from '../../src/model/exit-codes.ts';
import { FINDING_CODES } from '../../src/model/finding.ts';
import { SENDABLE_TYPES } from '../../src/rules/bundled-schema.ts';
import { paramSpecs } from '../../src/rules/params.ts';
import { FAULT_NAMES } from '../../src/sandbox/faults.ts';
import { fakeContext } from '../helpers/context.ts';
import { tempDirectory } from '../helpers/temp.ts';

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
    const places = ['Usage: ', '\nExamples:\n', '\nOptions:\n', '\nExit codes ('].map((part) =>
      text.indexOf(part),
    );
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places[0]).toBe(0);
    expect(text.trimEnd().split('\n').length).toBeLessThan(60);
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

  test('options and params: whatever the help of a command names only, and nothing twice', async () => {
    const options = await help(['help', 'options'], 120);
    const params = await help(['help', 'params'], 120);
    for (const { specs } of VERBS) {
      for (const spec of specs) {
        const text = spec.param === undefined || spec.param.includes('.qoe.') ? options : params;
        if (spec.negates || spec.param?.includes('.qoe.')) continue;
        const name = spec.param === undefined ? spec.flags : longName(spec);
        expect(text).toContain(`\n  ${name} `);
      }
    }
    for (const text of [options, params]) {
      const lines = text.split('\n').filter((line) => line.startsWith('  --'));
      expect(lines.filter((line, at) => lines.indexOf(line) !== at)).toEqual([]);
    }
  });

  test('params takes an event type, and knows what a word for one means', async () => {
    const text = await help(['help', 'params', 'adStart'], 80);
    for (const { key } of paramSpecs('adStart')) expect(text).toContain(`  ${key} `);
    const context = fakeContext();
    expect(await main(['help', 'params', 'ad'], context)).toBe(2);
    expect(context.err()).toContain('adStart');
  });

  test('environment has each variable; faults has each fault; events has each type', async () => {
    const variables = await help(['help', 'environment'], 80);
    const names = [...SETTINGS.map(({ env }) => env), ...ENVIRONMENT.flatMap(([some]) => some.split(', '))];
    for (const name of names) expect(variables).toMatch(new RegExp(`^ {2}${name}( |$)`, 'm'));
    const faults = await help(['help', 'faults'], 80);
    for (const name of FAULT_NAMES) expect(faults).toContain(`\n  ${name} `);
    const events = await help(['help', 'events'], 80);
    for (const type of SENDABLE_TYPES) expect(events).toMatch(new RegExp(`^ {2}${type}( |$)`, 'm'));
  });

  test('the help of the program fits on a page, and names each of them', async () => {
    const text = await help(['--help'], 80);
    expect(text.trimEnd().split('\n').length).toBeLessThan(45);
    for (const topic of Object.keys(TOPICS)) expect(text).toContain(`\n  help ${topic} `);
    for (const { usageLine } of VERBS.filter(({ path }) => !path.includes(' ')))
      expect(text).toContain(`\n  ${usageLine} `);
  });

  test.each([
    [['help', 'exit-code'], 'Did you mean:\n      media-session help exit-codes\n'],
    [['help', 'strat'], 'Did you mean:\n      media-session help start\n'],
    [['help', 'schema', 'dif'], 'Did you mean:\n      media-session help schema diff\n'],
    [
      ['help', 'nonsense'],
      'To list the commands and topics, and the codes:\n      media-session --help\n      media-session help findings\n',
    ],
  ])('%j', async (argv, fix) => {
    const context = fakeContext();
    expect(await main(argv, context)).toBe(2);
    expect(context.out()).toBe('');
    expect(context.err()).toContain(fix);
  });

  test.each(Object.keys(TOPICS))('%s shows its page, not what a code of that name means', async (topic) => {
    const text = await help(['help', topic], 80);
    expect(text).not.toContain('What it means');
    await expect(text).toMatchFileSnapshot(`../fixtures/help/help-${topic}-80.txt`);
    expect(text.includes(`\n${topic} is also a code. It means: `)).toBe(isCode(topic));
  });

  test.each(VERBS.map(({ path }) => path).filter((path) => !Object.hasOwn(TOPICS, path)))(
    'help %s is its --help',
    async (path) => {
      const words = path.split(' ');
      expect(await help(['help', ...words], 80)).toBe(await help([...words, '--help'], 80));
    },
  );
});

test.each([
  [['end', 'abc', '--nonsense'], 'end'],
  [['config', 'path', '--no-config'], 'config path'],
  [['config', 'show', '--config', 'missing'], 'config show'],
  [['schema', 'show', 'nonsense'], 'schema show'],
  [['schema', 'diff', '--nonsense'], 'schema diff'],
  [['config', 'nonsense'], 'config'],
])('an error in JSON names the command as a success does: %j', async (argv, command) => {
  const context = fakeContext({ cwd: tempDirectory() });
  await main([...argv, '--json'], context);
  expect(JSON.parse(context.out())).toMatchObject({ command, exitCode: 2 });
});
