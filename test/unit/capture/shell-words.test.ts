import { describe, expect, test } from 'vitest';
import { quote } from '../../../src/body/curl-command.ts';
import { cmdCommands } from '../../../src/capture/cmd-words.ts';
import { posixCommands } from '../../../src/capture/shell-words.ts';
import fc from '../../helpers/fc.ts';

const posix = (text: string): string[][] => posixCommands(text).commands.map(({ words }) => words);
const cmd = (text: string): string[][] => cmdCommands(text).commands.map(({ words }) => words);

/** The words of one command, each in a way of quoting that the number chooses. */
const WAYS: ((word: string) => string)[] = [
  quote,
  (word) => `"${word.replace(/[\\"$`]/g, '\\$&')}"`,
  (word) => `$'${word.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`,
  (word) =>
    `$'${word.replace(/[\s\S]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}'`,
  (word) => (word === '' ? "''" : word.replace(/[\s\S]/gu, (char) => (char === '\n' ? "'\n'" : `\\${char}`))),
];

describe('a POSIX shell', () => {
  test('any argv comes back letter for letter, however it is quoted', () => {
    const word = fc.tuple(fc.string({ unit: 'binary' }), fc.nat(WAYS.length - 1));
    const gap = fc.constantFrom(' ', '\t', '  ', ' \\\n ', ' \\\r\n  ');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), gap, (words, between) => {
        const line = words.map(([text, way]) => WAYS[way]?.(text)).join(between);
        const argv = words.map(([text]) => text);
        expect(posixCommands(line)).toEqual({
          commands: [{ words: argv, at: 0, piped: false }],
          unclosed: false,
        });
      }),
    );
  });

  test('arbitrary text ends, and each command begins where it is said to', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...'ab\'"\\$#|;&\n\r x^{}'.split(''))), (chars) => {
        const text = chars.join('');
        for (const { at, words } of posixCommands(text).commands) {
          expect(words.length).toBeGreaterThan(0);
          expect(text[at]).toMatch(/[^\s|;&]/);
        }
        cmdCommands(text);
      }),
    );
  });

  test.each([
    [`a'b c'"d e"f\\ g`, ['ab cd ef g']],
    [`'' ""`, ['', '']],
    ['"a\\b\\"\\$\\\\\\` ~"', ['a\\b"$\\` ~']],
    ['"a\\\nb"', ['ab']],
    ['"a\nb"', ['a\nb']],
    ['a#b $ $x c$', ['a#b', '$', '$x', 'c$']],
    [String.raw`$'\x41\102\u00e9\U0001F600\'\"\\\n\t\r\e\q'`, ['AB\u00e9\u{1F600}\'"\\\n\t\r\x1b\\q']],
    [String.raw`$'\ud83d\ude00'`, ['\u{1F600}']],
    [String.raw`$'\xc3\xa9' $'\303\251'`, ['é', 'é']],
    [String.raw`$'\xe9' $'\xff!'`, ['é', 'ÿ!']],
    [String.raw`$'\u41z'`, ['Az']],
  ])('%s', (text, words) => {
    expect(posix(text)).toEqual([words]);
  });

  test('a long run of bytes', () => {
    const run = '\\xe9'.repeat(300_000);
    expect(posix(`$'${run}'`)).toEqual([['é'.repeat(300_000)]]);
  });

  test('commands, pipes and comments', () => {
    expect(posixCommands('# one\n  a b | c "|" ; d &&\r\n e # f\n')).toEqual({
      commands: [
        { words: ['a', 'b'], at: 8, piped: true },
        { words: ['c', '|'], at: 14, piped: false },
        { words: ['d'], at: 22, piped: false },
        { words: ['e'], at: 29, piped: false },
      ],
      unclosed: false,
    });
  });

  test.each([
    ["a'b", true],
    ['a"b', true],
    ["$'a", true],
    ["$'a\\", true],
    ['"a\\', true],
    ['a b', false],
    ['a \\', false],
  ])('%s: unclosed %s', (text, unclosed) => {
    expect(posixCommands(text).unclosed).toBe(unclosed);
  });
});

describe('the Windows command prompt', () => {
  test.each([
    ['curl "a b" ^"c^"', ['curl', 'a b', 'c']],
    ['x "a""b" c\\d', ['x', 'a"b', 'c\\d']],
    ['x ^\r\n  y ^\n z', ['x', 'y', 'z']],
    ['x ^"a^\n\nb^"', ['x', 'a\nb']],
    ['x ^"a^\r\n\r\nb^"', ['x', 'a\nb']],
    ['x "a"^\r\n\r\n"b"', ['x', 'a\nb']],
    ['x ^^^& ^"^%^F^"', ['x', '^&', '%F']],
    ['x "a^b"', ['x', 'a^b']],
    ['x ^"^"', ['x', '']],
    ['x "a & b"', ['x', 'a & b']],
  ])('%s', (text, words) => {
    expect(cmd(text)).toEqual([words]);
  });

  test('several commands, as "Copy all as cURL (cmd)" writes them', () => {
    const text = 'curl ^"a^" ^\r\n  -i &\r\ncurl ^"b ^& curl c^"';
    expect(cmd(text)).toEqual([
      ['curl', 'a', '-i'],
      ['curl', 'b & curl c'],
    ]);
    expect(text.slice(cmdCommands(text).commands[1]?.at)).toBe('curl ^"b ^& curl c^"');
  });

  test('what Chrome writes reads back', () => {
    // Chromium, front_end/panels/network/NetworkLogView.ts: escapeStringWin
    const chrome = (text: string): string =>
      `^"${text
        .replace(/\\/g, '\\\\')
        .replace(/"/g, '\\"')
        .replace(/[^a-zA-Z0-9\s_\-:=+~'/.',?;()*`]/g, '^$&')
        .replace(/%(?=[a-zA-Z0-9_])/g, '%^')
        .replace(/\r?\n|\r/g, '^\n\n')}^"`;
    const text = fc.array(fc.constantFrom(...'ab"\\^%&|{}\n \'é'.split(''))).map((chars) => chars.join(''));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (words) => {
        expect(cmd(`curl ${words.map(chrome).join(' ^\n  ')}`)).toEqual([['curl', ...words]]);
      }),
    );
  });

  test.each([
    ['"a', true],
    ['^"a^" ^', false],
  ])('%s: unclosed %s', (text, unclosed) => {
    expect(cmdCommands(text).unclosed).toBe(unclosed);
  });
});
