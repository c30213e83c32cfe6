import { expect, test } from 'vitest';
import type { Exchange } from '../../../src/model/exchange.ts';
import type { Result } from '../../../src/model/result.ts';
import { renderHar } from '../../../src/report/har.ts';

const body = { eventType: 'sessionStart', params: { 'media.id': 'é' } };
const peer = { addresses: ['127.0.0.1'], address: '127.0.0.1' };
const timings = { dns: 1, connect: 2, tls: 3, firstByte: 4, total: 12 };

const answer: Exchange = {
  kind: 'answer',
  sent: 'yes',
  status: 201,
  statusText: 'Created',
  headers: { location: '/api/v1/sessions/abc', via: ['a', 'b'] },
  body: { bytes: Buffer.from('é') },
  timings,
  peer,
};
const failure: Exchange = {
  kind: 'failure',
  sent: 'no',
  code: 'dns-not-found',
  stage: 'dns',
  detail: {},
  timings: { total: 3 },
  peer: { addresses: [] },
};

function entryOf(exchange: Exchange) {
  const result: Result = {
    command: 'start',
    sent: exchange.sent,
    exchange,
    request: { method: 'POST', url: 'https://c.example.com/api/v1/sessions?x=1', body },
    requestHeaders: { 'content-type': 'application/json' },
    findings: [],
  };
  const { log } = JSON.parse(renderHar(result, { version: '1.2.3', now: Date.UTC(2026, 10, 24) }));
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'media-session', version: '1.2.3' } });
  expect(log.entries).toHaveLength(1);
  return log.entries[0];
}

// The fields that HAR 1.2 requires; browser tools refuse or mangle files without them.
const ENTRY = ['startedDateTime', 'time', 'request', 'response', 'cache', 'timings'];
const REQUEST = [
  'method',
  'url',
  'httpVersion',
  'cookies',
  'headers',
  'queryString',
  'headersSize',
  'bodySize',
];
const RESPONSE = [
  'status',
  'statusText',
  'httpVersion',
  'cookies',
  'headers',
  'content',
  'redirectURL',
  'headersSize',
  'bodySize',
];

test.each([answer, failure])('every required field is there', (exchange) => {
  const entry = entryOf(exchange);
  expect(Object.keys(entry)).toEqual(expect.arrayContaining(ENTRY));
  expect(Object.keys(entry.request)).toEqual(expect.arrayContaining(REQUEST));
  expect(Object.keys(entry.response)).toEqual(expect.arrayContaining(RESPONSE));
  expect(entry.response.content).toMatchObject({ size: expect.any(Number), mimeType: expect.any(String) });
  expect(entry.startedDateTime).toBe('2026-11-24T00:00:00.000Z');
});

test('bytes, headers and query are counted and listed as HAR wants them', () => {
  const { request, response, serverIPAddress } = entryOf(answer);
  expect(request.bodySize).toBe(Buffer.byteLength(JSON.stringify(body)));
  expect(request.postData).toEqual({ mimeType: 'application/json', text: JSON.stringify(body) });
  expect(request.queryString).toEqual([{ name: 'x', value: '1' }]);
  expect(response.headers.filter(({ name }: { name: string }) => name === 'via')).toHaveLength(2);
  expect(response.content).toMatchObject({ size: 2, text: 'é' });
  expect(serverIPAddress).toBe('127.0.0.1');
});

test('the timings add up: TLS counts within connect', () => {
  const { time, timings: har } = entryOf(answer);
  expect(har).toEqual({ blocked: -1, dns: 1, connect: 5, ssl: 3, send: 0, wait: 4, receive: 2 });
  const sum = ['dns', 'connect', 'send', 'wait', 'receive'].reduce(
    (all, key) => all + Math.max(0, har[key]),
    0,
  );
  expect([time, sum]).toEqual([12, 12]);
});

test('a failure has status 0 and its code', () => {
  const { response, _mediaSession } = entryOf(failure);
  expect(response).toMatchObject({ status: 0, _error: 'dns-not-found' });
  expect(_mediaSession.sent).toBe('no');
});
