import { expect, test } from 'vitest';
import { HOST, PLAY, START, startOf } from '../helpers/kinds.ts';
import { runMain } from '../helpers/run-main.ts';

const SESSION = '4f1c9be07d2a6538c4e1b7a90d3f62e85b17ac94d0e3f8627a5c1b9de4f03a68';
const EVENT = `${START}/${SESSION}/events`;

/** What each input is answered with: exit code, words that are said, and words that are not. */
type Right = readonly [name: string, text: string, code: number, says: readonly RegExp[], never?: RegExp];

const json: typeof JSON.stringify = JSON.stringify;
const GOOD = json(startOf());

/** Every body is good: where a response is a failure, the words "valid" would be wrong. */
const ANSWERED: readonly Right[] = [
  ['curl -w', `$ curl -w '%{http_code}\\n' ${START} -d '${GOOD}'\n400\n`, 2, [/answered 400/], /: valid/],
  ['an arrow', `-> POST ${START} ${GOOD}\n<- 400 Bad Request\n`, 2, [/answered 400/], /: valid/],
  ['a picture of an arrow', `Body: ${GOOD}\n⬅️ 503 ${START}\n`, 2, [/answered 503/], /: valid/],
  ['a message', `{"message":"POST ${START} -> 400","body":${json(GOOD)}}`, 2, [/answered 400/], /: valid/],
  [
    'an exception of Spring',
    `request ${GOOD} to ${START} failed: org.springframework.web.client.HttpClientErrorException$BadRequest: 400 Bad Request\n`,
    2,
    [/answered 400/],
    /: valid/,
  ],
  [
    'an exception of Python',
    `body: ${GOOD}\nrequests.exceptions.HTTPError: 400 Client Error: Bad Request for url: ${START}\n`,
    2,
    [/answered 400/],
    /: valid|no response/,
  ],
  [
    'an exception of Java',
    `${START} ${GOOD}\njava.io.IOException: Server returned HTTP response code: 500 for URL\n`,
    2,
    [/answered 500/],
    /: valid|no response/,
  ],
  [
    'an exception of PowerShell',
    `Invoke-RestMethod -Method Post -Uri "${START}" -Body '${GOOD}'\nInvoke-RestMethod : The remote server returned an error: (400) Bad Request.\n`,
    2,
    [/answered 400/],
    /: valid/,
  ],
  [
    'Swagger UI',
    `Request URL\n${START}\n${GOOD}\nCode\tDetails\n400\nError: Bad Request\n`,
    2,
    [/answered 400/],
    /: valid/,
  ],
  [
    'Cypress',
    `failed on:\n\n${START}\n\n  > 400: Bad Request\n\nBody: ${GOOD}\n`,
    2,
    [/answered 400/],
    /: valid/,
  ],
  ['XML', `<url>${START}</url><status>400</status><body>${GOOD}</body>`, 2, [/answered 400/], /: valid/],
  ['httpStatus', json({ uri: START, httpStatus: 400, payload: startOf() }), 2, [/answered 400/], /: valid/],
  [
    'a table',
    `| url | status | body |\n|---|---|---|\n| ${START} | 400 | \`${GOOD}\` |\n`,
    2,
    [/answered 400/],
    /: valid/,
  ],
  ...[
    'TypeError: Failed to fetch',
    'TypeError: Load failed',
    'AxiosError: Network Error',
    'dial tcp: lookup x: no such host',
  ].map(
    (said): Right => [
      said,
      `POST ${START} ${GOOD}\n${said}\n`,
      2,
      [new RegExp(`The recorder says: ${said}`)],
      /: valid/,
    ],
  ),
  [
    'Firefox',
    `Cross-Origin Request Blocked: at ${START}. Status code: 201.\nbody: ${GOOD}\n`,
    2,
    [/by CORS/],
    /: valid/,
  ],
  [
    'a body alone in its line',
    `${GOOD}\nrequests.exceptions.ConnectionError: port=443 url: /api/v1/sessions (NameResolutionError)\n`,
    2,
    [/host name of the endpoint was not found/],
    /: valid|not JSON/,
  ],
  ['a URL in braces', `UserInfo={Key=${START}}\nbody was ${GOOD}\n`, 0, [/: valid/], /no such path/],
  ['Dart', `Request: ${json(PLAY)}\nUri: ${EVENT}\nstatus code of 404\n`, 2, [/answered 404/], /: valid/],
  [
    'JSON within JSON',
    json({ message: json({ url: START, status: 400, body: GOOD }) }),
    2,
    [/answered 400/],
    /: valid/,
  ],
  [
    'a column',
    `time\turl\tstatus\tbody\n06:42\t${START}\t400\t"${GOOD.replaceAll('"', '""')}"\n`,
    2,
    [/answered 400/],
    /: valid/,
  ],
  [
    'code with a comment',
    `// 400 Bad Request without it\nfetch2('${START}', ${GOOD})\n`,
    0,
    [/: valid/],
    /400/,
  ],
  ['code with a lambda', `xs.map(x => 400);\npost('${START}', ${GOOD})\n`, 0, [/: valid/], /answered/],
  [
    'OkHttp with headers',
    `--> POST ${START}\n\n${GOOD}\n--> END POST\n<-- 201 ${START} (8ms)\nlocation: /api/v1/sessions/${SESSION}\n`,
    0,
    [/valid; answered 201: a session was created/],
    /no Location/,
  ],
];

const batch = (url: string): string =>
  json({
    request: { method: 'POST', url, headers: [], postData: { text: json([startOf(), PLAY]) } },
    response: { status: 201, headers: [{ name: 'date', value: 'x' }], content: { size: 0 } },
  });

const BATCHES: readonly Right[] = [
  ['a batch to /sessions', batch(START), 0, [/deprecated/], /no Location/],
  ['a batch to /downloaded', batch(`${HOST}/api/v1/downloaded`), 0, [/: valid/], /no Location/],
];

/** The body with the mistake that shows that it was read. */
const BAD = startOf({ 'media.length': '60' });
const LENGTH = /media\.length must be a number, not the text "60"\./;
const prefixed = (prefix: string, text: string): string => text.replace(/^/gm, prefix);
const PRETTY = json(BAD, null, 2);
const LOGCAT = '2026-11-26 06:42:43.492  4210-4265  okhttp.OkHttpClient  tv.example.player  I  ';
const wrapped = (text: string): string => (text.match(/.{1,100}/g) ?? []).join('\n');

/** What a mail, a log or a listing put before each line. */
const PREFIXES: readonly Right[] = [
  ['the log of a Mac', `default\t06:42:43.492000+0000\tDemo\tSend hit with body ${json(BAD)}\n`, 2, [LENGTH]],
  ['a mail', prefixed('> ', `curl -X POST ${START} \\\n  -d '${PRETTY}'`), 2, [LENGTH, /POST https/]],
  [
    'zsh',
    `jo@mac ~ % curl ${START} \\\n> -H 'content-type: application/json' \\\n> -d '{\n${prefixed('quote> ', PRETTY.slice(2))}'`,
    2,
    [LENGTH],
  ],
  ['a mail in a mail', prefixed('> > ', `POST ${START}\n\n${PRETTY}`), 2, [LENGTH, /POST https/]],
  ['a mail with a raw message', prefixed('> ', `POST ${START} HTTP/1.1\n\n${PRETTY}`), 2, [LENGTH]],
  ['logcat', prefixed(LOGCAT, `--> POST ${START}\n${PRETTY}\n<-- 400 x`), 2, [LENGTH, /answered 400/]],
  [
    'logcat that wraps',
    prefixed(LOGCAT, `--> POST ${START}\n${wrapped(json(BAD))}\n--> END POST\n<-- 400 x`),
    2,
    [LENGTH, /answered 400/],
  ],
  [
    'Heroku',
    prefixed('2026-11-26 app[web.1]: ', `POST ${START}\n${PRETTY}\nresponse 400`),
    2,
    [LENGTH, /answered 400/],
  ],
  ['Docker', prefixed('player-1  | ', `POST ${START}\n${PRETTY}`), 2, [LENGTH]],
  [
    'line numbers',
    PRETTY.split('\n')
      .map((line, index) => `${index + 1}  ${line}`)
      .join('\n'),
    2,
    [LENGTH],
  ],
  ['lines that end with CR', `curl ${START} \\\r  -d '${json(BAD)}'\r`, 2, [LENGTH]],
  [
    'a byte that is zero',
    json({
      log: { entries: [{ request: { method: 'POST', url: START, postData: { text: json(BAD) } } }, 'x'] },
    }).replace('"x"', '"\0"'),
    2,
    [LENGTH],
  ],
];

const VISITOR = '48213377096154200318867724590316628841';
const entry = (url: string, method: string, text?: string, said = ''): string =>
  json({
    request: { method, url, headers: [], ...(text !== undefined && { postData: { text } }) },
    response: { status: 400, headers: [], content: { text: said } },
  });

/** What a query or a server tells of somebody is hidden, though nothing in the body says what it is. */
const HIDDEN: readonly Right[] = [
  ['a token', entry(`${START}?access_token=abcdef123`, 'POST', json(BAD)), 2, [LENGTH], /abcdef123/],
  [
    'an Analytics hit',
    entry(`https://a.sc.omtrdc.net/b/ss/r/1/s?AQB=1&mid=${VISITOR}`, 'GET'),
    2,
    [/Analytics/],
    /48213377/,
  ],
  [
    'a heartbeat',
    entry(`https://a.hb.omtrdc.net/?s:event:type=play&s:user:mid=${VISITOR}`, 'GET'),
    2,
    [/2\.x/],
    /48213377/,
  ],
  [
    'a session in a query',
    entry(`${START}?sessionId=${SESSION}`, 'POST', json(BAD)),
    2,
    [LENGTH],
    /4f1c9be0/,
  ],
  [
    'a session in words of a server',
    entry(START, 'POST', json(BAD), `no such session ${SESSION}`),
    2,
    [/no such session/],
    /4f1c9be0/,
  ],
  ['a placeholder in a query', entry(`${START}?token={token}`, 'POST', json(BAD)), 2, [/\{token\}/]],
];

const ORIGIN = 'https://www.example.com';
const listed = (headers: Record<string, string>): object[] =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));
interface Exchanged {
  method?: string;
  url?: string;
  body?: object;
  status: number;
  asked?: Record<string, string>;
  answered?: Record<string, string>;
  error?: string;
}
const har = (...all: Exchanged[]): string =>
  json({
    log: {
      entries: all.map(
        ({ method = 'POST', url = START, body, status, asked = {}, answered = {}, error }) => ({
          request: { method, url, headers: listed(asked), ...(body && { postData: { text: json(body) } }) },
          response: {
            status,
            statusText: error ?? '',
            headers: listed(answered),
            content: {},
            _error: error,
          },
        }),
      ),
    },
  });
const asking = (headers: string): Record<string, string> => ({
  origin: ORIGIN,
  'access-control-request-method': 'POST',
  'access-control-request-headers': headers,
});
const preflight = (answered: Record<string, string>): Exchanged => ({
  method: 'OPTIONS',
  status: 200,
  asked: asking('content-type,x-trace'),
  answered,
});
const refused: Exchanged = {
  body: startOf(),
  status: 0,
  asked: { origin: ORIGIN },
  error: 'net::ERR_FAILED',
};

/** Each sentence is about what was seen. */
const SENTENCES: readonly Right[] = [
  [
    'a preflight that allows another header',
    har(
      preflight({ 'access-control-allow-origin': '*', 'access-control-allow-headers': 'Content-Type' }),
      refused,
    ),
    2,
    [/may send x-trace, and the response \(200\) does not allow it/, /Send the request without it/],
    /other places/,
  ],
  [
    'a preflight that allows another origin',
    har(preflight({ 'access-control-allow-origin': 'https://a.example' }), refused),
    2,
    [/asked by OPTIONS/],
  ],
  [
    'a preflight that allows all',
    har(
      preflight({
        'access-control-allow-origin': ORIGIN,
        'access-control-allow-headers': 'content-type, X-Trace',
      }),
      refused,
    ),
    2,
    [/net::ERR_FAILED/],
    /asked by OPTIONS|other places/,
  ],
  [
    'a 400 without CORS headers',
    har({ body: BAD, status: 400, asked: { origin: ORIGIN }, answered: { date: 'x' } }),
    2,
    [LENGTH],
    /Allow-Origin/,
  ],
  [
    'a response that the browser withheld',
    har({ ...refused, error: 'net::ERR_BLOCKED_BY_RESPONSE' }),
    2,
    [/withheld the response/],
    /was not sent|ERR_BLOCKED_BY_RESPONSE net/,
  ],
  [
    'a redirect to another host',
    har({ url: 'https://login.example/', body: startOf(), status: 200 }),
    2,
    [/one of the Media Collection API, but the URL is not/],
    /host belongs to the Media/,
  ],
  [
    'JMeter',
    `<s rc="400"><q>${GOOD.replaceAll('"', '&quot;')}</q><java.net.URL>${START}</java.net.URL></s>`,
    2,
    [/answered 400/],
    /no such path|: valid/,
  ],
  [
    'an entry of another tool',
    json([
      {
        request: { method: 'POST', url: START, headers: {}, body: json(BAD) },
        response: { statusCode: 400 },
      },
    ]),
    2,
    [LENGTH, /answered 400/],
    /no request body|no response/,
  ],
  [
    'Fiddler',
    `POST ${START} HTTP/1.1\n\n${json(BAD)}\n\nHTTP/1.1 400 Bad Request\n\n{"message":"no"}\n\n${'-'.repeat(66)}\n`,
    2,
    [LENGTH, /The server said: no\n/],
  ],
];

const sent = (text: string): string =>
  json({
    request: { method: 'POST', url: START, headers: [], postData: { text } },
    response: { status: 400, headers: [], content: { size: 0 } },
  });
const PRINTED = /an object as a program prints it, not JSON/;
const PRINTS: Readonly<Record<string, string>> = {
  Ruby: '{"eventType"=>"play", "playerTime"=>{"playhead"=>0}}',
  'Ruby with symbols': '{:eventType=>"play"}',
  PHP: 'Array\n(\n    [eventType] => play\n)\n',
  'var_dump of PHP': 'array(1) {\n  ["eventType"]=>\n  string(4) "play"\n}',
  Swift: '["eventType": "play", "playerTime": ["playhead": 0]]',
  'Objective-C': '{\n    eventType = play;\n    playerTime =     {\n        playhead = 0;\n    };\n}',
  Go: 'map[eventType:play playerTime:map[playhead:0]]',
  Kotlin: 'PlayEvent(eventType=play, playerTime=PlayerTime(playhead=0.0))',
  'a record of Java': 'PlayEvent[eventType=play]',
  'C#': '{ eventType = play, playhead = 0 }',
  'a type of C#': 'System.Collections.Generic.Dictionary`2[System.String,System.Object]',
};

/** One input, one cause. */
const CAUSES: readonly Right[] = [
  ...Object.entries(PRINTS).map(
    ([name, text]): Right => [
      `what ${name} prints`,
      sent(text),
      2,
      [PRINTED, /: 1 error;/],
      /double quotes|JSON: /,
    ],
  ),
  ['a byte order mark', sent(`\ufeff${json(BAD)}`), 2, [/byte order mark/, LENGTH], /escaped for a shell/],
  [
    'a body without quotation marks',
    `curl ${EVENT} -d {eventType:play,playerTime:{playhead:0,ts:1795675363492}}\n`,
    2,
    [/quotation marks of the body are gone/, /: 1 error/],
    /computes/,
  ],
  [
    'a decimal comma',
    '{"eventType":"play","playerTime":{"playhead":10,5,"ts":1}}',
    2,
    [/a number has a comma in it/],
  ],
  [
    'a variable of a template',
    '{"eventType":"play","playerTime":{"playhead":{{playhead}},"ts":{{$timestamp}}}}',
    2,
    [/\{\{name\}\}, was not filled in/],
    /double quotes/,
  ],
  ['the panel of Firefox', 'eventType\t"play"\nplayerTime\tObject { playhead: 0 }\n', 2, [/collapsed tree/]],
  // One time in 131,072 is such a number: a log of 100,000 events would have a false warning.
  [
    'a time that 32 bits could hold',
    json({ ...PLAY, playerTime: { playhead: 0, ts: 1_795_675_389_952 } }),
    0,
    [],
    /rounded/,
  ],
  [
    'a time with four zeros',
    json({ ...PLAY, playerTime: { playhead: 0, ts: 1_795_675_370_000 } }),
    0,
    [],
    /rounded/,
  ],
];

/** Texts that stand for nothing, in several languages of people and of programs, and some that only look like it. */
const NOTHING = ['TBC', 'TODO', 'nil', '-', '#{media_id}', '<?= $id ?>', '<%= id %>', '@@ID@@'];
const LEFT = ['%s', '{0}', 'Optional("clip-1")', '[media id]', 'CHANGE_ME', 'INSERT_MEDIA_ID_HERE'];
const PLACES = ['<ID del vídeo>', '{título}', '<идентификатор>', "<l'identifiant>"];
const REAL = [
  'Infinity',
  'Todo',
  '[REC]',
  'Optional',
  'None',
  '<3',
  'TODO 2',
  '100%',
  '@home',
  '#1',
  'Change Me',
  '{}',
];
const named = (name: string): string => json(startOf({ 'media.name': name }));
const EMPTY: readonly Right[] = [
  ...[...NOTHING, ...LEFT].map(
    (name): Right => [`nothing: ${name}`, named(name), 0, [/1 warning/, /stands for no value/]],
  ),
  ...PLACES.map((name): Right => [`nothing: ${name}`, named(name), 2, [/still the placeholder/]]),
  ...REAL.map((name): Right => [`a title: ${name}`, named(name), 0, [/^body: valid\n/], /warning/]),
];

const SCHEMA = {
  type: 'object',
  properties: { eventType: { type: 'string' }, playerTime: { type: 'object' }, params: { type: 'object' } },
};
const JOINED = `${START}//api/v1/sessions/${SESSION}/events`;

/** What is another thing than it looks like. */
const TAKEN: readonly Right[] = [
  [
    'a schema',
    json({ $schema: 'x', ...SCHEMA }),
    2,
    [/no body of the Media Collection API/],
    /Write "eventType/,
  ],
  [
    'an API description',
    json({ openapi: '3.0.0', components: { schemas: { Body: SCHEMA } } }),
    2,
    [/no body/],
    /Write "e/,
  ],
  [
    'a response of the Edge Network',
    json({ handle: [{ payload: [{ sessionId: SESSION }], type: 'media-analytics:new-session' }] }),
    2,
    [/Media Edge API/],
    /4f1c9be0/,
  ],
  [
    'a Location in place of an ID',
    `curl '${JOINED}' -d '${json(PLAY)}'`,
    2,
    [/stands in the URL twice/],
    /valid/,
  ],
  [
    'names of the SDKs for the quality',
    json({ ...PLAY, qoeData: { startupTime: 1, fps: 25 } }),
    2,
    [/media\.qoe\.timeToStart/, /media\.qoe\.framesPerSecond/],
    /Leave it out/,
  ],
];

const ALL: readonly Right[] = [
  ...TAKEN,
  ...EMPTY,
  ...ANSWERED,
  ...BATCHES,
  ...PREFIXES,
  ...HIDDEN,
  ...SENTENCES,
  ...CAUSES,
];

for (const [name, text, right, says, never] of ALL)
  test(name, async () => {
    const { code, out, err } = await runMain({ x: text }, ['explain', 'x']);
    for (const words of says) expect(out + err).toMatch(words);
    if (never) expect(out + err).not.toMatch(never);
    expect(code, out + err).toBe(right);
  });
