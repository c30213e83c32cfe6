import type { CapturedRequest } from '../../src/capture/capture.ts';
import { readCapture } from '../../src/capture/detect.ts';
import { matchNoProxy } from '../../src/client/proxy.ts';
import { retryAfter } from '../../src/client/retry.ts';
import { readSession } from '../../src/client/session-id.ts';
import { certificatesProblem } from '../../src/client/trust.ts';
import { EXPLAIN } from '../../src/commands/explain/explain.ts';
import { sessionsIn } from '../../src/commands/explain/sessions.ts';
import { parseEndpoint } from '../../src/config/endpoint.ts';
import { readSection } from '../../src/config/section.ts';
import { explainError } from '../../src/diagnosis/explain.ts';
import { readServerMessage } from '../../src/diagnosis/server-message.ts';
import { judge } from '../../src/diagnosis/verdict.ts';
import { wrap } from '../../src/messages/layout.ts';
import type { Context } from '../../src/model/context.ts';
import { InputError } from '../../src/model/errors.ts';
import type { Answer } from '../../src/model/exchange.ts';
import type { Finding } from '../../src/model/finding.ts';
import type { JsonValue } from '../../src/model/json.ts';
import type { Result, StartResult } from '../../src/model/result.ts';
import { withoutTrailing } from '../../src/model/text.ts';
import { hideUserinfo } from '../../src/model/url.ts';
import { Delivery } from '../../src/output/deliver.ts';
import { decodeText } from '../../src/parse/decode.ts';
import { parseJson } from '../../src/parse/parse-json.ts';
import { parseYaml } from '../../src/parse/parse-yaml.ts';
import { annotations } from '../../src/report/github.ts';
import { renderJson } from '../../src/report/json-document.ts';
import { renderJunit } from '../../src/report/junit.ts';
import { redactResult } from '../../src/report/redact.ts';
import { sanitize } from '../../src/report/sanitize.ts';
import { hideSessionIds } from '../../src/report/secrets.ts';
import { paintFor } from '../../src/report/style.ts';
import { renderText } from '../../src/report/text.ts';
import { checkEvent } from '../../src/rules/check-event.ts';
import { fakeContext } from '../helpers/context.ts';

/** What `explain -` gives. */
function explainStdin(context: Context): Promise<Result> {
  const none = { flag: () => false, text: () => undefined, list: () => [], params: () => ({}) };
  const never = (): never => {
    throw new Error('explain neither shows help nor completes');
  };
  const given = { ...none, args: ['-'], rest: [], showHelp: never, complete: never, everyOption: never };
  return EXPLAIN.invoke(given).run(
    context,
    new Delivery({ json: false, quiet: false, verbose: false, excerpts: true, color: undefined }, context),
  );
}

/** Reads input of about this many characters, which is made beforehand. */
export type Reader = (size: number) => () => unknown;

const paint = await paintFor(false);
const origin = { kind: 'file', name: 'x' } as const;
const url = new URL('https://c.example.com/api/v1/sessions');

/** A piece repeated to a size. */
const times = (piece: string, size: number): string => piece.repeat(Math.ceil(size / piece.length));
const list = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: Math.ceil(count) }, (_, index) => make(index));

/** Mistakes in the input are part of reading it. */
async function settled(work: () => unknown): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
  }
}

const answerOf = (parts: Partial<Answer>): Answer => ({
  kind: 'answer',
  sent: 'yes',
  status: 400,
  statusText: '',
  headers: {},
  body: { bytes: new Uint8Array() },
  timings: { total: 1 },
  peer: { addresses: [] },
  ...parts,
});

/** One reader for each of some pieces of which a long text is made: `before` and `after` it stand as they are. */
function texts(
  name: string,
  read: (text: string) => unknown,
  shapes: readonly (string | readonly [before: string, piece: string, after?: string])[],
): [string, Reader][] {
  return shapes.map((shape) => {
    const [before, piece, after = ''] = typeof shape === 'string' ? ['', shape] : shape;
    const label = JSON.stringify([before, piece, after].join('…')).slice(0, 40);
    return [
      `${name}: ${label}`,
      (size) => {
        const text = before + times(piece, size) + after;
        return () => settled(() => read(text));
      },
    ];
  });
}

const start = (index: number): JsonValue => ({
  eventType: 'sessionStart',
  playerTime: { playhead: 0, ts: Date.now() + index },
  params: { 'analytics.visitorId': `visitor-${index}`, 'media.id': 'x' },
});
const harOf = (count: number, response: (index: number) => object): string =>
  JSON.stringify({
    log: {
      entries: list(count, (index) => ({
        request: { method: 'POST', url: url.href, postData: { text: JSON.stringify(start(index)) } },
        response: response(index),
      })),
    },
  });

const explaining = (text: string): (() => unknown) => {
  const context = fakeContext({ readStdin: async () => Buffer.from(text) });
  return async () => {
    const result = redactResult(await explainStdin(context), { sessionId: true });
    return [
      renderJson(result),
      renderText(result, { quiet: false, verbose: true, terminal: true, width: 80, paint }),
    ];
  };
};

const finding = (index: number): Finding => ({
  code: 'param-unknown',
  severity: 'error',
  path: `/params/p${index}`,
  actual: { type: 'string', value: `p${index}` },
  evidence: 'bundled-schema',
  args: { key: `p${index}` },
});

const resultOf = (parts: Partial<StartResult>): StartResult => ({
  command: 'start',
  sent: 'yes',
  findings: [],
  ...parts,
});
const redacted = (result: Result): unknown => redactResult(result, { sessionId: true });
const echoing = (secret: string, text: string): Result =>
  resultOf({
    request: { method: 'POST', url: url.href, body: { customMetadata: { a: secret } } },
    exchange: answerOf({ body: { bytes: Buffer.from(text), incomplete: 'cut' } }),
  });

/** What is in a body, checked: `part` stands where size says. */
const checking =
  (body: (size: number) => JsonValue): Reader =>
  (size) => {
    const given = body(size);
    return () => checkEvent(given, { originOf: () => origin, now: Number.NaN, online: true });
  };
/** Params whose text is looked at closely. */
const PARAMS = [
  'media.id',
  'analytics.trackingServer',
  'analytics.reportSuite',
  'visitor.marketingCloudOrgId',
  'visitor.marketingCloudUserId',
  'media.length',
  'media.contentType',
  'media.pass.auth',
];
const checkParams = (text: string): unknown => {
  const body = { eventType: 'sessionStart', params: Object.fromEntries(PARAMS.map((key) => [key, text])) };
  return checkEvent(body, { originOf: () => origin, now: Number.NaN, online: true });
};

const states = (count: number): CapturedRequest[] =>
  list(count, (index) => ({
    kind: 'event',
    label: '',
    origin,
    sessionId: index % 2 ? 'a' : `${index}`,
    body: {
      value: {
        eventType: 'stateStart',
        playerTime: { ts: -index },
        params: { 'media.state.name': `${index}` },
      },
      originOf: () => origin,
    },
  }));

const good = (text: string): unknown => readSession(answerOf({ headers: { location: text } }), url);
const said = (text: string): unknown => readServerMessage({ bytes: Buffer.from(text) });
const captured = (text: string): unknown => readCapture(text, origin);

/**
 * Every reader of text that a server, a user or a capture gives, with the input that is hardest for it. Whoever adds a
 * pattern or a loop over such text adds a row.
 */
export const READERS: readonly (readonly [name: string, reader: Reader])[] = [
  ...texts('captured text', captured, [
    ['eventType', '{'],
    ['eventType "', '{'],
    ['"eventType"', '"'],
    ['"eventType"', '{"'],
    ['\\"eventType\\"', '{\\"'],
    ['"eventType"', '\\'],
    ['"eventType":', '[{"eventType":"play","playerTime":{}},'],
    'x {"eventType":"play","playerTime":{"playhead":0,"ts":1}} ',
    'x {"eventType":"play","playerTime":{"playhead":0,"ts":1}}\n',
    ['https://c.example.com/api/v1/sessions\n', 'x {"eventType":"play","params":{}}', ' HTTP/1.1 400'],
    ['x ', "{eventType: {'a': ", ''],
    ['x ', "{eventType: 'play', playerTime: {ts: now()}} "],
    ['x {eventType: ', "'a' + "],
    ['x {eventType: ', '/*'],
    'x {eventType: “',
    'x {eventType: #',
    ['x {eventType:', '/*{eventType:/**/'],
    ['x {eventType: ', '#{eventType:\n'],
    "x {eventType: dict('' ",
    ['x eventType ', 'https://'],
    ['x eventType ', '/api/v1'],
    ['x eventType ', 'status '],
    ['x eventType ', '%7B'],
    ['x {"eventType":"play","params":{}} HTTP/1.1 400 ', '{ \\"message'],
    ['x "eventType" &quot;eventType', '&quot;'],
    ['x ^"eventType', '^'],
    ['x eventType ', '" + "'],
    ['x eventType "a" + "', ' '],
    ['x eventType "" +', ' '],
    ["x {'eventType':'a", "' + '", "'}"],
    [`x {"eventType":'`, ' ', "'}"],
    ['requests. eventType ', '(data=a,'],
    ['requests. $.ajax( eventType ', '(          data'],
    [
      'requests. https://c.example.com/api/v1/sessions/a/events ',
      'a = {"eventType":"play","playerTime":{}}\npost(data=a)\n',
    ],
    ['x eventType ', 'response status '],
  ]),
  ...texts('no JSON', captured, [
    ['', 'a=b&'],
    ['', 'a= '],
    ['{a: ', '\n'],
    ['[object Object]', ','],
    ['{a', '='],
    ['{&quot;', '&'],
    ['{\\"', '\\'],
    ['{""', '"'],
    ["'", "'  "],
    ['{', '“'],
    ['{“', '”'],
    ['"{', '\\"'],
  ]),
  ...texts('HAR', captured, [
    ['{"log":{"entries":[', '{"request":'],
    ['{"log":{"entries":[', '{},'],
    ['{"log":{"entries":[', ','],
    ['{"log":{"entries":["', '\\'],
    ['{"a":"', '\\"'],
    [
      '{"log":{"entries":[{"request":{"method":"POST","url":"https://c.example.com/api/v1/sessions"},"a":',
      '[',
    ],
    [
      '{"log":{"entries":[',
      '{"request":{"method":"POST","url":"https://c.example.com/api/v1/sessions"}},',
      ']}}',
    ],
  ]),
  ...texts('code and messages', captured, [
    'fetch(',
    ['fetch("', 'a'],
    ['fetch(a, {', '{'],
    ['Invoke-WebRequest ', '-Uri '],
    'Invoke-WebRequest "',
    ['Invoke-WebRequest -Headers @{', '"a"="b";'],
    ['Invoke-WebRequest "', '`'],
    ["Invoke-WebRequest '", "''"],
    'iwr `" ',
    'iwr @"\n',
    '$a = @"\n',
    'iwr (',
    'iwr @{',
    'fetch(“',
    'fetch(/*',
    'POST / HTTP/1.1\n',
    ['POST / HTTP/1.1\n', 'a: b\n'],
    ['POST /{{', '{{ '],
    'HTTP/1.1 200 OK\n',
    ['curl http://c/api/v1/sessions\nHTTP/1.1 200\n', "it's\n"],
    ['curl http://c/api/v1/sessions -d {}\n', 'a line of output\n'],
    'curl http://c/api/v1/sessions -d {}\nHTTP/1.1 200 OK\n\nok\n',
    ['curl a ', '–X '],
    ['curl a \\', '\n'],
    ['curl a \\', ' '],
    ['curl "https://', '<'],
    'post {\n',
    ['post {\nmeta {\n', 'a:'],
    ['{"info":{},"item":[', '{"item":['],
    ['{"info":{},"item":[', '{"request":{"url":"{{a}}"}},', '{}]}'],
    ['[{"host":"","path":"","request":{}},', '{},'],
  ]),
  ...texts('answer', said, [
    ['<html>', '<h1'],
    ['<html>', '<title'],
    ['<html>', '<title>'],
    ['<html><title>', ' ', 'x'],
    ['', ' ', 'x'],
    ['{"message":"', '\\u00e9', '"}'],
    ['[', '[],', '[]]'],
    ['{"title":"', 'x', '","status":1}'],
    'a',
    '\ufffd',
    '<',
  ]),
  ...texts('location', good, [
    'http://',
    ['http://', 'a', '/'],
    '/api/',
    'sessions/',
    '/sessions/',
    '/',
    ['/sessions/x', '?'],
    ['/api/v1/sessions/', '.'],
    ['http://c/', 'a/', '\u0000'],
  ]),
  ...texts(
    'judging',
    (text) =>
      judge(
        answerOf({ body: { bytes: Buffer.from(text) }, headers: { 'x-request-id': text } }),
        url,
        'session',
      ),
    ['{"a":', '"sessionId"', 'x-'],
  ),
  ...texts('Retry-After', (text) => retryAfter(answerOf({ headers: { 'retry-after': text } }), 0), [
    '1',
    'a',
    ['Sun, ', '1'],
    ' ',
  ]),
  ...texts('certificates', certificatesProblem, [
    'x',
    `${'x'.repeat(63)}\n`,
    '\n',
    '-----BEGIN ',
    '-----BEGIN CERTIFICATE-----\n',
    '-----END ',
    '-----END CERTIFICATE-----\n',
    ['-----BEGIN CERTIFICATE-----\n', 'QUJD\n', '-----END CERTIFICATE-----\n'],
    '-----END CERTIFICATE-',
  ]),
  ...texts(
    'decoding',
    (text) => decodeText(Buffer.concat([Buffer.from(text), Buffer.from([0xff])]), origin),
    ['a', '\n', 'é'],
  ),
  ...texts('JSON', (text) => parseJson(text, origin), [
    '[',
    '{"a":',
    ['', ' ', 'x'],
    ['[1', ' ', '}'],
    ['[1,', '\n', ']'],
    ['"', 'a'],
    ['', "'"],
    ['[', '"a",'],
    ['', '1'],
    ['[', '1e999,', '1]'],
    ['{', '"a":1,', '"a":1}'],
    ['', 'a'],
    ['"', '\\x'],
    '//',
  ]),
  [
    'JSON: many keys, each looked up',
    (size) => {
      const text = JSON.stringify(Object.fromEntries(list(size / 10, (index) => [`k${index}`, index])));
      return () => {
        const document = parseJson(text, origin);
        return Object.keys(document.value as object).map((key) => document.locate([key]));
      };
    },
  ],
  ...texts('YAML', (text) => parseYaml(text, origin), [
    '[',
    '- ',
    '{a: ',
    'a: b\n',
    '  \n',
    '#',
    '"',
    "'",
    '? ',
    'a: |\n',
    '- x\n',
    '&a ',
    '!',
    '%',
    ': ',
    'a\n',
    '>\n ',
    '-',
  ]),
  [
    'config: unknown keys',
    (size) => {
      const text = JSON.stringify({
        params: { a: 1 },
        ...Object.fromEntries(list(size / 10, (index) => [`k${index}`, index])),
      });
      return () => readSection(parseJson(text, origin), [], []);
    },
  ],
  ...texts('endpoint', (text) => parseEndpoint(text, origin), [
    ['https://h/', '/', 'x'],
    ['https://h', '/api/v1', '/x'],
    '@',
    'a:',
    'a',
    '/',
    ['https://h:', '1'],
    ['https://', '[', ']'],
    '?',
    '{a',
  ]),
  ...texts('NO_PROXY', (text) => matchNoProxy(url, text), [
    ',',
    'a,',
    '[',
    ' ',
    '1.1.1.1/8,',
    'a:1',
    ':',
    '*.',
  ]),
  ...texts('end of a path', (text) => withoutTrailing(text, '/'), ['/', ['', '/', 'x']]),
  ...texts('URLs in a text', (text) => hideSessionIds(hideUserinfo(text)), [
    '://',
    ['', '://a', '@'],
    ['@', 'a://'],
    ['@', '%3a%2f%2f'],
    ['@', '%3a%2f%2fa'],
    ['%40', '%3a'],
    'sessions/',
    'sessions',
    ['@://', 'a'],
  ]),
  ...texts('sanitize', sanitize, ['##', '##a', '\u0000', '\ud800', '#']),
  ...texts('wrap', (text) => wrap(text, 80, '  '), ['a', 'a ', ' ']),
  ...texts('secrets in a text', (text) => redacted(echoing('visitor-1 &é', text)), [
    'a',
    '%',
    '%25',
    '%c3',
    '\\',
    '\\\\',
    '\\u',
    '\\u005c',
    '&',
    '&amp;',
    '&#38;',
    '+',
    'v',
    'visitor-1 &',
    'visitor-1 &é',
    '\ufffd',
    '%c3%a9',
  ]),
  [
    'secrets: one that nearly repeats',
    (size) => {
      const result = echoing(`${'a'.repeat(size / 2)}b`, 'a'.repeat(size));
      return () => redacted(result);
    },
  ],
  [
    'secrets: of every length',
    (size) => {
      const metadata = Object.fromEntries(
        list(Math.sqrt(size), (index) => [`k${index}`, `${'a'.repeat(index)}b`]),
      );
      const body = { customMetadata: metadata };
      const exchange = answerOf({ body: { bytes: Buffer.from('a'.repeat(size)) } });
      const result = resultOf({ request: { method: 'POST', url: url.href, body }, exchange });
      return () => redacted(result);
    },
  ],
  ...texts('capture', captured, [
    ['printf ', '|'],
    ['printf ', '| '],
    ['printf ', '|\\'],
    ['printf ', '|curl'],
    '#\n',
    '\n',
    '#',
    '$ ',
    ' ',
    'curl h\n',
    'curl h &\n',
    'curl h | ',
    ["curl h -d $'", '\\u0041'],
    ["curl h -d $'", '\\x41'],
    ['curl "', '^\n'],
    ['curl h -d "^{"', '^'],
    ['curl ^\n"', '""'],
    ['curl ', '-d a '],
    ['curl h ', "-d '{' "],
    ['curl h ', '--json [ '],
    ['curl h -', 's'],
    ['curl h ', '-H a: '],
    ['curl h -u ', 'a:'],
    ['curl http://h/api/', 'a/'],
    ['curl http://', 'a@'],
    ['curl h -d $(cat ', 'a'],
    ['curl h <<', 'a'],
    ['curl ', '"'],
    ['curl ', '\\\n'],
    ['curl ^\n', 'curl h ^\n&\n'],
    ['curl ', 'a', '`'],
    ['curl http://h/api/v1/sessions -d ', '"{"a":'],
    ['curl http://h/api/v1/sessions -d ="', ' '],
    ["curl http://h/api/v1/sessions -d '<", 'a ', "'"],
    ["curl http://h/api/v1/sessions -d '", 'a={&', "'"],
    'http POST http://h/api/v1/sessions a=b\n',
    ['http POST http://h/api/v1/sessions ', 'a=b '],
    ['http POST http://h/api/v1/sessions a', '[b]', '=1'],
    ['http POST http://h/api/v1/sessions ', '-a '],
    ['http POST http://h/api/v1/sessions\n', '$ '],
    ['wget', ' '],
    ['wget ', 'a'],
    ['//', 'a.hb.'],
    '$a',
    'fetch',
    'await ',
    'iwr',
    '[',
    '{"a":1}\n',
    ['[', '{"a":1},', '1]'],
    ['{"a":1}\n', '{'],
    ['{"a":1}\n', ' \n'],
  ]),
  [
    'HAR: one header many times',
    (size) => {
      const headers = list(size / 20, () => ({ name: 'x', value: 'y' }));
      const text = harOf(1, () => ({ status: 400, headers }));
      return () => captured(text);
    },
  ],
  [
    'HAR: the URL that a redirect leads to',
    (size) => {
      const text = harOf(1, () => ({ status: 201, redirectURL: `http://${'a'.repeat(size)}/` }));
      return explaining(text);
    },
  ],
  [
    'HAR: a web page for an answer',
    (size) => explaining(harOf(1, () => ({ status: 502, content: { text: `<html>${times('<h1', size)}` } }))),
  ],
  [
    'output of this tool: many runs',
    (size) => {
      const run = {
        request: { method: 'POST', url: url.href, body: start(1) },
        http: { status: 201, headers: {} },
      };
      const text = JSON.stringify({ schemaVersion: 1, command: 'start', runs: list(size / 100, () => run) });
      return () => captured(text);
    },
  ],
  [
    'explain: NDJSON, a visitor ID each',
    (size) => explaining(list(size / 200, (index) => JSON.stringify(start(index))).join('\n')),
  ],
  [
    'explain: HAR, a visitor ID each, repeated by the server',
    (size) =>
      explaining(
        harOf(size / 400, (index) => ({
          status: 400,
          content: { text: `{"message":"visitor-${index} is unknown"}` },
        })),
      ),
  ],
  [
    'explain: curl commands with passwords',
    (size) =>
      explaining(
        list(
          size / 100,
          (index) => `curl 'https://user:pw-${index}@c.example.com/api/v1/sessions' -d '{}'\n`,
        ).join(''),
      ),
  ],
  [
    'sessions: many, with states',
    (size) => {
      const requests = states(size / 10);
      return () => sessionsIn({ form: 'har', requests, other: [], ignored: 0, passed: [], notes: [] });
    },
  ],
  ...texts(
    'sessions: an ID',
    (sessionId) =>
      sessionsIn({
        ...{ form: 'har', other: [], ignored: 0, passed: [], notes: [] },
        requests: states(1).map((request) => ({ ...request, sessionId })),
      }),
    [['', '%', '\nx'], '{', 'a'],
  ),
  ...texts('check of params', checkParams, [
    'a',
    ' ',
    '@',
    ':',
    'a.',
    '/',
    '{',
    '{a',
    '<your',
    '${',
    '"',
    '1',
    '//',
    '-',
    ['', ' ', 'x'],
  ]),
  [
    'check: unknown params',
    checking((size) => ({
      eventType: 'sessionStart',
      params: Object.fromEntries(list(size / 10, (index) => [`p${index}`, 1])),
    })),
  ],
  [
    'check: unknown keys at the top',
    checking((size) => Object.fromEntries(list(size / 10, (index) => [`p${index}`, 1]))),
  ],
  [
    'check: placeholders',
    checking((size) => ({
      eventType: 'sessionStart',
      params: {},
      customMetadata: Object.fromEntries(list(size / 10, (index) => [`p${index}`, '{uri}'])),
    })),
  ],
  [
    'check: a long key',
    checking((size) => ({
      eventType: 'sessionStart',
      params: { ['media.'.repeat(size / 6)]: 1 },
      ['a'.repeat(size)]: 1,
    })),
  ],
  [
    'check: a list',
    checking((size) => ({ eventType: 'sessionStart', params: list(size / 2, (index) => index) })),
  ],
  [
    'after a 400: two schemas that disagree',
    (size) => {
      const error = { code: 'bad-request' } as const;
      const local = list(size / 50, finding);
      const live = list(size / 50, (index) => finding(index + 0.5));
      return () => explainError(error, local, { findings: live });
    },
  ],
  [
    'reports: findings',
    (size) => {
      const result = resultOf({ findings: list(size / 100, finding), error: { code: 'body-invalid' } });
      const options = { quiet: false, verbose: true, terminal: true, width: 80, paint };
      return () => [
        renderJson(result),
        renderJunit(result),
        annotations(result, fakeContext()),
        renderText(result, options),
      ];
    },
  ],
  [
    'reports: profiles',
    (size) => {
      const runs = list(size / 200, (index) => ({
        profile: `p${index}`,
        result: resultOf({ findings: [finding(1), finding(index)], error: { code: 'body-invalid' } }),
      }));
      const error = { code: 'body-invalid', profile: 'p0' } as const;
      const result: Result = { command: 'start', sent: 'no', findings: [], runs, error };
      const options = { quiet: false, verbose: true, terminal: true, width: 80, paint };
      return () => [
        renderJson(result),
        renderJunit(result),
        annotations(result, fakeContext()),
        renderText(result, options),
      ];
    },
  ],
];
