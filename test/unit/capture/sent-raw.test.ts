import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';

const EVENT = 'https://example.hb-api.omtrdc.net/api/v1/sessions/abc/events';
const JSON_ = '{"eventType":"play","playerTime":{"playhead":0,"ts":1795675105103}}';
const JS = "{ eventType: 'play', playerTime: { playhead: 0, ts: 1795675105103 } }";
const PYTHON = "{'eventType': 'play', 'playerTime': {'playhead': 0, 'ts': 1795675105103}}";

describe('what code sends of an object', () => {
  test.each<[cause: string | undefined, text: string]>([
    // Python: data= is a form, json= is JSON.
    ['form-of-object', `requests.post("${EVENT}", data=${PYTHON})`],
    ['form-of-object', `httpx.post("${EVENT}",\n  data = ${JSON_})`],
    ['form-of-object', `payload = ${PYTHON}\nrequests.post("${EVENT}", data=payload)`],
    ['form-of-object', `data = ${PYTHON}\nrequests.post("${EVENT}", data=data, timeout=5)`],
    [undefined, `requests.post("${EVENT}", json=${PYTHON})`],
    [undefined, `requests.post("${EVENT}", data=json.dumps(${PYTHON}))`],
    [undefined, `requests.post("${EVENT}", data='${JSON_}')`],
    [undefined, `data = ${PYTHON}\nrequests.post("${EVENT}", json=data)`],
    [undefined, `data = ${PYTHON}\nrequests.post("${EVENT}", data=json.dumps(data))`],
    [undefined, `data = ${PYTHON}\ndata = json.dumps(data)\nrequests.post("${EVENT}", data=data)`],
    // jQuery
    ['form-of-object', `$.ajax({ url: "${EVENT}", method: "POST", data: ${JS} })`],
    ['form-of-object', `const body = ${JS};\njQuery.ajax({ url: "${EVENT}", data: body })`],
    ['form-of-object', `$.post("${EVENT}", ${JS})`],
    [undefined, `$.ajax({ url: "${EVENT}", method: "POST", data: JSON.stringify(${JS}) })`],
    [undefined, `axios({ url: "${EVENT}", method: "post", data: ${JS} })`],
    [undefined, `this.$http.post("${EVENT}", ${JS})`],
    // XMLHttpRequest
    ['object-object', `const xhr = new XMLHttpRequest();\nxhr.open("POST", "${EVENT}");\nxhr.send(${JS});`],
    ['object-object', `const b = ${JS}, x = new XMLHttpRequest();\nx.open("POST", "${EVENT}");\nx.send(b);`],
    [
      undefined,
      `const x = new XMLHttpRequest();\nx.open("POST", "${EVENT}");\nx.send(JSON.stringify(${JS}));`,
    ],
    // fetch
    ['object-object', `fetch("${EVENT}", { method: "POST", body: ${JS} })`],
    ['object-object', `fetch("${EVENT}", { method: "POST", body: ${JSON_} })`],
    ['object-object', `const options = { method: "POST", body: ${JS} };\nfetch("${EVENT}", options);`],
    [undefined, `fetch("${EVENT}", { method: "POST", body: JSON.stringify(${JS}) })`],
    [undefined, `const options = { body: JSON.stringify(${JS}) };\nfetch("${EVENT}", options);`],
    [undefined, `fetch("${EVENT}", { method: "POST", body: '${JSON_}' })`],
    // ofetch puts objects into JSON itself.
    [undefined, `await $fetch("${EVENT}", { method: "POST", body: ${JS} })`],
  ])('%s: %s', (cause, text) => {
    const { requests } = readCapture(text, { kind: 'file', name: 'x' });
    expect(requests).toMatchObject([{ kind: 'event', body: { value: { eventType: 'play' } } }]);
    const problem = [{ code: 'capture-not-json', args: { cause, read: true } }];
    expect(requests[0]?.bodyProblem ?? []).toMatchObject(cause === undefined ? [] : problem);
  });
});
