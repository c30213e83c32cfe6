import { describe, expect, test } from 'vitest';
import { curlCommand } from '../../../src/body/curl-command.ts';
import { readCapture } from '../../../src/capture/detect.ts';
import { readBodies } from '../../../src/capture/ndjson.ts';
import { sequenceFindings } from '../../../src/capture/sequence.ts';
import { sayFinding } from '../../../src/messages/index.ts';
import { InputError } from '../../../src/model/errors.ts';
import fc from '../../helpers/fc.ts';
import { findingOf } from '../../helpers/findings.ts';

const source = { kind: 'file', name: 'capture' } as const;
const URL_ = 'https://c.example.com/gw/api/v1/sessions';
const read = (text: string) => readCapture(text, source);
const only = (text: string) => {
  const { requests } = read(text);
  expect(requests).toHaveLength(1);
  return requests[0];
};

describe('curl commands', () => {
  test.each([
    [
      'bash, as Chrome copies it',
      `curl '${URL_}' \\\n  -H 'content-type: application/json' \\\n  --data-raw '{"a":"it'\\''s"}' \\\n  --compressed`,
      { a: "it's" },
    ],
    [
      "bash with $'…'",
      `curl '${URL_}' -X POST --data-raw $'{"a":"it\\'s \\u0021\\n\\x41"}'`.replace('\\n', '\\\\n'),
      { a: "it's !\nA" },
    ],
    [
      'cmd, as Chrome copies it',
      `curl ^"${URL_}^" ^\r\n  -H ^"content-type: application/json^" ^\r\n  --data-raw ^"^{^\\^"a^\\^":^\\^"b^\\^"^}^"`,
      { a: 'b' },
    ],
    ['a prompt and short options run together', `$ curl -sSi -XPOST ${URL_} -d '{"a":1}'`, { a: 1 }],
    ['double quotes', `curl "${URL_}" --data "{\\"a\\": \\"\\$b\\"}"`, { a: '$b' }],
    ['--url and --json=', `curl --json='{"a":1}' --url ${URL_} -o /dev/null`, { a: 1 }],
    [
      'an option with a value before the URL',
      `curl -H 'x: y' --max-time 5 --user u:p ${URL_} --data-binary '{"a":1}'`,
      { a: 1 },
    ],
    ['more commands after it', `curl ${URL_} -d '{"a":1}' | jq .`, { a: 1 }],
  ])('%s', (_name, text, expected) => {
    const request = only(text);
    expect(request?.kind).toBe('session');
    expect(request?.url?.href).toBe(URL_);
    expect(request?.bodyProblem).toBeUndefined();
    expect(request?.body?.value).toEqual(expected);
  });

  test('a body in a file is named as missing', () => {
    const request = only(`curl ${URL_} -d @body.json`);
    expect(request?.bodyProblem).toMatchObject([
      { code: 'capture-body-missing', args: { file: 'body.json' } },
    ]);
    expect(only(`curl ${URL_} --data-raw @x`)?.bodyProblem).toMatchObject([{ code: 'json-syntax' }]);
  });

  test('an event names its session; another URL is ignored', () => {
    const event = only("curl https://h.example/api/v1/sessions/abc/events -d '{}'");
    expect(event).toMatchObject({ kind: 'event', sessionId: 'abc' });
    expect(read("curl https://h.example/other -d '{}'")).toMatchObject({ requests: [], ignored: 1 });
  });

  test('what --curl prints reads back as the same request, whatever the body', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (extra) => {
        const value = Object.fromEntries(
          Object.entries(extra).filter(([key]) => !/^(__proto__|constructor|prototype)$/.test(key)),
        );
        const body = JSON.stringify(value);
        const request = only(
          curlCommand({ url: URL_, headers: { 'content-type': 'application/json' }, body }),
        );
        expect(JSON.stringify(request?.body?.value)).toBe(body);
      }),
    );
  });

  test('a body too long for an argument is piped, and read back', () => {
    const body = JSON.stringify({ a: `'${'x'.repeat(200_000)}` });
    expect(JSON.stringify(only(curlCommand({ url: URL_, headers: {}, body }))?.body?.value)).toBe(body);
  });
});

const entry = (url: string, body: unknown, response: object = {}, extra: object = {}) => ({
  startedDateTime: '2026-11-24T10:00:00.000Z',
  request: {
    method: 'POST',
    url,
    postData: { mimeType: 'text/plain', text: JSON.stringify(body) },
    ...extra,
  },
  response: {
    status: 201,
    statusText: 'Created',
    headers: [{ name: 'Location', value: '/api/v1/sessions/s1' }],
    content: {},
    ...response,
  },
});
const har = (...entries: unknown[]) => JSON.stringify({ log: { version: '1.2', entries } }, null, 1);

describe('HAR', () => {
  test('entries of this API, with any prefix, and what answered', () => {
    const text = har(
      entry('https://cdn.example.com/app.js', {}),
      entry(URL_, { a: 1 }),
      entry('https://c.example.com/api/v1/sessions/s1/events', { b: 1 }, { status: 204 }),
      { ...entry(URL_, {}), request: { method: 'OPTIONS', url: URL_ } },
    );
    const capture = read(text);
    expect(capture).toMatchObject({ form: 'har', ignored: 2 });
    expect(capture.requests).toMatchObject([
      {
        kind: 'session',
        sessionId: 's1',
        label: `entry 2: POST ${URL_}`,
        startedAt: Date.UTC(2026, 10, 24, 10),
        answer: { status: 201 },
      },
      { kind: 'event', sessionId: 's1', body: { value: { b: 1 } }, answer: { status: 204 } },
    ]);
    const line = capture.requests[0]?.origin.line ?? 0;
    expect(text.split('\n')[line - 1]).toContain(URL_);
  });

  test('base64 on both sides', () => {
    const body = Buffer.from('{"a":1}').toString('base64');
    const content = { text: Buffer.from('{"message":"no"}').toString('base64'), encoding: 'base64' };
    const request = only(
      har(entry(URL_, 0, { status: 400, content }, { postData: { text: body, encoding: 'base64' } })),
    );
    expect(request).toMatchObject({
      body: { value: { a: 1 } },
      answer: { status: 400, bodyText: '{"message":"no"}' },
    });
  });

  test.each([
    ['no body', { postData: undefined }, 'no request body'],
    ['a body cut short', { postData: { text: '{"a":' }, bodySize: 100 }, 'only the beginning'],
  ])('%s', (_name, extra, reason) => {
    const request = only(har(entry(URL_, {}, {}, extra)));
    expect(request?.bodyProblem).toMatchObject([{ code: 'capture-incomplete' }]);
    expect(request?.bodyProblem?.map((finding) => sayFinding(finding).message)).toEqual([
      expect.stringContaining(reason),
    ]);
  });

  test('no answer, repeated headers, and entries that are nonsense', () => {
    expect(only(har(entry(URL_, {}, { status: 0 })))?.answer).toBeUndefined();
    const twice = [
      { name: 'Location', value: 'a' },
      { name: 'location', value: 'b' },
    ];
    expect(only(har(entry(URL_, {}, { headers: twice })))?.answer?.headers['location']).toEqual(['a', 'b']);
    expect(read(har(null, 1, {}, { request: null }, { request: { url: 3 } }))).toMatchObject({
      requests: [],
      ignored: 5,
    });
  });
});

describe('other forms', () => {
  const body = '{"eventType":"ping","playerTime":{"playhead":0,"ts":1}}';

  test.each([
    [body, 'body', 1],
    [`[${body},${body}]`, 'body', 2],
    [`${body}\n${body}\n\n${body}`, 'ndjson', 3],
  ])('%s', (text, form, count) => {
    const capture = read(text);
    expect([capture.form, capture.requests.length]).toEqual([form, count]);
  });

  test('a broken line of NDJSON does not hide the others', () => {
    const { requests } = read(`${body}\n{"a":}\n${body}`);
    expect(requests[1]?.bodyProblem).toMatchObject([{ code: 'json-syntax', origin: { line: 2 } }]);
    expect(requests[2]?.body?.originOf(['eventType'])).toMatchObject({ line: 3, column: 14 });
  });

  test('the --json output of this tool', () => {
    const output = {
      schemaVersion: 1,
      command: 'start',
      request: { method: 'POST', url: URL_, body: { a: 1 } },
      http: { status: 400, headers: {}, timings: {} },
    };
    expect(only(JSON.stringify(output))).toMatchObject({
      kind: 'session',
      body: { value: { a: 1 } },
      answer: { status: 400 },
    });
  });

  test('anything else is named', async () => {
    for (const text of ['GET / HTTP/1.1', '42', '"curl"', 'curling', 'wget x', '$x = 1'])
      expect((await findingOf(() => read(text))).code).toBe('capture-unknown');
  });
});

describe('nothing but an InputError is thrown', () => {
  const tried = (text: string): void => {
    try {
      const { requests } = read(text);
      sequenceFindings(requests);
      for (const { body, url } of requests) expect([body?.originOf(['a', 0]), url?.href]).toHaveLength(2);
    } catch (error) {
      expect(error).toBeInstanceOf(InputError);
    }
  };

  test('on arbitrary text', () => {
    const start = fc.constantFrom(
      '',
      '{',
      '[',
      '{}\n',
      'curl ',
      'curl ^"',
      "curl $'",
      'printf %s ',
      '$ curl ',
    );
    const shell = fc
      .array(fc.constantFrom(...'\'"\\^$|;&#@- \n\r{}xud0=%'.split('')))
      .map((all) => all.join(''));
    fc.assert(
      fc.property(start, fc.oneof(fc.string({ unit: 'binary' }), shell), (before, text) =>
        tried(before + text),
      ),
      { numRuns: 1000 },
    );
  });

  test('on a HAR or --json output in which anything can stand anywhere', () => {
    const any = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<unknown>;
    const or = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
      fc.oneof({ weight: 4, arbitrary: good }, { weight: 1, arbitrary: any });
    const part = (model: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
      or(fc.record(model, { requiredKeys: [] }));
    const list = (one: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => or(fc.array(one, { maxLength: 3 }));
    const url = or(fc.constantFrom(URL_, 'https://h/api/v1/sessions/s1/events', 'https://h/', 'x'));
    const name = fc.constantFrom('location', '__proto__', 'constructor', 'toString', 'content-type');
    const headers = list(part({ name: or(name), value: or(fc.constant('/api/v1/sessions/s1')) }));
    const eventType = or(fc.constantFrom('sessionStart', 'adStart', 'toString', 'statesUpdate', 'stateEnd'));
    const body = part({ eventType, playerTime: part({ ts: or(fc.integer()) }), params: any });
    const text = or(body.map((value) => JSON.stringify(value)));
    const postData = part({ text, encoding: or(fc.constant('base64')), params: list(part({ name: text })) });
    const request = part({ method: or(fc.constant('POST')), url, headers, postData, bodySize: any });
    const content = part({ text: any, encoding: or(fc.constant('base64')) });
    const response = part({ status: or(fc.constantFrom(0, 201, 400)), headers, content, redirectURL: any });
    const startedDateTime = or(fc.constantFrom('2026-11-24T10:00:00Z', ''));
    const log = part({ entries: list(part({ startedDateTime, request, response })) });
    const http = part({ status: or(fc.constant(201)), headers: part({ location: any, a: any }) });
    const run = { request: part({ url, body }), http };
    const result = fc.record({
      schemaVersion: fc.constant(1),
      command: fc.constant('start'),
      ...run,
      ...{ runs: list(part(run)) },
    });
    fc.assert(
      fc.property(fc.oneof(fc.record({ log }), result), (value) => tried(JSON.stringify(value))),
      { numRuns: 1000 },
    );
  });

  test('a HAR is known whatever else it holds, and however it is written', () => {
    const noise = fc.dictionary(fc.stringMatching(/^[a-z_]{1,6}$/), fc.jsonValue({ maxDepth: 2 }), {
      maxKeys: 3,
    });
    const space = fc.constantFrom(undefined, 1, '\t');
    const others = fc.array(fc.constantFrom('https://h/', 'https://h/api/v1/other', 'data:x'), {
      maxLength: 3,
    });
    fc.assert(
      fc.property(noise, noise, space, others, (around, within, indent, elsewhere) => {
        const urls = [...elsewhere, URL_];
        const entries = urls.map((url) => ({ ...within, request: { method: 'POST', url } }));
        const text = JSON.stringify({ ...around, log: { ...within, entries } }, null, indent);
        const { form, requests, ignored } = read(text);
        expect([form, requests.length, ignored]).toEqual(['har', 1, elsewhere.length]);
        expect(requests[0]).toMatchObject({
          kind: 'session',
          label: expect.stringContaining(`entry ${urls.length}`),
        });
      }),
    );
  });

  test('names of headers inherit nothing', () => {
    const headers = ['__proto__', 'constructor'].map((name) => ({ name, value: 'x' }));
    const request = only(har(entry(URL_, {}, { headers })));
    expect(Object.entries(request?.answer?.headers ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'x'],
    ]);
  });

  test('what is wrong in a part of a HAR that is not ours is not judged', () => {
    const text = har(entry(URL_, { a: 1 })).replace(
      '"log"',
      '"constructor":1,"n":12345678901234567890,"n":1,"log"',
    );
    expect(only(text)?.body?.value).toEqual({ a: 1 });
  });
});

describe('NDJSON as a stream', () => {
  const lines = async (...chunks: (string | Uint8Array)[]) => {
    const found: string[] = [];
    async function* bytes() {
      for (const chunk of chunks) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    }
    for await (const { line, text } of readBodies(bytes(), source)) found.push(`${line}:${text}`);
    return found;
  };

  test('however it is cut', async () => {
    const text = '\ufeff{"a":"é"}\r\n\n  {"b":2}\nend';
    const whole = await lines(text);
    expect(whole).toEqual(['1:{"a":"é"}', '3:  {"b":2}', '4:end']);
    const bytes = Buffer.from(text);
    for (let at = 0; at <= bytes.length; at++)
      expect(await lines(bytes.subarray(0, at), bytes.subarray(at))).toEqual(whole);
  });

  test('bytes that are not UTF-8 are named with their line', async () => {
    const finding = await findingOf(() => lines('{}\n', Buffer.from([0x7b, 0xe9, 0x7d])));
    expect(finding).toMatchObject({ code: 'file-encoding', origin: { line: 2 } });
  });

  test('a line that never ends is given up, not held', async () => {
    const piece = Buffer.alloc(1024 * 1024, 'x');
    const finding = await findingOf(() => lines('{}\n', ...Array.from({ length: 100 }, () => piece)));
    expect(finding).toMatchObject({ code: 'file-too-large', origin: { line: 2, column: 1 } });
  });
});
