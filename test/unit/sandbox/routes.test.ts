import { describe, expect, test } from 'vitest';
import { EVENT_TYPES } from '../../../src/model/event-types.ts';
import { bundledSchema } from '../../../src/rules/bundled-schema.ts';
import { event, openSession, post, rawSend, sandbox, sessionStart } from './support.ts';

describe('POST /api/v1/sessions/{id}/events', () => {
  test('answers 204 without a body, and logs whose event it was', async () => {
    const { url, lines } = await sandbox({ randomId: () => 'abc' });
    const events = await openSession(url);
    const response = await post(events, event('play'));
    expect(response.status).toBe(204);
    expect(await response.text()).toBe('');
    expect(response.headers.get('content-type')).toBeNull();
    expect(lines.at(-1)).toMatchObject({ status: 204, eventType: 'play', sessionId: 'abc' });
  });

  test('keeps no order and takes equal times, like the API', async () => {
    const { url } = await sandbox();
    const events = await openSession(url);
    for (const type of ['ping', 'adBreakComplete', 'play', 'play']) {
      expect((await post(events, event(type))).status, type).toBe(204);
    }
  });

  test.each([
    ['no JSON', 'x'],
    ['no event type', { playerTime: { playhead: 0, ts: 1 } }],
    ['an unknown event', event('contentComplete')],
    ['the name of an inherited property', event('__proto__')],
    ['sessionStart', sessionStart()],
    ['an event without playerTime', { eventType: 'play' }],
    ['an ad without params', event('adStart')],
  ])('answers 400 to %s', async (_what, body) => {
    const { url } = await sandbox();
    const response = await post(await openSession(url), body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });

  test('answers 404 to a session it never opened', async () => {
    const { url, lines } = await sandbox();
    const response = await post(`${url}/api/v1/sessions/${'0'.repeat(64)}/events`, event('play'));
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: expect.any(String) });
    expect(lines).toMatchObject([{ status: 404, path: `/api/v1/sessions/${'0'.repeat(64)}/events` }]);
  });

  test('says which event came, although the API has none of that name', async () => {
    const { url, lines } = await sandbox();
    await post(`${url}/api/v1/sessions`, event('contentComplete'));
    expect(lines[0]).toMatchObject({ status: 400, eventType: 'contentComplete' });
    expect(lines[0]?.findings.map(({ code }) => code)).toEqual(['request-path']);
  });

  test('answers 404 to an empty session ID', async () => {
    const { url } = await sandbox();
    expect((await post(`${url}/api/v1/sessions//events`, event('play'))).status).toBe(404);
  });

  test('answers 410 after sessionEnd, but 204 to a second one', async () => {
    const { url } = await sandbox();
    const events = await openSession(url);
    expect((await post(events, event('sessionEnd'))).status).toBe(204);
    expect((await post(events, event('ping'))).status).toBe(410);
    expect((await post(events, event('sessionComplete'))).status).toBe(410);
    expect((await post(events, event('sessionEnd'))).status).toBe(204);
    expect((await post(events, { eventType: 'sessionEnd' })).status).toBe(400);
  });

  test('keeps a session open after sessionComplete', async () => {
    const { url } = await sandbox();
    const events = await openSession(url);
    for (const type of ['sessionComplete', 'ping', 'sessionEnd'])
      expect((await post(events, event(type))).status).toBe(204);
    expect((await post(events, event('ping'))).status).toBe(410);
  });

  test('a rejected sessionEnd ends nothing', async () => {
    const { url } = await sandbox();
    const events = await openSession(url);
    expect((await post(events, { eventType: 'sessionEnd' })).status).toBe(400);
    expect((await post(events, event('sessionEnd'))).status).toBe(204);
  });

  test('works under the prefix that was asked for, and under no other', async () => {
    const { url, lines } = await sandbox({ prefix: '/p' });
    const start = await post(`${url}/p/api/v1/sessions`, sessionStart());
    expect((await post(`${url}${start.headers.get('location')}/events`, event('play'))).status).toBe(204);
    for (const path of ['/api/v1/sessions', '/q/api/v1/sessions', '/p/p/api/v1/sessions', '/without-prefix'])
      expect((await post(`${url}${path}`, sessionStart())).status, path).toBe(404);
    const paths = lines.map(({ findings: [first] }) => first?.args);
    expect(paths.slice(2)).toMatchObject([
      { kind: 'prefix' },
      { kind: 'prefix' },
      { kind: 'prefix' },
      { kind: 'unknown' },
    ]);
  });

  test('takes no prefix that nobody asked for', async () => {
    const { url, lines } = await sandbox();
    expect((await post(`${url}/p/api/v1/sessions`, sessionStart())).status).toBe(404);
    expect(lines[0]?.findings).toMatchObject([{ code: 'sandbox-path', args: { kind: 'prefix' } }]);
  });
});

describe('GET /api/v1/schemas/{eventType}', () => {
  test.each(EVENT_TYPES)('serves the bundled schema of %s', async (type) => {
    const { url } = await sandbox();
    const response = await fetch(`${url}/api/v1/schemas/${type}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toEqual(bundledSchema(type));
  });

  test.each(['nope', '__proto__', 'constructor', '%00'])('answers 404 to %s', async (type) => {
    const { url } = await sandbox();
    const response = await fetch(`${url}/api/v1/schemas/${type}`);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });

  test('answers HEAD with the head alone', async () => {
    const { url, lines } = await sandbox();
    const response = await fetch(`${url}/api/v1/schemas/play`, { method: 'HEAD' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.text()).toBe('');
    expect(lines[0]).toMatchObject({ method: 'HEAD', path: '/api/v1/schemas/play', status: 200 });
  });
});

describe('everything else', () => {
  test.each([
    ['GET', '/api/v1/sessions', 'OPTIONS, POST'],
    ['PUT', '/api/v1/sessions', 'OPTIONS, POST'],
    ['DELETE', '/api/v1/sessions/abc/events', 'OPTIONS, POST'],
    ['POST', '/api/v1/schemas/play', 'GET, HEAD, OPTIONS'],
  ])('answers 405 to %s %s', async (method, path, allow) => {
    const { url } = await sandbox();
    const response = await fetch(url + path, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe(allow);
    expect(await response.json()).toEqual({ message: expect.any(String) });
  });

  test('answers 405 to HEAD where only POST is known', async () => {
    const { url } = await sandbox();
    const response = await fetch(`${url}/api/v1/sessions`, { method: 'HEAD' });
    expect(response.status).toBe(405);
  });

  test.each(['/', '/api/v1/', '/api/v2/sessions', '/api/v1/sessions/', '/api/v1/sessions/x', '/favicon.ico'])(
    'answers 404 to %s',
    async (path) => {
      const { url } = await sandbox();
      const response = await fetch(url + path);
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ message: expect.any(String) });
    },
  );

  test.each(['/api/v1/sessions', '/p/api/v1/sessions/x/events', '/api/v1/schemas/play', '/'])(
    'answers the preflight of %s',
    async (path) => {
      const { url } = await sandbox();
      const response = await fetch(url + path, { method: 'OPTIONS' });
      expect(response.status).toBe(204);
      expect(response.headers.get('access-control-allow-methods')).toContain('POST');
      expect(response.headers.get('access-control-allow-headers')).toBe('Content-Type');
    },
  );

  test('every answer carries the date of its clock and the CORS headers', async () => {
    const { url } = await sandbox({ now: () => Date.UTC(2020, 1, 29) });
    const answers = [
      await post(`${url}/api/v1/sessions`, sessionStart()),
      await post(`${url}/api/v1/sessions`, 'x'),
      await fetch(`${url}/nowhere`),
      await fetch(`${url}/api/v1/sessions`),
      await fetch(`${url}/api/v1/schemas/play`),
    ];
    for (const { headers } of answers) {
      expect(headers.get('date')).toBe('Sat, 29 Feb 2020 00:00:00 GMT');
      expect(headers.get('access-control-allow-origin')).toBe('*');
      expect(headers.get('access-control-expose-headers')).toBe('Location');
    }
  });

  test('answers 400 to a request target that is no path', async () => {
    const { port } = await sandbox();
    const { text } = await rawSend(port, 'GET /a\\b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('access-control-allow-origin: *');
  });

  test('logs the path without its query', async () => {
    const { url, lines } = await sandbox({ now: () => 42 });
    await fetch(`${url}/nowhere?secret=1`);
    expect(lines).toMatchObject([{ id: 1, time: 42, method: 'GET', path: '/nowhere', status: 404 }]);
  });
});
