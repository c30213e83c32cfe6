import { readFileSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW_ISO } from '../helpers/now.ts';
import { Player } from '../helpers/player.ts';
import { runningSandbox } from '../helpers/running-sandbox.ts';
import { readStream } from '../helpers/sse.ts';
import { tempDirectory } from '../helpers/temp.ts';

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request with any headers, also those that `fetch` keeps to itself. */
function ask(url: string, headers: Record<string, string> = {}, method = 'GET', body = ''): Promise<Answer> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { method, headers }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += String(chunk);
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text }),
      );
    })
      .on('error', reject)
      .end(body);
  });
}

interface Asked {
  requests: { id: number; eventType: string | null; status: number; findings: { code: string }[] }[];
}

const control = (url: string, method: string, path: string, body?: unknown): Promise<Answer> =>
  ask(`${url}/_sandbox/${path}`, {}, method, typeof body === 'string' ? body : JSON.stringify(body));

/** Holds a document to its definition in the published schema. */
function expectValid(definition: string, document: unknown): void {
  const read = (name: string): Schema =>
    JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  const { definitions, $id } = read('sandbox');
  const validator = new Validator(
    { $id: `${$id}`, definitions, $ref: `#/definitions/${definition}` } as Schema,
    '7',
  );
  validator.addSchema(read('output'));
  expect(validator.validate(document).errors).toEqual([]);
}

test('every document is as the published schema says', async () => {
  const { url } = await runningSandbox(['--fault', '500', '--fault-on', 'error']);
  const player = new Player(url);
  await player.playAll();
  await player.start({ 'media.length': '60' });
  await player.post('/api/v1/sessions', 'a=b');
  await fetch(`${url}/nothing`);
  for (const name of ['requests', 'sessions', 'status']) expectValid(name, await player.ask(name));
  const lines = (await (await fetch(`${url}/_sandbox/export.ndjson`)).text()).trim().split('\n');
  for (const line of lines) expectValid('request', JSON.parse(line));
  expect(lines).toHaveLength(12);
});

describe('queries', () => {
  test('sessions are those of explain, with their full IDs', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.playAll();
    const { sessions } = (await player.ask('sessions')) as { sessions: Record<string, unknown>[] };
    expect(sessions).toHaveLength(1);
    expect(sessions[0]).toMatchObject({ id: player.id, completed: true, closed: 'end' });
    // The same as explain says of what was recorded, but for where it stands.
    const har = await (await fetch(`${url}/_sandbox/export.har`)).text();
    const cwd = tempDirectory({ 'player.har': har });
    const output = readJsonOutput(await run(['explain', 'player.har', '--json'], { cwd }));
    const [explained] = output.sessions ?? [];
    const placeless = (session: unknown): unknown =>
      JSON.parse(
        JSON.stringify(session, (key, value) => (/^(?:origin|label|id)$/.test(key) ? undefined : value)),
      );
    expect(placeless(sessions[0])).toEqual(placeless(explained));
    for (const name of [player.id, '1']) expect(await player.ask(`sessions/${name}`)).toEqual(sessions[0]);
    expect((await ask(`${url}/_sandbox/sessions/nobody`)).status).toBe(404);
  });

  test('requests, narrowed down', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.start({ 'media.length': '60' });
    await player.start();
    await player.send('play', 0.1, 0);
    await player.send('ping', 10, 10, { params: { wrong: 1 } });
    await player.send('ping', 20);
    const asked = async (query: string): Promise<number[]> =>
      ((await player.ask(`requests${query}`)) as Asked).requests.map(({ id }) => id);
    expect(await asked('')).toEqual([1, 2, 3, 4, 5]);
    expect(await asked('?bad=true')).toEqual([1, 4]);
    expect(await asked('?bad=false')).toEqual([2, 3, 5]);
    expect(await asked('?eventType=ping')).toEqual([4, 5]);
    expect(await asked('?eventType=ping&bad=true')).toEqual([4]);
    expect(await asked('?since=3')).toEqual([4, 5]);
    expect(await asked(`?since=${new Date(Date.now() + 60_000).toISOString()}`)).toEqual([]);
    expect(await asked(`?since=${Date.now() - 60_000}`)).toHaveLength(5);
    expect(await asked('?limit=2')).toEqual([4, 5]);
    expect(await asked(`?sessionId=${player.id}`)).toEqual([2, 3, 4, 5]);
    for (const query of ['?bad=maybe', '?since=yesterday', '?limit=-1', '?evenType=ping'])
      expect((await ask(`${url}/_sandbox/requests${query}`)).status).toBe(400);
    const { requests } = (await player.ask('requests?limit=1')) as Asked;
    expect(Object.keys(requests[0] ?? {})).toEqual([
      ...['id', 'time', 'method', 'path', 'status', 'eventType', 'sessionId', 'body', 'findings'],
    ]);
    expect(await player.ask('requests/4')).toMatchObject({
      session: 1,
      playhead: 10,
      request: {
        httpVersion: '1.1',
        text: JSON.stringify(player.body('ping', 10, 10, { params: { wrong: 1 } })),
      },
      response: { text: '{"message":"Request had improper format."}' },
      forwarded: null,
    });
    for (const id of ['99', '0', '1e0', '01', '0x1', '1.0'])
      for (const path of ['requests', 'sessions'])
        expect([id, path, (await ask(`${url}/_sandbox/${path}/${id}`)).status]).toEqual([id, path, 404]);
  });

  test.each([
    ['sessions?brief=yes', 'brief takes true or false.'],
    ['sessions?bref=true', 'Unknown parameter bref; there is only brief.'],
    ['sessions/1?brief=true', 'Unknown parameter brief; there are none here.'],
    ['requests?bad=true&bad=false', 'bad is given more than once.'],
    ['requests?type=ping', 'Unknown parameter type; there are bad, eventType'],
    ['requests?limit=-1', 'limit takes a number.'],
    ['requests?since=-1', 'since takes the id of a request, or a time'],
    ['requests?since=1%20May%202026', 'since takes'],
    [`requests?since=${NOW_ISO.slice(0, 16)}`, ''],
    [`requests?since=${NOW_ISO.slice(0, 19)}+01:00`, ''],
    [`requests?since=${NOW_ISO.slice(0, 21)}Z&bad=false`, ''],
    ['export.har?session=1', 'there is only sessionId.'],
    ['stream?lastEventId=x', 'lastEventId takes the id of a request.'],
    ['stream?since=1', 'there is only lastEventId.'],
  ])('%s: %s', async (path, words) => {
    const { url } = await runningSandbox();
    const { status, text } = await ask(`${url}/_sandbox/${path}`);
    expect(status).toBe(words === '' ? 200 : 400);
    expect(text).toContain(words);
  });

  test.each([
    ['POST', 'sessions', 'GET, HEAD'],
    ['DELETE', 'sessions/1', 'GET, HEAD'],
    ['PUT', 'requests', 'GET, HEAD'],
    ['POST', 'app.js', 'GET, HEAD'],
    ['GET', 'reset', 'POST'],
    ['POST', 'fault', 'PUT'],
    ['GET', 'fault', 'PUT'],
    ['PUT', 'clock', 'POST'],
    ['HEAD', 'stream', 'GET'],
    ['OPTIONS', 'fault', 'PUT'],
  ])('%s %s: 405, Allow: %s', async (method, path, allow) => {
    const { url } = await runningSandbox();
    const { status, headers } = await ask(`${url}/_sandbox/${path}`, {}, method);
    expect([status, headers['allow']]).toEqual([405, allow]);
  });

  test('show full values, and bodies that are no JSON as text', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.start({}, { customMetadata: { plan: 'premium-plus-9' } });
    await player.post('/api/v1/sessions', 'a=b');
    const { requests } = (await player.ask('requests')) as { requests: { body: unknown }[] };
    expect(requests[0]?.body).toMatchObject({ customMetadata: { plan: 'premium-plus-9' } });
    expect(requests[1]?.body).toBe('a=b');
  });
});

describe('controls', () => {
  test('fault: on the next n of an event, then no more', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.start();
    const set = await control(url, 'PUT', 'fault', { name: '503-retry-after', next: 2, on: 'ping' });
    expect([set.status, JSON.parse(set.text)]).toEqual([
      200,
      { fault: { name: '503-retry-after', next: 2, on: 'ping' } },
    ]);
    const statuses = [];
    for (const type of ['play', 'ping', 'ping', 'ping']) statuses.push(await player.send(type, 1));
    expect(statuses).toEqual([204, 503, 503, 204]);
    expect(await player.ask('status')).toMatchObject({ fault: null });
    const started = await control(url, 'PUT', 'fault', { name: '404', on: 'start' });
    // What one call answers, another takes.
    const again = await control(url, 'PUT', 'fault', JSON.parse(started.text).fault);
    expect([again.status, again.text]).toEqual([200, started.text]);
    expect([await player.start(), await player.send('ping', 2)]).toEqual([404, 204]);
    await control(url, 'PUT', 'fault', { name: null });
    expect(await player.start()).toBe(201);
  });

  test('a session is lost in the middle: 404 for good, and a new one works', async () => {
    const { url } = await runningSandbox(['--fault', 'session-lost', '--fault-on', 'pauseStart']);
    const player = new Player(url);
    await player.start();
    const statuses = [];
    for (const type of ['play', 'pauseStart', 'ping', 'sessionEnd'])
      statuses.push(await player.send(type, 1));
    expect(statuses).toEqual([204, 404, 404, 404]);
    expect([await player.start(), await player.send('play', 2)]).toEqual([201, 204]);
  });

  test('410 by name', async () => {
    const { url } = await runningSandbox(['--fault=410', '--fault-on=ping', '--fault-next=1']);
    const player = new Player(url);
    await player.start();
    expect([await player.send('ping', 1), await player.send('ping', 2)]).toEqual([410, 204]);
  });

  test('clock: time-outs come when it is advanced', async () => {
    const sandbox = await runningSandbox();
    const { url } = sandbox;
    const player = new Player(url);
    await player.start();
    const advanced = JSON.parse((await control(url, 'POST', 'clock', { advance: '9m' })).text);
    expect(advanced).toMatchObject({ advanced: 540_000 });
    expect(await player.send('ping', 1)).toBe(204);
    await control(url, 'POST', 'clock', { advance: '31m' });
    expect(await player.send('ping', 2)).toBe(410);
    const { requests } = (await player.ask('requests?bad=true')) as Asked;
    expect(requests[0]?.findings.map(({ code }) => code)).toContain('sandbox-session');
  });

  test('reset: forgets sessions and requests, clears fault and clock', async () => {
    const { url } = await runningSandbox(['--fault', '500', '--fault-on', 'ping']);
    const player = new Player(url);
    await player.start();
    await control(url, 'POST', 'clock', { advance: '1m' });
    const reset = await control(url, 'POST', 'reset');
    expect([reset.status, reset.text]).toEqual([204, '']);
    expect(await player.ask('sessions')).toEqual({ sessions: [] });
    expect(await player.ask('requests')).toEqual({ requests: [] });
    expect(await player.ask('status')).toMatchObject({ fault: null, advanced: 0, lastId: 1 });
    expect(await player.send('ping', 1)).toBe(404);
  });

  test.each([
    ['PUT', 'fault', { name: 'hnag' }, /^There is no fault "hnag"; did you mean hang\?$/],
    ['PUT', 'fault', { name: '503' }, /did you mean 503-retry-after\?/],
    ['PUT', 'fault', { name: 'timeout' }, /did you mean hang\?/],
    ['PUT', 'fault', { name: 'qqqqqq' }, /^There is no fault "qqqqqq"; there are 400, 404, .*, waf\.$/],
    ['PUT', 'fault', { name: 'hang', next: 0 }, /next takes/],
    ['PUT', 'fault', { name: 'hang', on: 'pong' }, /on takes start/],
    ['PUT', 'fault', { nmae: 'hang' }, /Unknown key nmae/],
    ['PUT', 'fault', 'no JSON', /A JSON object/],
    ['POST', 'clock', { advance: 'soon' }, /such as 90s/],
    ['POST', 'clock', {}, /such as 90s/],
  ])('%s %s %j is refused with a reason', async (method, path, body, reason) => {
    const { url } = await runningSandbox();
    const { status, text } = await control(url, method, path, body);
    expect(status).toBe(400);
    expect(JSON.parse(text).message).toMatch(reason);
  });
});

test.each(['', '/', '/request', '/requests/', '?x=1'])(
  'a path of the query API that there is not, %j, is answered with those that there are, and is no line',
  async (path) => {
    const { url, stderr } = await runningSandbox();
    const response = await fetch(`${url}/_sandbox${path}`);
    const { message } = (await response.json()) as { message: string };
    expect(response.status).toBe(404);
    expect(message).toMatch(
      /^There is no \/_sandbox\S*\. Below \/_sandbox\/, there are status, metrics, sessions, /,
    );
    expect(message).not.toContain('app.js');
    expect(stderr()).not.toContain('_sandbox');
  },
);

describe('stream', () => {
  test('tells of each request and of each session that changed, and of a reset', async () => {
    const { url } = await runningSandbox();
    const stream = await readStream(`${url}/_sandbox/stream`);
    await expect.poll(() => stream.of('status')).toHaveLength(1);
    const player = new Player(url);
    await player.playAll();
    await expect.poll(() => stream.of('request').length).toBe(9);
    expect(stream.of('request').map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const { requests } = (await player.ask('requests')) as Asked;
    expect(stream.of('request').map(({ data }) => data)).toEqual(requests);
    await expect.poll(() => stream.of('session').at(-1)?.data).toMatchObject({ number: 1, closed: 'end' });
    expect(stream.of('session').length).toBeLessThan(9);
    expect(stream.of('session').at(-1)?.data).not.toHaveProperty('events');
    await control(url, 'POST', 'reset');
    await expect.poll(() => stream.of('reset')).toHaveLength(1);
  });

  test('catches up from the last event that was seen', async () => {
    const { url } = await runningSandbox();
    const player = new Player(url);
    await player.start();
    const first = await readStream(`${url}/_sandbox/stream?lastEventId=0`);
    await expect.poll(() => first.of('request').length).toBe(1);
    first.close();
    await player.send('play', 0.1, 0);
    await player.send('ping', 10);
    const second = await readStream(`${url}/_sandbox/stream`, { 'Last-Event-ID': '1' });
    await expect.poll(() => second.of('request').map(({ id }) => id)).toEqual([2, 3]);
    expect(second.of('session')).toMatchObject([{ data: { number: 1 } }]);
    await player.send('sessionEnd', 11);
    await expect.poll(() => second.of('request').map(({ id }) => id)).toEqual([2, 3, 4]);
    // Of an id that this sandbox never gave, and of what is gone, there is nothing to catch up from.
    await control(url, 'POST', 'reset');
    for (const id of ['999', '2', '4', 'x']) {
      const stale = await readStream(`${url}/_sandbox/stream`, { 'Last-Event-ID': id });
      await expect.poll(() => stale.of('reset')).toHaveLength(1);
      expect(stale.of('request')).toEqual([]);
    }
    // Who loads all after the reset has missed nothing.
    const fresh = await readStream(`${url}/_sandbox/stream?lastEventId=4`);
    await player.start();
    await expect.poll(() => fresh.of('request').length).toBe(1);
    expect(fresh.of('reset')).toEqual([]);
  });
});

describe('in a browser’s reach', () => {
  test('foreign origins, other names and other sites are refused; the API stays open to all', async () => {
    const { url } = await runningSandbox();
    const port = new URL(url).port;
    const path = `${url}/_sandbox/requests`;
    const refused: Record<string, string>[] = [
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: `http://localhost:${port}`, Host: `127.0.0.1:${port}` },
      { Origin: `https://127.0.0.1:${port}` },
      { Host: 'evil.example' },
      { Host: `evil.example:${port}` },
      { Host: `127.0.0.1.evil.example:${port}` },
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of refused) {
      expect([headers, (await ask(path, headers)).status]).toEqual([headers, 403]);
      const reset = await ask(`${url}/_sandbox/reset`, headers, 'POST');
      expect([headers, reset.status]).toEqual([headers, 403]);
      expect((await ask(`${url}/_sandbox/stream`, headers)).status).toBe(403);
    }
    for (const headers of [
      {},
      { Origin: url },
      { Host: `localhost:${port}`, Origin: `http://localhost:${port}` },
      { Host: `[::1]:${port}` },
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Site': 'none' },
    ])
      expect([headers, (await ask(path, headers)).status]).toEqual([headers, 200]);
    expect((await ask(`${url}/`, { Origin: 'https://evil.example' })).status).toBe(403);
    const open = await ask(`${url}/api/v1/schemas/ping`, { Origin: 'https://player.example', Host: 'x' });
    expect([open.status, open.headers['access-control-allow-origin']]).toEqual([200, '*']);
  });

  test('nothing of it may be read, framed or changed by other pages, and no inline code runs', async () => {
    const { url } = await runningSandbox();
    for (const path of ['/', '/_sandbox/status', '/_sandbox/nothing', '/_sandbox/export.har']) {
      const { headers } = await ask(`${url}${path}`);
      expect(headers['access-control-allow-origin']).toBeUndefined();
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*/);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  test('what comes to the page is not among the requests', async () => {
    const { url } = await runningSandbox();
    for (const path of ['/', '/favicon.ico', '/_sandbox/app.js', '/_sandbox/status'])
      await ask(`${url}${path}`);
    // Tools that wait for a server ask so.
    const head = await fetch(`${url}/`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(JSON.parse((await ask(`${url}/_sandbox/requests`)).text)).toEqual({ requests: [] });
  });
});

describe('--host', () => {
  test('warns, and then wants the token of the printed URL, a cookie afterwards', async () => {
    const sandbox = await runningSandbox(['--host', '0.0.0.0', '--json']);
    const first = JSON.parse(sandbox.stdout().split('\n')[0] ?? '');
    expect(first.findings).toMatchObject([{ code: 'sandbox-open', severity: 'warning' }]);
    const page = new URL(first.page);
    const token = page.searchParams.get('token') ?? '';
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    const origin = `http://127.0.0.1:${page.port}`;
    for (const path of ['/', '/_sandbox/status', '/_sandbox/stream', '/_sandbox/requests']) {
      expect((await ask(origin + path)).status).toBe(401);
      expect((await ask(`${origin}${path}?token=${'0'.repeat(32)}`)).status).toBe(401);
    }
    expect((await ask(`${origin}/_sandbox/reset`, {}, 'POST')).status).toBe(401);
    const opened = await ask(`${origin}/?token=${token}`);
    expect([opened.status, opened.text.includes(token)]).toEqual([200, false]);
    const cookie = String(opened.headers['set-cookie']);
    expect(cookie).toMatch(/; HttpOnly; SameSite=Strict$/);
    const [pair = ''] = cookie.split(';');
    expect((await ask(`${origin}/_sandbox/status`, { Cookie: `a=b; ${pair}` })).status).toBe(200);
    expect((await ask(`${origin}/_sandbox/status`, { Authorization: `Bearer ${token}` })).status).toBe(200);
    expect((await ask(`${origin}/_sandbox/status`, { Cookie: `${pair}0` })).status).toBe(401);
    // A player has no token.
    expect(await new Player(origin).start()).toBe(201);
  });

  test('says on stderr what it means, and where the page is', async () => {
    const sandbox = await runningSandbox(['--host', '0.0.0.0']);
    await expect.poll(() => sandbox.stderr()).toContain('?token=');
    expect(sandbox.stderr()).toMatch(/^warning\[sandbox-open\]: Whoever can reach 0\.0\.0\.0/);
    expect(sandbox.stdout()).not.toContain('token');
  });

  test('an address of another machine is refused by name', async () => {
    const outcome = await run(['sandbox', '--host', '192.0.2.1']);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('--host wants an IP address of this machine');
  });
});

test.each([
  ['--prefix', '/a/../b'],
  ['--prefix', '/_sandbox'],
  ['--prefix', '/x/api/v1/'],
  ['--prefix', '/a//b'],
  ['--tls-name', 'tv:8443', '--tls', 'tls'],
])('%s %s: what could never be reached is refused', async (option, value, ...more) => {
  const outcome = await run(['sandbox', option, value, ...more], { cwd: tempDirectory() });
  expect(outcome.code).toBe(2);
  expect(outcome.stderr).toContain(`got "${value}"`);
});

test('exports are read by explain', async () => {
  const { url } = await runningSandbox();
  await new Player(url).playAll();
  const cwd = tempDirectory();
  for (const name of ['export.har', 'export.ndjson']) {
    const response = await fetch(`${url}/_sandbox/${name}`);
    expect(response.headers.get('content-disposition')).toMatch(
      /^attachment; filename="sandbox\.(har|ndjson)"$/,
    );
    writeFileSync(join(cwd, name), await response.text());
    const output = readJsonOutput(await run(['explain', name, '--json'], { cwd }));
    expect([name, output.requests?.length, output.sessions?.length]).toEqual([name, 9, 1]);
    expect(output.requests?.map(({ status }) => status)).toEqual([201, ...Array(8).fill(204)]);
  }
});

test('the page of this build is served, and the report of what came can be downloaded', async () => {
  const { url } = await runningSandbox();
  const page = await ask(`${url}/`);
  expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
  for (const [path, type] of [
    ['/_sandbox/app.js', 'text/javascript; charset=utf-8'],
    ['/_sandbox/app.css', 'text/css; charset=utf-8'],
  ] as const) {
    expect(page.text).toContain(`"${path}"`);
    const file = await ask(url + path);
    expect([file.status, file.headers['content-type']]).toEqual([200, type]);
  }
  // Nothing in it needs more than the policy allows.
  expect(page.text).not.toMatch(/<script>|<style|\bstyle=|\bon\w+=/);
  await new Player(url).playAll();
  const report = await ask(`${url}/_sandbox/export.html`);
  expect(report.headers['content-disposition']).toBe('attachment; filename="sandbox.html"');
  expect(report.text).toContain('request 1: sessionStart of session #1');
});
