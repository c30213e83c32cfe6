import { describe, expect, test } from 'vitest';
import { inFileOrder } from '../../../src/model/file-order.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { Excerpt } from '../../../src/report/excerpt.ts';
import { gutterOf } from '../../../src/report/gutter.ts';
import { pointed } from '../../../src/report/pointer.ts';
import { widthOf } from '../../../src/report/width.ts';
import fc from '../../helpers/fc.ts';

describe('columns of a terminal', () => {
  test.each([
    ['plain', 5],
    ['日本語', 6],
    ['ｶﾀｶﾅ', 4],
    ['🎬', 2],
    ['❤️', 2],
    ['e\u0301', 1],
    ['한', 2],
    ['', 0],
  ])('%s takes %i', (text, width) => expect(widthOf(text)).toBe(width));
});

const LINE = { line: 7, before: '  "media.name": ', marked: '"x"', after: ',' };

describe('the mark stands beneath what it marks', () => {
  test.each<[string, Excerpt, number]>([
    ['plain text', LINE, 16],
    ['a tab is four blanks', { ...LINE, before: '\t\t"a": ' }, 13],
    ['wide characters take two columns', { ...LINE, before: '"日本": ' }, 8],
    ['combining ones none', { ...LINE, before: '"e\u0301": ' }, 5],
    ['what acts on a terminal is written out', { ...LINE, before: '\u200b: ' }, 8],
  ])('%s', (_name, excerpt, offset) => {
    expect(pointed(excerpt, { width: 80, unicode: true })).toMatchObject({ offset, signs: '^^^' });
  });

  const piece = fc.string({
    unit: fc.constantFrom('a', '"', ' ', '\t', '日', '🎬', 'e\u0301', '\u202e'),
    maxLength: 90,
  });

  test('any text fits, and the mark is where the value begins', () => {
    fc.assert(
      fc.property(
        piece,
        piece,
        piece,
        fc.integer({ min: 24, max: 130 }),
        fc.boolean(),
        (before, marked, after, width, unicode) => {
          const excerpt = { line: 12, before, marked, after };
          const { line, offset, signs } = pointed(excerpt, { width, unicode });
          expect(widthOf(line)).toBeLessThanOrEqual(width - gutterOf(excerpt) - 3);
          expect(signs).toMatch(/^\^+$/);
          // What is marked may end in blanks, which the line does not show.
          expect(offset + signs.length).toBeLessThanOrEqual(width - gutterOf(excerpt) - 3);
          expect(line).not.toMatch(/[\u202e\t]/);
          if (!unicode) expect(line).not.toContain('…');
        },
      ),
    );
  });

  test('of a long line, what is around the value stays', () => {
    const excerpt = {
      line: 1,
      before: `${'b'.repeat(300)} "key": `,
      marked: '"60"',
      after: `, ${'a'.repeat(300)}`,
    };
    const { line } = pointed(excerpt, { width: 60, unicode: true });
    expect(line).toMatch(/^…b+ "key": "60", a+…$/);
    expect(pointed(excerpt, { width: Number.POSITIVE_INFINITY, unicode: false }).line).toMatch(
      /^\.\.\..*\.\.\.$/,
    );
    expect(pointed(excerpt, { width: Number.POSITIVE_INFINITY, unicode: false }).line).toHaveLength(76);
  });
});

test('findings of a file come together, in its order, and all others keep theirs', () => {
  const at = (name: string, line?: number, column?: number): Finding =>
    ({
      code: 'param-type',
      severity: 'error',
      args: { key: 'k' },
      origin: { kind: 'file', name, ...(line && { line }), ...(column && { column }) },
    }) as Finding;
  const [a9, none, b1, a2, a1, flag] = [
    at('a', 9, 1),
    at('a'),
    at('b', 1, 1),
    at('a', 2, 7),
    at('a', 2, 3),
    at('f'),
  ];
  expect(inFileOrder([a9, none, b1, a2, a1, flag])).toEqual([a1, a2, a9, none, b1, flag]);
});
