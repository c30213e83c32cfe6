import { expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';
import { asObject } from '../../../src/model/json.ts';
import { findingOf } from '../../helpers/findings.ts';

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

test('a CSV of logs doubles the quotation marks that JSON escaped', () => {
  const escaped = (text: string): string => JSON.stringify(text).slice(1, -1).replaceAll('"', '""');
  expect(playheads(`time,text\n1,"{""log"":""${escaped(`{"body":${ping(7)}}`)}""}"\n`)).toEqual([7]);
  expect(playheads(`1,"${escaped(ping(8))}"\n`)).toEqual([8]);
  expect(playheads(`1,"${escaped(JSON.stringify({ body: ping(9) }))}"\n`)).toEqual([9]);
});

test('what a program prints of an object may hold a body', () => {
  const printed = `{ method: 'POST', url: 'https://c.example/api/v1/sessions/abc/events', data: '${ping(1)}' }`;
  const { requests } = read(printed);
  expect(requests).toMatchObject([
    { kind: 'event', sessionId: 'abc', body: { value: { eventType: 'ping' } } },
  ]);
  expect(requests[0]).not.toHaveProperty('bodyProblem');
});

test('an object of another program that names a type of event is no body, unless a URL of this API is near', async () => {
  const other = `at=1 {'eventType': 'click', 'id': 7}\n`;
  expect(await findingOf(() => read(other.repeat(3)))).toMatchObject({ code: 'capture-unknown' });
  expect(
    read(`requests.post("https://c.example/api/v1/sessions/abc/events", json=${other.slice(5)})`),
  ).toMatchObject({
    requests: [{ kind: 'event', body: { value: { eventType: 'click' } } }],
  });
});

test('an empty method of a HAR is an unknown one', () => {
  const request = {
    method: '',
    url: 'https://c.example/api/v1/sessions/abc/events',
    postData: { text: ping(1) },
  };
  const [found] = read(JSON.stringify({ log: { entries: [{ request }] } })).requests;
  expect(found).toMatchObject({ label: 'entry 1: request to https://c.example/api/v1/sessions/abc/events' });
  expect(found).not.toHaveProperty('method');
  expect(found).not.toHaveProperty('lineProblem');
});
