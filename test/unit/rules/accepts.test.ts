import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import type { JsonValue } from '../../../src/model/json.ts';
import { accepts } from '../../../src/rules/accepts.ts';
import { prepareSchema } from '../../../src/rules/prepare.ts';
import { event, PARAMS, schemaOf, sessionStart } from './support.ts';

const json = fc.jsonValue() as fc.Arbitrary<JsonValue>;
const bodies: Record<string, JsonValue> = {
  sessionStart: sessionStart({}, { customMetadata: { a_b: 'x' }, qoeData: { 'media.qoe.bitrate': 1 } }),
  ping: event('ping'),
  adStart: event('adStart', { params: { ...PARAMS } }),
};

/** A body with one of its values, at any depth, replaced by anything, or one key added. */
const spoilt = fc
  .tuple(fc.constantFrom(...Object.keys(bodies)), fc.nat(), fc.string(), json)
  .map(([name, place, added, value]) => {
    const body = structuredClone(bodies[name]) as Record<string, JsonValue>;
    const holders = [body, ...Object.values(body).filter((item) => typeof item === 'object')];
    const holder = holders[place % holders.length] as Record<string, JsonValue>;
    const keys = [...Object.keys(holder), added];
    holder[keys[place % keys.length] ?? added] = value;
    return body;
  });

describe('the quick check', () => {
  test('takes valid bodies', () => {
    expect(accepts(bodies['sessionStart'] ?? null, prepareSchema(schemaOf('sessionStart')).schema)).toBe(
      true,
    );
    expect(accepts(bodies['ping'] ?? null, prepareSchema(schemaOf('ping')).schema)).toBe(true);
  });

  test.each(EVENT_TYPES)('accepts nothing that the interpreter refuses: %s', (eventType) => {
    const { schema, modest } = prepareSchema(schemaOf(eventType));
    expect(modest).toBe(true);
    const interpreter = new Validator(schema, '4', false);
    fc.assert(
      fc.property(fc.oneof(spoilt, json), (body) => {
        const { valid } = interpreter.validate(body);
        if (accepts(body, schema)) expect(valid).toBe(true);
        if (accepts(body, schemaOf(eventType) as never)) expect(valid).toBe(true);
      }),
    );
  });

  test('takes a schema as it is published, references and all', () => {
    const schema = schemaOf('sessionStart') as never;
    expect(accepts(bodies['sessionStart'] ?? null, schema)).toBe(true);
    expect(accepts({ ...(bodies['sessionStart'] as object), params: {} }, schema)).toBe(false);
    expect(accepts({ a: 1 }, { properties: { a: { $ref: '#/definitions/none' } } } as never)).toBe(false);
  });

  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])(
    '%s is a key like any other',
    (key) => {
      const params = JSON.parse(JSON.stringify(PARAMS).replace('{', `{"${key}":"x",`)) as JsonValue;
      const body = { ...(bodies['sessionStart'] as object), params };
      for (const schema of [schemaOf('sessionStart'), prepareSchema(schemaOf('sessionStart')).schema])
        expect(accepts(body, schema as never)).toBe(false);
    },
  );

  test('leaves to the interpreter what it does not know', () => {
    const body = { a: 'text' };
    for (const schema of [{ minLength: 1 }, { type: ['string'] }, { anyOf: [{}] }, { not: { type: 'null' } }])
      expect(accepts(body, prepareSchema({ properties: { a: schema } } as never))).toBe(false);
  });
});
