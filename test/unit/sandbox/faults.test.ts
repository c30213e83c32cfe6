import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { SandboxRequest } from '../../../src/model/sandbox.ts';
import { isWireFault } from '../../../src/sandbox/fault-answers.ts';
import { FAULT_NAMES, FAULTS, type FaultName, isFaultName } from '../../../src/sandbox/faults.ts';
import { event, openSession, post, type RawAnswer, rawPost, sandbox, sessionStart } from './support.ts';

const ID = '0123456789abcdef';
const LOCATION = `/api/v1/sessions/${ID}`;

/** What a raw client sees of a fault on a valid sessionStart, and the line that is logged. */
async function observe(fault: FaultName, patience?: number) {
  const { port, lines } = await sandbox({ fault, randomId: () => ID });
  const answer = await rawPost(port, '/api/v1/sessions', sessionStart(), patience);
  await expect.poll(() => lines.length).toBe(1);
  return { ...parse(answer), line: lines[0] };
}

function parse(answer: RawAnswer) {
  const split = answer.text.indexOf('\r\n\r\n');
  const head = split < 0 ? answer.text : answer.text.slice(0, split);
  const body = split < 0 ? '' : answer.text.slice(split + 4);
  const lines = head.split('\r\n');
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(lines[0] ?? '')?.[1] ?? 0);
  const all = (name: string) =>
    lines
      .filter((line) => line.toLowerCase().startsWith(`${name}: `))
      .map((line) => line.slice(name.length + 2));
  return { ...answer, complete: split >= 0, head, body, status, all };
}

/** The faults that acted on a request. */
function faultsOf(line: SandboxRequest | undefined): string[] {
  return (line?.findings ?? []).flatMap((one) => (one.code === 'sandbox-fault' ? [one.args.fault] : []));
}

describe('the table', () => {
  test('every fault has a summary and says how', () => {
    for (const name of FAULT_NAMES) {
      expect(FAULTS[name].summary, name).toMatch(/./);
      expect(FAULTS[name].how, name).toMatch(/./);
    }
  });

  test('knows its names and no inherited ones', () => {
    expect(isFaultName('hang')).toBe(true);
    expect(isFaultName('toString')).toBe(false);
  });
});

describe('answers', () => {
  test.each([
    ['400', 400, 'application/json', /^\{"message":"[^"]+"\}$/],
    ['404', 404, 'application/json', /^\{"message":"[^"]+"\}$/],
    ['500', 500, 'application/json', /^\{"message":"[^"]+"\}$/],
    ['502-html', 502, 'text/html; charset=utf-8', /<title>502 Bad Gateway<\/title>/],
    ['503-retry-after', 503, 'application/json', /message/],
    ['429-retry-after', 429, 'application/json', /message/],
    ['captive-portal', 200, 'text/html; charset=utf-8', /<title>[^<]+<\/title>/],
    ['edge-answer', 200, 'application/json', new RegExp(`^{"sessionId":"${ID}"}$`)],
    ['problem-json', 400, 'application/problem+json', /va-edge-0400-400.*"reason"/],
    ['html-400', 400, 'text/html; charset=utf-8', /<html>/],
    ['waf', 403, 'text/html; charset=utf-8', /Access Denied.*Reference/],
  ] as const)('%s', async (fault, status, type, body) => {
    const seen = await observe(fault);
    expect(seen.status).toBe(status);
    expect(seen.all('content-type')).toEqual([type]);
    expect(seen.body).toMatch(body);
    expect(seen.all('location')).toEqual([]);
    expect(seen.all('access-control-allow-origin')).toEqual(['*']);
    expect(seen.line).toMatchObject({ status });
    expect(faultsOf(seen.line)).toEqual([fault]);
  });

  test('503 and 429 say how long to wait', async () => {
    expect((await observe('503-retry-after')).all('retry-after')).toEqual(['2']);
    expect((await observe('429-retry-after')).all('retry-after')).toEqual(['1']);
  });

  test('empty-400 has no body', async () => {
    const seen = await observe('empty-400');
    expect([seen.status, seen.body]).toEqual([400, '']);
    expect(seen.all('content-length')).toEqual(['0']);
  });

  test('gzip-error compresses although nobody asked', async () => {
    const seen = await observe('gzip-error');
    expect(seen.status).toBe(400);
    expect(seen.all('content-encoding')).toEqual(['gzip']);
    const plain = gunzipSync(seen.bytes.subarray(seen.bytes.indexOf('\r\n\r\n') + 4)).toString();
    expect(JSON.parse(plain)).toEqual({ message: expect.any(String) });
  });

  test('redirect points to another host', async () => {
    const seen = await observe('redirect');
    expect(seen.status).toBe(302);
    expect(seen.all('location')).toEqual([expect.stringMatching(/^https:\/\/login\.example\.com\//)]);
  });

  test('no-location is a 201 without an ID', async () => {
    const seen = await observe('no-location');
    expect([seen.status, seen.all('location')]).toEqual([201, []]);
    expect(seen.line).toMatchObject({ status: 201, sessionId: ID });
  });

  test('foreign-location names another host', async () => {
    const seen = await observe('foreign-location');
    expect(seen.status).toBe(201);
    expect(seen.all('location')).toEqual([`https://elsewhere.example.com${LOCATION}`]);
  });
});

describe('on the wire', () => {
  test('hang: the connection stays open and silent', async () => {
    const seen = await observe('hang', 300);
    expect([seen.text, seen.end]).toEqual(['', 'still open']);
    expect([seen.line?.status, faultsOf(seen.line)]).toEqual([0, ['hang']]);
  });

  test('reset: the connection is reset before a byte', async () => {
    const seen = await observe('reset');
    expect([seen.text, seen.end]).toEqual(['', 'reset']);
    expect([seen.line?.status, faultsOf(seen.line)]).toEqual([0, ['reset']]);
  });

  test('slow-headers: the head grows and never ends', async () => {
    const seen = await observe('slow-headers', 1_000);
    expect(seen.status).toBe(201);
    expect([seen.complete, seen.end]).toEqual([false, 'still open']);
    expect(seen.all('x-slow-3')).toHaveLength(1);
    expect(seen.all('location')).toEqual([]);
  });

  test('slow-body: the head at once, the body byte by byte', async () => {
    const seen = await observe('slow-body', 1_000);
    expect(seen.status).toBe(201);
    expect(seen.all('location')).toEqual([LOCATION]);
    expect(seen.end).toBe('still open');
    expect(seen.body).toMatch(/^ {3,10}$/);
  });

  test('truncated: the head is whole, the body is not', async () => {
    const seen = await observe('truncated');
    expect(seen.status).toBe(201);
    expect(seen.all('location')).toEqual([LOCATION]);
    expect(seen.all('content-length')).toEqual(['100']);
    expect([seen.body.length, seen.end]).toEqual([5, 'closed']);
  });

  test('cut-headers: the Location arrives, the end of the head does not', async () => {
    const seen = await observe('cut-headers');
    expect(seen.all('location')).toEqual([LOCATION]);
    expect([seen.complete, seen.end]).toEqual([false, 'closed']);
  });

  test('two-locations: two header lines with different IDs', async () => {
    let count = 0;
    const { port } = await sandbox({
      fault: 'two-locations',
      prefix: '/p',
      randomId: () => `id${++count}`,
    });
    const seen = parse(await rawPost(port, '/p/api/v1/sessions', sessionStart()));
    expect(seen.status).toBe(201);
    expect(seen.all('location')).toEqual(['/p/api/v1/sessions/id1', '/p/api/v1/sessions/id2']);
    expect([seen.complete, seen.body, seen.end]).toEqual([true, '', 'closed']);
  });

  test('not-http: an SSH banner', async () => {
    const seen = await observe('not-http');
    expect(seen.text).toMatch(/^SSH-2\.0-\S+\r\n$/);
    expect(seen.end).toBe('closed');
  });
});

describe('faults that keep the real answer', () => {
  test.each([
    'truncated',
    'slow-body',
    'two-locations',
    'cut-headers',
    'no-location',
    'foreign-location',
  ] as const)('%s of a rejection is a 400', async (fault) => {
    const { port, lines } = await sandbox({ fault });
    const seen = parse(await rawPost(port, '/api/v1/sessions', sessionStart({ 'media.length': 'x' }), 250));
    expect(seen.status).toBe(400);
    expect(faultsOf(lines[0])).toEqual([fault]);
    expect(lines[0]?.findings).toContainEqual(expect.objectContaining({ path: '/params/media.length' }));
  });

  test('truncated cuts the message of a 400', async () => {
    const { port } = await sandbox({ fault: 'truncated' });
    const seen = parse(await rawPost(port, '/api/v1/sessions', {}));
    expect(seen.body).toMatch(/^\{"message":/);
    expect(() => JSON.parse(seen.body)).toThrow();
  });

  test('the session of a truncated 201 exists', async () => {
    const { url, port } = await sandbox({ randomId: () => ID });
    await rawPost(port, '/api/v1/sessions?fault=truncated', sessionStart());
    expect((await post(`${url}${LOCATION}/events`, event('play'))).status).toBe(204);
  });

  test.each([
    ['no-location', 204],
    ['foreign-location', 204],
    ['two-locations', 204],
    ['cut-headers', 204],
    ['slow-headers', 204],
    ['truncated', 200],
    ['slow-body', 200],
  ] as const)('%s of an accepted event is a %i', async (fault, status) => {
    const { url, port } = await sandbox({ randomId: () => ID });
    await openSession(url);
    const seen = parse(await rawPost(port, `${LOCATION}/events?fault=${fault}`, event('play'), 250));
    expect(seen.status).toBe(status);
  });
});

describe('which fault acts', () => {
  test.each(FAULT_NAMES)('%s acts on events too', async (fault) => {
    const { port, url, lines } = await sandbox({ randomId: () => ID });
    await openSession(url);
    await rawPost(port, `${LOCATION}/events?fault=${fault}`, event('ping'), 300);
    await expect.poll(() => faultsOf(lines.at(-1))).toEqual([fault]);
    expect(lines.at(-1)?.status === 0).toBe(isWireFault(fault) && /hang|reset|not-http/.test(fault));
  });

  test('the header wins over the query, and both over the option', async () => {
    const { url } = await sandbox({ fault: '500' });
    const sessions = `${url}/api/v1/sessions`;
    expect((await post(sessions, sessionStart())).status).toBe(500);
    expect((await post(`${sessions}?fault=404`, sessionStart())).status).toBe(404);
    const both = await post(`${sessions}?fault=404`, sessionStart(), { 'X-Sandbox-Fault': 'waf' });
    expect(both.status).toBe(403);
  });

  test('an unknown name is told, with the names there are', async () => {
    const { url } = await sandbox();
    const response = await post(`${url}/api/v1/sessions?fault=gremlin`, sessionStart());
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('captive-portal');
  });

  test('schemas and preflights stay healthy', async () => {
    const { url } = await sandbox({ fault: 'reset' });
    expect((await fetch(`${url}/api/v1/schemas/sessionStart`)).status).toBe(200);
    expect((await fetch(`${url}/api/v1/sessions`, { method: 'OPTIONS' })).status).toBe(204);
    expect((await fetch(`${url}/api/v1/sessions`)).status).toBe(405);
  });

  test('a fault on one request leaves the next alone', async () => {
    const { url } = await sandbox();
    await expect(post(`${url}/api/v1/sessions?fault=reset`, sessionStart())).rejects.toThrow();
    expect((await post(`${url}/api/v1/sessions`, sessionStart())).status).toBe(201);
  });
});
