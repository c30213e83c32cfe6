import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import { EVENT_TYPES } from '../../../src/rules/bundled-schema.ts';
import { checkEvent, checkInFull } from '../../../src/rules/check-event.ts';
import { quickCheck } from '../../../src/rules/quick.ts';
import fc from '../../helpers/fc.ts';
import { event, NOW, sessionStart } from './support.ts';

const OPTIONS = { originOf: () => undefined, now: NOW, online: true };
const BODIES: JsonValue[] = [sessionStart(), event('ping'), event('play')];

/** Any value in place of a body's event type, or of one of its parts, or of a param. */
const spoilt = fc
  .tuple(
    fc.constantFrom(...BODIES),
    fc.constantFrom('eventType', 'playerTime', 'params', 'qoeData', 'customMetadata', 'other', '__proto__'),
    fc.jsonValue() as fc.Arbitrary<JsonValue>,
  )
  .map(([body, key, value]) => {
    const text = JSON.stringify({ ...(body as object), [`new ${key}`]: value }).replace(
      `"new ${key}"`,
      `"${key}"`,
    );
    return JSON.parse(text) as JsonValue;
  });

describe('the quick check of a body', () => {
  test('comes to the same as the whole one, whatever the body', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(spoilt, fc.jsonValue() as fc.Arbitrary<JsonValue>), async (body) => {
        expect(checkEvent(body, OPTIONS)).toEqual(checkInFull(body, OPTIONS));
      }),
      { numRuns: 500 },
    );
  });

  test.each([[{}], [[]], [[{}]], [{ toString: 1 }], [null], [1], ['none']])(
    'event type %j',
    async (eventType) => {
      const body = { ...(BODIES[0] as object), eventType } as JsonValue;
      expect(quickCheck(body, OPTIONS)).toBeUndefined();
      expect(checkEvent(body, OPTIONS)).toEqual(checkInFull(body, OPTIONS));
    },
  );

  test.each(EVENT_TYPES)('for one event type only: %s', async (eventType) => {
    const options = { ...OPTIONS, eventType };
    for (const body of BODIES) expect(checkEvent(body, options)).toEqual(checkInFull(body, options));
  });

  test('leaves it to an endpoint that has a schema of its own', () => {
    expect(quickCheck(BODIES[1], OPTIONS)).toEqual([]);
    expect(quickCheck(BODIES[1], { ...OPTIONS, liveSchema: () => undefined })).toBeUndefined();
  });
});
