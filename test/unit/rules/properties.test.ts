import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { parsePointer } from '../../../src/model/json.ts';
import { type ParamSpec, paramSpecs } from '../../../src/rules/params.ts';
import fc from '../../helpers/fc.ts';
import { check, checkLive, places, weigh, without } from './support.ts';

/** Any value of the JSON type that a spec asks for. */
function valueFor({ key, type }: ParamSpec): fc.Arbitrary<JsonValue> {
  if (key.startsWith('states')) return fc.array(fc.record({ 'media.state.name': fc.string() }));
  const values: Record<ParamSpec['type'], fc.Arbitrary<JsonValue>> = {
    string: fc.string({ unit: 'binary' }),
    number: fc.double({ noNaN: true, noDefaultInfinity: true }),
    integer: fc.maxSafeInteger(),
    boolean: fc.boolean(),
    array: fc.array(fc.constant({})),
    object: fc.dictionary(fc.string(), fc.record({ id: fc.string(), authState: fc.constantFrom(0, 1, 2) })),
  };
  return values[type];
}

function paramsOf(eventType: string): fc.Arbitrary<JsonObject> {
  const specs = paramSpecs(eventType);
  const model = Object.fromEntries(specs.map((spec) => [spec.key, valueFor(spec)]));
  const requiredKeys = specs.filter((spec) => spec.required).map((spec) => spec.key);
  return fc.record(model, { requiredKeys }) as fc.Arbitrary<JsonObject>;
}

function bodyOf(eventType: string): fc.Arbitrary<JsonObject> {
  const playerTime = fc.record({
    playhead: fc.double({ noNaN: true, noDefaultInfinity: true }),
    ts: fc.maxSafeInteger(),
  });
  const customMetadata = fc.dictionary(fc.stringMatching(/^[a-zA-Z0-9_.]+$/), fc.string());
  const takesMetadata = ['sessionStart', 'adStart', 'chapterStart'].includes(eventType);
  return fc.record(
    {
      eventType: fc.constant(eventType),
      playerTime,
      params: paramsOf(eventType),
      qoeData: fc.record(
        { 'media.qoe.bitrate': fc.maxSafeInteger(), 'media.qoe.errorID': fc.string() },
        { requiredKeys: [] },
      ),
      ...(takesMetadata && { customMetadata }),
    },
    { requiredKeys: ['eventType', 'playerTime', 'params'] },
  ) as fc.Arbitrary<JsonObject>;
}

const anyBody = fc
  .constantFrom(...EVENT_TYPES)
  .chain((name) => bodyOf(name).map((body) => [name, body] as const));

describe('generated bodies', () => {
  test('one of the right form has no finding', () => {
    fc.assert(fc.property(anyBody, ([name, body]) => void expect(check(body, name)).toEqual([])));
  });

  test('without a required param it has exactly that finding', () => {
    const withKey = anyBody
      .map(([name, body]) => [name, body, paramSpecs(name).filter((spec) => spec.required)] as const)
      .filter(([, , required]) => required.length > 0)
      .chain(([name, body, required]) =>
        fc.constantFrom(...required).map((spec) => [name, body, spec] as const),
      );
    fc.assert(
      fc.property(withKey, ([name, body, spec]) => {
        const broken = { ...body, params: without(body['params'] as JsonObject, spec.key) };
        expect(places(check(broken, name))).toEqual([`param-missing /params/${spec.key}`]);
      }),
    );
  });

  test('with one value of another type it has exactly that finding', () => {
    const wrong = anyBody.chain(([name, body]) => {
      return fc.constantFrom(...paramSpecs(name)).map((spec) => [name, body, spec] as const);
    });
    fc.assert(
      fc.property(wrong, ([name, body, spec]) => {
        const broken = { ...body, params: { ...(body['params'] as JsonObject), [spec.key]: null } };
        expect(places(check(broken, name))).toEqual([`param-type /params/${spec.key}`]);
      }),
    );
  });

  test('the checks beyond the schema never throw, and point into the body', () => {
    fc.assert(
      fc.property(anyBody, ([, body]) => {
        for (const finding of weigh(body)) {
          expect(finding.evidence).toBe('plausibility');
          expect(['eventType', 'playerTime', 'params', 'qoeData', 'customMetadata']).toContain(
            parsePointer(finding.path ?? '')[0],
          );
        }
      }),
    );
  });
});

describe('anything at all', () => {
  const json = fc.jsonValue({ stringUnit: 'binary', maxDepth: 5 }) as fc.Arbitrary<JsonValue>;

  test('any body can be checked, and is refused unless it is a real one', () => {
    fc.assert(fc.property(json, (body) => void expect(check(body).length).toBeGreaterThan(0)));
  });

  test('any body of the right parts can be weighed', () => {
    const parts = fc.record(
      { eventType: json, playerTime: json, params: json, customMetadata: json, qoeData: json },
      { requiredKeys: [] },
    ) as fc.Arbitrary<JsonObject>;
    fc.assert(fc.property(parts, (body) => void expect(Array.isArray(weigh(body))).toBe(true)));
  });

  test('any schema can be applied', () => {
    const keyword = fc.constantFrom(
      'type',
      'properties',
      'items',
      'allOf',
      'anyOf',
      'not',
      '$ref',
      'enum',
      'required',
      'id',
      'pattern',
      'patternProperties',
      'dependencies',
      'params',
      '#',
      'string',
    );
    const { schema } = fc.letrec<{ schema: JsonValue }>((tie) => ({
      schema: fc.oneof(
        { maxDepth: 4 },
        keyword,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('schema'), { maxLength: 3 }),
        fc.dictionary(keyword, tie('schema'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(schema, json, (value, params) => {
        const root = { properties: { params: value }, definitions: value } as JsonObject;
        expect(Array.isArray(checkLive({ params }, root))).toBe(true);
      }),
    );
  });
});
