import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';

const EVENT = 'https://example.hb-api.omtrdc.net/api/v1/sessions/abc/events';
const PLAY = '{"eventType":"play","playerTime":{"playhead":0,"ts":1795675105103}}';
const read = (text: string) => readCapture(text, { kind: 'file', name: 'x' }).requests;
const file = (name: string) => ({
  kind: 'event',
  method: 'POST',
  bodyProblem: [{ code: 'capture-body-missing', args: { file: name } }],
});
const body = (value: object) => ({ kind: 'event', sessionId: 'abc', method: 'POST', body: { value } });

describe('HTTPie and wget', () => {
  test.each<[string, string, object[]]>([
    ['fields of HTTPie', `http POST ${EVENT} eventType=play`, [body({ eventType: 'play' })]],
    ['fields without a method', `http ${EVENT} eventType=play`, [body({ eventType: 'play' })]],
    ['JSON in a field', `http ${EVENT} playerTime:='{"ts":1}'`, [body({ playerTime: { ts: 1 } })]],
    [
      'a field within others',
      `http ${EVENT} playerTime[playhead]:=0 playerTime[ts]:=1 params[media.id]=x`,
      [body({ playerTime: { playhead: 0, ts: 1 }, params: { 'media.id': 'x' } })],
    ],
    [
      'headers, options and the query are no fields',
      `http -v --timeout 5 POST ${EVENT} Content-Type:application/json a==b eventType=play`,
      [body({ eventType: 'play' })],
    ],
    [
      'behind a prompt and comments, in several lines',
      `# start\n\njo@mac ~ % http POST ${EVENT} \\\n  eventType=play\n`,
      [{ ...body({ eventType: 'play' }), origin: { line: 3 } }],
    ],
    [
      'with what it printed',
      `$ http POST ${EVENT} eventType=play\nHTTP/1.1 400 Bad Request\n\n{"message":"no"}\n$ http POST ${EVENT} eventType=ping\n`,
      [
        { ...body({ eventType: 'play' }), response: { status: 400, bodyText: '{"message":"no"}' } },
        body({ eventType: 'ping' }),
      ],
    ],
    ['a file fed in', `http POST ${EVENT} < a/play.json`, [file('a/play.json')]],
    ['a file fed in, close by', `http POST ${EVENT} <play.json`, [file('play.json')]],
    ['a file as the body', `https POST ${EVENT} @play.json`, [file('play.json')]],
    ['a file for a field', `http POST ${EVENT} params:=@params.json`, [file('params.json')]],
    [
      'a form',
      `http --form POST ${EVENT} eventType=play`,
      [{ kind: 'event', bodyProblem: [{ code: 'capture-not-json', args: { cause: 'form' } }] }],
    ],
    [
      'a field that a shell fills in',
      `http POST ${EVENT} playerTime:=$TIME`,
      [{ kind: 'event', bodyProblem: [{ code: 'capture-incomplete', args: { reason: 'computed' } }] }],
    ],
    ['a file of wget', `wget --post-file=play.json ${EVENT}`, [file('play.json')]],
    ['a file of wget, apart', `wget -q --method POST --body-file play.json ${EVENT}`, [file('play.json')]],
    [
      'a body as text is found by itself',
      `wget --post-data '${PLAY}' ${EVENT}`,
      [{ kind: 'event', body: {} }],
    ],
  ])('%s', (_, text, requests) => {
    const found = read(text);
    expect(found).toHaveLength(requests.length);
    expect(found).toMatchObject(requests);
  });

  test('the name of a field reaches nothing but the body', () => {
    const [request] = read(`http POST ${EVENT} __proto__[polluted]=1 eventType=play`);
    expect(Object.keys(request?.body?.value ?? {})).toEqual(['__proto__', 'eventType']);
    expect({}).not.toHaveProperty('polluted');
  });

  test.each([`http requests to ${EVENT} fail`, `The wget ${EVENT} fails`])('%s: no command', (text) => {
    expect(read(text)).toMatchObject([{ bodyProblem: [{ args: { reason: 'text-no-body' } }] }]);
  });
});
