import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import { EVENT_TYPES } from '../../../src/rules/bundled-schema.ts';
import { checkEvent, checkInFull } from '../../../src/rules/check-event.ts';
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

/** Values that one check or another is about, in any part of a body. */
const telling = fc.constantFrom<JsonValue>(
  ...['', 'x', '{uri}', 'null', 'n/a', 'a.b', 'true', 'live', 'http://h/x', true, false],
  ...[0, -1, 1, 86_401, 1e9, NOW, NOW * 1000, NOW / 1000, 1.79568e12],
);

const spoiltInside = fc
  .tuple(
    fc.constantFrom(...EVENT_TYPES),
    fc.dictionary(
      fc.constantFrom('playerTime', 'params', 'qoeData', 'customMetadata', 'other'),
      fc.dictionary(
        fc.constantFrom(
          ...['ts', 'playhead', 'a.b', 'media.x', 'media.qoe.bitrate', 'media.downloaded', 'media.length'],
          ...['media.ad.podPosition', 'media.pass.auth', 'media.contentType', 'analytics.trackingServer'],
        ),
        telling,
      ),
    ),
    fc.boolean(),
  )
  .map(([eventType, parts, isStart]): JsonValue => {
    const base = isStart ? sessionStart() : event(eventType);
    const kept = Object.entries(parts).map(([key, part]) => [key, { ...(base[key] as object), ...part }]);
    return { ...base, ...Object.fromEntries(kept) };
  });

describe('the quick check of a body', () => {
  test('comes to the same as the whole one, whatever the body', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(spoilt, spoiltInside, fc.jsonValue() as fc.Arbitrary<JsonValue>),
        options,
        fc.constantFrom(NOW, Number.NaN),
        async (body, more, now) => {
          const all = { ...OPTIONS, ...more, now };
          expect(checkEvent(body, all)).toEqual(checkInFull(body, all));
        },
      ),
      { numRuns: 1000 },
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
