import { describe, expect, test } from 'vitest';
import { MAX_DEPTH, parseJsonText } from '../../../src/model/json-text.ts';
import fc from '../../helpers/fc.ts';

const lists = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('parseJsonText', () => {
  test('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 8 }), (text) => {
        expect(parseJsonText(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  test('reads values as deep as the limit, and no deeper', () => {
    expect(parseJsonText(lists(MAX_DEPTH))).toBeDefined();
    expect(parseJsonText(lists(MAX_DEPTH + 1))).toBeUndefined();
    expect(parseJsonText('{"a":'.repeat(1e6))).toBeUndefined();
  });

  test('counts no brackets within strings', () => {
    const text = JSON.stringify({ a: `\\"${lists(1000)}\\`, [`"${lists(300)}`]: '\\\\' });
    expect(parseJsonText(text)).toEqual(JSON.parse(text));
    expect(parseJsonText(`["\\\\",${lists(MAX_DEPTH)}]`)).toBeUndefined();
  });

  test('counts depth, not brackets', () => {
    expect(parseJsonText(`[${'[],'.repeat(5000)}0]`)).toHaveLength(5001);
  });

  test.each(['', '{', '"', '"\\', 'nonsense', ']', '[1,]'])('%j is no JSON', (text) => {
    expect(parseJsonText(text)).toBeUndefined();
  });
});
