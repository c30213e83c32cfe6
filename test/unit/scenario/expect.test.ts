import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import type { MetricKey } from '../../../src/model/metrics.ts';
import type { Numbers } from '../../../src/model/session.ts';
import { checkExpectations, documentedStatus } from '../../../src/scenario/expect.ts';

const ORIGIN = { kind: 'file', name: 'a.yaml' } as const;

const NUMBERS = {
  contentStarts: 1,
  contentTimeSpent: 44.997,
  averageMinuteAudience: 0.7458,
  adStarts: { value: 2, range: [1, 2], why: ['break-open'] },
  contentSegment: { value: '[0-1]', why: ['segment-steps'] },
  playerSdkErrors: ['a'],
  timeToStart: null,
} as unknown as Numbers;

function isMet(key: MetricKey, wanted: JsonValue): boolean {
  const [one] = checkExpectations(
    { numbers: [{ key, wanted, origin: ORIGIN }] },
    { numbers: NUMBERS, broken: [] },
  );
  return one?.failed === undefined;
}

describe('a number', () => {
  test.each<[MetricKey, JsonValue, boolean]>([
    ['contentStarts', 1, true],
    ['contentStarts', 2, false],
    ['contentStarts', [1, 3], true],
    ['contentStarts', '1', false],
    ['contentTimeSpent', 45, true],
    ['contentTimeSpent', 45.9, true],
    ['contentTimeSpent', 46.1, false],
    ['contentTimeSpent', [10, 44], true],
    ['contentTimeSpent', [10, 43.9], false],
    ['averageMinuteAudience', 0.75, true],
    ['averageMinuteAudience', 0.8, false],
    ['adStarts', 1, true],
    ['adStarts', 2, true],
    ['adStarts', 0, false],
    ['adStarts', [0, 1], true],
    ['contentSegment', '[0-1]', true],
    ['contentSegment', '[0-2]', false],
    ['playerSdkErrors', ['a'], true],
    ['playerSdkErrors', ['b'], false],
    ['timeToStart', null, true],
    ['timeToStart', 0, false],
  ])('%s as %j: %s', (key, wanted, met) => {
    expect(isMet(key, wanted)).toBe(met);
  });
});

test('the rules that are broken are those that are expected, and no others', () => {
  const check = (ids: string[], broken: string[]) =>
    checkExpectations(
      { numbers: [], rules: { ids: ids as never, origin: ORIGIN } },
      { numbers: NUMBERS, broken },
    )[0]?.failed;
  expect(check([], [])).toBeUndefined();
  expect(check(['ping-rare', 'ad-open'], ['ad-open', 'ping-rare'])).toBeUndefined();
  expect(check(['ping-rare'], ['ad-open'])).toEqual({
    about: 'rules',
    missing: ['ping-rare'],
    extra: ['ad-open'],
  });
});

test('the documented statuses', () => {
  expect(documentedStatus('sessionStart', false)).toBe(201);
  expect(documentedStatus('ping', false)).toBe(204);
  expect(documentedStatus('ping', true)).toBe(201);
});
