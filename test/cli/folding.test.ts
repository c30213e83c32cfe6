import { describe, expect, test } from 'vitest';
import { fakeContext } from '../helpers/context.ts';
import { runMain } from '../helpers/run-main.ts';

const NOW = fakeContext().now();
const URL = 'https://c.hb-api.omtrdc.net/api/v1/sessions/abc/events';

async function runWith(
  text: string,
  ...args: string[]
): Promise<{ code: number; out: string; lines: string[] }> {
  const { code, out, err } = await runMain({ f: text }, [...args, 'f']);
  expect(err).toBe('');
  return { code, out, lines: out.trimEnd().split('\n') };
}

const body = (index: number, more: object = {}): string =>
  JSON.stringify({ eventType: 'ping', playerTime: { playhead: index, ts: NOW + index }, ...more });

function harOf(count: number, bodyOf: (index: number) => string, status = 204): string {
  const entries = Array.from({ length: count }, (_, index) => ({
    request: { method: 'POST', url: URL, postData: { text: bodyOf(index) } },
    response: { status, headers: [], content: {} },
  }));
  return JSON.stringify({ log: { entries } }, undefined, 1);
}

describe('explain of 1,700 requests stays under 200 lines', () => {
  test.each<[string, number, (index: number) => string]>([
    ['none of which has errors', 204, (index) => body(index)],
    [
      'that all have the same error',
      400,
      (index) => body(index).replace(/"playhead":(\d+)/, '"playhead":"$1"'),
    ],
    ['each with a mistake of its own', 400, (index) => body(index, { [`key${index}`]: index })],
    ['with a type of its own each', 204, (index) => body(index).replace('ping', `ping${index}`)],
    ['refused without a reason', 400, (index) => body(index)],
    ['that are no JSON', 400, (index) => `{${index}`],
  ])('%s', async (_, status, bodyOf) => {
    const { lines, out } = await runWith(harOf(1700, bodyOf, status), 'explain');
    expect(lines.length).toBeLessThan(200);
    expect(out).toMatch(/^\d+ (?:more )?requests/m);
    const { requests } = JSON.parse((await runWith(harOf(1700, bodyOf, status), 'explain', '--json')).out);
    expect(requests).toHaveLength(1700);
  });
});

test('what repeats is said once, with a count and the first places', async () => {
  const wrong = harOf(47, (index) => body(index).replace(/"playhead":(\d+)/, '"playhead":"$1"'));
  const { code, out, lines } = await runWith(wrong, 'explain');
  expect(code).toBe(2);
  expect(out.match(/\[body-type\]/g)).toHaveLength(1);
  expect(out).toMatch(
    /not the text "0"\. \(47 times\)\n +--> f:\d+:\d+, f:\d+:\d+, f:\d+:\d+ and 44 more, in the body at playerTime > playhead\n/,
  );
  expect(lines).toContain('46 more requests: 1 error; answered 204: accepted');
});

test('of more than five requests, those without findings are counted, but for the first', async () => {
  const { lines: five } = await runWith(harOf(5, body), 'explain');
  expect(five.filter((line) => /^entry \d: .*: valid; answered 204: accepted$/.test(line))).toHaveLength(5);
  const { lines: six } = await runWith(harOf(6, body), 'explain');
  expect(six.slice(0, 2)).toEqual([
    `entry 1: POST ${URL.replace('abc', 'redacted-session-id')}: valid; answered 204: accepted`,
    '5 more requests: valid; answered 204: accepted',
  ]);
  const { out } = await runWith(harOf(6, body, 404), 'explain');
  expect(out.match(/^entry \d: /gm)).toHaveLength(6);
});

test('up to twenty requests with findings are listed, and one with the findings of another says so', async () => {
  const { out, lines } = await runWith(
    harOf(20, (index) => body(index, index % 10 ? {} : { extra: 1 })),
    'explain',
  );
  expect(out.match(/^entry \d+: /gm)).toHaveLength(2);
  expect(lines).toContain('18 more requests: valid; answered 204: accepted');
  expect(out.match(/\[body-unknown\]: .* \(2 times\)/g)).toHaveLength(1);
  expect(out).toMatch(/^entry 11: .*: 1 error.*\n {2}findings: as above$/m);
});

test('check: the same in a log of bodies; different keys and types stay apart', async () => {
  const lines = Array.from({ length: 50 }, (_, index) =>
    body(index, index === 7 ? { other: 1 } : { extra: 1 }),
  );
  const text = `${lines.join('\n')}\n${body(1).replace('ping', 'contentStart')}\n${body(1).replace('ping', 'contentComplete')}`;
  const { code, out } = await runWith(text, 'check');
  expect(code).toBe(2);
  expect(out).toMatch(/"extra"\. \(49 times\)\n +--> f:1:\d+, f:2:\d+, f:3:\d+ and 46 more\n/);
  expect(out).toMatch(/"other"\.\n +--> f:8:/);
  expect(out).toMatch(/contentStart[\s\S]*contentComplete/);
  const quiet = await runWith(text, 'check', '-q');
  expect(quiet.lines).toHaveLength(4);
});

describe('a fix names no option that the command does not have', () => {
  const params = {
    'media.length': '60',
    'media.playerNme': 'x',
    'analytics.trackingServer': 'https://a.example/',
  };
  const wrong = {
    eventType: 'sessionStart',
    playerTime: { playhead: '1', ts: Math.round(NOW / 1000) },
    params: { ...params, 'visitor.marketingCloudOrgId': 'undefined' },
    customMetadata: { a: 1 },
    unknown: 1,
  };
  const start = JSON.stringify(wrong);
  const texts: [string, string][] = [
    ['a body', start],
    ['an event where a start belongs', `curl ${URL.replace(/\/abc.*/, '')} -d '${body(1)}'`],
    ['curl', `curl ${URL.replace(/\/abc.*/, '')} -d '${start}'`],
    ['placeholders', `${start.replace('undefined', '<org-id>')}\n${start.replace('"60"', '-1')}`],
  ];

  test.each(texts)('%s', async (_, text) => {
    for (const more of [[], ['--json'], ['-v']]) {
      const { code, out } = await runWith(text, 'explain', ...more);
      expect(code).toBe(2);
      expect(out.match(/--[a-z-]+/g) ?? []).toEqual([]);
    }
  });

  test('check of a file says what to change in it, and has --allow-unknown', async () => {
    const { out } = await runWith(start, 'check');
    expect(new Set(out.match(/--[a-z-]+/g))).toEqual(new Set(['--allow-unknown']));
    expect(out).toContain('Write "media.length": 60');
  });
});
