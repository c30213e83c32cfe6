import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { NOW } from '../helpers/now.ts';
import { runMain } from '../helpers/run-main.ts';

const SESSIONS = 'https://c.hb-api.omtrdc.net/api/v1/sessions';
const har = (...paths: string[]): string => {
  const entries = paths.map((path) => ({
    request: { method: 'POST', url: `${SESSIONS}${path}`, postData: { text: '{"eventType":"play"}' } },
    response: { status: 204, statusText: '', headers: [], content: {} },
  }));
  return JSON.stringify({ log: { entries } });
};

describe('start --from a capture that starts no session', () => {
  test.each([
    ['an empty HAR', har(), 'No request in this capture goes to the Media Collection API.'],
    ['a HAR of events', har('/s1/events'), 'Nothing in this capture starts a session: it holds only events.'],
    ['the body of an event', '{"eventType":"play"}', 'Nothing in this capture starts a session'],
    ['a command without a body', `curl -X POST ${SESSIONS}`, 'The curl command sends no request body.'],
    [
      'a body that is not JSON',
      `curl ${SESSIONS} -d '{"eventType":"sessionStart",}'`,
      'a comma stands before',
    ],
    ['a body that is a list', `curl ${SESSIONS} -d '[1]'`, 'Expected an object here, found an array.'],
  ])('%s', async (_name, text, message) => {
    const { code, out, err } = await runMain({ capture: text }, ['start', '--from', 'capture', '--dry-run']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(message);
  });
});

test('start --body: what the API does not know stays at the top and is refused by name', async () => {
  const body = { eventType: 'sessionStart', params: {}, qoeData: { 'media.qoe.bitrate': 1 }, extra: 1 };
  const args = ['start', '--body', 'b.json', ...ACCOUNT, ...CONTENT];
  const files = { 'b.json': JSON.stringify(body) };
  const refused = await runMain(files, args);
  expect([refused.code, refused.err]).toEqual([2, expect.stringMatching(/\[body-unknown\]: .*"extra"/)]);
  const { code, out } = await runMain(files, [...args, '--allow-unknown', '--dry-run']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ qoeData: { 'media.qoe.bitrate': 1 }, extra: 1 });
});

describe('values on the command line', () => {
  test.each([
    ['--param=media.resume=maybe', 'wants true or false; got "maybe"'],
    ['--param=media.length=99999999999999999999', 'that JSON can carry exactly'],
    ['--param-json=x={a', 'wants JSON; got "{a" (the text a is not in double quotes)'],
    ['--param-json=x=1e400', 'The number 1e400 cannot be kept exactly'],
    ['--param-json=x=[15090453241531234567]', "--param-json x='[15090453241531234567]'"],
    ['--param-json=x={"a":1,"a":2}', `Duplicate key "a"; the first is at line 1, column 2.`],
    ['--param-json=x={"a":1,"a":2}', `--param-json x='{"a":1,"a":2}'`],
    ['--param-json=media.length="60"', `--param-json media.length='"60"'`],
  ])('%s', async (flag, message) => {
    const { code, err } = await runMain({}, ['start', ...ACCOUNT, ...CONTENT, flag, '--dry-run']);
    expect([code, err]).toEqual([2, expect.stringContaining(message)]);
  });

  test('true and false, numbers and JSON', async () => {
    const flags = ['--param=media.resume=true', '--param=media.length=7.25', '--param-json=x={"a":[1]}'];
    const args = ['start', ...ACCOUNT, ...CONTENT, ...flags, '--allow-unknown', '--dry-run'];
    expect(JSON.parse((await runMain({}, args)).out).params).toMatchObject({
      'media.resume': true,
      'media.length': 7.25,
      x: { a: [1] },
    });
  });

  test('a command below another that does not exist', async () => {
    const { code, err } = await runMain({}, ['config', 'foo']);
    expect([code, err]).toEqual([2, expect.stringContaining('Unknown command "config foo".')]);
  });
});

describe('check with files of bodies', () => {
  test.each([
    ['PK\u0003\u0004\u0014\u0000\u0000', /Byte 5 is NUL, so this is not text/],
    [`{"eventType":"ping",\n"playerTime":{"playhead":0,"ts":${NOW}}}\u0000`, /Byte 68 is NUL/],
  ])('NUL bytes are no text: %j', async (text, says) => {
    const { code, err } = await runMain({ b: text }, ['check', 'b']);
    expect([code, err]).toEqual([2, expect.stringMatching(says)]);
  });

  const ping = JSON.stringify({ eventType: 'ping', playerTime: { playhead: 1, ts: fakeContext().now() } });

  test('a line that is not JSON, and one with a key that stands twice, have their line', async () => {
    const twice = ping.replace('{"eventType":"ping",', '{"eventType":"ping","eventType":"ping",');
    const files = { 'x.ndjson': `${ping}\n{"eventType":"play",}\n${twice}\n` };
    const { code, out } = await runMain(files, ['check', 'x.ndjson']);
    expect(code).toBe(2);
    expect(out).toContain('error: 2 of 3 bodies have errors; first: This is not JSON: ');
    expect(out).toMatch(/comma[\s\S]*--> x\.ndjson:2:20[\s\S]*Duplicate key[\s\S]*--> x\.ndjson:3:21/);
  });

  test('of very many findings, the first are shown and the others counted', async () => {
    const lines = Array.from({ length: 1500 }, () => '{"eventType":"ping","x":1}');
    const { out, code } = await runMain({ 'x.ndjson': lines.join('\n') }, ['check', 'x.ndjson']);
    expect(code).toBe(2);
    expect(out).toMatch(/1500 of 1500 bodies have errors\. \d+ more findings are not shown; first: /);
    expect(out.match(/^error\[/gm)?.length).toBeLessThan(1500);
  });
});

test('a config whose profiles are no object', async () => {
  const { code, err } = await runMain({ '.mediarc': 'profiles: 3\n' }, ['config', 'show']);
  expect(code).toBe(2);
  expect(err).toContain('error[config-type]: profiles must be an object, not number 3.');
  expect(err).toContain('help: Give an object.');
});

test('config init where nothing can be written', async () => {
  const context = fakeContext({ cwd: '/dev/null' });
  expect(await main(['config', 'init'], context)).toBe(2);
  expect(context.err()).toContain('.mediarc cannot be written');
});

test('event --dry-run prints the body and sends nothing', async () => {
  const args = ['event', 'abc', 'play', '--playhead', '7', '--dry-run'];
  const { code, out, err } = await runMain({ '.mediarc': mediarc('https://c.example.com') }, args);
  expect([code, err]).toEqual([0, '']);
  expect(JSON.parse(out)).toMatchObject({ eventType: 'play', playerTime: { playhead: 7 } });
});

test('explain --json holds every request of the capture', async () => {
  const { code, out } = await runMain({ 'x.har': har('/s1/events', '/s1/events') }, [
    'explain',
    'x.har',
    '--json',
  ]);
  const { requests } = JSON.parse(out);
  expect(code).toBe(2);
  expect(requests).toMatchObject([
    { label: expect.stringContaining('entry 1'), kind: 'event', status: 204 },
    { label: expect.stringContaining('entry 2'), kind: 'event', status: 204 },
  ]);
  expect(requests[0].findings.map(({ code: one }: { code: string }) => one)).toContain('body-missing');
});

describe('check: a document of the Media Edge API is refused by name, one of the Media Collection API is checked', () => {
  test.each<[string, object, RegExp]>([
    ['an event', { eventType: 'media.play', mediaCollection: {} }, /\[other-api\]/],
    ['an event as it is sent', { xdm: { eventType: 'media.play' }, params: {} }, /\[other-api\]/],
    ['a list of them', [{ eventType: 'media.play', mediaCollection: {} }], /\[other-api\]/],
    ['its name of an event', { eventType: 'media.play', params: {} }, /\[event-type\]/],
    ['params alone', { 'media.id': 1 }, /\[param-type\]/],
  ])('%s', async (_name, body, message) => {
    const { code, out } = await runMain({ 'b.json': JSON.stringify(body) }, ['check', 'b.json']);
    expect([code, out]).toEqual([2, expect.stringMatching(message)]);
  });
});

describe('check: a playhead that is too large', () => {
  test.each([
    ['of an event, whose content may have any length', 'ping', 90_000, 'seconds: that is more than a day.'],
    [
      'of an event, in milliseconds',
      'ping',
      180_000,
      'seconds, which is 2.1 days; it looks like milliseconds.',
    ],
    ['of a start', 'sessionStart', 90, 'seconds: the content ends before.'],
    [
      'of a start, in milliseconds',
      'sessionStart',
      45_000,
      'seconds, beyond the end of the content; it looks like milliseconds.',
    ],
  ])('%s', async (_name, eventType, playhead, words) => {
    const params = eventType === 'ping' ? {} : { 'media.length': 60 };
    const body = { eventType, params, playerTime: { playhead, ts: 1 } };
    const { out } = await runMain({ 'b.json': JSON.stringify(body) }, ['check', 'b.json']);
    expect(out).toContain(`playerTime.playhead is ${playhead} ${words}`);
  });
});
