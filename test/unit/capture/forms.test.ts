import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { CapturedRequest } from '../../../src/capture/capture.ts';
import { readCapture } from '../../../src/capture/detect.ts';
import { sequenceFindings } from '../../../src/capture/sequence.ts';
import type { JsonObject } from '../../../src/model/json.ts';
import { decodeText } from '../../../src/parse/read-text.ts';
import { findingOf } from '../../helpers/findings.ts';

const HOST = 'https://c.hb-api.omtrdc.net';
const SID = '5c9f6a4ab12c1b7c4f8f9a1be4c8d3e27f5a6b7c8d9e0f1a2b3c4d5e6f708192';

const textOf = (name: string): string => {
  const file = new URL(`../../fixtures/captures/${name}`, import.meta.url);
  return decodeText(readFileSync(file), { kind: 'file', name });
};
const read = (name: string) => readCapture(textOf(name), { kind: 'file', name });
const eventTypes = (requests: readonly CapturedRequest[]): unknown[] =>
  requests.map(({ body }) => (body?.value as JsonObject | undefined)?.['eventType']);

/** The body that every fixture carries, with what is hard to quote in it. */
const BODY = JSON.parse(textOf('body.json'));

describe('HAR as its writers write it', () => {
  test('Chrome: the whole session, in order', () => {
    const capture = read('chrome.har');
    expect(capture).toMatchObject({ form: 'har', ignored: 2 });
    expect(eventTypes(capture.requests)).toEqual([
      'sessionStart',
      'adBreakStart',
      'adStart',
      'play',
      'ping',
      'adComplete',
      'adBreakComplete',
      'play',
      'sessionEnd',
    ]);
    const [start, event] = capture.requests;
    expect(start).toMatchObject({
      kind: 'session',
      method: 'POST',
      sessionId: SID,
      contentType: 'text/plain;charset=UTF-8',
      startedAt: 1_795_510_155_000,
      body: { value: BODY },
      answer: { status: 201, headers: { location: `/api/v1/sessions/${SID}` } },
    });
    expect(event).toMatchObject({ kind: 'event', sessionId: SID, answer: { status: 204 } });
    // Adobe's own SDK sends pairs of events with one ts.
    expect(sequenceFindings(capture.requests)).toEqual([]);
  });

  test('a value in a body is where the body is', () => {
    const { requests } = read('chrome.har');
    const origin = requests[1]?.body?.originOf(['params', 'media.ad.podIndex']);
    const line = textOf('chrome.har').split('\n')[(origin?.line ?? 0) - 1] ?? '';
    expect(line.slice((origin?.column ?? 0) - 1)).toMatch(/^"\{\\"eventType\\":\\"adBreakStart\\"/);
  });

  test('Firefox: a base64 answer, and a request without one', () => {
    const [refused, unanswered] = read('firefox.har').requests;
    expect(refused).toMatchObject({
      answer: { status: 400, bodyText: '{"message":"Request had improper format."}' },
    });
    expect(refused?.sessionId).toBeUndefined();
    expect(unanswered?.answer).toBeUndefined();
    expect(unanswered?.body?.value).toEqual(BODY);
  });

  test('Safari: empty base64 answers', () => {
    const { requests } = read('safari.har');
    expect(requests).toMatchObject([
      { kind: 'session', sessionId: SID, answer: { status: 201, bodyText: '' } },
      { kind: 'event', sessionId: SID, answer: { status: 204 } },
    ]);
    expect(sequenceFindings(requests)).toEqual([]);
  });

  test('Charles: a prefix, a form type that leaves params alone, entries not in the order of time', () => {
    const { requests } = read('charles.har');
    expect(requests.map(({ kind }) => kind)).toEqual(['event', 'session']);
    expect(requests[1]).toMatchObject({
      url: { pathname: '/gw/api/v1/sessions' },
      contentType: 'application/x-www-form-urlencoded',
      body: { value: BODY },
    });
    expect(sequenceFindings(requests)).toEqual([]);
  });

  test('this tool', () => {
    const { requests } = read('own.har');
    expect(eventTypes(requests)).toEqual(['sessionStart']);
    expect(requests[0]).toMatchObject({ kind: 'session', answer: { status: 201 } });
  });
});

describe('commands as browsers copy them', () => {
  test.each(['chrome-bash.txt', 'chrome-cmd.txt', 'firefox-bash.txt', 'safari-bash.txt'])('%s', (name) => {
    const { form, requests } = read(name);
    expect(form).toBe('curl');
    expect(requests).toMatchObject([
      {
        kind: 'session',
        label: `curl: POST ${HOST}/api/v1/sessions`,
        method: 'POST',
        contentType: 'application/json',
        body: { value: BODY },
      },
    ]);
    expect(requests[0]?.bodyProblem).toBeUndefined();
  });

  test.each([
    ['chrome-all-bash.txt', ['sessionStart', 'adBreakStart', 'adStart'], 1],
    ['chrome-all-cmd.txt', ['sessionStart', 'adBreakStart'], 0],
  ])('%s: every command', (name, types, ignored) => {
    const capture = read(name);
    expect(eventTypes(capture.requests)).toEqual(types);
    expect(capture.ignored).toBe(ignored);
    const { origin, label } = capture.requests[1] ?? {};
    expect(label).toBe(`curl ${ignored + 2}: POST ${HOST}/api/v1/sessions/${SID}/events`);
    expect(textOf(name).split('\n')[(origin?.line ?? 0) - 1]).toMatch(/^curl .*events/);
    // Without an answer nothing is known of the session's ID, so its start is not said to be missing.
    expect(sequenceFindings(capture.requests)).toEqual([]);
  });

  test.each([
    ['powershell.txt', 'PowerShell'],
    ['fetch.txt', 'fetch'],
  ])('%s is named as not read', async (name, form) => {
    expect(await findingOf(() => read(name))).toMatchObject({ code: 'capture-unknown', args: { form } });
  });
});

describe('the rest', () => {
  test('NDJSON with a byte order mark, CRLF and a blank line', () => {
    const { form, requests } = read('bodies.ndjson');
    expect(form).toBe('ndjson');
    expect(requests.map(({ label }) => label)).toEqual(['line 1', 'line 2', 'line 4']);
    expect(requests[0]?.body?.value).toEqual(BODY);
    expect(requests[2]?.body?.originOf(['eventType'])).toMatchObject({ line: 4, column: 14 });
    expect(sequenceFindings(requests)).toEqual([]);
  });

  test('a body, with the places of its values', () => {
    const { form, requests } = read('body.json');
    expect(form).toBe('body');
    expect(requests[0]?.body?.originOf(['params', 'media.length'])).toMatchObject({ line: 15 });
  });

  test('--json output, and several runs in one', () => {
    const [request] = read('result.json').requests;
    expect(request).toMatchObject({
      kind: 'session',
      sessionId: expect.stringMatching(/^[0-9a-f]{64}$/),
      body: { value: { eventType: 'sessionStart' } },
      answer: { status: 201 },
    });
    expect(request?.body?.originOf(['eventType'])?.line).toBeGreaterThan(30);
    const run = JSON.parse(textOf('result.json'));
    const runs = JSON.stringify({ schemaVersion: 1, command: 'start', runs: [run, null, run] });
    expect(readCapture(runs, { kind: 'stdin', name: 'stdin' })).toMatchObject({
      form: 'result',
      requests: [{ kind: 'session' }, { kind: 'session' }],
      ignored: 1,
    });
  });
});
