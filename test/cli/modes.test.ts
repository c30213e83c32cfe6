import { describe, expect, test } from 'vitest';
import { readWords } from '../../src/cli/words.ts';
import { wrap } from '../../src/messages/layout.ts';
import type { Sink } from '../../src/model/context.ts';
import { wantsColor } from '../../src/report/style.ts';

const sink = (isTTY: boolean): Sink => ({ isTTY, columns: 80, discarded: false, write: async () => {} });

describe('outputMode', () => {
  const plain = { json: false, quiet: false, verbose: false, excerpts: true, color: undefined };
  test.each([
    [[], {}],
    [['start', '--json'], { json: true }],
    [['--json', 'start'], { json: true }],
    [['start', '-q'], { quiet: true }],
    [['start', '--quiet'], { quiet: true }],
    [['start', '-v'], { verbose: true }],
    [['start', '-qv'], { quiet: true, verbose: true }],
    [['start', '-v', '-q'], { quiet: true, verbose: true }],
    [['start', '--color'], { color: true }],
    [['start', '--no-color'], { color: false }],
    [['start', '--color', '--no-color'], { color: false }],
    [['start', '--no-color', '--color'], { color: true }],
    [['start', '--', '--json', '-q', '--color'], {}],
    [['start', '--json', '--', 'x'], { json: true }],
    [['start', '--jsn', '--Json', '--json=1', 'json'], {}],
    // A long option with these letters in it is not a bundle of short ones.
    [['start', '--quality', '--live'], {}],
    [['start', '--custom=--json'], {}],
  ])('%j', (argv, expected) => {
    expect(readWords(argv).output).toEqual({ ...plain, ...expected });
  });
});

describe('wantsColor', () => {
  // Each row decides before the rows below it are asked.
  test.each<[Record<string, string>, boolean | undefined, boolean, boolean]>([
    [{}, undefined, false, false],
    [{}, undefined, true, true],
    [{ NO_COLOR: '1', TERM: 'dumb' }, true, false, true],
    [{ FORCE_COLOR: '1' }, false, true, false],
    [{ NO_COLOR: '1', FORCE_COLOR: '1', CLICOLOR_FORCE: '1' }, undefined, true, false],
    [{ NO_COLOR: '' }, undefined, true, true],
    [{ NO_COLOR: '0' }, undefined, true, false],
    [{ FORCE_COLOR: '1', TERM: 'dumb' }, undefined, false, true],
    [{ FORCE_COLOR: '0' }, undefined, true, false],
    [{ FORCE_COLOR: 'false' }, undefined, true, false],
    [{ FORCE_COLOR: 'true' }, undefined, false, true],
    [{ FORCE_COLOR: '' }, undefined, false, false],
    [{ FORCE_COLOR: '' }, undefined, true, true],
    [{ FORCE_COLOR: '0', CLICOLOR_FORCE: '1' }, undefined, true, false],
    [{ CLICOLOR_FORCE: '1', TERM: 'dumb' }, undefined, false, true],
    [{ CLICOLOR_FORCE: '0' }, undefined, true, true],
    [{ CLICOLOR_FORCE: '0' }, undefined, false, false],
    [{ TERM: 'dumb' }, undefined, true, false],
    [{ TERM: 'xterm-256color' }, undefined, false, false],
    [{ CI: 'true' }, undefined, false, false],
  ])('%j, flag %j, terminal %j: %j', (env, flag, isTTY, expected) => {
    expect(wantsColor(sink(isTTY), env, flag)).toBe(expected);
  });
});

describe('wrap', () => {
  test.each([
    ['one two three', 80, '', 'one two three'],
    ['one two three', 10, '', 'one two\nthree'],
    ['one two three four', 12, '  ', '  one two\n  three four'],
    ['a-word-that-is-too-long-to-fit short', 10, '', 'a-word-that-is-too-long-to-fit\nshort'],
    ['one two', Number.POSITIVE_INFINITY, '  ', '  one two'],
    ['', 10, '  ', '  '],
    ['no room at all here', 0, '', 'no room at\nall here'],
  ])('%j at %j', (text, width, indent, expected) => {
    expect(wrap(text, width, indent)).toBe(expected);
  });
});
