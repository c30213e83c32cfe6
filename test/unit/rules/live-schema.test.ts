import { describe, expect, test } from 'vitest';
import { sayExpected } from '../../../src/messages/index.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { boundPattern } from '../../../src/rules/pattern.ts';
import { isUsableSchema } from '../../../src/rules/validate.ts';
import { checkLive, event, places, schemaOf, sessionStart } from './support.ts';

/** A schema with one property of params, as an endpoint might publish it. */
const withParam = (property: JsonValue, more: JsonObject = {}): JsonObject => ({
  definitions: {
    play: { properties: { eventType: {}, playerTime: {}, params: { properties: { p: property }, ...more } } },
  },
  type: 'object',
  $ref: '#/definitions/play',
});
const bodyWith = (p: JsonValue) => event('play', { params: { p } });
const expected = (property: JsonValue, value: JsonValue) => {
  return checkLive(bodyWith(value), withParam(property)).map(
    (finding) => finding.expected && sayExpected(finding.expected),
  );
};

describe('which schemas are usable', () => {
  test.each<[string, unknown]>([
    ['the bundled one', schemaOf('play')],
    ['one without definitions', { properties: { eventType: { type: 'string' } } }],
    [
      'one that refers to itself by its ID',
      {
        id: 'https://h/x',
        definitions: { a: { properties: { params: {} } } },
        $ref: 'https://h/x#/definitions/a',
      },
    ],
  ])('%s', (_, schema) => {
    expect(isUsableSchema(schema)).toBe(true);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a list', []],
    ['text', '{}'],
    ['an empty object', {}],
    ['an error message', { message: 'not found' }],
    ['another schema', { properties: { name: { type: 'string' } } }],
    ['properties as a list', { properties: ['eventType'] }],
    ['a reference to nothing', { $ref: '#/definitions/a' }],
    ['a reference in a circle', { $ref: '#' }],
    [
      'a reference to another document',
      { $ref: 'https://h/other#/definitions/a', definitions: { a: { properties: { params: {} } } } },
    ],
    ['a reference to what all objects have', { $ref: '#/constructor' }],
  ])('not %s', (_, schema) => {
    expect(isUsableSchema(schema)).toBe(false);
  });
});

describe('keywords that the bundled schemas do not use', () => {
  test.each<[JsonValue, JsonValue, string]>([
    [{ minimum: 0 }, -1, 'at least 0'],
    [{ minimum: 0, exclusiveMinimum: true }, 0, 'more than 0'],
    [{ maximum: 10 }, 11, 'at most 10'],
    [{ maximum: 10, exclusiveMaximum: true }, 10, 'less than 10'],
    [{ multipleOf: 5 }, 7, 'a multiple of 5'],
    [{ minLength: 2 }, 'a', 'at least 2 characters'],
    [{ maxLength: 2 }, 'abc', 'at most 2 characters'],
    [{ pattern: '^[a-z]+$' }, 'A', 'text matching ^[a-z]+$'],
    [{ pattern: 'a+b+' }, 'A', 'text matching a+b+'],
    [{ format: 'ipv4' }, 'x', 'text in the form "ipv4"'],
    [{ minItems: 1 }, [], 'at least 1 items'],
    [{ maxItems: 0 }, [1], 'at most 0 items'],
    [{ minProperties: 1 }, {}, 'at least 1 keys'],
    [{ maxProperties: 0 }, { a: 1 }, 'at most 0 keys'],
    [{ const: 'x' }, 'y', '"x"'],
    [{ type: ['string', 'null'] }, 1, 'string or null'],
    [{ type: 'string', enum: ['vod', 'live'] }, 1, 'one of vod, live'],
    [{ anyOf: [{ type: 'string' }, { type: 'null' }] }, 1, 'string or null'],
    [{ oneOf: [{ type: 'string' }, { enum: [1, 2] }] }, 3, 'exactly one of: string or one of 1, 2'],
    [
      { anyOf: [{ required: ['a', 'b'] }, { properties: { c: { type: 'string' } }, required: ['c'] }] },
      {},
      'an object with a, b or an object with c',
    ],
    [{ anyOf: [false, false] }, 1, 'another form'],
    [{ not: { type: 'string' } }, 'x', 'another value'],
    [{ allOf: [{ type: 'string' }, { minLength: 2 }] }, 1, 'string'],
    [{ items: [{ type: 'string' }] }, [1], 'string'],
  ])('%j refuses %j', (property, value, text) => {
    expect(expected(property, value)).toEqual([text]);
  });

  test('the branches of a choice are no findings of their own', () => {
    const choice = {
      anyOf: [{ properties: { a: { type: 'string' } }, additionalProperties: false }, { type: 'null' }],
    };
    expect(places(checkLive(bodyWith({ a: 1, b: 2 }), withParam(choice)))).toEqual(['param-type /params/p']);
  });

  test('what a key needs beside it', () => {
    const schema = withParam({}, { dependencies: { p: ['q', 'r'], q: { required: ['s'] } } });
    const missing = ['param-missing /params/r', 'param-missing /params/s'];
    expect(places(checkLive(event('play', { params: { p: 1, q: 1 } }), schema))).toEqual(missing);
    expect(places(checkLive(event('play', { params: {} }), schema))).toEqual([]);
  });

  test('a key pattern other than the one we know', () => {
    const schema = withParam({ patternProperties: { '^x': {} }, additionalProperties: false });
    expect(checkLive(bodyWith({ x1: 1, y: 2 }), schema)).toMatchObject([
      { path: '/params/p/y', expected: { kind: 'keys', patterns: ['^x'] } },
    ]);
  });
});

test('findings from a live schema say so, and lists of events are shown', () => {
  const schema: JsonObject = {
    properties: { eventType: { type: 'string', enum: ['sessionStart', 'play'] } },
  };
  const [finding] = checkLive(event('plai'), schema);
  expect(finding).toMatchObject({
    code: 'event-type',
    evidence: 'live-schema',
    expected: { kind: 'one-of', values: ['sessionStart', 'play'] },
    args: { suggestion: 'play' },
  });
});

test('a body that is no object is refused whatever the schema', () => {
  expect(places(checkLive([], {}))).toEqual(['body-type ']);
});

test('the schema is left as it was', () => {
  const schema = withParam({ type: 'string', pattern: 'a+b+' });
  const before = JSON.stringify(schema);
  const freeze = (value: unknown) => {
    if (typeof value !== 'object' || value === null) return;
    Object.freeze(value);
    Object.values(value).forEach(freeze);
  };
  freeze(schema);
  expect(checkLive(bodyWith(1), schema)).toHaveLength(1);
  expect(JSON.stringify(schema)).toBe(before);
});

describe('schemas that are broken or hostile', () => {
  const deep = () => {
    let schema: JsonObject = {};
    for (let depth = 0; depth < 50_000; depth++) schema = { allOf: [schema], properties: { params: schema } };
    return schema;
  };
  const doubling = () => {
    const definitions: JsonObject = {};
    for (let at = 0; at < 60; at++) {
      const next = { $ref: `#/definitions/d${at + 1}` };
      definitions[`d${at}`] = { allOf: [next, next], properties: { params: next } };
    }
    return { definitions, $ref: '#/definitions/d0' };
  };

  test.each<[string, JsonValue]>([
    ['types that are none', { type: 'any' }],
    ['type as a number', { type: 5 }],
    ['required as in draft 3', { required: true }],
    ['required as text', { required: 'media.id' }],
    ['enum as text', { enum: 'x' }],
    ['enum of nothing', { enum: [] }],
    ['properties as a list', { properties: [1] }],
    ['properties that are no schemas', { properties: { a: 1, b: null, c: 'x' } }],
    ['patterns that are none', { pattern: '(', patternProperties: { '[': {} }, additionalProperties: false }],
    ['a pattern as a number', { pattern: 3 }],
    ['limits as text', { minimum: '1', minLength: '1', multipleOf: 0, maxItems: {} }],
    ['choices as objects', { anyOf: {}, oneOf: 1, allOf: 'x', not: [] }],
    ['choices of nothing', { anyOf: [], oneOf: [], allOf: [] }],
    ['items as text', { items: 'x', additionalItems: 3 }],
    ['a format nobody knows', { format: 'constructor' }],
    ['dependencies as text', { dependencies: { p: 'q' } }],
    ['a reference to nothing', { $ref: '#/definitions/none' }],
    ['a reference elsewhere', { $ref: 'http://169.254.169.254/x#/a' }],
    ['a reference to itself', { $ref: '#/definitions/play/properties/params/properties/p' }],
    ['a reference that cannot be decoded', { $ref: '#/%zz' }],
    ['a reference to a name', { $ref: '#name' }],
    ['an ID that is no URL', { id: 'https://[', $id: 'https://[' }],
    ['IDs that repeat', { properties: { a: { id: 'x' }, b: { id: 'x' } } }],
  ])('%s: nothing is refused', (_, property) => {
    expect(checkLive(bodyWith('media'), withParam(property))).toEqual([]);
    expect(checkLive(bodyWith({ a: 1 }), withParam(property))).toEqual([]);
  });

  test.each<[string, () => JsonObject]>([
    ['nested very deeply', deep],
    ['doubling with each reference', doubling],
    ['calling themselves', () => ({ allOf: [{ $ref: '#' }], properties: { params: { $ref: '#' } } })],
    [
      'of keys that are no text',
      () => ({ properties: { 'a\ud800': { type: 'string' }, params: { type: 'object' } } }),
    ],
  ])('schemas %s end soon', (_, make) => {
    const begin = performance.now();
    const refused = checkLive(sessionStart(), make()).filter(({ code }) => code !== 'schema-unavailable');
    expect(refused).toEqual([]);
    expect(performance.now() - begin).toBeLessThan(3000);
  });

  test('a recursive schema still refuses what it can', () => {
    const schema: JsonObject = {
      definitions: {
        node: { properties: { params: { $ref: '#/definitions/node' }, n: { type: 'number' } } },
      },
      $ref: '#/definitions/node',
    };
    const body = { params: { params: { params: { n: 'x' } } } };
    expect(places(checkLive(body, schema))).toEqual(['param-type /params/params/params/n']);
  });

  test('a pattern may be named like a part of all objects', () => {
    const property = JSON.parse('{"patternProperties": {"__proto__": {"type": "string"}}}') as JsonObject;
    expect(places(checkLive(bodyWith({ x__proto__: 1 }), withParam(property)))).toEqual([
      'param-type /params/p/x__proto__',
    ]);
  });

  test('prototype keys in a schema are keys like others', () => {
    const properties = JSON.parse('{"__proto__": {"type": "string"}, "p": {"type": "string"}}') as JsonObject;
    const schema = { properties: { params: { properties, additionalProperties: false } } };
    const body = { params: JSON.parse('{"__proto__": 1, "p": 1, "toString": 1}') as JsonObject };
    expect(places(checkLive(body, schema))).toEqual([
      'param-type /params/__proto__',
      'param-type /params/p',
      'param-unknown /params/toString',
    ]);
    expect(({} as Record<string, unknown>)['type']).toBeUndefined();
  });

  test('the worst pattern that runs is done soon', () => {
    const worst = boundPattern('[ab]*[ab]*(c|d)');
    expect(worst).toBeDefined();
    const begin = performance.now();
    expect(checkLive(bodyWith('a'.repeat(256)), withParam({ pattern: '[ab]*[ab]*(c|d)' }))).toHaveLength(1);
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});

describe('a schema that costs too much', () => {
  const costly = withParam({
    allOf: Array.from({ length: 3000 }, (_, at) => ({ pattern: `[ab]*[ab]*(c|d)${at}` })),
  });

  test('is given up, and not tried again', () => {
    const body = bodyWith('a'.repeat(256));
    const places = () => checkLive(body, costly).map(({ code, args }) => [code, args]);
    const given = [['schema-unavailable', { reason: 'too-costly' }]];
    expect(places()).toEqual(given);
    const begin = process.cpuUsage().user;
    for (let at = 0; at < 100; at++) expect(places()).toEqual(given);
    // In microseconds: a second try alone would take 400 ms.
    expect(process.cpuUsage().user - begin).toBeLessThan(300_000);
  });

  test('leaves other schemas alone', () => {
    expect(expected({ pattern: '^[a-z]+$' }, 'A')).toEqual(['text matching ^[a-z]+$']);
  });
});
