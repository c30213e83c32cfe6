import { describe, expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { argsOf } from '../../helpers/findings.ts';
import { event, NOW, onlyWeighed as only, sessionStart, time, weigh } from './support.ts';

describe('ts', () => {
  test('in seconds', () => {
    const seconds = NOW / 1000;
    expect(only(time(0, seconds))).toMatchObject({
      code: 'ts-seconds',
      severity: 'warning',
      args: { suggestion: NOW, flag: '--ts' },
    });
  });

  test.each<[number, string, Finding['severity'], number | undefined]>([
    [-1, 'negative', 'error', undefined],
    [NOW * 1000, 'too-fine', 'warning', NOW],
    [NOW * 1_000_000, 'too-fine', 'error', NOW],
    [1e300, 'too-fine', 'error', undefined],
    [Number.POSITIVE_INFINITY, 'too-fine', 'error', undefined],
    [NOW + 6 * 60_000, 'future', 'warning', undefined],
    [NOW - 25 * 3_600_000, 'past', 'warning', undefined],
    [53_453, 'past', 'warning', undefined],
    [0, 'past', 'warning', undefined],
  ])('%d is %s', (ts, kind, severity, suggestion) => {
    const finding = only(time(0, ts));
    expect(finding).toMatchObject({ code: 'ts-range', severity, path: '/playerTime/ts', args: { kind } });
    expect(argsOf(finding)['suggestion']).toBe(suggestion);
  });

  test('some minutes do not matter, nor does the past of a download or of a capture', () => {
    expect(weigh(time(0, NOW + 4 * 60_000))).toEqual([]);
    expect(weigh(time(0, NOW - 23 * 3_600_000))).toEqual([]);
    expect(weigh(time(0, 1509045324153), { online: false })).toEqual([]);
    expect(weigh(time(0, 1509045324153), { now: Number.NaN })).toEqual([]);
  });

  const recorded = { recorded: true } as const;
  const unknown = { now: Number.NaN, ...recorded };

  test.each<[string, number, { now?: number; recorded: true }, string]>([
    ['a day before the capture', NOW - 25 * 3_600_000, recorded, 'past'],
    ['minutes after the capture', NOW + 6 * 60_000, recorded, 'future'],
    ['of 1970, time of the capture unknown', 53_453, unknown, 'early'],
    ['of the first moment, time of the capture unknown', 0, unknown, 'early'],
    ['of the year 2200, time of the capture unknown', Date.UTC(2200, 0), unknown, 'late'],
    ['before 1970, time of the capture unknown', -1, unknown, 'negative'],
    ['in microseconds, time of the capture unknown', NOW * 1000, unknown, 'too-fine'],
  ])('of a capture: %s; nobody speaks of the clock of this machine', (_, ts, context, kind) => {
    const [finding, ...more] = weigh(time(0, ts), context);
    expect([finding?.code, argsOf(finding)['kind'], more]).toEqual(['ts-range', kind, []]);
    const { message, fix } = sayFinding(finding as Finding);
    expect(`${message} ${fix}`).not.toMatch(/this machine|the clock|current time/);
  });

  test('in seconds is known by its size alone', () => {
    expect(weigh(time(0, 1_509_045_324), unknown)).toMatchObject([
      { code: 'ts-seconds', args: { suggestion: 1_509_045_324_000 } },
    ]);
  });

  test.each([1_795_680_000_000, Number('1.79568e+12'), 1_700_000_000_000])('%d was rounded', (ts) => {
    for (const context of [{}, unknown, recorded])
      expect(weigh(time(0, ts), context)).toMatchObject([{ code: 'ts-rounded', severity: 'warning' }]);
    const [finding] = weigh(time(0, ts), recorded);
    expect(finding && sayFinding(finding).fix).not.toMatch(/--ts/);
  });

  test.each([1_795_675_012_990, 1_795_675_100_000, 1_795_675_000_001, 1_795_693_000_000])(
    '%d was not',
    (ts) => {
      expect(weigh(time(0, ts), unknown)).toEqual([]);
    },
  );

  test('of any day of this century is fine where the time of the capture is not known', () => {
    for (const year of [2000, 2017, 2099])
      expect(weigh(time(0, Date.UTC(year, 5, 1, 0, 0, 1)), unknown)).toEqual([]);
  });
});

describe('playhead and length', () => {
  test.each<[string, JsonObject, string, Finding['severity'], JsonValue | undefined]>([
    ['a negative playhead', time(-1), 'playhead-range', 'error', undefined],
    ['an infinite playhead', time(Number.POSITIVE_INFINITY), 'playhead-range', 'error', undefined],
    [
      'a playhead little beyond the end',
      time(3700, NOW, { 'media.length': 3600 }),
      'playhead-range',
      'warning',
      undefined,
    ],
    [
      'a live playhead of a day',
      time(86_400, NOW, { 'media.contentType': 'live' }),
      'playhead-range',
      'warning',
      undefined,
    ],
    ['a playhead beyond the end', time(91), 'playhead-range', 'warning', undefined],
    ['a playhead in milliseconds', time(45_000), 'playhead-milliseconds', 'warning', 45],
    ['a playhead that is a time', time(NOW), 'playhead-range', 'warning', undefined],
    [
      'a live playhead in milliseconds',
      time(36_000_000, NOW, { 'media.contentType': 'Live', 'media.length': 86_400 }),
      'playhead-milliseconds',
      'warning',
      36_000,
    ],
    [
      'a live playhead that is a time',
      time(NOW / 1000, NOW, { 'media.contentType': 'linear' }),
      'playhead-range',
      'warning',
      undefined,
    ],
    [
      'a playhead of an event',
      event('ping', { playerTime: { playhead: 90_000_000, ts: NOW } }),
      'playhead-range',
      'warning',
      undefined,
    ],
    [
      'a playhead of an event in milliseconds',
      event('ping', { playerTime: { playhead: 900_000, ts: NOW } }),
      'playhead-milliseconds',
      'warning',
      900,
    ],
    [
      'a length in milliseconds',
      sessionStart({ 'media.length': 90_500 }),
      'length-milliseconds',
      'warning',
      90.5,
    ],
    [
      'a chapter in milliseconds',
      event('chapterStart', { params: { 'media.chapter.length': 240_000 } }),
      'length-milliseconds',
      'warning',
      240,
    ],
    [
      'an ad in milliseconds',
      event('adStart', { params: { 'media.ad.length': 15_000 } }),
      'length-milliseconds',
      'warning',
      15,
    ],
    ['no length', sessionStart({ 'media.length': 0 }), 'length-not-positive', 'warning', undefined],
    [
      'a length of minus zero',
      sessionStart({ 'media.length': -0 }),
      'length-not-positive',
      'warning',
      undefined,
    ],
    ['a negative length', sessionStart({ 'media.length': -5 }), 'length-not-positive', 'warning', undefined],
    [
      'no length of live content',
      sessionStart({ 'media.length': 0, 'media.contentType': 'live' }),
      'length-not-positive',
      'warning',
      86_400,
    ],
  ])('%s', (_, body, code, severity, suggestion) => {
    const finding = only(body);
    expect(finding).toMatchObject({ code, severity });
    expect(argsOf(finding)['suggestion']).toBe(suggestion);
  });

  test('a playhead that is a time is recognised, and live content has a reason of its own', () => {
    expect(only(time(NOW / 1000))?.args).toMatchObject({ kind: 'beyond', epoch: true });
    expect(only(time(100, NOW))?.args).toEqual({
      key: 'playerTime.playhead',
      flag: '--playhead',
      kind: 'beyond',
    });
    expect(only(time(NOW / 1000, NOW, { 'media.contentType': 'live' }))?.args).toMatchObject({
      kind: 'live',
      epoch: true,
    });
  });

  test('what is in order', () => {
    expect(weigh(time(90.5))).toEqual([]);
    const live = { 'media.contentType': 'live', 'media.length': 86_400 };
    expect(weigh(time(86_399.9, NOW, live))).toEqual([]);
    expect(weigh(time(86_399, NOW, { ...live, 'media.length': 60 }))).toEqual([]);
    expect(weigh(event('ping', { playerTime: { playhead: 86_400, ts: NOW } }))).toEqual([]);
    expect(weigh(event('adStart', { params: { 'media.ad.length': 3600 } }))).toEqual([]);
  });
});
