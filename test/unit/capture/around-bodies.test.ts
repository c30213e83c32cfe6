import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';
import { hideSessionIds } from '../../../src/report/secrets.ts';

const HOST = 'https://example.hb-api.omtrdc.net';
const START = `${HOST}/api/v1/sessions`;
const EVENT = `${START}/abc/events`;
const BODY = '{"eventType":"play","playerTime":{"playhead":0,"ts":1795675105103}}';
const read = (text: string) => readCapture(text, { kind: 'file', name: 'x' });

describe('a status that a text tells', () => {
  test.each<[status: number | undefined, text: string]>([
    [400, `post ${EVENT} ${BODY}\nfailed with status (400)`],
    [400, `post ${EVENT} ${BODY}\nstatus=400`],
    [400, `post ${EVENT} ${BODY}\nresponseCode: 400`],
    [400, `post ${EVENT} ${BODY}\nresponse status code 400`],
    // The tabs of developer tools, and JSON logs.
    [400, `Request URL\n${EVENT}\nStatus Code\n400 Bad Request\n\n${BODY}`],
    [404, `{"url":"${EVENT}","status":404,"request":${BODY}}`],
    // Code that compares a status, or expects one.
    [undefined, `const url = "${EVENT}";\nmock({ status: 204 });\npost(url, ${BODY});`],
    [undefined, `r = requests.post("${EVENT}", json=${BODY})\nassert r.status_code == 204`],
    [undefined, `post("${EVENT}", ${BODY});\nif (response.status === 400) retry();`],
    [undefined, `post("${EVENT}", ${BODY})\n  .then().statusCode(204);`],
  ])('%s: %s', (status, text) => {
    const [request, ...others] = read(text).requests;
    expect(others).toEqual([]);
    expect(request?.body).toBeDefined();
    expect(request?.response).toEqual(
      status === undefined ? undefined : expect.objectContaining({ kind: 'seen', status }),
    );
  });

  test('an error far above a lone body belongs to it, and a success does not', () => {
    const shell = 'Invoke-RestMethod: The remote server returned an error: (400) Bad Request.';
    expect(read(`${shell}\n\nWe sent:\n\n${BODY}`).requests).toMatchObject([{ response: { status: 400 } }]);
    const others = [
      `status 204\n\nWe sent:\n\n${BODY}`,
      `${shell}\n${'a\n'.repeat(2000)}${BODY}`,
      `${shell}\n${`post ${EVENT}\n${BODY}\n`.repeat(2)}`,
    ];
    for (const text of others) expect(read(text).requests[0]).not.toHaveProperty('response');
  });
});

describe('placeholders in a URL', () => {
  test.each<[where: string, text: string, url: string]>([
    ['session', '', `${START}//events`],
    ['session', '$SESSION_ID', `${START}/$SESSION_ID/events`],
    ['host', '$HOST', 'https://$HOST/api/v1/sessions/abc/events'],
    ['host', '$HOST', 'http://$HOST/api/v1/sessions/abc/events'],
    ['host', '{uri}', 'http://{uri}/api/v1/sessions/abc/events'],
  ])('in the %s: "%s": %s', (where, text, url) => {
    // Of a host that nobody filled in, it is not said that it is spoken to in clear.
    expect(read(`curl '${url}' -d '${BODY}'`).requests).toMatchObject([
      { lineProblem: [{ code: 'request-placeholder', args: { where, text } }] },
    ]);
    expect(read(`curl '${url}' -d '${BODY}'`).requests[0]?.lineProblem).toHaveLength(1);
  });

  test.each(['$SESSION_ID', 'undefined', '{sid}'])('%s is shown, since it is no ID', (text) => {
    expect(hideSessionIds(`${START}/${text}/events`)).toContain(text);
  });

  test.each(['$2y$10$abc', 'abc', '{0a1b}'])('%s may be one, and is hidden', (text) => {
    expect(hideSessionIds(`${START}/${text}/events`)).not.toContain(text);
  });
});

test('that a GET has no body is no mistake of its own; that curl got none is', () => {
  const of = (text: string) => read(text).requests;
  const har = JSON.stringify({ log: { entries: [{ request: { method: 'GET', url: START } }] } });
  for (const text of [har, `DELETE ${EVENT} HTTP/1.1\nHost: example.hb-api.omtrdc.net\n\n`]) {
    expect(of(text)).toMatchObject([{ lineProblem: [{ code: 'request-method' }] }]);
    expect(of(text)[0]).not.toHaveProperty('bodyProblem');
  }
  expect(of(`curl ${START}`)).toMatchObject([{ bodyProblem: [{ args: { reason: 'curl-no-body' } }] }]);
  expect(of(har.replace('GET', 'POST'))).toMatchObject([{ bodyProblem: [{ code: 'capture-incomplete' }] }]);
});
