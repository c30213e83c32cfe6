import { describe, expect, test } from 'vitest';
import { fakeContext } from '../helpers/context.ts';
import fc from '../helpers/fc.ts';
import { runMain } from '../helpers/run-main.ts';

const URL = 'https://c.hb-api.omtrdc.net/api/v1/sessions';
const ping = JSON.stringify({ eventType: 'ping', playerTime: { playhead: 1, ts: fakeContext().now() } });

/** What an entry of a HAR holds of a body and of a response, and whether it may be called valid. */
const BODIES = {
  whole: { part: { postData: { text: ping } }, valid: true },
  none: { part: {}, valid: false },
  empty: { part: { postData: { text: '' } }, valid: false },
  file: { part: { postData: { mimeType: 'application/json', _file: 'a1.json' } }, valid: false },
  cut: { part: { bodySize: 900, postData: { text: ping.slice(0, 20) } }, valid: false },
  wrong: { part: { postData: { text: '[object Object]' } }, valid: false },
} as const;
const RESPONSES = {
  204: { part: { response: { status: 204, headers: [], content: {} } }, valid: true },
  400: { part: { response: { status: 400, headers: [], content: {} } }, valid: false },
  404: {
    part: { response: { status: 404, headers: [], content: { text: '{"message":"x"}' } } },
    valid: false,
  },
  500: { part: { response: { status: 500, content: {} } }, valid: false },
  302: { part: { response: { status: 302, content: {} } }, valid: false },
  0: { part: { response: { status: 0, _error: 'net::ERR_FAILED', content: {} } }, valid: false },
  none: { part: {}, valid: false },
} as const;

const keyOf = <T extends object>(table: T) => fc.constantFrom(...(Object.keys(table) as (keyof T)[]));

const explain = (capture: string, ...more: string[]) => runMain({ capture }, ['explain', 'capture', ...more]);

const harOf = (entries: readonly (readonly [keyof typeof BODIES, keyof typeof RESPONSES])[]): string =>
  JSON.stringify({
    log: {
      entries: entries.map(([body, response]) => ({
        request: { method: 'POST', url: `${URL}/abc/events`, ...BODIES[body].part },
        ...RESPONSES[response].part,
      })),
    },
  });

test('"valid" is never said of a request whose body or response was not seen, or that was not accepted', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(keyOf(BODIES), keyOf(RESPONSES)), { minLength: 1, maxLength: 5 }),
      async (entries) => {
        const har = harOf(entries);
        const may = entries.map(([body, response]) => BODIES[body].valid && RESPONSES[response].valid);
        const { code, out } = await explain(har);
        expect(code).toBe(may.every(Boolean) ? 0 : 2);
        for (const [at, isValid] of may.entries()) {
          const [line = ''] = out.match(new RegExp(`^entry ${at + 1}: .*$`, 'm')) ?? [];
          expect([line, /\bvalid\b/.test(line)]).toEqual([line, isValid]);
        }
        expect(out).not.toMatch(/nothing in the body/i);
        const { requests } = JSON.parse((await explain(har, '--json')).out);
        expect(requests.map((one: { verdict: string }) => one.verdict === 'valid')).toEqual(may);
      },
    ),
    { numRuns: 60 },
  );
});

/** One exchange in the forms beside HAR that hold responses. A body or a status is left out where the form leaves it out. */
const FORMS: Readonly<Record<string, (body: string | undefined, status: number | undefined) => string>> = {
  'an entry of a HAR': (text, status) =>
    JSON.stringify({
      request: { method: 'POST', url: `${URL}/abc/events`, headers: [], ...(text && { postData: { text } }) },
      response: status ? { status, headers: [], content: {} } : {},
    }),
  Charles: (text, status) =>
    JSON.stringify([
      {
        ...{
          scheme: 'https',
          host: 'c.hb-api.omtrdc.net',
          path: '/api/v1/sessions/abc/events',
          method: 'POST',
        },
        request: text ? { body: { text } } : {},
        response: status ? { status } : {},
      },
    ]),
  newman: (raw, code) => {
    const request = { method: 'POST', url: `${URL}/abc/events`, ...(raw && { body: { mode: 'raw', raw } }) };
    return JSON.stringify({ run: { executions: [{ request, ...(code && { response: { code } }) }] } });
  },
  'an HTTP message': (text, status) =>
    `POST ${URL}/abc/events HTTP/1.1\n\n${text ?? ''}\n\n${status ? `HTTP/1.1 ${status} X\n\n` : ''}`,
  'a transcript of curl': (text, status) =>
    `$ curl -i -X POST ${URL}/abc/events ${text ? `-d '${text}'` : ''}\n${status ? `HTTP/1.1 ${status} X\n\n` : ''}`,
  'a log': (text, status) =>
    `POST ${URL}/abc/events ${text ?? '{"eventType":"ping","playerTime":{'} ${status ? `status=${status}` : ''}\n`,
};

/** Forms with a place for a response in each exchange; in the others none may have been recorded. */
const ALWAYS_ANSWERED = ['an entry of a HAR', 'Charles', 'newman'];

describe('"valid" in the other forms', () => {
  test.each(Object.entries(FORMS))('%s', async (form, write) => {
    for (const body of [ping, undefined]) {
      for (const status of [204, 400, 404, 500, undefined]) {
        const isSeen = status === undefined ? !ALWAYS_ANSWERED.includes(form) : status === 204;
        const { code, out } = await explain(write(body, status));
        expect([status, code, /: valid\b/.test(out), out]).toEqual([
          ...[status, body && isSeen ? 0 : 2, body !== undefined && isSeen, out],
        ]);
      }
    }
  });
});

describe('what each request comes to', () => {
  test.each<[string, string, RegExp]>([
    [
      'no body',
      harOf([['none', 204]]),
      /^entry 1: .*: cannot be judged, since its body is not in the capture; /m,
    ],
    [
      'a 400 without a body',
      harOf([['none', 400]]),
      /^error\[capture-incomplete\]: The capture holds no request body\./m,
    ],
    [
      'a 400 that nothing explains',
      harOf([['whole', 400]]),
      /^entry 1: .*: refused[,;][\s\S]*No rule of the/m,
    ],
    ['a redirect', harOf([['whole', 302]]), /: not accepted/],
    ['status 0', harOf([['whole', 0]]), /: no response was recorded$/m],
    ['curl without a body', `curl ${URL}/abc/events -X POST`, /cannot be judged/],
    ['curl with a file', `curl ${URL}/abc/events -d @body.json`, /cannot be judged[\s\S]*Ask for that file/],
    [
      'several',
      harOf([
        ['whole', 204],
        ['whole', 500],
        ['none', 204],
        ['whole', 0],
        ['wrong', 204],
      ]),
      /^error(?:\[[a-z-]+\])?: 1 of 5 requests has errors, 1 was not accepted, 1 has no response, 1 cannot be judged; first: /,
    ],
  ])('%s', async (_, capture, report) => {
    const { code, out } = await explain(capture);
    expect(code).toBe(2);
    expect(out).toMatch(report);
    const quiet = await explain(capture, '-q');
    expect([quiet.code, quiet.out]).toEqual([2, expect.stringMatching(/^error(?:\[[a-z-]+\])?: /)]);
  });

  test.each([
    ['a body', ping],
    ['a log of bodies', `${ping}\n${ping}`],
    ['curl, which keeps no response', `curl ${URL}/abc/events -d '${ping}'`],
  ])('%s may be valid', async (_, capture) => {
    const { code, out } = await explain(capture);
    expect([code, out]).toEqual([0, expect.stringMatching(/: valid/)]);
  });
});

test('what was passed over is counted, and a text that was not kept is not called empty', async () => {
  const entries = [
    { request: { method: 'GET', url: 'https://cdn.example.com/1.ts' }, response: { status: 200 } },
    { request: { method: 'GET', url: 'https://a.sc.omtrdc.net/b/ss/rs/1' }, response: { status: 200 } },
    {
      request: { method: 'POST', url: `${URL}/abc/events`, postData: { text: ping } },
      response: { status: 400, headers: [], content: { size: 44 } },
    },
  ];
  const { out } = await explain(JSON.stringify({ log: { entries } }), '-v');
  expect(out).toContain('Passed over: 2 requests to other places.');
  expect(out).toContain('The capture does not hold the text of the response');
  expect(out).not.toContain('the response has no body');
  const { out: json } = await explain(JSON.stringify({ log: { entries } }), '--json');
  expect(JSON.parse(json)).toMatchObject({ passed: [{ kind: 'requests', count: 2 }] });
});

test('of a 201 without its headers, nobody knows that it had no Location', async () => {
  const start = JSON.stringify({
    eventType: 'sessionStart',
    playerTime: { playhead: 0, ts: fakeContext().now() },
    params: {
      'analytics.trackingServer': 'a.sc.omtrdc.net',
      'analytics.reportSuite': 'rs',
      'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
      'media.id': 'v',
      'media.length': 60,
      'media.contentType': 'vod',
      'media.playerName': 'p',
      'media.channel': 'c',
    },
  });
  const log = await explain(`POST ${URL} ${start}\nresponse 201\n`);
  expect([log.code, log.out]).toEqual([
    0,
    expect.stringContaining(': valid; answered 201: a session was created\n'),
  ]);
  const har = (headers: object[]): string =>
    JSON.stringify({
      log: {
        entries: [
          {
            request: { method: 'POST', url: URL, postData: { text: start } },
            response: { status: 201, headers, content: {} },
          },
        ],
      },
    });
  expect((await explain(har([]))).out).not.toContain('no Location');
  const seen = await explain(har([{ name: 'server', value: 'x' }]));
  expect([seen.code, seen.out]).toEqual([2, expect.stringContaining('sent no Location header')]);
});

test('a HAR that is cut off within its first entry is called that, and not merely empty', async () => {
  const { code, out } = await explain(harOf([['whole', 204]]).slice(0, 120));
  expect(code).toBe(2);
  expect(out).toContain('The capture is cut off');
});

describe('one cause, and nothing that was not seen', () => {
  const told = async (capture: string): Promise<string[]> => {
    const { out } = await explain(capture);
    return (out.match(/^(?:error|warning|note)\[[a-z-]+\]/gm) ?? []).map((line) => line.replace('[', ' ['));
  };

  test.each<[string, string, string[]]>([
    ['an event that went to /sessions', `curl ${URL} -d '${ping}'`, ['error [request-path]']],
    [
      'a mistyped start is no event that went to the wrong path',
      `curl ${URL} -d '${JSON.stringify({ eventType: 'sessionStrat', playerTime: { playhead: 0, ts: fakeContext().now() } })}'`,
      ['error [body-missing]', 'error [event-type]'],
    ],
    [
      'values that code computes are not missing',
      `axios.post('${URL}/abc/events', { eventType: 'play', playerTime: { playhead: video.currentTime, ts: Date.now() } })`,
      ['warning [capture-computed]'],
    ],
    ['JSON in Base64', Buffer.from(ping).toString('base64'), ['error [capture-not-json]']],
    [
      'a page without a title',
      harOf([['whole', 500]]).replace('"content":{}', '"content":{"text":"<html>"}'),
      ['note [server-silent]'],
    ],
    ['an event of another program', '{"eventType":"AwsApiCall","eventName":"Get"}', ['error [other-api]']],
    [
      'a log of them',
      '{"eventType":"AwsApiCall","eventName":"Get"}\n'.repeat(3),
      ['error [capture-unknown]'],
    ],
  ])('%s', async (_, capture, findings) => {
    expect(await told(capture)).toEqual(findings);
  });

  test.each<[string, object, string]>([
    ['an event that went to /sessions', { url: URL }, 'request-path'],
    ['a placeholder', { url: `${URL}/{sid}/events` }, 'request-placeholder'],
    [
      'JSON encoded twice',
      { url: `${URL}/abc/events`, postData: { text: JSON.stringify('{"eventType":"ping","other":1}') } },
      'capture-not-json',
    ],
    ['a method', { url: `${URL}/abc/events`, method: 'PUT' }, 'request-method'],
  ])('a 400 is explained by what spoils the whole request first: %s', async (_, more, code) => {
    const text = JSON.stringify({ eventType: 'ping', playerTime: { playhead: '1' }, other: 1 });
    const request = { method: 'POST', postData: { text }, ...more };
    const response = { status: 400, headers: [], content: {} };
    const findings = await told(JSON.stringify({ log: { entries: [{ request, response }] } }));
    expect(findings.find((one) => one.startsWith('error'))).toBe(`error [${code}]`);
  });

  test('a server that does not have a path is told with the method that was used', async () => {
    const request = { method: 'PUT', url: URL };
    const har = JSON.stringify({ log: { entries: [{ request, response: { status: 404, content: {} } }] } });
    expect((await explain(har)).out).toContain('has no PUT /api/v1/sessions');
  });

  test('what a server sent is not called nothing', async () => {
    const har = harOf([['whole', 500]]).replace('"content":{}', '"content":{"text":"<html><p>busy"}');
    expect((await explain(har)).out).toContain('The server sent a web page without a title.');
  });
});
