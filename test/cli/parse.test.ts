import { describe, expect, test } from 'vitest';
import { type Invocation, readCommandLine } from '../../src/cli/read.ts';
import { readWords } from '../../src/cli/words.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { InputError } from '../../src/model/errors.ts';
import type { Finding } from '../../src/model/finding.ts';
import { fakeContext } from '../helpers/context.ts';
import { argsOf, findingOf } from '../helpers/findings.ts';

const parse = (...argv: string[]): Promise<Invocation> =>
  readCommandLine(readWords(argv), COMMANDS, fakeContext());

/** The options of a command; which ones there are is for each test to say. */
interface Parsed {
  // biome-ignore lint/suspicious/noExplicitAny: the tests look into options of every form
  options: any;
  warnings: Finding[];
}

async function parsed(verb: string, ...argv: string[]): Promise<Parsed> {
  const invocation = await parse(...argv);
  if (invocation.kind !== 'command') throw new Error('help in place of a command');
  expect(invocation.verb).toBe(verb);
  return invocation;
}

async function helped(...argv: string[]): Promise<Extract<Invocation, { kind: 'help' }>> {
  const invocation = await parse(...argv);
  if (invocation.kind !== 'help') throw new Error('a command in place of help');
  return invocation;
}

describe('help', () => {
  test.each([
    [[], false, 'config init'],
    [['--help'], true, 'Drive a session:'],
    [['-h'], true, 'Drive a session:'],
    [['help'], true, 'Drive a session:'],
    [['help', 'start'], true, 'Usage: media-session start'],
    [['start', '--help', '--nonsense'], true, 'Usage: media-session start'],
    [['config', 'show', '-h'], true, 'Usage: media-session config show'],
    [['--version'], true, '0.0.0-test\n'],
    [['-V'], true, '0.0.0-test\n'],
    [['config'], false, 'Usage: media-session config'],
  ])('%j', async (argv, wanted, text) => {
    const invocation = await helped(...argv);
    expect(invocation.wanted).toBe(wanted);
    expect(invocation.text).toContain(text);
  });
});

describe('start', () => {
  test('says nothing that was not said', async () => {
    const { options, warnings } = await parsed('start', 'start');
    expect(warnings).toEqual([]);
    expect(options).toMatchObject({
      validate: true,
      schemaFetch: true,
      allowUnknown: false,
      dryRun: false,
      curl: false,
      end: false,
      sandbox: false,
      retryUnsafe: false,
      report: { har: undefined, noRedact: false },
      connection: { config: undefined, noConfig: false, profiles: [], allProfiles: false, strict: false },
    });
    expect(Object.values(options.connection.flags).filter((value) => value !== undefined)).toEqual([]);
    expect(options.body).toEqual({
      body: undefined,
      from: undefined,
      paramFlags: {},
      param: [],
      paramJson: [],
      custom: [],
      qoe: [],
      playhead: undefined,
      ts: undefined,
      smoke: false,
      asGiven: false,
    });
  });

  test('--smoke ends the session again, --end without it', async () => {
    expect((await parsed('start', 'start', '--smoke')).options).toMatchObject({
      end: true,
      body: { smoke: true },
    });
    expect((await parsed('start', 'start', '--end')).options).toMatchObject({
      end: true,
      body: { smoke: false },
    });
  });

  test('the no- options', async () => {
    const { options } = await parsed(
      'start',
      'start',
      '--no-validate',
      '--no-schema-fetch',
      '--no-config',
      '--no-redact',
    );
    expect(options).toMatchObject({
      validate: false,
      schemaFetch: false,
      connection: { noConfig: true, config: undefined },
      report: { noRedact: true },
      body: { asGiven: true },
    });
  });

  test('values stay text; lists keep their order', async () => {
    const { options } = await parsed(
      'start',
      'start',
      ...['--endpoint', 'h', '--timeout=5', '--length', '60.5', '--resume', '--no-enable-ssl'],
      ...[
        '--custom',
        'b=1',
        '--custom',
        'a=2=3',
        '--param',
        'x=',
        '--qoe=bitrate=1',
        '--config=c',
        '--profile',
        'p',
      ],
    );
    expect(options.connection).toMatchObject({
      flags: { endpoint: 'h', timeout: '5' },
      config: 'c',
      profiles: ['p'],
    });
    expect(options.body).toMatchObject({
      paramFlags: { 'media.length': '60.5', 'media.resume': 'true', 'analytics.enableSSL': 'false' },
      custom: ['b=1', 'a=2=3'],
      param: ['x='],
      qoe: ['bitrate=1'],
    });
  });

  test.each([
    ['--season', '-1'],
    ['--season', '-.5'],
    ['--season', '-'],
    ['--season', ''],
    ['--season=-x'],
    ['--season=--json'],
  ])('%j is a value', async (...argv) => {
    const value = argv[1] ?? argv[0]?.slice('--season='.length);
    expect((await parsed('start', 'start', ...argv)).options.body.paramFlags).toEqual({
      'media.season': value,
    });
  });

  test('a repeated option: the last counts, and each repetition is told', async () => {
    const { options, warnings } = await parsed(
      'start',
      'start',
      '--id=a',
      '--id=b',
      '--id=c',
      '--ts=1',
      '--ts=2',
    );
    expect(options.body.paramFlags).toEqual({ 'media.id': 'c' });
    expect(warnings.map((finding) => [finding.code, argsOf(finding)['option']])).toEqual([
      ['usage-repeated', '--id'],
      ['usage-repeated', '--id'],
      ['usage-repeated', '--ts'],
    ]);
  });

  test.each([
    [['--resume', '--no-resume'], { option: '--resume', used: '--no-resume' }],
    [['--no-resume', '--resume'], { option: '--no-resume', used: '--resume' }],
    [['--config', 'x', '--no-config'], { option: '--config', used: '--no-config' }],
    [['--no-config', '--config=x'], { option: '--no-config', used: '--config' }],
    [['--no-color', '--color', '--no-color'], { option: '--color', used: '--no-color' }],
  ])('%j contradict each other: the last counts, and one warning says so', async (argv, args) => {
    const { warnings } = await parsed('start', 'start', ...argv);
    expect(warnings).toEqual([{ code: 'usage-repeated', severity: 'warning', args }]);
  });
});

describe('other commands', () => {
  test.each<[string[], string, object]>([
    [['end', 'abc'], 'end', { command: 'end', sessionId: 'abc', eventType: 'sessionEnd' }],
    [['end', 'abc', '--complete'], 'end', { command: 'end', eventType: 'sessionComplete', thenEnd: true }],
    [
      ['end', 'abc', '--complete', '--no-end'],
      'end',
      { command: 'end', eventType: 'sessionComplete', thenEnd: false },
    ],
    [['event', 'abc', 'play'], 'event', { command: 'event', sessionId: 'abc', eventType: 'play' }],
    [['check'], 'check', { files: [], live: false, report: { junit: undefined, github: false } }],
    [
      ['check', 'a', '-', '--live', '--junit', 'x.xml'],
      'check',
      { files: ['a', '-'], live: true, report: { junit: 'x.xml' } },
    ],
    [['check', '--', '--json'], 'check', { files: ['--json'] }],
    [['explain', '-'], 'explain', { file: '-' }],
    [['config', 'path', '--config', 'f'], 'config path', { config: 'f' }],
    [['config', 'init'], 'config init', {}],
    [['schema', 'show'], 'schema show', { eventType: 'sessionStart' }],
    [['schema', 'diff', 'ping'], 'schema diff', { eventType: 'ping' }],
    [
      ['sandbox', '--port', '0'],
      'sandbox',
      { choice: { port: 0, host: undefined, prefix: '', latencyMs: 0 } },
    ],
  ])('%j', async (argv, verb, options) => {
    expect(await parsed(verb, ...argv)).toMatchObject({ options });
  });
});

/** What is said of one thing that is probably meant. */
const meant = (word: string): object => ({ advice: { advice: 'meant', words: [word] } });

describe('mistakes', () => {
  test.each<[string[], string, object]>([
    [['strat'], 'usage-unknown-command', { command: 'strat', ...meant('media-session start') }],
    [['xyzzy'], 'usage-unknown-command', { command: 'xyzzy', advice: undefined }],
    [
      ['config', 'shwo'],
      'usage-unknown-command',
      { family: 'config', ...meant('media-session config show') },
    ],
    [['--jsn'], 'usage-unknown-option', { option: '--jsn' }],
    [['start', '--seson', 'x'], 'usage-unknown-option', { option: '--seson', ...meant('--season') }],
    // Params that the line names, and those that it does not, are suggested in the order of the help.
    [['start', '--id', '1', '--bid', '2'], 'usage-unknown-option', { option: '--bid', ...meant('--aid') }],
    [['start', '--aeson', 'x'], 'usage-unknown-option', { option: '--aeson', ...meant('--season') }],
    [['start', '--no-resum'], 'usage-unknown-option', meant('--no-resume')],
    [['start', '-x'], 'usage-unknown-option', { option: '-x' }],
    [['start', '--json=1'], 'usage-option-value', { option: '--json' }],
    [['start', 'a.json'], 'usage-extra-argument', { argument: 'a.json', command: 'start' }],
    [['end', 'a', 'b'], 'usage-extra-argument', { argument: 'b', command: 'end' }],
    [['end'], 'usage-missing-argument', { argument: 'session-id' }],
    [['event', 'a'], 'usage-missing-argument', { argument: 'type' }],
    [['start', '--id'], 'usage-option-value', { option: '--id', placeholder: '<text>' }],
    [['start', '--id', '--json'], 'usage-option-value', { option: '--id', looksLike: '--json' }],
    [['start', '--custom', '-q'], 'usage-option-value', { option: '--custom', looksLike: '-q' }],
    [['start', '--body', ''], 'usage-option-value', { option: '--body', placeholder: '<file>' }],
    [['start', '--config='], 'usage-option-value', { option: '--config' }],
    [['check', '--junit', ''], 'usage-option-value', { option: '--junit' }],
    [['start', '--dry-run', '--curl'], 'usage-conflict', { option: '--dry-run', other: '--curl' }],
    [['start', '--sandbox', '--curl'], 'usage-conflict', { option: '--sandbox', other: '--curl' }],
    [['start', '--body=a', '--from=b'], 'usage-conflict', { option: '--body', other: '--from' }],
    [['check', '--body=a', 'b.json'], 'usage-conflict', { option: '--body', other: '[files...]' }],
    [['play', '--from=a', 'b.yaml'], 'usage-conflict', { option: '--from', other: '[scenario]' }],
    [['play', '--list', 'vod-no-ads'], 'usage-conflict', { option: '--list', other: '[scenario]' }],
    [['play', '--list', '--from=a'], 'usage-conflict', { option: '--list', other: '--from' }],
    [['play', '--list', '--dry-run'], 'usage-conflict', { option: '--list', other: '--dry-run' }],
  ])('%j', async (argv, code, args) => {
    const finding = await findingOf(() => parse(...argv));
    expect(finding).toMatchObject({ code, severity: 'error', args });
  });

  test('is always an InputError, whatever the arguments', async () => {
    const words = [
      'start',
      'config',
      'show',
      '--json',
      '--id',
      '-q',
      '--',
      '',
      '-',
      '--custom=a',
      '--no-id',
      '-qq',
      'ping',
    ];
    for (const a of words) {
      for (const b of words) {
        for (const c of words) {
          try {
            await parse(a, b, c);
          } catch (error) {
            expect([[a, b, c], error]).toEqual([[a, b, c], expect.any(InputError)]);
          }
        }
      }
    }
  });
});
