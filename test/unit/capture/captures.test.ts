import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';
import { readBodies } from '../../../src/capture/ndjson.ts';
import { sequenceFindings } from '../../../src/capture/sequence.ts';
import { cmdWords, posixWords } from '../../../src/capture/shell-words.ts';
import { InputError } from '../../../src/model/errors.ts';
import { curlCommand, quote } from '../../../src/request/curl.ts';
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

describe('shell words', () => {
  test('quoted words come back letter for letter', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (words) => {
        expect(posixWords(words.map(quote).join(' '))).toEqual({ words, unclosed: false });
      }),
    );
  });

  test.each([
    ["a'b", true],
    ['a"b', true],
    ["$'a", true],
    ['a b', false],
  ])('%s', (text, unclosed) => {
    expect(posixWords(text).unclosed).toBe(unclosed);
  });

  test('the command prompt', () => {
    expect(cmdWords('curl "a b" ^"c^"').words).toEqual(['curl', 'a b', 'c']);
    expect(cmdWords('x "a""b" c\\d').words).toEqual(['x', 'a"b', 'c\\d']);
    expect(cmdWords('"a').unclosed).toBe(true);
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
    expect(request?.bodyProblem).toMatchObject([
      { code: 'capture-incomplete', args: { reason: expect.stringContaining(reason) } },
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

  test('anything else is named, and nothing but an InputError is thrown', async () => {
    expect((await findingOf(() => read('GET / HTTP/1.1'))).code).toBe('capture-unknown');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((text) => `{${text}`),
          fc.string().map((text) => `curl ${text}`),
        ),
        (text) => {
          try {
            read(text);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
    );
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
});

describe('sequences', () => {
  const post = (eventType: string, ts: number, id = 's1') =>
    entry(
      eventType === 'sessionStart' ? URL_ : `https://c.example.com/api/v1/sessions/${id}/events`,
      { eventType, playerTime: { playhead: 0, ts } },
      eventType === 'sessionStart' ? {} : { status: 204 },
    );
  const codes = (...events: [string, number, string?][]) =>
    sequenceFindings(read(har(...events.map(([type, ts, id]) => post(type, ts, id)))).requests).map(
      ({ request, finding }) => `${request.label.split(':')[0]} ${finding.code} ${finding.severity}`,
    );

  test('a session as it should be', () => {
    expect(
      codes(
        ['sessionStart', 1],
        ['play', 2],
        ['adBreakStart', 3],
        ['adStart', 4],
        ['adComplete', 5],
        ['adStart', 6],
        ['adSkip', 7],
        ['adBreakComplete', 8],
        ['chapterStart', 9],
        ['chapterComplete', 10],
        ['stateStart', 11],
        ['stateEnd', 12],
        ['sessionEnd', 13],
      ),
    ).toEqual([]);
  });

  test.each([
    [[['play', 1]], ['entry 1 sequence-no-start info']],
    [[['play', 1, '']], ['entry 1 sequence-no-start warning']],
    [
      [
        ['sessionStart', 1],
        ['adStart', 2],
      ],
      ['entry 2 sequence-ad-break warning'],
    ],
    [
      [
        ['sessionStart', 1],
        ['adBreakStart', 2],
        ['adComplete', 3],
      ],
      ['entry 3 sequence-ad-break warning'],
    ],
    [
      [
        ['sessionStart', 1],
        ['chapterSkip', 2],
      ],
      ['entry 2 sequence-chapter warning'],
    ],
    [
      [
        ['sessionStart', 1],
        ['stateEnd', 2],
      ],
      ['entry 2 sequence-state warning'],
    ],
    [
      [
        ['sessionStart', 5],
        ['play', 5],
      ],
      ['entry 2 sequence-ts warning'],
    ],
    [
      [
        ['sessionStart', 5],
        ['play', 4],
        ['ping', 5],
      ],
      ['entry 2 sequence-ts warning', 'entry 3 sequence-ts warning'],
    ],
    [
      [
        ['sessionStart', 1],
        ['ping', 600_002],
      ],
      ['entry 2 sequence-gap warning'],
    ],
    [
      [
        ['sessionStart', 1],
        ['ping', 600_001],
      ],
      [],
    ],
    [
      [
        ['sessionStart', 1],
        ['sessionComplete', 2],
        ['ping', 3],
      ],
      ['entry 3 sequence-after-end warning'],
    ],
  ] as [[string, number, string?][], string[]][])('%j', (events, expected) => {
    expect(codes(...events)).toEqual(expected);
  });
});
