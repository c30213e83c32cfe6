import { describe, expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { JsonValue, Path } from '../../../src/model/json.ts';
import type { Origin } from '../../../src/model/origin.ts';
import { objectRoot, subDocument } from '../../../src/parse/document.ts';
import { parseJson } from '../../../src/parse/parse-json.ts';
import fc from '../../helpers/fc.ts';
import { findingOf, findingsOf } from '../../helpers/findings.ts';

const source: Origin = { kind: 'file', name: 'meta.json' };
const parse = (text: string) => parseJson(text, source);

/** The text from a line and column on. */
function textAt(text: string, { line = 1, column = 1 }: Origin): string {
  const lines = text.split(/\r\n?|\n/);
  return (lines[line - 1] ?? '').slice(column - 1);
}

describe('common mistakes (fault row 69)', () => {
  test.each<[mistake: string, text: string, line: number, column: number]>([
    ['trailing-comma', '{"a": 1,\n}', 1, 8],
    ['trailing-comma', '[1,\n2,\n]', 2, 2],
    ['comment', '{\n  // note\n  "a": 1}', 2, 3],
    ['comment', '{"a": 1} /* end */', 1, 10],
    ['comment', '# note\n{}', 1, 1],
    ['single-quotes', "{'a': 1}", 1, 2],
    ['backticks', '{"a": `b`}', 1, 7],
    ['curly-quotes', '{“a”: 1}', 1, 2],
    ['curly-quotes', '{"a": ‘b’}', 1, 7],
    ['unquoted-key', '{media.id: 1}', 1, 2],
    ['unquoted-string', '{"a": VOD}', 1, 7],
    ['markup', '\n<html><body>x</body></html>', 2, 1],
    ['markup', '<!DOCTYPE html>', 1, 1],
    ['markup', '<?xml version="1.0"?>', 1, 1],
    ['key-not-string', '{"a": 1, 2: 3}', 1, 10],
    ['unclosed-string', '{"a": "b\n}', 1, 7],
    ['missing-comma', '{"a": 1\n "b": 2}', 2, 2],
    ['missing-colon', '{"a" 1}', 1, 6],
    ['missing-value-before-bracket', '{"a": }', 1, 7],
    ['missing-value-before-comma', '{"a":, "b": 1}', 1, 6],
    ['extra-comma', '[1,,2]', 1, 4],
    ['extra-comma', '{,}', 1, 2],
    ['extra-colon', '["a": 1]', 1, 5],
    ['leading-zero', '{"a": 01}', 1, 7],
    ['number-form', '{"a": .5}', 1, 7],
    ['number-form', '{"a": +5}', 1, 7],
    ['number-form', '{"a": 0x1F}', 1, 8],
    ['unfinished-number', '{"a": 1.}', 1, 7],
    ['number-form', '{"a": -}', 1, 7],
    ['literal', '{"a": NaN}', 1, 7],
    ['literal', '{"a": undefined}', 1, 7],
    ['literal', '{"a": True}', 1, 7],
    ['ellipsis', '{"a": 1,\n ...\n}', 2, 2],
    ['invisible', '{"a":\u00a01}', 1, 6],
    ['escape', '{"a": "C:\\media"}', 1, 7],
    ['unicode-escape', '{"a": "\\u12"}', 1, 7],
    ['control-character', '{"a": "\t"}', 1, 7],
    ['after-root', '{} {}', 1, 4],
    ['after-root', '{"a": 1}}', 1, 9],
    ['wrong-bracket', '{"a": [1}', 1, 9],
    ['cut-off', '{"a": [1,\n2', 2, 1],
    ['cut-off', '{"a":', 1, 5],
    ['empty', '', 1, 1],
  ])('%s: %j', async (mistake, text, line, column) => {
    const finding = await findingOf(() => parse(text));
    expect(finding).toMatchObject({
      code: 'json-syntax',
      origin: { name: 'meta.json', line, column },
      args: { mistake },
    });
    expect(sayFinding(finding).message.length).toBeGreaterThan('This is not JSON: .'.length + 10);
  });

  test('an unclosed bracket names where it was opened', async () => {
    const { args } = await findingOf(() => parse('{\n  "a": [1, 2\n'));
    expect(args).toMatchObject({ firstLine: 2, firstColumn: 8 });
  });

  test('columns count after CRLF, CR and astral characters', async () => {
    const { origin } = await findingOf(() => parse('{\r\n\r"😀": x}'));
    expect(origin).toMatchObject({ line: 3, column: 7 });
  });
});

describe('what JSON.parse lets through', () => {
  test('duplicate keys name both places (row 70)', async () => {
    const finding = await findingOf(() => parse('{"params": {\n  "media.id": 1,\n  "media.id": 2}}'));
    expect(finding).toMatchObject({
      code: 'json-duplicate-key',
      path: '/params/media.id',
      origin: { line: 3, column: 3 },
      args: { key: 'media.id', firstLine: 2, firstColumn: 3 },
    });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('the key %s (row 71)', async (key) => {
    const finding = await findingOf(() => parse(`{"customMetadata": {"${key}": {"polluted": "yes"}}}`));
    expect(finding).toMatchObject({ code: 'json-unsafe-key', path: `/customMetadata/${key}`, args: { key } });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  test('an escaped __proto__ is found too', async () => {
    expect((await findingOf(() => parse('{"__\\u0070roto__": 1}'))).code).toBe('json-unsafe-key');
  });

  test('objects inherit nothing', () => {
    const { value } = parse('{"a": {}}');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect((value as Record<string, unknown>)['toString']).toBeUndefined();
  });

  test.each(['1e400', '-1e400', '15090453241531234567', '9007199254740993', '1e-400'])(
    'the number %s (row 72)',
    async (text) => {
      const finding = await findingOf(() => parse(`{"a": [0, ${text}]}`));
      expect(finding).toMatchObject({ code: 'json-number', path: '/a/1', args: { text } });
    },
  );

  test.each([
    '9007199254740991',
    '9007199254740992',
    '-36059401412538970',
    '-170734548725833150',
    '15090453241531234000',
    '-0',
    '0.0',
    '0e9',
    '60.39333333333333',
    '1E3',
  ])('the number %s is kept', (text) => {
    expect(parse(text).value).toBe(JSON.parse(text));
  });

  test.each([
    ['array', '[1]'],
    ['string', '"x"'],
    ['null', 'null'],
    ['number', '5'],
  ])('a root that is %s (row 73)', async (actual, text) => {
    const finding = await findingOf(() => objectRoot(parse(text)));
    expect(finding).toMatchObject({
      code: 'json-root',
      expected: { kind: 'type', types: ['object'] },
      actual: { type: actual },
    });
  });

  test.each([
    ['arrays', '['.repeat(200_000)],
    ['objects', '{"a":'.repeat(200_000)],
    ['closed arrays', `${'['.repeat(200_000)}${']'.repeat(200_000)}`],
  ])('%s nested 200 000 deep (row 73)', async (_name, text) => {
    expect(await findingOf(() => parse(text))).toMatchObject({ code: 'json-depth', args: { limit: 200 } });
  });

  test('200 levels are read', () => {
    expect(() => parse(`${'['.repeat(200)}${']'.repeat(200)}`)).not.toThrow();
  });

  test('everything is found at once', async () => {
    const findings = await findingsOf(() => parse('{"a": 1e400, "a": 2, "__proto__": 12345678901234567890}'));
    expect(findings.map((finding) => finding.code)).toEqual([
      'json-number',
      'json-duplicate-key',
      'json-unsafe-key',
      'json-number',
    ]);
  });

  test('a thousand duplicates are not a thousand findings', async () => {
    expect(await findingsOf(() => parse(`{${'"a":1,'.repeat(1000)}"a":1}`))).toHaveLength(100);
  });
});

describe('places', () => {
  const text = '{\n  "params": {"media.id": "x",\n    "list": [1, {"b": 2}]}\n}';

  test.each<[Path, 'key' | 'value', string]>([
    [[], 'value', '{'],
    [['params'], 'key', '"params"'],
    [['params', 'media.id'], 'value', '"x"'],
    [['params', 'media.id'], 'key', '"media.id"'],
    [['params', 'list', 1, 'b'], 'value', '2}'],
    [['params', 'list', '1', 'b'], 'key', '"b"'],
    [['params', 'list', 0], 'key', '1,'],
    [['params', 'missing'], 'value', '{"media.id"'],
    [['params', 'missing', 'deeper'], 'key', '{"media.id"'],
    [['params', 'toString'], 'value', '{"media.id"'],
  ])('%j %s', (path, part, start) => {
    const origin = parse(text).locate(path, part);
    expect(origin).toMatchObject(source);
    expect(textAt(text, origin).startsWith(start)).toBe(true);
  });

  test('a part of a document keeps its places', () => {
    const part = subDocument(parse(text), ['params', 'list']);
    expect(part?.value).toEqual([1, { b: 2 }]);
    expect(part?.locate([1, 'b'], 'key')).toMatchObject({ line: 3, column: 18 });
    expect(subDocument(parse(text), ['params', 'none', 'x'])).toBeUndefined();
  });
});

describe('properties', () => {
  const key = fc
    .string({ unit: 'grapheme', maxLength: 8 })
    .filter((name) => !/^(__proto__|constructor|prototype)$/.test(name));
  const json = fc.letrec<{ node: JsonValue }>((tie) => ({
    node: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.maxSafeInteger(),
        fc.boolean(),
        fc.constant(null),
      ),
      fc.array(tie('node'), { maxLength: 4 }),
      fc.dictionary(key, tie('node'), { maxKeys: 4 }),
    ),
  })).node;
  const spacing = fc.constantFrom(undefined, 1, 2, '\t');

  test('the value is what JSON.parse gives', () => {
    fc.assert(
      fc.property(json, spacing, (value, space) => {
        const text = JSON.stringify(value, null, space);
        expect(JSON.stringify(parse(text).value)).toBe(JSON.stringify(JSON.parse(text)));
        expect(parse(text).value).toEqual(JSON.parse(text));
      }),
    );
  });

  test('locate points at the text of every key and value', () => {
    fc.assert(
      fc.property(json, spacing, (value, space) => {
        const text = JSON.stringify(value, null, space);
        const document = parse(text);
        for (const [path, entry] of entries(JSON.parse(text), [])) {
          const at = textAt(text, document.locate(path));
          const start =
            typeof entry === 'object' && entry !== null
              ? Array.isArray(entry)
                ? '['
                : '{'
              : JSON.stringify(entry);
          expect(at.startsWith(start)).toBe(true);
          const last = path.at(-1);
          if (typeof last === 'string') {
            expect(textAt(text, document.locate(path, 'key')).startsWith(JSON.stringify(last))).toBe(true);
          }
        }
      }),
    );
  });

  test('a text is refused if and only if JSON.parse refuses it', () => {
    const characters = fc.constantFrom(
      ...'{}[]:,"\\/0123456789.-+eE tfnul\n\r\t\u0001\u00a0\'#'.split(''),
      'true',
      'null',
      '"a"',
      '\\u00',
    );
    fc.assert(
      fc.property(
        fc.array(characters, { maxLength: 12 }).map((parts) => parts.join('')),
        (text) => {
          expect(refuses(() => parse(text), text)).toBe(refuses(() => JSON.parse(text), text));
        },
      ),
      { numRuns: 20_000 },
    );
  });

  test('a broken document gives a finding and never another error', () => {
    fc.assert(
      fc.property(json, fc.nat(), fc.constantFrom('', ',', '}', '"', "'", '/*', '['), (value, at, change) => {
        const text = JSON.stringify(value, null, 1);
        const position = at % (text.length + 1);
        refuses(() => parse(text.slice(0, position) + change + text.slice(position + 1)), text);
      }),
    );
  });
});

/** Whether the work throws what it may throw: findings about syntax, or a SyntaxError. */
function refuses(work: () => unknown, text: string): boolean {
  try {
    work();
    return false;
  } catch (error) {
    const codes = (error as { findings?: { code: string }[] }).findings?.map((finding) => finding.code);
    if (codes === undefined) expect(error, text).toBeInstanceOf(SyntaxError);
    return codes === undefined || codes.includes('json-syntax');
  }
}

function* entries(value: JsonValue, path: Path): Generator<[Path, JsonValue]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, entry] of Object.entries(value)) {
    yield* entries(entry, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

test('5 MB are read without a wait that anyone would notice', () => {
  const text = JSON.stringify(
    Array.from({ length: 75_000 }, (_, id) => ({ id, name: `name ${id}`, list: [id, true, null, 1.5] })),
    null,
    1,
  );
  expect(text.length).toBeGreaterThan(5_000_000);
  const start = performance.now();
  parse(text);
  // Under a second on an idle machine; a reader that is not linear would take minutes.
  expect(performance.now() - start).toBeLessThan(8_000);
});
