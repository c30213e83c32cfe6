import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import type { Received } from '../../../src/sandbox/response.ts';
import { Store } from '../../../src/sandbox/store.ts';
import fc from '../../helpers/fc.ts';
import { event, post, sandbox, sessionStart } from './support.ts';

const T0 = Date.UTC(2026, 10, 26, 8);

function received(
  kind: Received['kind'],
  body: JsonObject | JsonObject[],
  more: Partial<Received> = {},
): Received {
  return {
    time: T0,
    duration: 0.9,
    method: 'POST',
    url: kind === 'session' ? '/api/v1/sessions' : '/api/v1/sessions/x/events',
    httpVersion: '1.1',
    headers: [],
    remote: '127.0.0.1',
    body: Buffer.from(JSON.stringify(body)),
    ...(kind && { kind }),
    status: kind === 'event' ? 204 : 201,
    response: { headers: [], body: new Uint8Array() },
    notes: [],
    ...more,
  };
}

const at = (eventType: string, seconds: number, playhead = seconds): JsonObject => ({
  eventType,
  playerTime: { ts: T0 + seconds * 1000, playhead },
});

const start = (id: string, seconds = 0, params: JsonObject = {}): Received => {
  const body = sessionStart({ 'media.length': 600, ...params });
  return received(
    'session',
    { ...body, playerTime: { ts: T0 + seconds * 1000 + 1, playhead: 0 } },
    { sessionId: id },
  );
};

test('a batch that is refused has an error that says why', () => {
  const store = new Store();
  const batch = [sessionStart(), at('play', 1, 0), at('sessionEnd', 9)];
  const severities = (status: number): unknown[] =>
    store
      .add(received('session', batch, { status }))
      .request.findings.flatMap(({ code, severity }) => (code === 'downloaded-batch' ? [severity] : []));
  expect([severities(400), severities(201)]).toEqual([['error'], ['warning']]);
});

describe('sessions', () => {
  test('get short numbers, and their requests belong to them', () => {
    const store = new Store();
    store.add(start('a'));
    store.add(start('b'));
    const { request } = store.add(received('event', at('play', 1, 0), { sessionId: 'b' }));
    expect(request).toMatchObject({ id: 3, session: 2, sessionId: 'b', eventType: 'play', playhead: 0 });
    expect(store.sessions().map(({ number, id }) => [number, id])).toEqual([
      [1, 'a'],
      [2, 'b'],
    ]);
    expect(store.session('b')).toBe(store.session(2));
    expect(store.session('c')).toBeUndefined();
  });

  test('a refused event counts in none, one after the end does', () => {
    const store = new Store();
    store.add(start('a'));
    store.add(received('event', at('play', 1, 0), { sessionId: 'a', status: 400 }));
    store.add(received('event', at('sessionEnd', 2), { sessionId: 'a' }));
    const { request } = store.add(received('event', at('ping', 3), { sessionId: 'a', status: 410 }));
    expect(request.findings.map(({ code }) => code)).toContain('session-after-end');
    const session = store.session('a');
    expect(
      session && store.explained(session).moments.map(({ eventType, status }) => [eventType, status]),
    ).toEqual([
      ['sessionStart', 201],
      ['sessionEnd', 204],
      ['ping', 410],
    ]);
  });

  test('a batch is a session of its own', () => {
    const store = new Store();
    store.add(received('batch', [sessionStart(), event('play'), event('sessionEnd')]));
    expect(store.sessions()).toMatchObject([{ number: 1, id: null, ended: true }]);
  });

  test('a second session of the same content shows the restart', () => {
    const store = new Store();
    store.add(start('a'));
    store.add(received('event', at('play', 1, 0), { sessionId: 'a' }));
    store.add(start('b', 20));
    const second = store.session('b');
    expect(second && store.explained(second).findings.map(({ code }) => code)).toContain('session-restart');
    const first = store.session('a');
    expect(first && store.explained(first).findings.map(({ code }) => code)).not.toContain('session-open');
  });
});

describe('what a request adds', () => {
  test('a rule that is broken again is said to be', () => {
    const store = new Store();
    store.add(start('a'));
    store.add(received('event', at('play', 0.5, 0), { sessionId: 'a' }));
    const pings = [10, 20, 30, 40, 50].map((seconds) =>
      store.add(received('event', at('ping', seconds, 5), { sessionId: 'a' })),
    );
    const found = pings.map(({ request, again }) => [request.findings.map(({ code }) => code), again]);
    expect(found.filter(([codes]) => codes?.includes('playhead-frozen')).length).toBeGreaterThan(0);
    const [first, ...others] = pings.filter(({ request }) => request.findings.length > 0);
    expect(first?.again).toEqual([]);
    for (const { again, request } of others) expect(again).toEqual(request.findings.map(({ code }) => code));
  });

  test('what only a wrong order of arrival broke is withdrawn', () => {
    const store = new Store();
    store.add(start('a'));
    const early = store.add(received('event', at('adBreakComplete', 10, 0), { sessionId: 'a' }));
    expect(early.request.findings.map(({ code }) => code)).toContain('ad-close-without-open');
    const late = store.add(received('event', at('adBreakStart', 9.9, 0), { sessionId: 'a' }));
    expect(late.withdrawn).toContain('ad-close-without-open');
  });
});

describe('memory', () => {
  test('stays below the limit whatever comes, and the quiet sessions go first', () => {
    const limit = 200_000;
    const store = new Store(limit);
    let drops = 0;
    const dropped = (): void => {
      drops += 1;
    };
    store.listen({ dropped });
    for (let index = 0; index < 400; index += 1) {
      store.add(start(`s${index}`, 0, { 'media.id': `c${index}` }));
      expect(store.kept.bytes).toBeLessThanOrEqual(limit);
    }
    expect(store.session('s0')).toBeUndefined();
    expect(store.session('s399')).toBeDefined();
    expect(store.dropped.sessions).toBe(400 - store.sessions().length);
    expect(drops).toBe(store.dropped.requests);
    expect(store.kept.requests).toBe(store.requests().length);
    expect(store.goneTo).toBe((store.requests()[0]?.id ?? 0) - 1);
  });

  test('one endless session keeps its numbers, and drops its older requests', () => {
    const store = new Store(300_000);
    store.add(start('a', 0, { 'media.length': 86_400 }));
    store.add(received('event', at('play', 0.5, 0), { sessionId: 'a' }));
    for (let seconds = 10; seconds <= 20_000; seconds += 10)
      store.add(received('event', at('ping', seconds), { sessionId: 'a' }));
    const session = store.session('a');
    const explained = session && store.explained(session);
    expect(explained?.numbers.contentTimeSpent).toBe(19_999.5);
    expect(explained?.events).toBe(2002);
    expect(explained?.moments.length).toBe(store.kept.requests);
    expect(store.kept.bytes).toBeLessThanOrEqual(300_000);
    expect(store.request(1)).toBeUndefined();
  });

  test('requests without a session go, too', () => {
    const store = new Store(50_000);
    for (let index = 0; index < 500; index += 1) store.add(received(undefined, {}, { status: 404 }));
    expect(store.kept.bytes).toBeLessThanOrEqual(50_000);
    expect(store.requests().at(-1)?.id).toBe(500);
  });

  test('a reset forgets all, and ids go on', () => {
    const store = new Store();
    store.add(start('a'));
    store.reset();
    expect([store.requests(), store.sessions(), store.kept.bytes]).toEqual([[], [], 0]);
    expect(store.add(start('b')).request).toMatchObject({ id: 2, session: 1 });
  });
});

test('every 400 of the sandbox has an error that says why, and nothing that it takes has one of the schema', async () => {
  const { url, lines } = await sandbox();
  const valid = sessionStart();
  const keys = Object.keys(valid['params'] as JsonObject);
  const value = fc.oneof(fc.jsonValue(), fc.constant('60'), fc.constant(60), fc.constant(null));
  const body = fc.oneof(
    fc
      .record({ key: fc.constantFrom(...keys, 'media.nam', 'media.ad.name'), value })
      .map(({ key, value: given }) => sessionStart({ [key]: given as never })),
    fc
      .record({ key: fc.constantFrom('eventType', 'playerTime', 'params', 'qoeData', 'x'), value })
      .map(({ key, value: given }) => ({ ...valid, [key]: given as never })),
    fc.jsonValue().map((given) => given as JsonObject),
  );
  await fc.assert(
    fc.asyncProperty(body, async (given) => {
      const { status } = await post(`${url}/api/v1/sessions`, JSON.stringify(given));
      const errors = lines.at(-1)?.findings.filter(({ severity }) => severity === 'error') ?? [];
      if (status === 400) expect(errors.length).toBeGreaterThan(0);
      else expect(errors.filter(({ evidence }) => evidence === 'bundled-schema')).toEqual([]);
    }),
    { numRuns: 200 },
  );
});
