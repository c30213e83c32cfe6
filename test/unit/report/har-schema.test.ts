import { readFileSync } from 'node:fs';
import { type Schema, Validator } from '@cfworker/json-schema';
import { expect, test } from 'vitest';
import type { Exchange, Stage, Timings } from '../../../src/model/exchange.ts';
import type { Result } from '../../../src/model/result.ts';
import { renderHar } from '../../../src/report/har.ts';
import { redactResult } from '../../../src/report/redact.ts';
import fc from '../../helpers/fc.ts';

const file = new URL('../../fixtures/har.schema.json', import.meta.url);
const validator = new Validator(JSON.parse(readFileSync(file, 'utf8')) as Schema, '2020-12', false);
const FACTS = { version: '1.2.3', now: Date.UTC(2026, 10, 24) };

function resultOf(exchange: Exchange): Result {
  return {
    command: 'start',
    sent: exchange.sent,
    exchange,
    request: {
      method: 'POST',
      url: 'https://c.example.com/x/api/v1/sessions',
      body: { params: { 'analytics.aid': 'A'.repeat(9) } },
    },
    requestHeaders: { 'content-type': 'application/json' },
    findings: [{ code: 'not-proved', severity: 'info' }],
    ...(exchange.kind === 'failure' && { error: { code: exchange.code } }),
  };
}

function failure(stage: Stage, timings: Timings): Exchange {
  const sent = stage === 'sent' ? 'unknown' : 'no';
  return { kind: 'failure', sent, code: 'timeout', stage, detail: {}, timings, peer: { addresses: [] } };
}

/** The document, once it has been found to be HAR 1.2. */
function har(result: Result) {
  const document = JSON.parse(renderHar(result, FACTS));
  const { valid, errors } = validator.validate(document);
  expect(valid ? [] : errors).toEqual([]);
  return document.log;
}

const tenths = fc.integer({ min: 0, max: 200_000 }).map((value) => value / 10);
const someTime = fc.option(tenths, { nil: undefined });
const timings = fc
  .record({
    dns: someTime,
    connect: someTime,
    proxy: someTime,
    tls: someTime,
    firstByte: someTime,
    rest: tenths,
  })
  .map(({ rest, ...steps }) => {
    const known = Object.entries(steps).filter(([, value]) => value !== undefined) as [string, number][];
    const total = known.reduce((sum, [, value]) => sum + value, rest);
    return { ...Object.fromEntries(known), total: Math.round(total * 10) / 10 } as Timings;
  });
const answer = fc
  .record({
    status: fc.integer({ min: 100, max: 999 }),
    statusText: fc.string(),
    headers: fc.dictionary(
      fc.stringMatching(/^[a-z][a-z-]{0,9}$/),
      fc.oneof(fc.string(), fc.array(fc.string())),
    ),
    bytes: fc.uint8Array(),
    timings,
  })
  .map(({ bytes, ...rest }): Exchange => {
    return { kind: 'answer', sent: 'yes', ...rest, body: { bytes }, peer: { addresses: [] } };
  });
const failed = fc
  .tuple(fc.constantFrom<Stage>('dns', 'connect', 'proxy', 'tls', 'sent'), timings)
  .map(([stage, times]) => failure(stage, times));

test('whatever came of a request is valid HAR 1.2, redacted or not, and its steps are its time', () => {
  fc.assert(
    fc.property(fc.oneof(answer, failed), fc.boolean(), (exchange, redact) => {
      const result = resultOf(exchange);
      const [entry] = har(redact ? redactResult(result, { sessionId: true }) : result).entries;
      const { dns, connect, send, wait, receive, ssl } = entry.timings;
      const sum = [dns, connect, send, wait, receive].reduce((all, one) => all + Math.max(0, one), 0);
      expect(entry.time).toBeCloseTo(sum, 5);
      expect(entry.time).toBeCloseTo(exchange.timings.total, 5);
      expect(ssl).toBeLessThanOrEqual(connect);
    }),
  );
});

test.each([
  ['dns', { total: 5000 }, { dns: 5000, connect: -1, wait: 0, receive: 0 }],
  ['connect', { dns: 10, total: 5010 }, { dns: 10, connect: 5000, ssl: -1, wait: 0, receive: 0 }],
  ['tls', { dns: 10, connect: 5, total: 915 }, { dns: 10, connect: 905, ssl: 900, wait: 0, receive: 0 }],
  ['sent', { dns: 1, connect: 2, total: 15_003 }, { dns: 1, connect: 2, wait: 15_000, receive: 0 }],
] as const)('a failure during %s spent its time there', (stage, times, expected) => {
  const [entry] = har(resultOf(failure(stage, times))).entries;
  expect(entry.timings).toMatchObject(expected);
  expect(entry.response).toMatchObject({ status: 0, _error: 'timeout' });
});

test('the diagnosis is in the log when nothing was sent', () => {
  const log = har({
    command: 'start',
    sent: 'no',
    findings: [{ code: 'file-missing', severity: 'error', origin: { kind: 'file', name: 'x.json' } }],
    error: { code: 'file' },
  });
  expect(log.entries).toEqual([]);
  expect(log._mediaSession).toMatchObject({ sent: 'no', exitCode: 2, findings: [{ code: 'file-missing' }] });
});

test('the same result gives the same text', () => {
  const result = resultOf(failure('dns', { total: 1 }));
  expect(renderHar(result, FACTS)).toBe(renderHar(result, FACTS));
});

test('the schema has teeth', () => {
  const log = har(resultOf(failure('dns', { total: 1 })));
  for (const broken of [
    { ...log, version: '1.1' },
    { ...log, extra: 1 },
    { ...log, entries: [{ ...log.entries[0], startedDateTime: 'today' }] },
    { ...log, entries: [{ ...log.entries[0], timings: { send: 0, wait: -1, receive: 0 } }] },
  ])
    expect(validator.validate({ log: broken }).valid).toBe(false);
});
