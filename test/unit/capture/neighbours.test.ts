import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';
import { readCaptureText } from '../../../src/capture/input.ts';
import { fakeContext } from '../../helpers/context.ts';
import { findingOf } from '../../helpers/findings.ts';

const source = { kind: 'file', name: 'x' } as const;
const HOST = 'https://example.hb-api.omtrdc.net';
const START = `${HOST}/api/v1/sessions`;
const EVENT = `${START}/abc/events`;
const VALUE = { eventType: 'play', playerTime: { playhead: 0, ts: 1_795_675_105_103 } };
const BODY = JSON.stringify(VALUE);
const read = (text: string) => readCapture(text, source);

/** An event to /sessions/abc/events, with what else is known of it. */
const event = (more: object = {}) => ({ kind: 'event', sessionId: 'abc', body: { value: VALUE }, ...more });
const post = { method: 'POST' };
const answered = (status: number) => ({ response: { kind: 'seen', status } });

describe('forms that people have', () => {
  test.each<[string, string, string, object[]]>([
    ['wget', 'text', `wget --method POST --body-data '${BODY}' ${EVENT}`, [event()]],
    ['HTTPie', 'text', `http POST ${EVENT} Content-Type:application/json --raw '${BODY}'`, [event(post)]],
    ['HTTPie fed by echo', 'text', `echo '${BODY}' | http POST ${EVENT}`, [event(post)]],
    [
      'axios with a literal',
      'text',
      `axios.post('${EVENT}', { eventType: 'play', playerTime: { playhead: 0, ts: Date.now() }, })`,
      [{ kind: 'event', body: { computed: ['/playerTime/ts'] } }],
    ],
    [
      'Python with a dict',
      'text',
      `requests.post("${EVENT}", json={'eventType': 'play', 'playerTime': {'playhead': 0, 'ts': 1795675105103}})`,
      [event(post)],
    ],
    [
      'fetch of Node',
      'fetch',
      `await fetch("${EVENT}", { method: "POST", body: JSON.stringify({ eventType: "play", playerTime: { playhead: 0, ts: 1795675105103 } }) });`,
      [event(post)],
    ],
    [
      'PowerShell as Firefox copies it',
      'powershell',
      `Invoke-WebRequest -UseBasicParsing -Uri "${EVENT}" \`\n-Method POST \`\n-Headers @{\n"Origin" = "https://a.example"\n} \`\n-Body ([System.Text.Encoding]::UTF8.GetBytes("${BODY.replaceAll('"', '`"')}"))`,
      [event(post)],
    ],
    [
      'PowerShell with a variable',
      'powershell',
      `$body = @'\n${BODY}\n'@\nInvoke-RestMethod -Uri '${EVENT}' -Method Post -Body $body`,
      [event(post)],
    ],
    ['a heredoc', 'curl', `curl ${EVENT} -d @- <<'EOF'\n${BODY}\nEOF\n`, [event(post)]],
    ['a heredoc within $()', 'curl', `curl ${EVENT} -d "$(cat <<EOF\n${BODY}\nEOF\n)"\n`, [event(post)]],
    ['--next', 'curl', `curl ${EVENT} -d '${BODY}' --next ${EVENT} -d '${BODY}'`, [event(post), event(post)]],
    ['backticks', 'curl', `curl.exe ${EVENT} \`\n -d '${BODY}'`, [event(post)]],
    [
      'curly quotes',
      'curl',
      `curl ${EVENT} -H “A: b” -d ‘${BODY}’`,
      [event({ lineProblem: [{ args: { bend: 'quotes' } }] })],
    ],
    [
      'curl -i, twice',
      'curl',
      `$ curl -i ${EVENT} -d '${BODY}'\nHTTP/1.1 404 Not Found\r\nA: b\r\n\r\n{"message":"it's gone"}\n$ curl -i ${EVENT} -d '${BODY}'\nHTTP/2 204 \n\n`,
      [event({ response: { status: 404, bodyText: '{"message":"it\'s gone"}' } }), event(answered(204))],
    ],
    [
      'curl -v alone',
      'http',
      '> POST /api/v1/sessions/abc/events HTTP/1.1\n> Host: c.example\n> \n< HTTP/1.1 400 Bad Request\n< \nbad',
      [{ kind: 'event', bodyProblem: [{ args: { reason: 'omitted' } }], ...answered(400) }],
    ],
    [
      'JSON logs',
      'text',
      [
        JSON.stringify({ url: EVENT, body: BODY, status: 400 }),
        '{"level":"info"}',
        JSON.stringify({ url: EVENT, body: VALUE, status: 204 }),
      ].join('\n'),
      [event(answered(400)), event(answered(204))],
    ],
    [
      'JSON within JSON within JSON',
      'json',
      JSON.stringify({ log: JSON.stringify({ url: EVENT, body: BODY }) }),
      [event()],
    ],
    ['the JS SDK', 'text', `[SDK] Process hit for session(0) => ${BODY}`, [{ body: { value: VALUE } }]],
    [
      'OkHttp',
      'text',
      `D OkHttp: --> POST ${EVENT}\nD OkHttp: ${BODY}\nD OkHttp: --> END POST\nD OkHttp: <-- 404 ${EVENT} (9ms)\nD OkHttp: {"message":"gone"}`,
      [event({ ...post, response: { kind: 'seen', status: 404, bodyText: '{"message":"gone"}' } })],
    ],
    [
      'a document that has request and body in blocks of their own',
      'http',
      `# Play\n\n\`\`\`\nPOST ${EVENT}\n\`\`\`\n\nThe body:\n\n\`\`\`json\n${BODY}\n\`\`\`\n`,
      [event(post)],
    ],
    ['a mail that quotes', 'http', `We get a 400:\n> POST ${EVENT}\n> ${BODY}\nany idea?`, [event(post)]],
    [
      'a dict of Python in code, with its own words',
      'text',
      `url = "${EVENT}"\npayload = json.dumps({"eventType": "play", "playerTime": {"playhead": 0, "ts": 1795675105103}, "x": True})\n`,
      [{ kind: 'event', body: { value: { ...VALUE, x: true } } }],
    ],
    ['a web page', 'text', `<pre>${BODY.replaceAll('"', '&quot;')}</pre>`, [{ body: { value: VALUE } }]],
    ['CSV', 'text', `a,"${BODY.replaceAll('"', '""')}",b`, [{ body: { value: VALUE } }]],
    [
      'Bruno',
      'bruno',
      `meta {\n  name: x\n}\n\npost {\n  url: ${EVENT}\n  body: json\n}\n\nbody:json {\n  ${BODY}\n}\n`,
      [event(post)],
    ],
    [
      'Insomnia 4',
      'insomnia',
      JSON.stringify({
        _type: 'export',
        __export_format: 4,
        resources: [
          { _type: 'request', method: 'POST', url: '{{ _.u }}/abc/events', body: { text: BODY } },
          { _type: 'environment', data: { u: START } },
        ],
      }),
      [event(post)],
    ],
    [
      'Postman with an example that was saved',
      'postman',
      JSON.stringify({
        info: {},
        item: [
          {
            name: 'x',
            request: { method: 'POST', url: { raw: EVENT }, body: { raw: BODY } },
            response: [
              {
                name: 'gone',
                originalRequest: { method: 'POST', url: { raw: EVENT }, body: { raw: BODY } },
                code: 410,
                status: 'Gone',
                body: '{"message":"closed"}',
              },
            ],
          },
        ],
      }),
      [
        event({
          label: `request gone: POST ${EVENT}`,
          response: { status: 410, bodyText: '{"message":"closed"}' },
        }),
      ],
    ],
    [
      'newman without a response',
      'newman',
      JSON.stringify({
        run: {
          executions: [
            {
              item: { name: 'x' },
              request: {
                method: 'POST',
                url: {
                  protocol: 'https',
                  host: HOST.slice(8).split('.'),
                  path: ['api', 'v1', 'sessions', 'abc', 'events'],
                },
                body: { mode: 'raw', raw: BODY },
              },
              requestError: { code: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:1' },
            },
          ],
        },
      }),
      [event({ address: EVENT, response: { kind: 'none', reason: 'connection' } })],
    ],
    [
      'Insomnia 5',
      'text',
      `collection:\n  - url: ${EVENT}\n    method: POST\n    body:\n      text: |-\n        ${BODY}\n`,
      [event()],
    ],
    [
      'Charles',
      'charles',
      JSON.stringify([
        {
          method: 'POST',
          scheme: 'https',
          host: 'c.example',
          port: null,
          path: '/api/v1/sessions/abc/events',
          request: { header: { headers: [] }, body: { text: BODY } },
          response: { status: 410, header: { headers: [] } },
        },
      ]),
      [event({ ...post, ...answered(410) })],
    ],
    [
      '.http with variables',
      'http',
      `@host = example.hb-api.omtrdc.net\n\n### a\nPOST https://{{host}}/api/v1/sessions/abc/events\nA: b\n\n${BODY}\n\n### b\nPOST https://{{other}}/api/v1/sessions/{{sid}}/events\n\n${BODY}\n`,
      [event({ url: { href: EVENT } }), { kind: 'event', sessionId: '{{sid}}' }],
    ],
    [
      'a log line with unescaped quotes',
      'text',
      `a="b" body="${BODY}" status=400`,
      [{ body: { value: VALUE }, ...answered(400) }],
    ],
    [
      'a stray quotation mark',
      'curl',
      `curl ${EVENT}' -d '${BODY}'`,
      [{ kind: 'event', bodyProblem: [{ args: { reason: 'curl-unclosed' } }] }],
    ],
  ])('%s', (_name, form, text, requests) => {
    const capture = read(text);
    expect(capture.form).toBe(form);
    expect(capture.requests).toHaveLength(requests.length);
    expect(capture.requests).toMatchObject(requests);
  });
});

describe('a body that is no JSON', () => {
  const python =
    "{'eventType': 'play', 'playerTime': {'playhead': 0, 'ts': 1}, 'params': {'media.resume': True}}";
  test.each<[string, string, boolean]>([
    ['double-encoded', JSON.stringify(BODY), true],
    ['escaped-quotes', BODY.replaceAll('"', '\\"'), true],
    ['escaped-quotes', BODY.replaceAll('"', '""'), true],
    ['html-entities', BODY.replaceAll('"', '&quot;'), true],
    ['url-encoded', encodeURIComponent(BODY), true],
    ['smart-quotes', BODY.replaceAll('"', '”'), true],
    ['python', python, true],
    ['js-literal', "{ eventType: 'play', playerTime: { playhead: 0, ts: 1 } }", true],
    ['java-map', '{eventType=play, playerTime={playhead=0, ts=1}}', false],
    ['form', 'media.length=60\nmedia.id=x', false],
    ['form', 'a=b&c=d', false],
    ['object-object', '[object Object]', false],
    ['devtools-tree', '▶ {playerTime: {…}, eventType: "play"}', false],
    ['devtools-tree', 'eventType: "play"\nplayerTime: {playhead: 0, ts: 1}', false],
  ])('%s: %s', (cause, text, isRead) => {
    const [request, ...others] = read(text).requests;
    expect(others).toEqual([]);
    expect(request?.bodyProblem).toMatchObject([{ code: 'capture-not-json', args: { cause, read: isRead } }]);
    expect(request?.body !== undefined).toBe(isRead);
    if (isRead) expect(request?.body?.value).toMatchObject({ eventType: 'play' });
  });

  test('one that is cut off is said to be, with its place', async () => {
    expect(await findingOf(() => read(BODY.slice(0, -10)))).toMatchObject({
      code: 'json-syntax',
      args: { mistake: 'cut-off' },
    });
  });

  test('the number of a ts stays as it was written', () => {
    const text = BODY.replace('1795675105103', '1.79568e+12');
    expect(read(`curl ${EVENT} -d '${text}'`).requests[0]?.body?.source).toContain('"ts":1.79568e+12');
  });
});

const entry = (response: object, headers: object[] = [], method = 'POST') => ({
  request: { method, url: START, headers, ...(method === 'POST' && { postData: { text: BODY } }) },
  response: { headers: [], content: {}, ...response },
});
const har = (...entries: object[]) => JSON.stringify({ log: { entries } });
const page = [{ name: 'Origin', value: 'https://www.example.com' }];

describe('what a browser reported', () => {
  test.each([
    ['net::ERR_BLOCKED_BY_CLIENT', 'blocked-by-client'],
    ['net::ERR_BLOCKED_BY_RESPONSE', 'response-blocked'],
    ['net::ERR_INTERNET_DISCONNECTED', 'offline'],
    ['net::ERR_CERT_DATE_INVALID', 'tls'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'tls'],
    ['net::ERR_CONNECTION_REFUSED', 'connection'],
    ['net::ERR_NAME_NOT_RESOLVED', 'dns'],
    ['net::ERR_ABORTED', 'aborted'],
    ['net::ERR_TIMED_OUT', 'timeout'],
    ['net::ERR_PROXY_CONNECTION_FAILED', 'proxy'],
    ['net::ERR_FAILED', 'failed'],
    ['CORS error', 'cors'],
  ])('%s', (reported, reason) => {
    const [request] = read(har(entry({ status: 0, _error: reported }))).requests;
    expect(request?.response).toEqual({ kind: 'none', reason, reported });
  });

  test('a response text that was not kept is not an empty one', () => {
    const kept = (content: object) => read(har(entry({ status: 400, content }))).requests[0]?.response;
    expect(kept({ size: 40 })).toMatchObject({ bodyKept: false });
    expect(kept({ size: 0 })).toMatchObject({ bodyKept: true });
    expect(kept({ size: -1, text: '' })).not.toHaveProperty('bodyKept');
  });

  test('CORS: a preflight refused, no permission, a Location that is not exposed', () => {
    const cors = (...entries: object[]) => read(har(...entries)).requests[0]?.cors;
    const headers = (exposed: string) => [
      { name: 'Location', value: '/api/v1/sessions/s1' },
      { name: 'Access-Control-Allow-Origin', value: '*' },
      { name: 'Access-Control-Expose-Headers', value: exposed },
    ];
    expect(cors(entry({ status: 403 }, page, 'OPTIONS'), entry({ status: 0 }, page))).toMatchObject({
      problem: 'preflight-refused',
      status: 403,
    });
    expect(cors(entry({ status: 201, headers: headers('').slice(0, 1) }, page))).toMatchObject({
      problem: 'no-allow-origin',
      pageOrigin: 'https://www.example.com',
    });
    expect(cors(entry({ status: 201, headers: headers('X-A') }, page))).toMatchObject({
      problem: 'location-not-exposed',
    });
    expect(cors(entry({ status: 201, headers: headers('X-A, Location') }, page))).toBeUndefined();
    expect(cors(entry({ status: 201, headers: headers('X-A') }))).toBeUndefined();
  });
});

describe('what belongs elsewhere', () => {
  test.each([
    ['{"hello":1}', { api: 'unknown-json', keys: ['hello'] }],
    ['{"events":[{"eventID":"x","vendor":"v","payload":{}}]}', { api: 'assurance' }],
    [
      '{"type":"https://ns.adobe.com/aep/errors/va-edge-0400-400","report":{"details":[{"name":"$.xdm","reason":"no"}]}}',
      { api: 'edge-error', details: [{ name: '$.xdm', reason: 'no' }] },
    ],
    [`curl ${HOST}/api/v1/schemas/play`, { api: 'schema' }],
    [`curl ${HOST}/v1/session -d '${BODY}'`, { api: 'wrong-path', path: '/v1/session' }],
    [`curl https://media.example/track -d '${BODY}'`, { api: 'wrong-path', host: 'media.example' }],
    [`curl https://edge.example/ee/or2/v1/interact -d '{}'`, { api: 'edge-interact' }],
    [har(entry({ status: 200 }, [], 'OPTIONS')), { api: 'preflight', status: 200 }],
  ])('%s', (text, other) => {
    expect(read(text)).toMatchObject({ requests: [], other: [other] });
  });

  test('a batch is one request, whichever path it is sent to', () => {
    expect(read(`curl ${HOST}/api/v1/downloaded -d '[${BODY},${BODY}]'`).requests).toMatchObject([
      { kind: 'batch', body: { value: [VALUE, VALUE] } },
    ]);
    expect(read(`curl ${HOST}/api/v1/downloaded -d '${BODY}'`).requests[0]?.lineProblem).toMatchObject([
      { code: 'request-path', args: { belongs: 'batch' } },
    ]);
  });
});

describe('HARs with a flaw', () => {
  const whole = har(entry({ status: 201 }), entry({ status: 400 }));

  test('cut off: the entries before the cut are read, and the cut is said', () => {
    for (const end of [whole.length - 1, whole.length - 10, whole.length - 60]) {
      const { requests, notes } = read(whole.slice(0, end));
      expect(requests.length).toBe(end === whole.length - 1 ? 2 : 1);
      expect(notes).toMatchObject([{ code: 'capture-cut', args: { entries: requests.length } }]);
    }
    expect(read(whole).notes).toEqual([]);
  });

  test('what is no JSON in one entry is said of that one', () => {
    const { requests } = read(whole.replace('"status":201', '"status":x'));
    expect(requests).toMatchObject([{ bodyProblem: [{ code: 'json-syntax' }] }, { body: { value: VALUE } }]);
  });
});

describe('files', () => {
  const from = (bytes: Uint8Array) => readCaptureText('-', fakeContext({ readStdin: async () => bytes }));

  test('gzip is opened', async () => {
    expect((await from(gzipSync(BODY))).text).toBe(BODY);
    expect(await findingOf(() => from(gzipSync(BODY).subarray(0, 20)))).toMatchObject({
      code: 'file-binary',
      args: { kind: 'gzip-damaged' },
    });
  });

  test.each([
    ['zip', '504b030414000000'],
    ['image', '89504e470d0a1a0a00'],
    ['pdf', '255044462d312e37'],
    ['sqlite', '53514c69746520666f726d6174203300'],
    ['pcap', 'd4c3b2a102000400'],
    ['charles-session', 'aced000573720020'],
    ['unknown', '0001020304'],
  ])('%s is named', async (kind, hex) => {
    expect(await findingOf(() => from(Buffer.from(hex, 'hex')))).toMatchObject({
      code: 'file-binary',
      args: { kind },
    });
  });

  test('a byte that is no UTF-8 is a note', async () => {
    const { text, notes } = await from(Buffer.concat([Buffer.from(BODY), Buffer.from([0x20, 0xe9])]));
    expect(text).toBe(`${BODY} \ufffd`);
    expect(notes).toMatchObject([{ code: 'file-encoding', severity: 'info' }]);
  });
});

describe('quotation marks of a word processor', () => {
  const bent = { code: 'capture-bent', args: { bend: 'quotes' } };

  test.each([
    ['English', '“', '”', '‘', '’'],
    ['English, closed on both sides', '”', '”', '’', '’'],
    ['German', '„', '“', '‚', '‘'],
    ['French', '«', '»', '‹', '›'],
    ['Danish', '»', '«', '›', '‹'],
  ])('%s', (_name, open, close, begin, end) => {
    const { form, requests } = read(`curl -X POST ${open}${EVENT}${close} -d ${begin}${BODY}${end}`);
    expect([form, requests.length]).toEqual(['curl', 1]);
    expect(requests[0]).toMatchObject(event({ ...post, lineProblem: [bent] }));
    const below = read(`We send ${open}this${close}:\n${open}${EVENT}${close}\n${BODY}`);
    expect(below.requests).toMatchObject([event()]);
  });

  test('those of a title in the body stay', () => {
    const titled = `{"eventType":"sessionStart","params":{"media.name":"«Zorro»"},"playerTime":{"playhead":0,"ts":1}}`;
    expect(read(`curl ${START} -d ‘${titled}’`).requests).toMatchObject([
      { body: { value: { params: { 'media.name': '«Zorro»' } } } },
    ]);
  });
});
