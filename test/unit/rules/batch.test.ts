import { describe, expect, test } from 'vitest';
import { sayFinding } from '../../../src/messages/index.ts';
import type { JsonObject, JsonValue } from '../../../src/model/json.ts';
import { type BatchOptions, checkBatch, isDownloaded } from '../../../src/rules/check-batch.ts';
import { event, NOW, originOf, sessionStart } from './support.ts';

const start = (params: JsonObject = { 'media.downloaded': true }) => sessionStart(params);
const checked = (bodies: JsonValue[], batch: BatchOptions['batch'] = 'downloaded') =>
  checkBatch(bodies, { originOf, now: NOW, batch });
const found = (...given: Parameters<typeof checked>) =>
  checked(...given).map(({ code, path, severity }) => `${severity} ${code} ${path}`);

describe('a batch of downloaded content', () => {
  test('is right with media.downloaded true, or without it where its endpoint says it all', () => {
    expect(found([start(), event('play'), event('ping'), event('sessionEnd')])).toEqual([]);
    expect(found([start({}), event('play')])).toEqual([]);
    expect(found([start({ 'media.downloaded': false })])).toEqual([
      'warning downloaded-batch /0/params/media.downloaded',
    ]);
  });

  test('may be of last week', () => {
    const old = { ...start(), playerTime: { playhead: 0, ts: NOW - 7 * 86_400_000 - 1 } };
    expect(found([old])).toEqual([]);
  });

  test('sent to the sessions endpoint is deprecated, and must say that it was downloaded', () => {
    expect(found([start(), event('play')], 'sessions')).toEqual(['warning batch-deprecated undefined']);
    expect(found([start({})], 'sessions')).toEqual([
      'warning batch-deprecated undefined',
      'warning downloaded-batch /0/params/media.downloaded',
    ]);
  });

  test('begins with its only sessionStart', () => {
    expect(found([])).toEqual(['error batch-form ']);
    expect(found([event('play'), start()])).toEqual([
      'error batch-form /0/eventType',
      'warning batch-form /1/eventType',
    ]);
    expect(found([start(), start()])).toEqual(['warning batch-form /1/eventType']);
  });

  test('each body is checked as if it stood alone, at its place in the batch, and no flag is named', () => {
    const findings = checked([start({ 'media.length': '60' }), 7, { eventType: 'pley' }]);
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'param-type /0/params/media.length',
      'body-type /1',
      'event-type /2/eventType',
    ]);
    expect(findings[0]?.origin?.name).toBe('value 0|params|media.length');
    for (const finding of findings) expect(sayFinding(finding).fix).not.toMatch(/--(?!body)/);
  });
});

test.each<[JsonValue[], boolean]>([
  [[start()], true],
  [[start({})], false],
  [[event('play'), start()], false],
  [[], false],
  [[1], false],
  [[{ eventType: 'sessionStart' }], false],
])('%j: downloaded %s', (bodies, is) => {
  expect(isDownloaded(bodies)).toBe(is);
});
