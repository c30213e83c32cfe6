import { expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';
import { asObject } from '../../../src/model/json.ts';

const read = (text: string) => readCapture(text, { kind: 'file', name: 'x' });
const ping = (ts: number): string =>
  JSON.stringify({ eventType: 'ping', playerTime: { playhead: ts, ts: 1_795_675_105_103 + ts } });
const playheads = (text: string): unknown[] =>
  read(text).requests.map(({ body }) => asObject(asObject(body?.value)['playerTime'])['playhead']);

test('bodies on one line are all found, escaped or not, equal or not', () => {
  expect(playheads(JSON.stringify({ log: [ping(1), ping(2), ping(3)] }))).toEqual([1, 2, 3]);
  expect(playheads(JSON.stringify({ log: [ping(1), ping(1)] }))).toEqual([1, 1]);
  expect(playheads(`{"a":${ping(1)},"b":${ping(1)}}`)).toEqual([1, 1]);
  expect(
    playheads(JSON.stringify({ log: [ping(1), JSON.stringify({ body: ping(2) })], raw: ping(3) })),
  ).toEqual(expect.arrayContaining([1, 2, 3]));
});

test('what several readings of a text find is reported once', () => {
  const csv = ping(2).replaceAll('"', '""');
  expect(playheads(`x ${ping(1)} "${csv}" ${ping(3)}`).sort()).toEqual([1, 2, 3]);
  const page = ping(2).replaceAll('"', '&quot;');
  expect(playheads(`x ${ping(1)} ${page} ${encodeURIComponent(ping(3))}`).sort()).toEqual([1, 2, 3]);
});
