import { readFileSync } from 'node:fs';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { parseYaml } from '../../../src/parse/parse-yaml.ts';
import { builtinNames, builtinText, DEFAULT_SCENARIO } from '../../../src/scenario/builtin.ts';
import { scenarioSchema } from '../../../src/scenario/file-schema.ts';
import fc from '../../helpers/fc.ts';
import { problems, scenario } from './support.ts';

const SCHEMA = scenarioSchema();
const validator = new Validator(SCHEMA as object, '7', false);

const codesOf = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

/** What the reader says of the form alone; times out of order and the like are beyond a schema. */
async function isWellFormed(value: unknown): Promise<boolean> {
  const found = codesOf(await problems(JSON.stringify(value)));
  return found.every((code) => ['scenario-order', 'scenario-variable', 'scenario-too-long'].includes(code));
}

test('the schema in the package is this one', () => {
  const file = readFileSync(new URL('../../../schemas/scenario.schema.json', import.meta.url), 'utf8');
  expect(JSON.parse(file)).toEqual(SCHEMA);
});

test('every built-in scenario fits the schema', async () => {
  const names = [DEFAULT_SCENARIO, ...builtinNames().map(({ name }) => name)];
  for (const name of names) {
    const { text = '' } = builtinText(name) ?? {};
    const { value } = await parseYaml(text, { kind: 'file', name });
    expect([name, validator.validate(value).errors]).toEqual([name, []]);
  }
});

const STEP = { event: 'play' };

/** Pieces of scenario files, right and wrong. */
const PARTS: Record<string, unknown[]> = {
  title: ['A title', '', 3],
  notes: [['one'], [], 'one', [1]],
  downloaded: [true, 'yes'],
  variables: [{ build: 'x', n: 1 }, { list: [] }, []],
  pings: [{ content: '5s', ads: 'none' }, { content: '5x' }, { contents: 1 }, 5],
  content: [{ 'media.id': 'x' }, {}, [], null],
  customMetadata: [{ a: 'b' }, 'x'],
  playhead: [0, 12.5, '12'],
  steps: [
    [],
    ['play', 'ping'],
    ['sessionStart'],
    ['pley'],
    [STEP, { for: '30s' }, { for: 10, pings: 'none' }, { for: '800ms', pings: 5 }],
    [
      { at: '1s', ...STEP },
      { at: 2, ...STEP, playhead: 3, params: {}, qoeData: {}, customMetadata: {} },
    ],
    [{ at: 'soon', ...STEP }],
    [{ at: -1, ...STEP }],
    [{ for: '30s', ...STEP }],
    [{ for: '1d' }],
    [{ at: '1s' }],
    [
      { ...STEP, expect: 204 },
      { ...STEP, expect: [204, 410] },
    ],
    [{ ...STEP, expect: [] }],
    [{ ...STEP, expect: 99 }],
    [{ ...STEP, expect: '204' }],
    [{ ...STEP, evnt: 1 }],
    [[]],
    [null],
    'play',
  ],
  expect: [
    {
      numbers: { contentStarts: 1, contentTimeSpent: [1, 2], playerSdkErrors: ['x'] },
      findings: ['ping-rare'],
    },
    { numbers: { contentStart: 1 } },
    { numbers: { contentStarts: true } },
    { numbers: { contentStarts: '1' } },
    { numbers: { contentTimeSpent: [1] } },
    { numbers: { contentSegment: 1, playerSdkErrors: 'x' } },
    { numbers: { contentSegment: '[0-1]', averageBitrate: null, states: {} } },
    { findings: ['ping-rar'] },
    { findings: 'ping-rare' },
    {},
    [],
  ],
  sessions: [
    [{ steps: [] }],
    [{ at: '1s', content: {}, steps: ['play'], expect: {} }, { steps: [] }],
    [{ content: {} }],
    [{ steps: [], title: 'x' }],
    [],
    {},
  ],
  unknown: [1],
};

const ONE = Object.entries(PARTS).flatMap(([key, values]) => values.map((value) => [key, value] as const));

describe('schema and reader agree', () => {
  test.each(ONE)('on %s: %j', async (key, value) => {
    const file = key === 'sessions' ? { sessions: value } : { steps: ['play'], [key]: value };
    expect(await isWellFormed(file)).toBe(validator.validate(file).valid);
  });

  test('on files of any parts', async () => {
    const part = (key: string) => fc.constantFrom(...(PARTS[key] ?? []));
    const files = fc.record(Object.fromEntries(Object.keys(PARTS).map((key) => [key, part(key)])), {
      requiredKeys: [],
    });
    await fc.assert(
      fc.asyncProperty(files, async (file) => {
        expect(await isWellFormed(file)).toBe(validator.validate(file).valid);
      }),
      { numRuns: 300 },
    );
  });
});

describe('what is wrong is told with its place', () => {
  const told = async (text: string) =>
    (await problems(text)).map(({ code, origin, path, args }) => [
      code,
      path,
      origin?.line,
      origin?.column,
      args,
    ]);

  test('an unknown key, a wrong time, an unknown event', async () => {
    const text = 'steps:\n  - event: play\n    playhed: 3\n  - at: soon\n    event: pause\n  - for: 1d\n';
    expect(await told(text)).toEqual([
      ['scenario-key', '/steps/0/playhed', 3, 5, expect.objectContaining({ suggestion: 'playhead' })],
      ['scenario-type', '/steps/1/at', 4, 9, { key: 'at' }],
      ['scenario-type', '/steps/1/event', 5, 12, { key: 'event', suggestion: 'pauseStart' }],
      ['scenario-type', '/steps/2/for', 6, 10, { key: 'for' }],
    ]);
  });

  test('a range with its higher end first', async () => {
    const found = await problems('steps: []\nexpect:\n  numbers: { contentTimeSpent: [30, 10] }\n');
    expect(codesOf(found)).toEqual(['scenario-type']);
  });

  test('numbers and rules that do not exist', async () => {
    const text = 'steps: []\nexpect:\n  numbers: { contentStart: 1 }\n  findings: [ping-rar]\n';
    expect(await told(text)).toEqual([
      [
        'scenario-name',
        '/expect/numbers/contentStart',
        3,
        14,
        { name: 'contentStart', of: 'number', suggestion: 'contentStarts' },
      ],
      [
        'scenario-name',
        '/expect/findings/0',
        4,
        14,
        { name: 'ping-rar', of: 'rule', suggestion: 'ping-rare' },
      ],
    ]);
  });

  test.each([
    ['- evnt: play', 'event'],
    ['- type: play', 'event'],
    ['- eventType: play', 'event'],
    ['- fro: 10s', 'for'],
    ['- wait: 10s', 'for'],
    ['- { duration: 10s, pings: 1s }', 'for'],
  ])('%s: one finding, with the key that was meant', async (step, suggestion) => {
    expect(await told(`steps:\n  ${step}\n`)).toEqual([
      ['scenario-key', expect.any(String), 2, expect.any(Number), expect.objectContaining({ suggestion })],
    ]);
  });

  test.each([
    ['- { event: play, time: 1s }', 'at'],
    ['- { event: play, type: x }', undefined],
    ['- { for: 1s, evry: 1s }', undefined],
    ['- { event: play, position: 3 }', 'playhead'],
  ])('%s: %s', async (step, suggestion) => {
    const [[code, , , , args] = []] = await told(`steps:\n  ${step}\n`);
    expect([code, (args as { suggestion?: string }).suggestion]).toEqual(['scenario-key', suggestion]);
  });

  test('what is missing, what excludes what, and steps out of order', async () => {
    expect(await told('content: {}\n')).toEqual([['scenario-missing', '', 1, 1, { key: 'steps' }]]);
    expect(await told('steps: []\nsessions: [{ steps: [] }]\n')).toEqual([
      ['scenario-conflict', '/steps', 1, 1, { key: 'steps', other: 'sessions' }],
    ]);
    expect(
      await told('steps:\n  - { at: 5s, event: play }\n  - for: 10s\n  - { at: 12s, event: ping }\n'),
    ).toEqual([['scenario-order', '/steps/2/at', 4, 11, { at: 12, before: 15 }]]);
  });

  test('YAML and JSON that cannot be read', async () => {
    expect(codesOf(await problems('steps: [play'))).toEqual(['config-syntax']);
    expect(codesOf(await problems('{"steps": ["play",]}'))).toEqual(['json-syntax']);
    expect(codesOf(await problems('- play\n'))).toEqual(['scenario-type']);
  });

  test('a scenario that never ends', async () => {
    expect(codesOf(await problems('steps:\n  - for: 9999m\n'))).toEqual(['scenario-too-long']);
    expect(codesOf(await problems('steps:\n  - for: 1400m\n    pings: 100ms\n'))).toEqual([
      'scenario-too-long',
    ]);
  });
});

/** A text in which <name> stands for a reference to a variable. */
const refer = (text: string): string =>
  text.replace(/<([^<>]*)>/g, (_all, name: string) => ['$', `{${name}}`].join(''));

describe('variables', () => {
  const params = async (value: string, variables = {}) => {
    const own = 'variables: { build: "7", number: 3, again: "b<build>", loop: "<loop>" }';
    const text = refer(`${own}\ncontent: { media.id: "${value}" }\nsteps: []\n`);
    return (await scenario(text, variables)).events[0]?.params?.['media.id'];
  };

  test('come from the file, the environment and the settings', async () => {
    const sources = { env: { BUILD: 'e1' }, settings: { reportSuite: 'rs' } };
    expect(await params('v<build>-<env.BUILD>-<settings.reportSuite>', sources)).toBe('v7-e1-rs');
    expect(await params('<again>')).toBe('b7');
  });

  test('keep their type where they are the whole text, and give way to those of the command line', async () => {
    expect(await params('<number>')).toBe(3);
    expect(await params('n<number>')).toBe('n3');
    expect(await params('<number>', { own: { number: '9' } })).toBe(9);
  });

  test('have defaults, and can be written as they are', async () => {
    expect(await params('<env.NONE:-local>')).toBe('local');
    expect(await params('$<build>')).toBe(refer('<build>'));
    expect(await params('cost: $5')).toBe('cost: $5');
  });

  test('without a value are told with their place', async () => {
    const text = 'variables: { build: "1" }\nsteps:\n  - event: error\n    qoeData: { id: "<biuld>" }\n';
    expect(await problems(refer(text))).toMatchObject([
      {
        code: 'scenario-variable',
        path: '/steps/0/qoeData/id',
        origin: { line: 4, column: 20 },
        args: { name: 'biuld', suggestion: 'build' },
      },
    ]);
    const codes = async (one: string) => codesOf(await problems(refer(one)));
    expect(await codes('steps: []\ncontent: { a: "<env.NOT_THERE>" }\n')).toEqual(['scenario-variable']);
    expect(await codes('variables: { a: "<a>" }\nsteps: []\ncontent: { a: "<a>" }\n')).toEqual([
      'scenario-variable',
    ]);
  });

  test.each([
    ['<unclosed', 'form', '<unclosed'],
    ['a <b:c> d', 'form', '<b:c> d'],
    ['<>', 'form', '<>'],
    ['<a b>', 'form', '<a b>'],
    ['<env.>', 'form', '<env.>'],
    ['x<foo:-<bar>>', 'form', '<foo:->'],
    ['<foo.bar>', 'no-value', 'foo.bar'],
    ['<settings.endpoint>', 'no-value', 'settings.endpoint'],
  ])('%s is told as it stands, and never sent', async (text, problem, name) => {
    const close = (one: string): string => one.replaceAll('<', '${').replaceAll('>', '}');
    const settings = { endpoint: undefined, reportSuite: 'rs' };
    const found = await problems(`steps: []\ncontent: { a: "${close(text)}" }\n`, { settings });
    expect(found).toMatchObject([
      { code: 'scenario-variable', origin: { line: 2 }, args: { problem, name: close(name) } },
    ]);
    expect(found[0]?.args).not.toHaveProperty('suggestion');
  });

  test('of settings that there are not are answered with those that there are', async () => {
    const text = refer('steps: []\ncontent: { a: "<settings.nothing>" }\n');
    expect(await problems(text, { settings: { endpoint: undefined, reportSuite: 'rs' } })).toMatchObject([
      { args: { problem: 'no-value', settings: ['endpoint', 'reportSuite'] } },
    ]);
  });

  test('of the command line that no text uses are probably misspelled', async () => {
    const text = refer('variables: { build: "1" }\nsteps: []\ncontent: { a: "<build><other:-x>" }\n');
    expect(await problems(text, { own: { build: '2', other: '3' } })).toEqual([]);
    expect(await problems(text, { own: { biuld: '2' } })).toMatchObject([
      {
        args: { name: 'biuld', problem: 'unused', suggestion: 'build' },
        origin: { kind: 'flag', name: '--var' },
      },
    ]);
  });

  test('of other types, and lists without an item, are told in words', async () => {
    const text = 'variables: { a: {} }\nsessions: []\n';
    expect((await problems(text)).map((finding) => sayFinding(finding).message)).toEqual([
      'a must be text or a number or true or false, but is an object.',
      'sessions is an empty list.',
    ]);
    expect((await problems('steps: [{ event: [play] }]\n')).map((one) => sayFinding(one).message)).toEqual([
      'The event type is a list; it must be text.',
    ]);
  });
});
