import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { runMain } from '../helpers/run-main.ts';

const CASES = new URL('../fixtures/cases/', import.meta.url);

async function told(args: readonly string[], file: string): Promise<{ code: number; text: string }> {
  const { code, out, err } = await runMain({ [file]: readFileSync(new URL(file, CASES)) }, [...args, file]);
  return { code, text: out + err };
}

const LENGTH = /media\.length must be a number, not the text "60"\./;
const NOT_VALID = /: valid/;

/** What each input that people have is answered with, and with which exit code. */
const RIGHT: readonly [file: string, code: number, says: readonly RegExp[], never?: RegExp][] = [
  [
    '28-playwright-file.har',
    2,
    [/cannot be judged, since its body is not in the capture/, /80cfc9ca\S+\.txt/],
    NOT_VALID,
  ],
  ['91-blank-lines.txt', 2, [LENGTH, /Remove the blank lines/]],
  [
    '64-blocked.har',
    2,
    [/never left the browser/, /ERR_BLOCKED_BY_CLIENT/, /no response was recorded/],
    NOT_VALID,
  ],
  ['20-postman-collection.json', 2, [LENGTH]],
  [
    '44-edge-body.json',
    2,
    [/belongs to the Media Edge API/, /hb-api\.omtrdc\.net\/api\/v1\/sessions/],
    /eventType is/,
  ],
  ['43-edge-curl.txt', 2, [/belongs to the Media Edge API/, /\{datastreamId\}/], NOT_VALID],
  [
    '46-heartbeat2x.har',
    2,
    [/heartbeat of the Media SDK 2\.x/, /example\.hb\.omtrdc\.net/, /SDK 3\.x/],
    NOT_VALID,
  ],
  ['D2-jq-entry.json', 2, [/media\.length is missing \(required\)/]],
  ['98-en-dash.txt', 2, [LENGTH, /Replace them with hyphens/]],
  ['79-object-object.har', 2, [/Send JSON\.stringify\(body\)/], NOT_VALID],
  ['78-jquery-form.har', 2, [/The body is a form/, /JSON\.stringify/], NOT_VALID],
  ['36-devtools-tree.txt', 2, [/collapsed tree/, /view source/], NOT_VALID],
  ['70-doc-uri-start.txt', 2, [/placeholder \{uri\}/]],
  ['B0-start-to-events.txt', 2, [/Send it to \/api\/v1\/sessions$/m]],
  ['54-downloaded-old.har', 0, [/accepted, but deprecated/, /\/api\/v1\/downloaded/], /must be an object/],
  ['67-loggerpp-1970.har', 0, [/answered 201: a session was created/], /ts-range|\[ts/],
  ['C6-xdm-names.json', 2, [/Rename "name" to "media\.id"/, /Write media\.name/], /[Dd]elete/],
  [
    '03-timeline-adstart.json',
    2,
    [/<timestamp>/, /warning\[param-unknown\]: .*podFriendlyName.*though their samples have it/],
    / --\w/,
  ],
  ['40-ios-aepsdk.log', 2, [/framesPerSecond must be a whole number/], /answered 400: accepted/],
  ['17-raw-http.txt', 2, [LENGTH]],
  ['25-python-requests.txt', 2, [LENGTH]],
  ['27-rest-client.http', 2, [LENGTH]],
  ['48-state-doc.txt', 2, [/<Analytics_Visitor_Namespace>/, /<SID>/]],
  ['23-fetch.txt', 2, [LENGTH]],
  ['24-powershell.txt', 2, [LENGTH]],
  ['96-cmd-old.txt', 2, [/Write "eventType": "play"/]],
  ['63-latin1-elsewhere.har', 2, [LENGTH]],
  ['B3-two-pretty.txt', 0, [/line 1: valid\nline 5: valid/]],
];

describe('explain', () => {
  test.each(RIGHT)('%s', async (file, code, says, never) => {
    const outcome = await told(['explain'], file);
    expect(outcome.code).toBe(code);
    for (const words of says) expect(outcome.text).toMatch(words);
    if (never) expect(outcome.text).not.toMatch(never);
  });
});

describe('a capture in the place of a body is pointed at explain', () => {
  const captures = RIGHT.map(([file]) => file).filter((file) =>
    /(?<!elsewhere\.)har$|postman|curl|fetch|powershell|dash/.test(file),
  );
  test.each(captures.flatMap((file) => [['check', file] as const, ['start', file] as const]))(
    '%s %s',
    async (verb, file) => {
      const args =
        verb === 'start' ? ['start', '--no-config', '--dry-run', '--body'] : ['check', '--no-config'];
      const { code, text } = await told(args, file);
      expect(code).toBe(2);
      expect(text).toMatch(/This is an? .*, not a request body\./);
      expect(text).toContain(`media-session explain ${file}`);
      expect(text).toContain(`start --from ${file}`);
    },
  );
});

describe('what a body became on its way is named by check and start --body, too', () => {
  test.each([
    ['[object Object]', /the text \[object Object\]/],
    ['eventType=ping&playerTime=5', /a form \(key=value fields\)/],
    [JSON.stringify(JSON.stringify({ eventType: 'ping' })), /encoded twice/],
    ['{&quot;eventType&quot;:&quot;ping&quot;}', /HTML entities/],
    ['{eventType=ping, playerTime={ts=1}}', /a Java Map/],
    [encodeURIComponent('{"eventType":"ping"}'), /URL-encoded/],
    [Buffer.from('{"eventType":"ping"}').toString('base64'), /Base64/],
    ['<!DOCTYPE html><html></html>', /is XML or HTML/],
    // The place says more.
    ["{'eventType': 'ping'}", /single quotes stand where JSON needs double quotes/],
  ])('%s', async (text, says) => {
    for (const args of [
      ['check', 'b'],
      ['check', '--body', 'b'],
      ['start', '--dry-run', '--body', 'b'],
    ]) {
      const { code, out, err } = await runMain({ b: text }, args);
      expect([code, out + err]).toEqual([2, expect.stringMatching(says)]);
    }
  });
});

test('JSON of another kind is never told what to write into it', async () => {
  const others = [
    '{"name":"x","version":"1"}',
    '{"a":{"b":[1,2]}}',
    '[{"id":1},{"id":2}]',
    '{"openapi":"3.0.0","paths":{}}',
  ];
  for (const text of others) {
    const { code, out } = await runMain({ 'x.json': text }, ['explain', 'x.json']);
    expect(code).toBe(2);
    expect(out).toContain('has neither playerTime nor params');
    expect(out).not.toMatch(/valid|Write "?eventType/);
  }
});
