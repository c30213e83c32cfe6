import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCapture, recogniseForm } from '../../../src/capture/detect.ts';
import { decodeLoosely } from '../../../src/parse/decode.ts';

const FOLDER = new URL('../../fixtures/cases/', import.meta.url);
const API = 'https://example.hb-api.omtrdc.net/api/v1/sessions';

const textOf = (name: string): string =>
  decodeLoosely(readFileSync(new URL(name, FOLDER)), { kind: 'file', name }).text;
const read = (name: string) => readCapture(textOf(name), { kind: 'file', name });

/** A start whose planted mistake is `media.length` as text. */
const lengthAsText = {
  body: { value: { eventType: 'sessionStart', params: { 'media.length': '60' } } },
};
const start = { kind: 'session', url: { href: API }, method: 'POST' };
const bent = (bend: string) => ({
  lineProblem: [{ code: 'capture-bent', severity: 'warning', args: { bend } }],
});
const notJson = (cause: string) => ({
  bodyProblem: [{ code: 'capture-not-json', args: { cause, read: false } }],
});
const placeholder = (where: string, text: string) => ({ code: 'request-placeholder', args: { where, text } });

/** Each input that people had, with the form it is in and what is right for each of its requests. */
const CASES: Record<string, [form: string, requests: object[]]> = {
  '03-timeline-adstart.json': ['body', [{ kind: 'body', body: { value: { eventType: 'adStart' } } }]],
  '17-raw-http.txt': ['http', [{ ...start, ...lengthAsText }]],
  '20-postman-collection.json': [
    'postman',
    [
      { ...start, ...lengthAsText },
      { kind: 'event', sessionId: '{{sid}}', body: { value: { eventType: 'play' } } },
    ],
  ],
  '23-fetch.txt': ['fetch', [{ ...start, ...lengthAsText, contentType: 'text/plain;charset=UTF-8' }]],
  '24-powershell.txt': [
    'powershell',
    [{ ...start, ...lengthAsText, contentType: 'text/plain;charset=UTF-8' }],
  ],
  '25-python-requests.txt': ['text', [{ kind: 'session', url: { href: API }, ...lengthAsText }]],
  '27-rest-client.http': ['http', [{ ...start, ...lengthAsText, contentType: 'application/json' }]],
  '28-playwright-file.har': [
    'har',
    [
      {
        ...start,
        bodyProblem: [
          {
            code: 'capture-body-missing',
            args: { file: '80cfc9ca2ceb7ebb0da70500393558554ef433da.txt', form: 'attached' },
          },
        ],
        response: { kind: 'seen', status: 400 },
      },
    ],
  ],
  '36-devtools-tree.txt': ['body', [notJson('devtools-tree')]],
  '40-ios-aepsdk.log': [
    'text',
    [
      {
        body: { value: { qoeData: { 'media.qoe.framesPerSecond': 23.5 } } },
        response: { kind: 'seen', status: 400 },
        startedAt: 1_795_674_601_020,
        origin: { line: 2 },
      },
    ],
  ],
  '43-edge-curl.txt': ['curl', []],
  '44-edge-body.json': ['json', []],
  '46-heartbeat2x.har': ['har', []],
  '48-state-doc.txt': [
    'text',
    [
      {
        kind: 'event',
        body: { value: { eventType: 'stateStart' } },
        lineProblem: [placeholder('host', '<Analytics_Visitor_Namespace>'), placeholder('session', '<SID>')],
      },
    ],
  ],
  '54-downloaded-old.har': [
    'har',
    [{ ...start, body: { value: [{ eventType: 'sessionStart' }, {}, {}, {}] }, response: { status: 201 } }],
  ],
  '63-latin1-elsewhere.har': ['har', [{ ...start, ...lengthAsText, response: { status: 400 } }]],
  '64-blocked.har': [
    'har',
    [
      {
        ...start,
        response: { kind: 'none', reason: 'blocked-by-client', reported: 'net::ERR_BLOCKED_BY_CLIENT' },
      },
    ],
  ],
  '67-loggerpp-1970.har': ['har', [{ ...start, response: { status: 201 } }]],
  '70-doc-uri-start.txt': ['curl', [{ kind: 'session', lineProblem: [placeholder('host', '{uri}')] }]],
  '78-jquery-form.har': ['har', [{ ...start, ...notJson('form') }]],
  '79-object-object.har': ['har', [{ ...start, ...notJson('object-object') }]],
  '91-blank-lines.txt': ['curl', [{ ...start, ...lengthAsText, ...bent('blank-lines') }]],
  '96-cmd-old.txt': ['curl', [{ kind: 'event', body: { value: { eventType: 'pley' } } }]],
  '98-en-dash.txt': ['curl', [{ ...start, ...lengthAsText, ...bent('dashes') }]],
  'B0-start-to-events.txt': [
    'curl',
    [{ kind: 'event', lineProblem: [{ code: 'request-path', args: { belongs: 'session' } }] }],
  ],
  'B3-two-pretty.txt': [
    'text',
    [
      { body: { value: { eventType: 'play' } }, origin: { line: 1 } },
      { body: { value: { eventType: 'ping' } }, origin: { line: 5 } },
    ],
  ],
  'C6-xdm-names.json': ['body', [{ body: { value: { params: { friendlyName: 'Demo' } } } }]],
  'D2-jq-entry.json': [
    'har-entry',
    [{ ...start, response: { status: 400 }, body: { value: { params: {} } } }],
  ],
};

test('every file of the folder is looked at', () => {
  const files = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).sort()).toEqual(Object.keys(CASES).sort());
});

test.each(Object.entries(CASES))('%s', (name, [form, requests]) => {
  const capture = read(name);
  expect(capture.form).toBe(form);
  expect(capture.requests).toHaveLength(requests.length);
  expect(capture.requests).toMatchObject(requests);
});

test('what belongs to another API is named, with what shows it', () => {
  expect(read('43-edge-curl.txt').other).toMatchObject([
    {
      api: 'media-edge',
      host: 'edge.adobedc.net',
      path: '/ee/va/v1/sessionStart',
      placeholders: ['{datastreamId}'],
    },
  ]);
  expect(read('44-edge-body.json').other).toMatchObject([{ api: 'media-edge' }]);
  expect(read('46-heartbeat2x.har').other).toMatchObject([
    { api: 'heartbeat', host: 'example.hb.omtrdc.net', status: 200 },
    { api: 'analytics', path: '/b/ss/examplersid/1/JS-2.6.0/s1' },
  ]);
});

test('a date before there was this API is none', () => {
  expect(read('67-loggerpp-1970.har').requests[0]?.startedAt).toBeUndefined();
});

test('captures are told from bodies without being read', () => {
  const forms = Object.entries(CASES).map(([name, [form]]) => [name, recogniseForm(textOf(name)), form]);
  for (const [name, recognised, form] of forms) {
    const isCapture = !['body', 'json'].includes(String(form)) && !/^(B3|36)/.test(String(name));
    expect(recognised, String(name)).toBe(isCapture ? form : undefined);
  }
});
