import { readdirSync, readFileSync } from 'node:fs';
import { bundledSchema } from '../../src/rules/bundled-schema.ts';
import { httpAnswer } from './raw-server.ts';

/** One call of the program, and the server it meets. `{url}` stands for that server's address. */
export interface GoldenCase {
  name: string;
  /** Behind `media-session`. A case for start gets account, content and endpoint unless `bare`. */
  args: string[];
  bare?: boolean;
  files?: Record<string, string | Uint8Array>;
  /** File modes, by name. */
  modes?: Record<string, number>;
  /** A file that belongs to another user. */
  foreign?: string;
  env?: Record<string, string>;
  stdin?: string;
  answer?: (request: string) => string;
  discarded?: boolean;
}

const JSON_400 = httpAnswer('400 Bad Request', [], '{"message":"Request had improper format."}');
const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc']);
const schemaOf = (params: object): string =>
  JSON.stringify({ type: 'object', properties: { params: { type: 'object', ...params } } });
const serve =
  (post: string, get = httpAnswer('404 Not Found')) =>
  (request: string): string =>
    request.startsWith('GET') ? get : post;
const with400 = (schema: string) => serve(JSON_400, httpAnswer('200 OK', [], schema));
const time = { playhead: 0, ts: 1_795_510_155_262 };
const event = (eventType: string, more: object = {}): string =>
  JSON.stringify({ playerTime: time, eventType, ...more });
const ALL_PARAMS = {
  'analytics.trackingServer': 'a.example.com',
  'analytics.reportSuite': 'rsid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.id': 'clip-1',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'web',
};
const DOWNLOADED = event('sessionStart', { params: { ...ALL_PARAMS, 'media.downloaded': true } });
const batchOf = (...events: string[]): string => `[${events.join(',')}]`;
const start = (name: string, ...args: string[]): GoldenCase => ({ name, args: ['start', ...args] });
const bare = (name: string, args: string[], more: Partial<GoldenCase> = {}): GoldenCase => ({
  name,
  args,
  bare: true,
  ...more,
});
const checking = (name: string, body: string): GoldenCase =>
  bare(name, ['check', 'b.json'], { files: { 'b.json': body } });
const answering = (name: string, answer: GoldenCase['answer'], ...args: string[]): GoldenCase => ({
  name,
  args: ['start', ...args],
  ...(answer && { answer }),
});
const html = (title: string): string => `<html><head><title>${title}</title></head></html>`;
/** An event that is sent with the others of its second. */
const entry = (eventType: string, ts: number, id = 's1', status = 204): object => ({
  startedDateTime: new Date(Math.floor(ts / 1000) * 1000).toISOString(),
  request: {
    method: 'POST',
    url: `https://c.hb-api.omtrdc.net/api/v1/sessions/${id}/events`,
    postData: { text: JSON.stringify({ eventType, playerTime: { playhead: 0, ts } }) },
  },
  response: { status, statusText: '', headers: [], content: {} },
});
const opening = {
  startedDateTime: '2026-11-24T08:49:00Z',
  request: { method: 'POST', url: 'https://c.hb-api.omtrdc.net/api/v1/sessions' },
  response: {
    status: 201,
    statusText: 'Created',
    headers: [{ name: 'Location', value: '/api/v1/sessions/s1' }],
    content: {},
  },
};
const HB_API = 'https://c.hb-api.omtrdc.net';
/** A start from a page of another origin. */
const fromPage = (headers: Readonly<Record<string, string>>): object => ({
  ...opening,
  request: { ...opening.request, headers: [{ name: 'Origin', value: 'https://player.example' }] },
  response: {
    ...opening.response,
    headers: [
      ...opening.response.headers,
      ...Object.entries(headers).map(([name, value]) => ({ name, value })),
    ],
  },
});
const fromCases = (name: string, file: string): GoldenCase =>
  bare(name, ['explain', file], {
    files: { [file]: readFileSync(new URL(`../fixtures/cases/${file}`, import.meta.url)) },
  });
const SEQUENCES = new URL('../fixtures/sequences/faulty/', import.meta.url);
/** A session that breaks one rule, which its file is named after. */
const spoilt = (file: string): GoldenCase =>
  bare(`rule ${file.replace(/\..*/, '')}`, ['explain', file], {
    files: { [file]: readFileSync(new URL(file, SEQUENCES)) },
  });
const explaining = (name: string, ...entries: object[]): GoldenCase =>
  bare(name, ['explain', 'x.har'], { files: { 'x.har': JSON.stringify({ log: { entries } }) } });
const config = (name: string, text: string, ...args: string[]): GoldenCase =>
  bare(name, ['start', ...args], { files: { '.mediarc': text } });

/** Schedules, and files of scenarios in which something is wrong. */
function playCases(): GoldenCase[] {
  const dry = (name: string, text: string, ...more: string[]): GoldenCase =>
    bare(name, ['play', 'my.yaml', '--dry-run', '--sandbox', ...more], { files: { 'my.yaml': text } });
  const content =
    'content: { media.id: x, media.length: 20, media.contentType: vod, media.streamType: video, media.playerName: p, media.channel: c }\n';
  return [
    bare('schedule of a scenario', ['play', 'vod-seeking', '--dry-run', '--sandbox']),
    bare('unknown scenario', ['play', 'timeline-9', '--sandbox']),
    dry(
      'scenario with mistakes',
      'title: 3\nnotes: x\nsteps:\n  - evnt: play\n  - { at: soon, event: pause }\n  - { for: 5s, event: play }\n  - { event: sessionStart }\nexpect: { numbers: { contentStart: 1 }, findings: [ping-rar] }\n',
    ),
    dry(
      'scenario out of order',
      `${content}steps:\n  - { at: 5s, event: play }\n  - for: 10s\n  - { at: 12s, event: ping, params: { a: "\${none}" } }\n`,
    ),
    dry('scenario without steps', `${content}sessions: [{ content: {} }]\n`),
    dry('scenario of two days', `${content}steps: [play, { for: 2880m }]\n`),
    dry(
      'scenario that expects something else',
      `${content}steps: [play, { for: 20s }, sessionEnd]\nexpect: { numbers: { contentCompletes: 1, contentTimeSpent: [10, 15] }, findings: [ping-rare] }\n`,
    ),
    bare('capture without a start to play', ['play', '--from', 'log.ndjson', '--sandbox'], {
      files: { 'log.ndjson': `${event('play')}\n${event('ping')}\n` },
    }),
  ];
}

const HEALTHY = {
  trackingServer: 'localhost',
  reportSuite: 'example-rsid',
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
};
const DOCTOR = ['doctor', '--endpoint={url}'];
/** An endpoint whose schema is the bundled one. */
const DOCTORED: Partial<GoldenCase> = {
  files: { '.mediarc': `${JSON.stringify(HEALTHY, null, 2)}\n` },
  answer: () => httpAnswer('200 OK', [], JSON.stringify(bundledSchema('sessionStart'))),
};

/** Read as a user, every one of them; together they show every finding code. */
export const GOLDEN_CASES: GoldenCase[] = [
  bare('params alone', ['explain', 'b.json'], { files: { 'b.json': '{"media.id":"a","media.length":60}' } }),
  // How the command was called
  start('unknown option', '--sesson', 'x'),
  bare('names that other tools use', [
    ...['start', '--rsid', 'x', '--host', 'h', '--org', 'o', '-o', 'json', '--insecure', '--dryrun'],
  ]),
  bare('every mistake of a line', ['event', '--qqqqqq', '--playhead', '1:30', '--timeout', 'soon', '--ts']),
  bare('a command of other tools', ['validate', 'body.json']),
  bare('config is edited by hand', ['config', 'set', 'endpoint', 'x']),
  bare('a fault by its status', ['start', '--sandbox', '--fault', '503']),
  bare('a mistyped code to ignore', ['explain', 'x', '--ignore', 'content-type-unknow']),
  bare('what cannot be ignored', ['check', '--ignore', 'json-syntax', '--ignore', 'session-closed']),
  bare('findings that are ignored', ['check', 'b.json'], {
    files: {
      'b.json': event('sessionComplete', { params: { a: 1, b: 2 }, qoeData: { 'media.qoe.bitrate': 'x' } }),
      '.mediarc': 'ignore:\n  - param-unknown\n',
    },
  }),
  bare('unknown command', ['strat']),
  start('number with a comma', '--length', '60,5'),
  start('option as a value', '--season', '-x'),
  start('extra argument', 'meta.json'),
  bare('missing argument', ['event', 'abc']),
  start('conflict', '--dry-run', '--curl'),
  start('repeated option', '--id=a', '--id=b', '--dry-run'),
  start('repeated key', '--custom=a=1', '--custom=b=2', '--custom=a=3', '--dry-run'),
  {
    ...answering('the same profile twice', serve(CREATED), '--profile=a', '--profile=a'),
    files: { '.mediarc': '{"profiles":{"a":{}}}' },
  },
  bare('no profiles', ['start', '--all-profiles'], { files: { '.mediarc': '{}' } }),
  bare('no profile chosen', ['start', '--smoke'], {
    files: {
      '.mediarc':
        '{"profiles":{"staging":{"endpoint":"x.example","reportSuite":"a"},"prod":{"reportSuite":"b"}}}',
    },
  }),
  bare('no config for all profiles', ['start', '--all-profiles']),
  start('several profiles and one body', '--all-profiles', '--dry-run'),
  {
    ...answering('github outside of actions', serve(CREATED), '--github'),
    env: { GITHUB_OUTPUT: 'output.txt' },
  },
  {
    ...answering('several profiles', serve(CREATED), '--all-profiles'),
    files: {
      '.mediarc': JSON.stringify({
        endpint: 'x',
        profiles: { prod: {}, odd: { customMetadata: { 'a b': '1' } }, test: {} },
      }),
    },
  },
  {
    ...answering('an unknown one of several profiles', serve(CREATED), '--profile=prod', '--profile=tset'),
    files: { '.mediarc': JSON.stringify({ profiles: { prod: {}, test: {} } }) },
  },
  start('a value for a switch', '--resume=false'),
  start('a report over the config', '--har=.mediarc'),
  start('two reports in one file', '--har=x', '--dotenv=./x'),
  start('a report that cannot be written', '--har=none/x.har'),
  bare('option before the command', ['--json', 'start']),
  bare('URL for a session ID', ['end', 'https://h.example/api/v1/sessions/abc/events']),
  bare('no session ID', ['end', '']),
  bare('mistyped event', ['event', 'abc', 'paly']),
  bare('event that start sends', ['event', 'abc', 'sessionStart']),
  bare('quality by flag', [
    ...['event', 'abc', 'bitrateChange', '--qoe-bitrate=2000000', '--dry-run'],
    ...['--tracking-server=analytics.example.com', '--report-suite=example-rsid', '--org-id=0@AdobeOrg'],
  ]),
  bare('HAR for a body', ['start', '--body=x.har'], { files: { 'x.har': '{"log":{"entries":[]}}' } }),
  {
    ...start('redacted capture', '--from=b.json', '--dry-run'),
    files: {
      'b.json': event('sessionStart', {
        params: { 'analytics.visitorId': '[redacted]' },
        customMetadata: { login: '[redacted]' },
      }),
    },
  },
  bare('log of a session', ['explain', 'log.ndjson'], {
    files: {
      'log.ndjson': [
        event('sessionStart', { params: {} }),
        event('adStart', { params: {} }),
        event('sessionEnd'),
        event('play'),
      ].join('\n'),
    },
  }),
  // Files
  start('missing file', '--body', 'none.json'),
  bare('directory', ['check', 'dir'], { files: { 'dir/': '' } }),
  bare('config too large', ['start'], { files: { '.mediarc': ' '.repeat(1_100_000) } }),
  start('empty stdin', '--body', '-'),
  bare('latin1', ['check', 'b.json'], { files: { 'b.json': Buffer.from('{"a":"caf\u00e9"}', 'latin1') } }),
  checking('trailing comma', '{\n  "eventType": "ping",\n}'),
  checking('curly quotes', '{\u201ceventType\u201d: 1}'),
  checking('duplicate key', '{"eventType":"ping",\n "eventType":"play"}'),
  checking('infinite number', '{"eventType":"ping","playerTime":{"playhead":1e400,"ts":1}}'),
  checking('deep nesting', '['.repeat(1000)),
  checking('polluting key', '{"__proto__":{},"eventType":"ping"}'),
  start('array for a body', '--body', '-'),
  // Configuration
  bare('nothing set', ['start']),
  config('unknown key', '{"reportSuit":"a"}', '--dry-run', '--smoke'),
  config('unquoted number', 'reportSuite: 0x1F\n'),
  config('broken YAML', 'endpoint: a\n\tb: c\n'),
  config('comments in JSON', '{ // my settings\n}'),
  bare('config as code', ['start'], { files: { '.mediarc.cjs': '' } }),
  config('import', '{"$import":"./x.cjs"}'),
  {
    name: 'of another user',
    args: ['config', 'show'],
    bare: true,
    files: { '.mediarc': '{}' },
    foreign: '.mediarc',
  },
  bare('writable by all', ['config', 'show'], { files: { '.mediarc': '{}' }, modes: { '.mediarc': 0o666 } }),
  bare('config exists', ['config', 'init'], { files: { '.mediarc': '{}' } }),
  bare('no config', ['config', 'path']),
  config('unknown profile', '{"profiles":{"staging":{}}}', '--profile', 'stagin'),
  start('bad duration', '--timeout', 'soon'),
  bare('placeholder in a variable', ['start', '--smoke'], { env: { MEDIA_SESSION_ENDPOINT: '{uri}' } }),
  start('endpoint with a query', '--endpoint=https://h.example/?a=1'),
  start('plain http', '--endpoint=http://h.example'),
  start('credentials in the endpoint', '--endpoint=https://user:secret@h.example'),
  start('pasted path', '--endpoint=https://h.example/api/v1/sessions', '--curl', '--ts=1795510155262'),
  // Bodies against the schema
  checking('a minimal event', event('ping')),
  checking('missing params of an ad', event('adStart')),
  checking(
    'wrong types',
    event('adBreakStart', { params: { 'media.ad.podIndex': '1', 'media.ad.podSecond': null } }),
  ),
  checking('wrong names', event('stateStart', { params: { 'media.stateName': 'mute' } })),
  checking('quality data in params', event('sessionStart', { params: { 'media.qoe.bitrate': 1 } })),
  checking('nothing but a type', '{"eventType":"ping"}'),
  checking('playhead as text', '{"eventType":"ping","playerTime":{"playhead":"1","ts":1795510155262}}'),
  checking('params at the top', event('ping', { 'media.id': 'a' })),
  checking('metadata where it does not belong', event('ping', { customMetadata: { a: 'b' } })),
  checking('an event of old', event('contentComplete')),
  checking('no event type', JSON.stringify({ playerTime: time, params: {} })),
  start('custom metadata key', '--custom', 'my-key=1'),
  checking(
    'custom metadata type',
    event('chapterStart', {
      params: { 'media.chapter.index': 1, 'media.chapter.offset': 0, 'media.chapter.length': 1 },
      customMetadata: { a: 1 },
    }),
  ),
  start('unknown key allowed', '--param', 'media.brandNew=1', '--allow-unknown', '--dry-run'),
  // What no schema checks
  start('URL for a tracking server', '--tracking-server=https://a.sc.omtrdc.net/b', '--dry-run'),
  start('collection host for a tracking server', '--tracking-server=c.hb-api.omtrdc.net', '--dry-run'),
  start('heartbeat host', '--endpoint=c.hb.omtrdc.net', '--curl', '--ts=1795510155262'),
  start(
    'misspelt hosts',
    '--endpoint=c.hb-api.omtdrc.net',
    '--tracking-server=c.sc.omtrdc.ent',
    '--curl',
    '--ts=1795510155262',
  ),
  start(
    'hosts swapped',
    '--endpoint=c.sc.omtrdc.net',
    '--tracking-server=c.hb-api.omtrdc.net',
    '--curl',
    '--ts=1795510155262',
  ),
  start('several report suites', '--report-suite=a,b', '--dry-run'),
  start('org ID without its end', '--org-id=0123456789ABCDEF01234567', '--dry-run'),
  start('odd ECID', '--marketing-cloud-user-id=N/A', '--dry-run'),
  start('short ECID', '--marketing-cloud-user-id=123', '--dry-run'),
  start('ts in seconds', '--ts=1795510155', '--dry-run'),
  start('ts with rounded digits', '--ts=1795680000000', '--dry-run'),
  start('N-A in a param', '--show=N/A', '--season=%SEASON%', '--dry-run'),
  start('ts in the future', '--ts=1895510155262', '--dry-run'),
  start('length in milliseconds', '--length=3600000', '--dry-run'),
  start('live without a length', '--content-type=live', '--length=0', '--dry-run', '--playhead=1'),
  start('playhead beyond the length', '--playhead=61', '--dry-run'),
  start('playhead in milliseconds', '--playhead=30000', '--dry-run'),
  start('playhead beyond the day', '--content-type=live', '--length=86400', '--playhead=90000', '--dry-run'),
  start('undefined as a text', '--name=undefined', '--dry-run'),
  start('content type nobody knows', '--content-type=vdo', '--dry-run'),
  start('content type of its own', '--content-type=masterclass', '--dry-run'),
  bare('stream type missing', ['check', 'b.json', '-v'], {
    files: { 'b.json': event('sessionStart', { params: {} }) },
  }),
  start('downloaded online', '--downloaded'),
  bare('downloaded batches', ['check', 'batch.json', 'again.json'], {
    files: {
      'batch.json': batchOf(DOWNLOADED, event('play')),
      'again.json': batchOf(
        DOWNLOADED,
        event('sessionStart', { params: { ...ALL_PARAMS, 'media.downloaded': false } }),
      ),
    },
  }),
  bare('downloaded session line by line', ['check', 'b.ndjson'], {
    files: { 'b.ndjson': `${DOWNLOADED}\n${event('play')}\n` },
  }),
  bare('downloaded session in a log', ['explain', 'b.ndjson'], {
    files: { 'b.ndjson': `${DOWNLOADED}\n${event('play')}\n` },
  }),
  bare('downloaded batch for a body', ['start', '--body', 'a batch.json'], {
    files: { 'a batch.json': batchOf(DOWNLOADED, event('play')) },
  }),
  bare('downloaded batch without its start', ['downloaded', 'b.json', '--endpoint', 'c.example'], {
    files: { 'b.json': batchOf(event('play'), event('adStart', { params: { name: 'x' } })) },
  }),
  checking(
    'names of XDM, Analytics and SDKs',
    event('sessionStart', {
      params: { name: 'v', 'a.media.friendlyName': 't', appMeasurementRSID: 'r', sessionDetails: {} },
    }),
  ),
  bare('settings of an SDK', ['check', '--smoke'], {
    files: {
      '.mediarc': JSON.stringify({
        trackingServer: 'c.hb-api.omtrdc.net',
        experienceCloud: { org: 'x' },
        'analytics.rsids': 'r',
        media: { collectionServer: 'c.hb-api.omtrdc.net', channel: 'web' },
        ssl: true,
      }),
    },
  }),
  explaining('a downloaded batch sent to the sessions', {
    ...opening,
    request: { ...opening.request, postData: { text: batchOf(DOWNLOADED, event('play')) } },
  }),
  start('pass auth', '--pass-auth=no', '--dry-run'),
  start('reserved prefix', '--custom=a.b=1', '--dry-run'),
  checking(
    'first ad is zero',
    event('adStart', {
      params: {
        'media.ad.id': 'a',
        'media.ad.length': 1,
        'media.ad.podPosition': 0,
        'media.ad.playerName': 'p',
      },
    }),
  ),
  checking('error details in params', event('error', { params: { 'media.errorId': 'x' } })),
  checking(
    'an event on one page only',
    event('statesUpdate', { params: { statesStart: [{ 'media.state.name': 'mute' }] } }),
  ),
  start('placeholder in a body', '--name=[YOUR_TITLE]'),
  // Captures
  bare('no capture', ['explain', 'x'], { files: { x: 'GET / HTTP/1.1' } }),
  explaining('capture without this API', { request: { url: 'https://h.example/', method: 'GET' } }),
  bare('curl with a file', ['explain', '-'], {
    stdin: 'curl https://c.hb-api.omtrdc.net/api/v1/sessions -d @body.json',
  }),
  bare('archive', ['explain', 'x.zip'], { files: { 'x.zip': Buffer.from('504b03040a0000000000', 'hex') } }),
  fromCases('object sent as text', '79-object-object.har'),
  fromCases('command from a word processor', '98-en-dash.txt'),
  fromCases('start sent to events', 'B0-start-to-events.txt'),
  fromCases('placeholder in the host', '70-doc-uri-start.txt'),
  bare('HAR cut off', ['explain', 'x.har'], {
    files: { 'x.har': JSON.stringify({ log: { entries: [opening] } }).slice(0, -2) },
  }),
  bare('values that code computes', ['explain', '-'], {
    stdin: `fetch("https://c.example.com/api/v1/sessions/abc/events", {
  method: "POST",
  body: JSON.stringify({ eventType: "play", playerTime: { playhead: video.currentTime, ts: Date.now() } }),
})`,
  }),
  bare('GET over http', ['explain', '-'], { stdin: 'curl http://c.example.com/api/v1/sessions' }),
  explaining('no body recorded', opening),
  explaining('event before the ID', entry('play', 1_795_510_155_262, '')),
  explaining('start not recorded', entry('play', 1_795_510_155_262)),
  explaining(
    'a session out of order',
    opening,
    entry('adStart', 1_795_510_155_262),
    entry('chapterComplete', 1_795_510_155_262),
    entry('stateEnd', 1_795_510_155_000),
    entry('ping', 1_795_511_155_262),
    entry('sessionEnd', 1_795_511_155_300),
    entry('ping', 1_795_511_155_400, 's1', 410),
  ),
  // Responses, and other APIs
  fromCases('heartbeats of old', '46-heartbeat2x.har'),
  fromCases('body of the Media Edge API', '44-edge-body.json'),
  fromCases('request to the Media Edge API', '43-edge-curl.txt'),
  fromCases('blocked in the browser', '64-blocked.har'),
  fromCases('body in a file of its own', '28-playwright-file.har'),
  explaining(
    'a session ID that no page can read',
    fromPage({ 'Access-Control-Allow-Origin': 'https://player.example' }),
  ),
  explaining('a response that no page can read', fromPage({})),
  explaining('starts alone', opening, opening, opening),
  explaining('wrong path', { ...opening, request: { ...opening.request, url: `${HB_API}/api/v1/session` } }),
  // Sessions
  ...readdirSync(SEQUENCES).map(spoilt),
  // Answers
  answering('400, explained by the endpoint', with400(schemaOf({ required: ['media.brandNew'] }))),
  answering(
    '400, allowed by the endpoint',
    with400(schemaOf({})),
    '--param',
    'media.brandNew=1',
    '--allow-unknown',
  ),
  answering(
    '400, explained by the bundled schema',
    serve(JSON_400),
    '--param-json',
    'media.season=3',
    '--no-validate',
  ),
  answering('400, by nothing', with400(schemaOf({}))),
  answering('400 without a word', serve(httpAnswer('400 Bad Request')), '--no-schema-fetch'),
  answering(
    '400 of the Media Edge API',
    serve(
      httpAnswer(
        '400 Bad Request',
        [],
        '{"type":"x/va-edge-0400-400","title":"Invalid request","status":400}',
      ),
    ),
  ),
  answering('403 of a firewall', serve(httpAnswer('403 Forbidden', ['CF-Ray: abc'], html('Access denied')))),
  answering('500', serve(httpAnswer('500 Internal Server Error', ['X-Request-Id: r1']))),
  answering('503 with a wait', serve(httpAnswer('503 Service Unavailable', ['Retry-After: 120']))),
  answering('captive portal', serve(httpAnswer('200 OK', [], html('Welcome to the hotel')))),
  answering(
    'Media Edge API',
    serve(httpAnswer('200 OK', [], '{"handle":[{"payload":[{"sessionId":"x"}]}]}')),
  ),
  answering('redirect', serve(httpAnswer('302 Found', ['Location: https://sso.example.com/']))),
  answering('created without an ID', serve(httpAnswer('201 Created'))),
  answering(
    'clock',
    serve(
      httpAnswer('201 Created', ['Location: /api/v1/sessions/abc', 'Date: Mon, 23 Nov 2026 12:00:00 GMT']),
    ),
  ),
  answering('created, with -v', serve(CREATED), '-v'),
  { ...answering('created, stdout closed', serve(CREATED)), discarded: true },
  {
    ...answering('no place for the step summary', serve(httpAnswer('404 Not Found')), '--github'),
    files: { 'dir/': '' },
    env: { GITHUB_OUTPUT: '/dev/null', GITHUB_STEP_SUMMARY: 'dir' },
  },
  {
    ...answering('rejected, and no report', serve(httpAnswer('404 Not Found')), '--github'),
    env: { GITHUB_OUTPUT: '/dev/null', GITHUB_STEP_SUMMARY: '/dev/full' },
  },
  bare('sandbox, nothing to check', ['sandbox', '--check']),
  bare('schema drift', ['schema', 'diff', '--endpoint', '{url}'], {
    answer: () =>
      httpAnswer(
        '200 OK',
        [],
        schemaOf({
          required: ['media.brandNew'],
          properties: {
            'media.brandNew': { type: 'string' },
            'media.length': { type: 'integer' },
            'media.id': { type: 'string' },
          },
        }),
      ),
  }),
  bare(
    'doctor, wrong tracking server, not the API',
    [
      'doctor',
      '--endpoint={url}',
      // No resolver is asked for a name that cannot exist.
      '--tracking-server=a-label-of-a-host-name-that-is-longer-than-the-63-characters-of-dns.invalid',
      '--report-suite=a',
      '--org-id=0123456789ABCDEF01234567@AdobeOrg',
    ],
    { answer: () => httpAnswer('404 Not Found') },
  ),
  bare('empty variables', ['start', '--endpoint={url}', '--smoke', '--strict'], {
    files: { '.mediarc': `${JSON.stringify(HEALTHY, null, 2)}\n` },
    env: { MEDIA_SESSION_TRACKING_SERVER: '', MEDIA_SESSION_RETRY: '', MEDIA_SESSION_PROFILE: '' },
  }),
  bare('unknown variables', ['start', '--endpoint={url}', '--smoke'], {
    files: { '.mediarc': `${JSON.stringify({ ...HEALTHY, reportSuite: undefined }, null, 2)}\n` },
    env: { MEDIA_SESSION_REPORTSUITE: 'a', MEDIA_SESSION_SERVER: 'b', MEDIA_SESSION_TOKEN: 'c' },
  }),
  ...playCases(),
  bare('doctor, ready, in ASCII', DOCTOR, DOCTORED),
  bare('doctor, ready, with a warning', DOCTOR, {
    ...DOCTORED,
    env: { LANG: 'en_US.UTF-8' },
    files: {
      '.mediarc': `${JSON.stringify(HEALTHY, null, 2)}\n`.replace('"orgId"', '"reportSuit": "x",\n  "orgId"'),
    },
  }),
  bare('doctor for several profiles', ['doctor', '--all-profiles', '--endpoint={url}'], {
    ...DOCTORED,
    env: { LANG: 'en_US.UTF-8' },
    files: {
      '.mediarc': JSON.stringify({
        ...HEALTHY,
        profiles: {
          prod: {},
          staging: { orgId: '<your-org-id>' },
          odd: { trackingServer: 'https://a.sc.omtrdc.net/' },
        },
      }),
    },
  }),
];
