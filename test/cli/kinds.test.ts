import { describe, expect, test } from 'vitest';
import { HOST, START, startOf } from '../helpers/kinds.ts';
import { runMain } from '../helpers/run-main.ts';

const EVENT = `${START}/abc/events`;
/** The body with the mistake that shows that it was read. */
const BAD = startOf({ 'media.length': '60' });
const LENGTH = /media\.length must be a number, not the text "60"\./;

async function explain(text: string): Promise<{ code: number; out: string; first: string }> {
  const { code, out, err } = await runMain({ x: text }, ['explain', 'x']);
  const [first = ''] = (out + err).split('\n');
  return { code, out: out + err, first };
}

/** What each input is answered with: exit code, words that are said, and words that are not. */
type Right = readonly [name: string, text: string, code: number, says: readonly RegExp[], never?: RegExp];

const json = JSON.stringify;
const pretty = (value: object): string => json(value, null, 2);

const BASE: readonly Right[] = [
  [
    'Python with a base URL in a constant',
    `BASE = '${HOST}'\n\nrequests.post(BASE + '/api/v1/sessions', json=${json(BAD)})\n`,
    2,
    [LENGTH],
    /no such path/,
  ],
  [
    'Insomnia 5 with a base URL in its environment',
    `collection:\n  - url: "{{ _.base_url }}/api/v1/sessions"\n    body:\n      text: |-\n        ${json(BAD)}\nenvironments:\n  data:\n    base_url: ${HOST}\n`,
    2,
    [LENGTH],
    /no such path/,
  ],
];

const LOGS: readonly Right[] = [
  [
    'OkHttp, failed',
    `I/OkHttp: --> POST ${START}\nI/OkHttp: ${json(startOf())}\nI/OkHttp: <-- HTTP FAILED: java.net.UnknownHostException: Unable to resolve host "x"\n`,
    2,
    [/The host name of the endpoint was not found/, /UnknownHostException/],
    /: valid/,
  ],
  [
    'the console of Chromium, blocked',
    `[SDK] Process hit for session(0) => ${json(startOf())}\nPOST ${START} net::ERR_BLOCKED_BY_CLIENT\n`,
    2,
    [/An extension of the browser blocked the request/],
    /: valid/,
  ],
  [
    'the console of Chromium, refused by CORS',
    `[SDK] Process hit => ${json(startOf())}\nAccess to fetch at '${START}' from origin 'https://a.example' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present.\nPOST ${START} net::ERR_FAILED\n`,
    2,
    [/The browser withheld the response by CORS/],
    /: valid/,
  ],
  [
    'iOS, offline',
    `Send hit (sessionStart) with body ${json(startOf())}\nfailed: Error Domain=NSURLErrorDomain Code=-1009 "The Internet connection appears to be offline."\n`,
    2,
    [/The device was offline/],
    /: valid/,
  ],
  [
    'curl, not resolved',
    `$ curl -i -X POST ${START} -d '${json(startOf())}'\ncurl: (6) Could not resolve host: example.hb-api.omtrdc.net\n`,
    2,
    [/The host name of the endpoint was not found/],
    /: valid/,
  ],
  [
    'a status behind the URL',
    `[SDK] Process hit => ${json(BAD)}\nPOST ${START} 400 (Bad Request)\n`,
    2,
    [LENGTH, /answered 400/],
  ],
  [
    'URL and status alone',
    `x POST ${START}\nx Http failed with response code 404\n`,
    2,
    [/names the request, but does not hold its body/, /answered 404/],
    /: valid|No request/,
  ],
  [
    'code that builds the body',
    `$ch = curl_init('${EVENT}');\ncurl_setopt($ch, CURLOPT_POSTFIELDS, json_encode(['eventType' => 'play']));\n`,
    2,
    [/cannot be judged/, /names the request/],
    /: valid|No request/,
  ],
];

const TRANSCRIPTS: readonly Right[] = [
  [
    'zsh, accepted',
    `jo@mac ~ % curl -i -X POST ${START} -d '${json(startOf())}'\nHTTP/1.1 201 Created\nLocation: /api/v1/sessions/abc\n\n`,
    0,
    [/^curl: POST .*: valid; answered 201: a session was created/m],
    /no Location/,
  ],
  [
    'bash, a prompt behind the response',
    `$ curl -i ${START} -d '${json(BAD)}'\nHTTP/2 400 \n\n{"message":"improper"}[jo@host dir]$ `,
    2,
    [LENGTH, /The server said: improper$/m],
  ],
  [
    'the command prompt of Windows',
    `C:\\Users\\jo>curl -X POST "${START}" -d "${json(BAD).replaceAll('"', '\\"')}"\r\n`,
    2,
    [LENGTH, /^curl: POST/m],
  ],
];

const collection = (body: object): string =>
  json({ info: {}, item: [{ name: 'a', request: { method: 'POST', url: START, body } }] });

const COLLECTIONS: readonly Right[] = [
  [
    'variables in the body',
    collection({
      mode: 'raw',
      raw: json(startOf({ 'media.id': '{{id}}', 'media.length': '60' })).replace(
        '1795675363492',
        '{{$timestamp}}000',
      ),
    }),
    2,
    [/^error: 1 error/, LENGTH],
    /placeholder|not JSON/,
  ],
  ['a variable for the body', collection({ mode: 'raw', raw: '{{body}}' }), 2, [/the variable \{\{body\}\}/]],
  [
    'fields of a form',
    collection({ mode: 'urlencoded', urlencoded: [{ key: 'eventType', value: 'play' }] }),
    2,
    [/The body is a form/],
    /without a body/,
  ],
  ['a file', collection({ mode: 'file', file: { src: '/a/start.json' } }), 2, [/\/a\/start\.json/]],
];

const UNSEEN: readonly Right[] = [
  [
    'code that computes the params',
    `requests.post('${START}', json={'playerTime': {'playhead': 0, 'ts': now()}, 'eventType': 'sessionStart', 'params': build(1)})\n`,
    2,
    [/cannot be judged/, /Code computes playerTime\.ts, params/],
    /: valid/,
  ],
  ['rich text', `{\\rtf1\\ansi curl ${EVENT} -d '\\{"eventType":"play"\\}'}`, 2, [/rich text/], /: valid/],
  [
    'a body cut off in a string',
    json(BAD).slice(0, -40),
    2,
    [/the text ends before/, /only in part/],
    /closing "/,
  ],
  [
    'a configuration of a mobile SDK',
    pretty({ 'experienceCloud.org': 'x@AdobeOrg', 'media.collectionServer': HOST, 'media.channel': 'x' }),
    2,
    [/configuration of an Adobe SDK/],
    /Write "eventType"/,
  ],
  [
    'a tunnel',
    json([{ method: 'CONNECT', scheme: 'https', host: HOST.slice(8), port: 443, path: null, request: {} }]),
    2,
    [/tunnel \(CONNECT\)/, /SSL Proxying/],
    /no such path/,
  ],
];

describe.each<[string, readonly Right[]]>([
  ['a base URL is no request', BASE],
  ['logs tell what came of a request', LOGS],
  ['transcripts', TRANSCRIPTS],
  ['collections', COLLECTIONS],
  ['what was not seen is not valid', UNSEEN],
])('%s', (_kind, rights) => {
  for (const [name, text, code, says, never] of rights) {
    test(name, async () => {
      const told = await explain(text);
      for (const words of says) expect(told.out).toMatch(words);
      if (never) expect(told.out).not.toMatch(never);
      expect(told.code).toBe(code);
    });
  }
});

describe('three starts and no event', () => {
  const entry = (index: number, headers: object[] = []): object => ({
    startedDateTime: `2026-11-26T06:42:4${index}.000Z`,
    request: { method: 'POST', url: START, headers, postData: { text: json(startOf()) } },
    response: {
      status: 201,
      headers: [{ name: 'Location', value: `/api/v1/sessions/s${index}` }],
      content: { size: 0 },
    },
  });
  const har = (entries: object[]): string => json({ log: { entries } });

  test('are an error, with one cause', async () => {
    const { code, out, first } = await explain(har([1, 2, 3].map((index) => entry(index))));
    expect(code).toBe(2);
    expect(first).toMatch(/3 sessions started, and no event followed/);
    expect(out).not.toMatch(/session-restart/);
    const two = await explain(har([1, 2].map((index) => entry(index))));
    expect(two.out).not.toMatch(/starts-alone/);
  });

  test('are explained by a response that the page cannot read', async () => {
    const page = [{ name: 'Origin', value: 'https://www.example.com' }];
    const { code, out, first } = await explain(har([1, 2, 3].map((index) => entry(index, page))));
    expect(code).toBe(2);
    expect(first).toMatch(/lacks Access-Control-Allow-Origin/);
    expect(out).not.toMatch(/starts-alone|session-restart/);
  });
});
