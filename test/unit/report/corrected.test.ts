import { describe, expect, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { correctedBody } from '../../../src/report/corrected.ts';
import { checkEvent } from '../../../src/rules/check-event.ts';
import { onePerMistake } from '../../../src/rules/one-mistake.ts';
import fc from '../../helpers/fc.ts';
import { NOW } from '../../helpers/now.ts';

const PARAMS = {
  'analytics.trackingServer': 'analytics.example.com',
  'analytics.reportSuite': 'example-rsid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.id': 'film-1',
  'media.length': 600,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'channel',
  'media.streamType': 'video',
};
const GOOD = { playerTime: { playhead: 0, ts: NOW }, eventType: 'sessionStart', params: PARAMS };
const RULES = { originOf: () => undefined, now: NOW, recorded: true, online: true };
const check = (body: JsonValue) => checkEvent(body, RULES);
const correct = (body: JsonValue) => correctedBody(body, check(body));
const without = (key: keyof typeof PARAMS): JsonObject => {
  const { [key]: _gone, ...rest } = PARAMS;
  return rest;
};

describe('a corrected body', () => {
  test('of one in which nothing is wrong there is none', () => {
    expect(correct(GOOD)).toBeUndefined();
  });

  test('values get the type that they should have', () => {
    const body = { ...GOOD, params: { ...PARAMS, 'media.length': '600', 'media.id': 7 } };
    expect(correct(body)).toEqual({
      body: { ...GOOD, params: { ...PARAMS, 'media.id': '7' } },
      changed: expect.arrayContaining(['/params/media.length', '/params/media.id']),
      open: [],
    });
  });

  test('a key of another name is renamed where it stands, and its value gets the right type', () => {
    const body = { ...GOOD, params: { 'media.lenght': '600', ...without('media.length') } };
    const corrected = correct(body);
    expect(corrected?.body).toEqual(GOOD);
    expect(JSON.stringify(corrected?.body)).toMatch(/"params":\{"media.length"/);
    expect(corrected?.open).toEqual([]);
  });

  test('also where the two are one finding', () => {
    const body = { ...GOOD, params: { 'media.lenght': '600', ...without('media.length') } };
    expect(correctedBody(body, onePerMistake(check(body)))?.body).toEqual(GOOD);
  });

  test('what is missing is a blank', () => {
    const corrected = correct({ ...GOOD, params: without('media.length') });
    expect(corrected?.body).toEqual({ ...GOOD, params: { ...PARAMS, 'media.length': '<a number>' } });
    expect(corrected?.open).toEqual(['/params/media.length']);
  });

  test('a key that belongs nowhere goes; one of another part moves there', () => {
    const body = { ...GOOD, params: { ...PARAMS, nonsense: 1, 'media.qoe.bitrate': 800 } };
    expect(correct(body)?.body).toEqual({ ...GOOD, qoeData: { 'media.qoe.bitrate': 800 } });
  });

  test('the events of a batch are corrected in their places', () => {
    const batch = [GOOD, { ...GOOD, eventType: 'play', params: {}, playerTime: { playhead: '1', ts: NOW } }];
    const findings = check(batch[1] as JsonValue).map((one) => ({ ...one, path: `/1${one.path ?? ''}` }));
    const body = correctedBody(batch, findings)?.body as (typeof GOOD)[];
    expect(body[0]).toEqual(GOOD);
    expect(body[1]?.playerTime.playhead).toBe(1);
  });

  test('the given body stays as it is, and no key reaches a prototype', () => {
    const body = JSON.parse(`{"params":{"__proto__":{"x":1},"media.length":"1"},"eventType":"sessionStart"}`);
    const before = JSON.stringify(body);
    correct(body);
    expect(JSON.stringify(body)).toBe(before);
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('no error is left in it that says what to write', () => {
    const keys = Object.keys(PARAMS) as (keyof typeof PARAMS)[];
    const change = fc.record({
      key: fc.constantFrom(...keys),
      how: fc.constantFrom('as text', 'as number', 'typo', 'gone'),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 4 }), (changes) => {
        const params: JsonObject = { ...PARAMS };
        for (const { key, how } of changes) {
          const value = params[key] ?? null;
          if (how === 'as text') params[key] = String(value);
          if (how === 'as number') params[key] = 5;
          if (how === 'typo' || how === 'gone') delete params[key];
          if (how === 'typo') params[`${key.slice(0, -1)}${key.slice(-1).repeat(2)}`] = value;
        }
        const body = { ...GOOD, params };
        const corrected = correct(body);
        const open = new Set(corrected?.open);
        const left = check(corrected?.body ?? body).filter(({ path }) => !open.has(path ?? ''));
        expect(left.filter(({ severity }) => severity === 'error')).toEqual([]);
      }),
    );
  });
});
