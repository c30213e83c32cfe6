import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import { parseJson } from '../../../src/parse/parse-json.ts';
import { plainJson } from '../../../src/parse/plain-json.ts';
import fc from '../../helpers/fc.ts';

/** What the reader with positions makes of a text; undefined if it has something to say. */
function read(text: string): JsonValue | undefined {
  try {
    return JSON.parse(JSON.stringify(parseJson(text, { kind: 'file', name: 'x' }).value)) as JsonValue;
  } catch {
    return undefined;
  }
}

test.each([
  '{"a":1,"b":[true,null,"é"]}',
  '[]',
  '1.5',
  '"text"',
  '{"a":{"b":"]:"}}',
  ' { "a" : 1.0 ,\n "b" : -0.5 } ',
  '{"Vid\\u00e9o":"\\"a\\": 1e999"}',
  '{"ts":1795679202459000,"playhead":12.345000000000001}',
])('is the value of a text about which nothing is to be said: %s', (text) => {
  expect(plainJson(text)).toEqual(read(text));
  expect(plainJson(text)).not.toBeUndefined();
});

test.each([
  '{"a":1,"a":2}',
  '{"a":{"b":1,"b":1},"c":2}',
  '{"a":1,"\\u0061":2}',
  '{"a":1e999}',
  `0.${'0'.repeat(400)}1`,
  '12345678901234567890',
  '9007199254740993',
  '{"__proto__":1}',
  '{"\\u005f_proto__":1}',
  '{"constructor":1}',
  '['.repeat(300) + ']'.repeat(300),
  '['.repeat(50_000),
  '{',
  '{"a":01}',
  '{"a":1,}',
  '',
])('is undefined for any other: %.30s', (text) => {
  expect(read(text)).toBeUndefined();
  expect(plainJson(text)).toBeUndefined();
});

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<JsonValue>;

/** JSON, some of it laid out, with a piece of JSON put in at any place. */
const texts = fc
  .tuple(
    json,
    fc.constantFrom('', ' ', '\t'),
    fc.nat(),
    fc.constantFrom('', ...'0123456789{}[]:,".e-\\', '"a":1,'),
  )
  .map(([value, indent, place, piece]) => {
    const text = JSON.stringify({ a: value }, null, indent);
    const at = place % (text.length + 1);
    return text.slice(0, at) + piece + text.slice(at);
  });

test('never has a value that the reader with positions does not have', () => {
  let plain = 0;
  fc.assert(
    fc.property(texts, (text) => {
      const value = plainJson(text);
      if (value === undefined) return;
      plain += 1;
      expect(value).toEqual(read(text));
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(250);
});
