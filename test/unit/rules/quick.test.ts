import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import type { JsonValue } from '../../../src/model/json.ts';
import { checkEvent, checkInFull } from '../../../src/rules/check-event.ts';
import { paramSpecs } from '../../../src/rules/params.ts';
import { quickCheck } from '../../../src/rules/quick.ts';
import fc from '../../helpers/fc.ts';
import { event, NOW, sessionStart } from './support.ts';

const OPTIONS = { originOf: () => undefined, now: NOW, online: true };
const BODIES: JsonValue[] = [
  sessionStart(),
  event('ping'),
  event('play'),
  event('adStart', { params: { 'media.ad.podPosition': 0, 'media.ad.length': 1e9 } }),
];

/** What a body may be sent with. */
const options = fc.record(
  {
    batch: fc.constantFrom('downloaded' as const, 'sessions' as const),
    endpoint: fc.constantFrom('c.hb-api.omtrdc.net', 'c.hb.omtrdc.net', 'c.sc.omtrdc.net').map((host) => ({
      host,
      origin: { kind: 'flag' as const, name: '--endpoint' },
    })),
    recorded: fc.boolean(),
  },
  { requiredKeys: [] },
);

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

const texts = fc.constantFrom(
  '',
  'x',
  '{uri}',
  'null',
  'n/a',
  'a.b',
  'true',
  'live',
  'http://h/x',
  'c.hb.omtrdc.net',
);
const numbers = fc.constantFrom(-1, 0, 1, 86_401, 1e9, 1e12);

/** A value of a type, such as one check or another is about. */
const ofType = (type: string): fc.Arbitrary<JsonValue> =>
  type === 'string' ? texts : type === 'boolean' ? fc.boolean() : numbers;

/** Bodies that the schema of their event type mostly takes, and that checks have something to say of. */
const implausible = fc.constantFrom(...EVENT_TYPES).chain((eventType) => {
  const values = paramSpecs(eventType)
    .filter(({ type }) => type !== 'object' && type !== 'array')
    .map(({ key, type }): [string, fc.Arbitrary<JsonValue>] => [key, ofType(type)]);
  const base = eventType === 'sessionStart' ? sessionStart() : event(eventType);
  return fc
    .record(
      {
        playerTime: fc.record({
          ts: fc.constantFrom(-1, 0, NOW, NOW * 1000, NOW / 1000, NOW - 1e9, NOW + 1e9, 1.79568e12),
          playhead: numbers,
        }),
        params: fc.record(Object.fromEntries(values), { requiredKeys: [] }),
        qoeData: fc.record(
          { 'media.qoe.errorID': texts, 'media.qoe.bitrate': numbers },
          { requiredKeys: [] },
        ),
        ...(eventType === 'sessionStart' && {
          customMetadata: fc.dictionary(fc.constantFrom('a.b', 'media.x', 'plain'), texts),
        }),
      },
      { requiredKeys: [] },
    )
    .map((parts): JsonValue => {
      const params = parts.params && { params: { ...(base['params'] as object), ...parts.params } };
      return { ...base, ...parts, ...params } as JsonValue;
    });
});

describe('the quick check of a body', () => {
  test('comes to the same as the whole one, whatever the body', async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.oneof({ weight: 4, arbitrary: implausible }, spoilt, fc.jsonValue() as fc.Arbitrary<JsonValue>),
        options,
        fc.constantFrom(NOW, Number.NaN),
        async (body, more, now) => {
          const all = { ...OPTIONS, ...more, now };
          const quick = quickCheck(body, all);
          said += quick?.length ?? 0;
          expect(quick ?? checkEvent(body, all)).toEqual(checkInFull(body, all));
        },
      ),
      { numRuns: 800 },
    );
    // Most bodies are such that the quick check decides.
    expect(said).toBeGreaterThan(400);
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
