import { describe, expect, test } from 'vitest';
import fc from '../helpers/fc.ts';
import { runMain } from '../helpers/run-main.ts';

/** Long enough that a part of it is left whatever character is taken out. */
const SECRET = 'SECRETSECRETSECRET';

const BODY = {
  playerTime: { playhead: '0', ts: 1_795_510_155 },
  eventType: 'sessionStart',
  params: {
    'analytics.trackingServer': 'https://a.sc.omtrdc.net/',
    'analytics.visitorId': SECRET,
    'visitor.marketingCloudUserId': SECRET,
    'visitor.customerIDs': { crm: { id: SECRET, authState: '1' } },
    appInstallationId: SECRET,
    'analytics.aid': [SECRET],
    'media.length': '60',
    'analytics.vistorId': SECRET,
    password: SECRET,
  },
  customMetadata: { 'bad key': SECRET, n: 3, fine: SECRET, deep: { er: SECRET } },
};

const FORMATS = [0, 2, '\t'].map((indent) => JSON.stringify(BODY, null, indent));

/** What people do to a text: something is missing, or is there once too often. */
const damaged = fc
  .record({
    text: fc.constantFrom(...FORMATS),
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    removed: fc.integer({ min: 0, max: 3 }),
    added: fc.constantFrom('', '"', "'", '{', '}', ',', ':', '[', '\n', '\\', '“', '#', '`', ' ', '🎬'),
  })
  .map(({ text, at, removed, added }) => {
    const place = Math.floor(at * text.length);
    return text.slice(0, place) + added + text.slice(place + removed);
  });

describe('no excerpt tells a secret', () => {
  test.each([
    ['check', (text: string) => runMain({ b: text }, ['check', 'b'])],
    ['start', (text: string) => runMain({ b: text }, ['start', '--body', 'b', '--endpoint=c.example'])],
    ['explain', (text: string) => runMain({ b: text }, ['explain', 'b'])],
  ])('%s of a body that is damaged anywhere', async (_name, run) => {
    await fc.assert(
      fc.asyncProperty(damaged, async (text) => {
        const { out, err } = await run(text);
        expect((out + err).split('\n').filter((line) => line.includes('SECRET'))).toEqual([]);
      }),
      { numRuns: 250 },
    );
  });

  test('explain of a HAR and of a command, where the body is decoded', async () => {
    const text = JSON.stringify(BODY);
    const har = JSON.stringify({
      log: {
        entries: [
          {
            request: {
              method: 'POST',
              url: `https://user:${SECRET}@c.hb-api.omtrdc.net/api/v1/sessions`,
              headers: [{ name: 'X-Api-Key', value: SECRET }],
              postData: { text },
            },
            response: { status: 400, statusText: 'Bad Request', headers: [], content: {} },
          },
        ],
      },
    });
    const curl = `curl -H 'X-Api-Key: ${SECRET}' https://c.hb-api.omtrdc.net/api/v1/sessions --data-raw '${text}'`;
    for (const capture of [har, curl]) {
      const { out } = await runMain({ c: capture }, ['explain', 'c']);
      expect(out).toMatch(/--> c:\d+:\d+, in the body at params > media\.length\n/);
      expect(out).toContain('"media.length":"60"');
      expect(out).not.toContain('SECRET');
    }
  });

  test.each([
    [
      'YAML',
      `reportsuit: x # ${SECRET}\nparams:\n  media.length: '60'\n  analytics.visitorId: 5\ncustomMetadata:\n  a: 7\n  # ${SECRET}\n  b: ${SECRET}\n`,
    ],
    [
      'YAML in braces',
      `params: { media.length: '60', analytics.visitorId: ${SECRET}, analytics.aid: 5 }\nreportsuit: a\n`,
    ],
    ['YAML over lines', `customMetadata: {\na: 5, b: ${SECRET}\n}\n`],
    ['broken YAML', `customMetadata:\n  a: ${SECRET}\n\tb: ${SECRET}\n`],
    ['YAML with an open quote', `customMetadata:\n  a: "${SECRET}\nendpoint: x\n`],
    [
      'JSON',
      JSON.stringify({ endpoint: `https://me:${SECRET}@c.example`, reportSuite: 5, password: SECRET }),
    ],
    [
      'JSON of an SDK',
      JSON.stringify({ media: { token: SECRET }, reportsuit: 'x', customMetadata: { a: 5, b: SECRET } }),
    ],
  ])('a config in %s', async (_name, text) => {
    for (const args of [
      ['start', '--smoke'],
      ['config', 'show'],
    ]) {
      const { out, err } = await runMain({ '.mediarc': text }, args);
      expect(out + err).not.toContain('SECRET');
    }
  });

  test('a flag whose value is sensitive', async () => {
    const flags = [
      '--custom',
      `a b=${SECRET}`,
      '--visitor-id',
      '<your-id>',
      '--param',
      `analytics.aid=${SECRET}`,
    ];
    const { err } = await runMain({}, ['start', ...flags, '--marketing-cloud-user-id', SECRET, '--length=x']);
    expect(err).not.toContain('SECRET');
  });

  test('with --no-redact, which reports may ask for, the value is shown', async () => {
    const args = ['start', '--body', 'b', '--endpoint=c.example', '--har', 'h.har', '--no-redact'];
    const body = '{"analytics.visitorId": 4242424242}';
    expect((await runMain({ b: body }, args)).err).toContain('1 | {"analytics.visitorId": 4242424242}');
    expect((await runMain({ b: body }, args.slice(0, -1))).err).not.toContain('4242424242');
  });
});

describe('where an excerpt stands', () => {
  test('NDJSON: the line of the file, and the mark within it', async () => {
    const ping = '{"eventType":"ping","playerTime":{"playhead":1,"ts":1795510155262}}';
    const files = { 'x.ndjson': `${ping}\n\n${ping.replace('1,', '"1",')}\n` };
    const { out } = await runMain(files, ['check', 'x.ndjson']);
    expect(out).toContain(
      ' --> x.ndjson:3:46\n  |\n3 | {"eventType":"ping","playerTime":{"playhead":"1","ts":1795510155262}}\n  |                                              ^^^\n',
    );
  });

  test('--no-excerpt leaves the lines out, and says where all the same', async () => {
    const { out } = await runMain({ b: FORMATS[1] ?? '' }, ['check', 'b', '--no-excerpt']);
    expect(out).toMatch(/^error\[param-type\]: media\.length .*\n --> b:\d+:\d+\n {2}= help: /m);
    expect(out).not.toMatch(/^ *\d* \|/m);
  });

  test('keys that are missing in one place show it once', async () => {
    const body = '{"eventType":"stateStart","playerTime":{"playhead":1,"ts":1795510155262},"params":{}}';
    const { out } = await runMain({ b: body.replace('stateStart', 'adStart') }, ['check', 'b']);
    expect(out.match(/is missing \(required\)\.$/gm)?.length).toBe(5);
    expect(out.match(/^1 \|/gm)).toHaveLength(1);
  });

  test('a million characters around it are cut, and take no time', async () => {
    const filler = 'x'.repeat(1_000_000);
    const body = `{"eventType":"ping","a":"${filler}","playerTime":{"playhead":"1","ts":1795510155262},"b":"${filler}"}`;
    const begin = performance.now();
    const { out } = await runMain({ b: body }, ['check', 'b']);
    expect(performance.now() - begin).toBeLessThan(3000);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThan(400);
  });
});

describe('what is wrong with the method or the URL of a request is underlined in them', () => {
  const URL = 'https://user:SECRETSECRET@{uri}.hb-api.omtrdc.net/api/v1/sessions/?token=SECRETSECRET';
  const PING = '{"eventType":"ping","playerTime":{"playhead":1,"ts":1795510155000}}';
  const har = (method: string, url: string): string =>
    JSON.stringify({
      log: { entries: [{ request: { method, url, postData: { text: PING } }, response: {} }] },
    });
  const excerptsOf = async (text: string, file = 'x'): Promise<string[]> => {
    const { out } = await runMain({ [file]: text }, ['explain', file]);
    expect(out).not.toContain('SECRET');
    return [...out.matchAll(/^ *\| (.*)\n *\| ( *\^+)$/gm)].map(([, line = '', signs = '']) =>
      line.slice(signs.indexOf('^'), signs.length),
    );
  };

  test.each<[string, string]>([
    ['a HAR', har('PUT', URL)],
    ['a curl command', `curl -X PUT '${URL}' -d '${PING}'`],
    [
      'a command in prose',
      `Hi,\n1. Run “this”:\n\n   curl -X PUT '${URL}' \\\n     -d '${PING}'\n\nIt’s broken.\n`,
    ],
    ['code', `fetch("${URL}", { method: "PUT", body: JSON.stringify(${PING}) })`],
  ])('%s', async (_, text) => {
    expect(await excerptsOf(text)).toEqual(expect.arrayContaining(['{uri}', 'PUT', '/api/v1/sessions/']));
  });

  test.each(['undefined', '{sessionId}', ':sid'])('%s in the place of a session ID', async (word) => {
    const url = `https://c.hb-api.omtrdc.net/api/v1/sessions/${word}/events`;
    expect(await excerptsOf(har('POST', url))).toContain(word);
  });

  test('plain http', async () => {
    expect(await excerptsOf(har('POST', 'http://c.hb-api.omtrdc.net/api/v1/sessions/a/events'))).toContain(
      'http:',
    );
  });

  test('a slash at the end is told as that', async () => {
    const { out } = await runMain(
      { x: har('POST', 'https://c.hb-api.omtrdc.net/api/v1/sessions/a/events/') },
      ['explain', 'x'],
    );
    expect(out).toContain('error[request-path]: The path ends with a slash; the paths of this API do not.');
    expect(out).toContain('Send it to /api/v1/sessions/{session ID}/events');
  });
});

describe('a body that stands as text in JSON is shown decoded, by the keys that lead to it', () => {
  const raw = JSON.stringify(
    { eventType: 'ping', playerTime: { playhead: '7', ts: 1_795_510_155_000 } },
    null,
    2,
  );
  const url = 'https://c.hb-api.omtrdc.net/api/v1/sessions/a/events';
  test.each<[string, object]>([
    ['Postman', { info: {}, item: [{ name: 'a', request: { method: 'POST', url, body: { raw } } }] }],
    [
      'newman',
      { run: { executions: [{ item: { name: 'a' }, request: { method: 'POST', url, body: { raw } } }] } },
    ],
    [
      'Insomnia',
      { __export_format: 4, resources: [{ _type: 'request', method: 'POST', url, body: { text: raw } }] },
    ],
    ['a log', { logs: [{ payload: raw }] }],
    ['a HAR', { log: { entries: [{ request: { method: 'POST', url, postData: { text: raw } } }] } }],
  ])('%s', async (_, capture) => {
    const { out } = await runMain({ x: JSON.stringify(capture, null, 1) }, ['explain', 'x', '--no-color']);
    expect(out).toMatch(
      / --> x:\d+:\d+, in the body at playerTime (?:→|>) playhead\n {2}\|\n {2}\| {5}"playhead": "7",\n {2}\| {17}\^\^\^\n/,
    );
  });
});
