import { describe, expect, test } from 'vitest';
import { readCapture } from '../../../src/capture/detect.ts';

const URL = 'https://example.hb-api.omtrdc.net/api/v1/sessions/abc/events';
const VALUE = { eventType: 'play', playerTime: { playhead: 0, ts: 1_795_675_105_103 } };
const BODY = JSON.stringify(VALUE);
const requestsOf = (text: string) => readCapture(text, { kind: 'file', name: 'x' }).requests;

const read = { method: 'POST', body: { value: VALUE } };
const computed = { method: 'POST', bodyProblem: [{ args: { reason: 'computed' } }] };

describe('PowerShell', () => {
  test.each<[string, string, object[]]>([
    ['bytes of a text', `iwr ${URL} -Method Post -Body ([Text.Encoding]::UTF8.GetBytes('${BODY}'))`, [read]],
    ['a text in brackets', `iwr ${URL} -Method Post -Body ('${BODY}')`, [read]],
    [
      'a file',
      `irm ${URL} -Method Post -Body (Get-Content body.json -Raw) -ContentType "text/plain"`,
      [computed],
    ],
    ['a hashtable', `irm ${URL} -Method Post -Body (@{ eventType = "play" } | ConvertTo-Json)`, [computed]],
    ['texts put together', `irm ${URL} -Method Post -Body ('{"a":' + $b + '}')`, [computed]],
    [
      'what follows the brackets',
      `irm ${URL} -Method Post -Body (Get-It) -UserAgent '${BODY}'\niwr ${URL} -Method Post -Body '${BODY}'`,
      [computed, read],
    ],
    [
      'the name of a command within a text',
      `iwr ${URL} -Method Post -Headers @{ 'X-Sent-By' = "our iwr call" } -Body '${BODY}'`,
      [read],
    ],
    [
      'headers that a command makes',
      `iwr ${URL} -Method Post -Headers @{ a = (Get-Date); 'Content-Type' = "text/plain" } -Body '${BODY}'`,
      [{ ...read, contentType: 'text/plain' }],
    ],
    ['an empty here-string', `$a = @'\n'@\niwr ${URL} -Method Post -Body @'\n${BODY}\n'@`, [read]],
    [
      'a here-string without an end',
      `$a = @"\nnever closed\niwr ${URL} -Method Post -Body '${BODY}'`,
      [read],
    ],
  ])('%s', (_, text, requests) => {
    expect(requestsOf(text)).toMatchObject(requests);
    expect(requestsOf(text).map(({ body }) => body !== undefined)).toEqual(
      requests.map((one) => one !== computed),
    );
  });
});
