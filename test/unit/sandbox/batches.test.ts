import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/model/json.ts';
import { event, post, sandbox, sessionStart } from './support.ts';

const START = sessionStart({ 'media.downloaded': true });
const send = async (path: string, bodies: JsonValue) => {
  const { url, lines } = await sandbox({ prefix: '/p' });
  const answer = await post(`${url}/p/api/v1/${path}`, JSON.stringify(bodies));
  return { url, lines, status: answer.status, location: answer.headers.get('location'), answer };
};

test('takes a downloaded session, with neither a Location nor a body', async () => {
  const { status, location, answer, lines } = await send('downloaded', [START, event('play')]);
  expect([status, location, await answer.text()]).toEqual([201, null, '']);
  expect(lines[0]).toMatchObject({ status: 201, eventType: 'sessionStart', kind: 'batch', session: 1 });
  expect((await send('downloaded', [sessionStart(), event('play')])).status).toBe(201);
});

test.each<[string, JsonValue]>([
  ['an object', START],
  ['an empty list', []],
  ['a list of anything else', [1]],
  ['a list that begins otherwise', [event('play'), START]],
  ['one event that is wrong', [START, event('play'), { eventType: 'ping' }]],
  ['media.downloaded false', [sessionStart({ 'media.downloaded': false })]],
])('answers 400 to %s', async (_name, bodies) => {
  const { status, answer } = await send('downloaded', bodies);
  expect([status, await answer.json()]).toEqual([400, { message: 'Request had improper format.' }]);
});

test('takes a batch at the sessions endpoint, too, as of old; its session is over', async () => {
  const { url, status, location } = await send('sessions', [START, event('play')]);
  expect(status).toBe(201);
  expect(location).toMatch(/^\/p\/api\/v1\/sessions\/[0-9a-f]{64}$/);
  expect((await post(`${url}${location}/events`, event('ping'))).status).toBe(410);
  expect((await send('sessions', [sessionStart()])).status).toBe(400);
  expect((await send('sessions', START)).status).toBe(400);
});

test('takes nothing but POST there', async () => {
  const { url } = await sandbox();
  const answer = await fetch(`${url}/api/v1/downloaded`);
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'OPTIONS, POST']);
});
