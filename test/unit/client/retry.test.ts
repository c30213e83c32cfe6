import { describe, expect, test } from 'vitest';
import { repeatable, retryAfter, waitBefore } from '../../../src/client/retry.ts';
import type { Answer, Failure } from '../../../src/model/exchange.ts';

const NOW = Date.UTC(2026, 10, 24, 12);
const answer = (status: number, header?: string | string[]): Answer => ({
  kind: 'answer',
  sent: 'yes',
  status,
  statusText: '',
  headers: header === undefined ? {} : { 'retry-after': header },
  body: { bytes: new Uint8Array() },
  timings: { total: 1 },
  peer: { addresses: [] },
});
const failure = (sent: Failure['sent'], code: Failure['code']): Failure => ({
  kind: 'failure',
  sent,
  code,
  stage: 'connect',
  detail: {},
  timings: { total: 1 },
  peer: { addresses: [] },
});

describe('Retry-After (row 58)', () => {
  test.each([
    ['30', 30_000],
    ['0', 0],
    ['1000000000', 1_000_000_000_000],
    ['Tue, 24 Nov 2026 12:00:10 GMT', 10_000],
    ['Tue, 24 Nov 2026 11:59:00 GMT', undefined],
    ['-5', undefined],
    ['1e9', undefined],
    ['soon', undefined],
    ['1.5', undefined],
    ['', undefined],
    [['1', '2'], undefined],
  ])('%j is %s ms', (header, expected) => {
    expect(retryAfter(answer(503, header), NOW)).toBe(expected);
  });

  test('without one the wait doubles, with jitter, up to ten seconds', () => {
    const waits = [1, 2, 3, 10].map((attempt) => [
      waitBefore(answer(503), attempt, NOW, () => 0),
      waitBefore(answer(503), attempt, NOW, () => 1),
    ]);
    expect(waits).toEqual([
      [250, 500],
      [500, 1000],
      [1000, 2000],
      [5000, 10_000],
    ]);
  });
});

describe('what may be repeated', () => {
  test.each([
    [failure('no', 'connection-refused'), true, true],
    [failure('yes', 'reset'), false, true],
    [failure('unknown', 'closed'), false, true],
    [failure('no', 'interrupted'), false, false],
    [answer(429), true, true],
    [answer(503), true, true],
    [answer(500), false, true],
    [answer(400), false, false],
    [answer(201), false, false],
  ])('%#', (result, safe, unsafe) => {
    expect([repeatable(result, false), repeatable(result, true)]).toEqual([safe, unsafe]);
  });
});
