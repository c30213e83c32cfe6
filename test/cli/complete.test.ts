import type { Option } from 'commander';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { complete } from '../../src/cli/complete.ts';
import type { Completion } from '../../src/cli/definition.ts';
import { wholeProgram } from '../../src/cli/read.ts';
import { Verb } from '../../src/cli/verb.ts';
import { COMMANDS } from '../../src/commands/index.ts';
import { IGNORABLE } from '../../src/config/ignorable.ts';
import { EVENT_TYPES } from '../../src/model/event-types.ts';
import { paramSpecs } from '../../src/rules/params.ts';
import { FAULT_NAMES } from '../../src/sandbox/faults.ts';
import { fakeContext } from '../helpers/context.ts';

const PROGRAM = await wholeProgram(COMMANDS, fakeContext());

/** The verbs of the help, but for help. */
const NAMES = PROGRAM.commands
  .map((verb) => verb.name())
  .filter((name) => !['__complete', 'help'].includes(name));

/** The answer for the words of a line, of which the last is the one at the cursor. */
const at = (...words: string[]): Completion => complete(PROGRAM, words.slice(0, -1), words.at(-1) ?? '');

/** The candidates that a shell would show: those that begin as the word does. */
function shown(...words: string[]): string[] {
  const answer = at(...words);
  if (answer.kind !== 'candidates') return [answer.kind];
  return answer.candidates.map(({ text }) => text).filter((text) => text.startsWith(words.at(-1) ?? ''));
}

/** Every verb that can be called, with the words that call it. */
function verbs(verb: Verb = PROGRAM, path: string[] = []): { verb: Verb; path: string[] }[] {
  const children = verb.visible;
  if (children.length === 0) return [{ verb, path }];
  return children.flatMap((child) => verbs(child, [...path, child.name()]));
}

describe('verbs', () => {
  test.each<[string[], string[]]>([
    [[''], [...NAMES, 'help']],
    [['st'], ['start']],
    [['e'], ['end', 'event', 'explain']],
    [['__'], []],
    [['--', 'sta'], ['start']],
    [
      ['config', ''],
      ['show', 'path', 'init'],
    ],
    [
      ['schema', ''],
      ['show', 'diff'],
    ],
    [['schema', 's'], ['show']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['nonsense', ''], []],
    [['nonsense', 'st'], []],
    [['config', 'nonsense', ''], []],
    [['config', 'start', ''], []],
  ])('%j', (words, expected) => {
    expect(shown(...words)).toEqual(expected);
  });
});

test('help takes every other command, once, each topic, and what belongs to a command', () => {
  expect(shown('help', '')).toEqual(expect.arrayContaining(NAMES));
  expect(shown('help', '')).not.toContain('help');
  expect(shown('help', 'sta')).toEqual(['start']);
  expect(shown('help', 'start', 'sta')).toEqual([]);
  expect(shown('help', 'exit')).toEqual(['exit-codes']);
  expect(shown('help', '').filter((name) => name === 'config')).toHaveLength(1);
  expect(shown('help', 'config', '')).toEqual(['show', 'path', 'init']);
  expect(shown('help', 'params', 'ad')).toEqual(expect.arrayContaining(['adStart', 'adBreakStart']));
  expect(shown('help', 'params', 'adStart', '')).toEqual([]);
});

describe('options', () => {
  test.each<[string[], string[]]>([
    [['-'], ['--version', '-V', '--help', '-h']],
    [['--v'], ['--version']],
    [['start', '--pro'], ['--profile']],
    [
      ['start', '--re'],
      ['--retry-unsafe', '--report-suite', '--retry', '--resume'],
    ],
    [['start', '-q'], ['-q']],
    // Long ones only, where no hyphen has been typed.
    [
      ['explain', 'x', ''],
      [
        '--strict',
        '--ignore',
        '--config',
        '--report',
        '--json',
        '--quiet',
        '--verbose',
        '--color',
        '--help',
        '--no-config',
        '--no-redact',
        '--no-excerpt',
        '--no-color',
      ],
    ],
    [
      ['explain', 'x', '-'],
      [
        '--strict',
        '--ignore',
        '--config',
        '--report',
        '--json',
        '--quiet',
        '-q',
        '--verbose',
        '-v',
        '--color',
        '--help',
        '-h',
        '--no-config',
        '--no-redact',
        '--no-excerpt',
        '--no-color',
      ],
    ],
    // What has been given is not offered again, neither its opposite nor under its other name.
    [
      ['explain', '--json', '-v', '--config', 'c', 'x', '--'],
      [
        '--strict',
        '--ignore',
        '--report',
        '--quiet',
        '--color',
        '--help',
        '--no-redact',
        '--no-excerpt',
        '--no-color',
      ],
    ],
    [
      ['explain', '--no-color', '--no-config', '--ignore', 'ts-range', 'x', '-qv', '--'],
      ['--strict', '--ignore', '--report', '--json', '--help', '--no-redact', '--no-excerpt'],
    ],
    [['start', '--config', 'x', '--no-con'], []],
    [['start', '--id=x', '--id'], []],
    [
      ['start', '--param', 'media.id=x', '--para'],
      ['--param', '--param-json'],
    ],
    // A value is a value, even if it looks like a verb, an option or the end of options.
    [['start', '--name', 'check', '--smo'], ['--smoke']],
    [['start', '--name', '--smoke', '--smo'], ['--smoke']],
    [['start', '--name', '--', '--smo'], ['--smoke']],
    [['start', '--name', '--smo'], []],
    [['--nonsense', 'start', '--smo'], ['--smoke']],
    [
      ['start', '--smoke', 'x', '--end'],
      ['--end', '--endpoint'],
    ],
    [['start', '--', '--smo'], []],
    [['start', '--', ''], []],
    [['config', '--'], ['--help']],
  ])('%j', (words, expected) => {
    expect(shown(...words)).toEqual(expected);
  });

  test('those that say no come last', () => {
    const texts = shown('start', '--');
    const first = texts.findIndex((text) => text.startsWith('--no-'));
    expect(texts.slice(first).filter((text) => !text.startsWith('--no-'))).toEqual([]);
    expect(texts.slice(0, first).length).toBeGreaterThan(40);
  });

  test.each(verbs())('$path: every option of the tree, none that is hidden', ({ verb, path }) => {
    const places = verb.registeredArguments.map(() => 'x');
    const names = (options: readonly Option[]): string[] =>
      options.flatMap(({ long, short }) => [long, short].flatMap((name) => name ?? []));
    const tree = names(verb.options.filter(({ hidden }) => !hidden));
    expect([...shown(...path, ...places, '-')].sort()).toEqual([...tree, '--help', '-h'].sort());
  });

  test('a hidden verb or option of a tree stays hidden', () => {
    const program = new Verb('p');
    program.command('seen').option('--seen <x>').addOption(program.createOption('--unseen').hideHelp());
    program.command('unseen', { hidden: true });
    const texts = (...words: string[]): string =>
      JSON.stringify(complete(program, words.slice(0, -1), words.at(-1) ?? ''));
    expect(texts('')).toContain('"seen"');
    expect(texts('') + texts('seen', '-')).not.toContain('unseen');
    expect(texts('unseen', '-')).not.toContain('--seen');
    expect(texts('seen', '-')).toContain('--seen');
  });
});

describe('values', () => {
  const keys = (event: string): string[] => paramSpecs(event).map(({ key }) => `${key}=`);
  test.each<[string[], string[]]>([
    [['start', '--body', ''], ['files']],
    [['start', '--body=x'], ['files']],
    [['start', '--body', '-'], ['files']],
    [['start', '--from', ''], ['files']],
    [['start', '--cacert', ''], ['files']],
    [['doctor', '--junit', ''], ['files']],
    [['check', ''], ['files']],
    [['check', 'a.json', ''], ['files']],
    [['check', '--', '-x'], ['files']],
    [['explain', ''], ['files']],
    [['downloaded', ''], ['files']],
    [['start', '--id', ''], []],
    [['start', '--smoke='], []],
    [['start', '--nonsense='], []],
    [['start', '--param', ''], keys('sessionStart')],
    [
      ['start', '--param', 'media.str'],
      ['media.streamType=', 'media.streamFormat='],
    ],
    [
      ['start', '--param=media.stream'],
      ['--param=media.streamType=', '--param=media.streamFormat='],
    ],
    [
      ['start', '--param', 'media.streamType='],
      ['media.streamType=video', 'media.streamType=audio'],
    ],
    [['start', '--param=media.resume=t'], ['--param=media.resume=true']],
    [['start', '--param', 'media.id='], []],
    [['start', '--param', 'nonsense='], []],
    [['start', '--param-json', 'media.len'], ['media.length=']],
    [
      ['start', '--param-json', 'media.resume='],
      ['media.resume=true', 'media.resume=false'],
    ],
    // As JSON, video would need quotes of its own.
    [['start', '--param-json', 'media.streamType='], []],
    [
      ['start', '--stream-type', ''],
      ['video', 'audio'],
    ],
    [['start', '--content-type=po'], ['--content-type=podcast']],
    [
      ['start', '--show-type', ''],
      ['0', '1', '2', '3'],
    ],
    [
      ['start', '--qoe', ''],
      ['bitrate=', 'droppedFrames=', 'framesPerSecond=', 'timeToStart=', 'errorID=', 'errorSource='],
    ],
    [
      ['start', '--qoe', 'media.qoe.err'],
      ['media.qoe.errorID=', 'media.qoe.errorSource='],
    ],
    [['start', '--qoe', 'me'], shown('start', '--qoe', 'media.qoe.')],
    [
      ['start', '--qoe', 'errorSource='],
      ['errorSource=player', 'errorSource=external'],
    ],
    [['start', '--qoe=media.qoe.errorSource=p'], ['--qoe=media.qoe.errorSource=player']],
    [['sandbox', '--fault', ''], [...FAULT_NAMES]],
    [['check', '--ignore', ''], [...IGNORABLE]],
    [
      ['explain', '--ignore=schema-re'],
      ['--ignore=schema-removed', '--ignore=schema-retyped', '--ignore=schema-required'],
    ],
    [['doctor', '--ignore', 'json-'], []],
    [['sandbox', '--fault=not'], ['--fault=not-http']],
    [
      ['schema', 'show', ''],
      [...EVENT_TYPES, 'config', 'scenario'],
    ],
    [['start', '--fault=not'], ['--fault=not-http']],
    [
      ['play', 'timeline-'],
      ['timeline-1', 'timeline-2', 'timeline-2-consistent', 'timeline-3'],
    ],
    [['schema', 'diff', '--endpoint', 'x', 'adSt'], ['adStart']],
    [['end', ''], []],
    [['event', ''], []],
    [['event', 'abc', ''], EVENT_TYPES.filter((type) => type !== 'sessionStart')],
    [
      ['event', '--dry-run', 'abc', '--ts', '1', 'chapterS'],
      ['chapterStart', 'chapterSkip'],
    ],
    [
      ['event', 'abc', 'chapterStart', '--param', ''],
      keys('chapterStart').filter((key) => key.startsWith('media.chapter.')),
    ],
    [['event', 'abc', 'adStart', '--param', 'media.ad.pod'], ['media.ad.podPosition=']],
    [['event', 'abc', 'stateStart', '--param', 'media.state.name=m'], ['media.state.name=mute']],
    // Before the type is known, it can be any.
    [
      ['event', 'abc', '--param', 'media.ad.pod'],
      ['media.ad.podFriendlyName=', 'media.ad.podIndex=', 'media.ad.podSecond=', 'media.ad.podPosition='],
    ],
    [['event', 'abc', 'nonsense', '--param', ''], []],
    [['end', 'abc', '--param', ''], []],
  ])('%j', (words, expected) => {
    expect(shown(...words)).toEqual(expected);
  });

  const none = { config: undefined, noConfig: false };
  test.each<[string[], string, object]>([
    [['--profile', ''], '', none],
    [['--profile=st'], '--profile=', none],
    [['--config', 'a b', '--profile', ''], '', { ...none, config: 'a b' }],
    [['--config=a', '--profile='], '--profile=', { ...none, config: 'a' }],
    [['--no-config', '--profile', ''], '', { ...none, noConfig: true }],
    [['--no-config', '--config', 'a', '--profile', ''], '', { ...none, config: 'a' }],
    [['--config', 'a', '--no-config', '--profile', ''], '', { ...none, noConfig: true }],
  ])('profiles: %j', (words, prefix, expected) => {
    expect(at('start', ...words)).toEqual({ kind: 'profiles', prefix, ...expected });
    expect(at('config', 'show', ...words)).toEqual({ kind: 'profiles', prefix, ...expected });
  });

  test('the tables name only what is in the tree', () => {
    const all = verbs().map(({ verb }) => verb);
    const flags = all.flatMap(({ options }) => options.map(({ long }) => long));
    const names = all.flatMap(({ registeredArguments }) => registeredArguments.map((one) => one.name()));
    const words = all.flatMap(({ definition }) =>
      definition && 'invoke' in definition ? Object.keys(definition.words ?? {}) : [],
    );
    expect(words).toContain('type');
    expect(words.filter((name) => !names.includes(name))).toEqual([]);
    expect(flags).toContain('--profile');
  });

  test.each(verbs())('$path: the value of an option is asked for in both forms', ({ verb, path }) => {
    for (const { long = '', required } of verb.options) {
      if (!required) continue;
      const apart = at(...path, long, '');
      const together = at(...path, `${long}=`);
      expect([long, together.kind]).toEqual([long, apart.kind]);
      if (apart.kind !== 'candidates' || together.kind !== 'candidates') continue;
      const prefixed = apart.candidates.map((one) => ({ ...one, text: `${long}=${one.text}` }));
      expect(together.candidates).toEqual(prefixed);
    }
  });
});

test('any line has an answer, each candidate a line of its own', () => {
  const words = verbs().flatMap(({ verb, path }) => [
    ...path,
    ...verb.options.flatMap(({ long, short }) => [long ?? '', `${long}=`, short ?? '']),
  ]);
  const word = fc.oneof(fc.constantFrom(...new Set(words), '--', '-', ''), fc.string());
  fc.assert(
    fc.property(fc.array(word), fc.oneof(word, fc.string()), (before, partial) => {
      const answer = complete(PROGRAM, before, partial);
      if (answer.kind !== 'candidates') return;
      for (const { text, description } of answer.candidates) {
        expect(text).toMatch(/^[^\s:][^\s]*$/);
        expect(description).not.toMatch(/[\t\r\n]/);
      }
      expect(new Set(answer.candidates.map(({ text }) => text)).size).toBe(answer.candidates.length);
    }),
  );
});
