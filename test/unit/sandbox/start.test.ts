import { request } from 'node:http';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { event, post, rawPost, rawSend, sandbox, sessionStart } from './support.ts';

/** A sessionStart that lacks one param. */
function without(key: string): JsonObject {
  const body = sessionStart();
  const { [key]: _left, ...params } = body['params'] as JsonObject;
  return { ...body, params };
}

const ID = /^\/api\/v1\/sessions\/[0-9a-f]{64}$/;

describe('POST /api/v1/sessions', () => {
  test('answers 201 as documented: no body, a relative Location, the four CORS headers', async () => {
    const { url, lines } = await sandbox();
    const response = await post(`${url}/api/v1/sessions`, sessionStart());
    expect(response.status).toBe(201);
    expect(await response.text()).toBe('');
    expect(response.headers.get('location')).toMatch(ID);
    expect(response.headers.get('content-type')).toBe('application/octet-stream');
    expect(response.headers.get('content-length')).toBe('0');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
    expect(response.headers.get('access-control-allow-methods')).toBe('OPTIONS,POST,PUT');
    expect(response.headers.get('access-control-allow-headers')).toBe('Content-Type');
    expect(response.headers.get('access-control-expose-headers')).toBe('Location');
    expect(lines).toMatchObject([
      {
        time: expect.any(Number),
        method: 'POST',
        path: '/api/v1/sessions',
        status: 201,
        eventType: 'sessionStart',
        sessionId: response.headers.get('location')?.split('/')[4],
      },
    ]);
  });

  test('every session has an ID of its own', async () => {
    const { url } = await sandbox();
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => post(`${url}/api/v1/sessions`, sessionStart())),
    );
    expect(new Set(answers.map((answer) => answer.headers.get('location'))).size).toBe(200);
  });

  test.each(['', '/prefix', '/a/b%20c', '/v2/api/v1/x'])('keeps the path prefix %j', async (prefix) => {
    const { port } = await sandbox({ randomId: () => 'id', prefix });
    const { text } = await rawPost(port, `${prefix}/api/v1/sessions`, sessionStart());
    expect(text).toContain(`\r\nLocation: ${prefix}/api/v1/sessions/id\r\n`);
  });

  test.each(['text/plain;charset=UTF-8', 'application/json', 'application/x-www-form-urlencoded', ''])(
    'takes the content type %j',
    async (type) => {
      const { url } = await sandbox();
      const answer = await post(
        `${url}/api/v1/sessions`,
        sessionStart(),
        type === '' ? {} : { 'Content-Type': type },
      );
      expect(answer.status).toBe(201);
    },
  );

  test.each([
    ['nothing', ''],
    ['no JSON', '{"eventType":'],
    ['JSON that is no object', '[1]'],
    ['null', 'null'],
    ['bytes that are no UTF-8', new Uint8Array([0x7b, 0xff, 0x7d])],
    ['another event', event('play')],
    ['a body without params', event('sessionStart')],
    ['a missing key', without('media.id')],
    ['null for a value', sessionStart({ 'media.id': null })],
    ['a wrong type', sessionStart({ 'media.length': '60' })],
    ['an unknown key', sessionStart({ 'media.nam': 'x' })],
    ['downloaded content', sessionStart({ 'media.downloaded': true })],
    ['deep nesting', `{"eventType":"sessionStart","params":${'['.repeat(200_000)}${']'.repeat(200_000)}}`],
  ])('answers a terse 400 to %s', async (_what, body) => {
    const { url, lines } = await sandbox();
    const response = await post(`${url}/api/v1/sessions`, body);
    expect(response.status).toBe(400);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('location')).toBeNull();
    expect(await response.json()).toEqual({ message: 'Request had improper format.' });
    expect(lines[0]?.findings.some(({ severity }) => severity === 'error')).toBe(true);
  });

  test('explains a 400 when asked to', async () => {
    const { url } = await sandbox({ explain: true });
    const response = await post(`${url}/api/v1/sessions`, sessionStart({ 'media.length': '60' }));
    expect(await response.text()).toContain('/params/media.length');
  });

  test('media.downloaded may be false', async () => {
    const { url } = await sandbox();
    const response = await post(`${url}/api/v1/sessions`, sessionStart({ 'media.downloaded': false }));
    expect(response.status).toBe(201);
  });

  test('takes 1 MiB, answers 413 beyond', async () => {
    const { url } = await sandbox();
    const text = JSON.stringify(sessionStart());
    const limit = text.padEnd(1024 * 1024, ' ');
    expect((await post(`${url}/api/v1/sessions`, limit)).status).toBe(201);
    const over = await post(`${url}/api/v1/sessions`, `${limit} `);
    expect(over.status).toBe(413);
    expect(await over.json()).toEqual({ message: expect.any(String) });
    expect((await post(`${url}/api/v1/sessions`, ' '.repeat(8 * 1024 * 1024))).status).toBe(413);
  });

  test('takes a chunked body', async () => {
    const { port } = await sandbox();
    const text = JSON.stringify(sessionStart());
    const status = await new Promise((resolve) => {
      const chunked = request({ port, method: 'POST', path: '/api/v1/sessions' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      chunked.write(text.slice(0, 50));
      chunked.end(text.slice(50));
    });
    expect(status).toBe(201);
  });

  test('logs a client that goes away in the middle of its body', async () => {
    const { port, lines } = await sandbox();
    await rawSend(port, 'POST /api/v1/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n\r\n{"ev', 50);
    await expect.poll(() => lines).toMatchObject([{ status: 0, findings: [{ code: 'sandbox-body' }] }]);
  });
});
