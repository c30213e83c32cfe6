import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';

const EVENT = 'https://example.hb-api.omtrdc.net/api/v1/sessions/abc/events';
const VALUE = { eventType: 'play', playerTime: { playhead: 0, ts: 1_795_675_105_103 } };
const BODY = JSON.stringify(VALUE);
const read = (text: string) => readCapture(text, { kind: 'file', name: 'x' }).requests;
const recorded = (text: string) =>
  JSON.stringify({ log: { entries: [{ request: { method: 'POST', url: EVENT, postData: { text } } }] } });

describe('why a body is no JSON', () => {
  test.each<[cause: string, body: string]>([
    ['xml', '<?xml version="1.0"?><event/>'],
    ['xml', '<event type="play"><ts>1</ts></event>'],
    ['xml', '<!DOCTYPE html><p>'],
    ['multipart', '------WebKitFormBoundary7\r\nContent-Disposition: form-data; name="a"\r\n\r\n{}\r\n'],
    ['undefined', 'undefined'],
    ['undefined', '"undefined"'],
    ['object-text', '[object Promise]'],
    ['object-text', '[object FormData]'],
    ['compressed', '\u001f\u008b\u0008\u0000'],
    ['compressed', '\u001f\ufffd\u0008\u0000'],
    ['form', 'session=1&event={"eventType":"play",}'],
    ['object-object', '[object Object],[object Object]'],
  ])('%s: %s', (cause, body) => {
    expect(read(recorded(body))).toMatchObject([
      { bodyProblem: [{ code: 'capture-not-json', args: { cause, read: false } }] },
    ]);
  });

  test.each(['<body>', '<your JSON>'])('%s is a placeholder, and no XML', (body) => {
    expect(read(recorded(body))).toMatchObject([{ bodyProblem: [{ code: 'json-syntax' }] }]);
  });

  test('what surrounds a body is no cause', () => {
    expect(read(`payload=${BODY.slice(0, -1)},}`)).toMatchObject([
      { bodyProblem: [{ code: 'json-syntax' }] },
    ]);
    expect(read(`<p>${BODY}</p>`)).toMatchObject([{ body: { value: VALUE } }]);
  });
});

describe('quotation marks that a shell removes', () => {
  const spaced = BODY.replaceAll(':', ': ').replace('{', '{ ');
  test.each([
    `curl ${EVENT} -d "${BODY}"`,
    `curl ${EVENT} --data-raw="${BODY}"`,
    `curl ${EVENT} -d "${spaced}"`,
  ])('%s', (command) => {
    expect(read(command)).toMatchObject([
      { bodyProblem: [{ code: 'capture-not-json', args: { cause: 'shell-quotes', read: false } }] },
    ]);
  });

  test.each([
    `curl ${EVENT} -d '${BODY}'`,
    `curl ${EVENT} -d "${BODY.replaceAll('"', '\\"')}"`,
    // For the Windows command prompt.
    `curl ${EVENT} -d "${BODY.replaceAll('"', '""')}"`,
  ])('%s keeps them', (command) => {
    expect(read(command)).toMatchObject([{ body: { value: VALUE } }]);
    expect(read(command)[0]).not.toHaveProperty('bodyProblem');
  });

  test('an @ within JSON names no file', () => {
    const body = JSON.stringify({ ...VALUE, params: { 'visitor.marketingCloudOrgId': 'A@AdobeOrg' } });
    const [request] = read(`curl ${EVENT} --data-urlencode '${body}'`);
    expect(request?.body?.value).toEqual(JSON.parse(body));
    expect(read(`curl ${EVENT} --data-urlencode body@a.json`)).toMatchObject([
      { bodyProblem: [{ code: 'capture-body-missing', args: { file: 'a.json' } }] },
    ]);
  });
});

describe('a body in several strings', () => {
  const first = BODY.slice(0, 20);
  const rest = BODY.slice(20);
  const escaped = (text: string): string => text.replaceAll('"', '\\"');
  test.each([
    `String b = "${escaped(first)}" +\n    "${escaped(rest)}";\npost("${EVENT}", b);`,
    `String b = "${escaped(first)}"\r\n    + "${escaped(rest)}";\npost("${EVENT}", b);`,
    `post("${EVENT}", "${escaped(first)}" + "${escaped(rest)}")`,
    `const b = '${first}' +\n  '${rest}';\npost('${EVENT}', b);`,
    `const b = '${first}'\n  + '${rest}';\npost('${EVENT}', b);`,
    `b = ('${first}'\n     '${rest}')\npost('${EVENT}', b)`,
    `var b = @"${BODY.replaceAll('"', '""')}";\nPost("${EVENT}", b);`,
  ])('%s', (code) => {
    expect(read(code)).toMatchObject([{ kind: 'event', body: { value: VALUE }, origin: { line: 1 } }]);
  });
});

describe('a text about another API', () => {
  test.each([
    ['media-edge', 'const tracker = await sdk.createMediaSession({ xdm });'],
    ['media-edge', 'alloy("sendEvent", { xdm: { mediaCollection: {} } });'],
    ['media-edge', 'https://edge.adobedc.net/ee/va/v1/sessionStart'],
    ['assurance', 'type: com.adobe.griffon.mobile'],
    ['heartbeat', 'GET https://example.hb.omtrdc.net/?s:event:type=start'],
    ['analytics', 'https://example.sc.omtrdc.net/b/ss/examplersid/1/JS-2.22?AQB=1'],
  ])('%s: %s', (api, text) => {
    const capture = readCapture(`Log of the page\n${text}\n`, { kind: 'file', name: 'x' });
    expect(capture).toMatchObject({ requests: [], other: [{ api }] });
  });
});
