import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { offsetOf } from '../../../src/capture/json-scan.ts';
import type { JsonValue, Path } from '../../../src/model/json.ts';
import { placeOf } from '../../../src/model/origin.ts';
import { inspectJson } from '../../../src/parse/parse-json.ts';

const SOURCE = { kind: 'file', name: 'a.json' } as const;

/** Every path of a value, and for each object and list one that leads nowhere. */
function pathsOf(value: JsonValue, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([key, item]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return [path, [...path, Array.isArray(value) ? value.length : 'no such key'], ...inner];
}

describe('offsetOf', () => {
  test('finds what the reader with places finds, however the text is written', () => {
    const json = fc
      .jsonValue({ maxDepth: 3 })
      .filter((value) => !JSON.stringify(value).includes('__proto__'));
    fc.assert(
      fc.property(json, fc.constantFrom(0, 2), fc.constantFrom('', ' \t'), (value, indent, before) => {
        const text = before + JSON.stringify(value, null, indent);
        const { document } = inspectJson(text, SOURCE);
        for (const path of pathsOf(document.value))
          for (const part of ['key', 'value'] as const)
            expect(offsetOf(text, path, part)).toBe(placeOf(document.locate(path, part))?.offset);
      }),
      { numRuns: 500 },
    );
  });

  test('knows a key that is written with escapes', () => {
    const text = '{"a":{"m\\u0065dia.\\"id":1}}';
    expect(offsetOf(text, ['a', 'media."id'], 'key')).toBe(6);
    expect(offsetOf(text, ['a', 'media."id'], 'value')).toBe(text.indexOf('1'));
  });
});
