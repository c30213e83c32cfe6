import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';

const DAY_MS = 86_400_000;
const URL = 'https://collect.example/api/v1/sessions/abc/events';

const ping = (ts: number): string => JSON.stringify({ eventType: 'ping', playerTime: { playhead: 1, ts } });

/** A HAR of one ping, recorded by what the entry and the answer say. */
function harOf(ts: number, startedDateTime?: string, date?: string): string {
  const request = { method: 'POST', url: URL, postData: { mimeType: 'application/json', text: ping(ts) } };
  const headers = date === undefined ? [] : [{ name: 'Date', value: date }];
  return JSON.stringify({
    log: { entries: [{ startedDateTime, request, response: { status: 204, headers } }] },
  });
}

/** Codes and kinds of what explain or check say about the times of a text. */
async function saidOf(command: 'explain' | 'check', text: string): Promise<string[]> {
  const { findings } = readJsonOutput(await run([command, '-', '--json'], { stdin: text }));
  const about = findings.filter(({ code }) => /^ts-|^clock-/.test(code));
  expect(JSON.stringify(about)).not.toMatch(/this machine|current time/i);
  return about.map(({ code, message }) => `${code}: ${message}`);
}

const recorded = Date.UTC(2021, 2, 4, 5, 6, 7);
const iso = new Date(recorded).toISOString();
const date = new Date(recorded).toUTCString();

describe('times of a capture are judged by the capture', () => {
  test('a log of 301 lines of another year has nothing wrong with it', async () => {
    const log = Array.from({ length: 301 }, (_, index) => ping(recorded + index * 10_000)).join('\n');
    expect(await saidOf('explain', log)).toEqual([]);
    expect(await saidOf('check', log)).toEqual([]);
    expect(await saidOf('check', ping(recorded))).toEqual([]);
  });

  test.each([
    ['by startedDateTime', harOf(recorded, iso)],
    ["by the answer's Date", harOf(recorded, undefined, date)],
    ['a HAR without any time', harOf(recorded)],
    ['a startedDateTime that is none', harOf(recorded, '1970-01-01T05:30:00.000+0530')],
    ['a startedDateTime that is none, and a Date', harOf(recorded, '1970-01-01T00:00:00Z', date)],
  ])('no word: %s', async (_, har) => {
    expect(await saidOf('explain', har)).toEqual([]);
  });

  test.each([
    ['too old by startedDateTime', harOf(recorded - 2 * DAY_MS, iso), /more than a day before .* capture/],
    ["too old by the answer's Date", harOf(recorded - 2 * DAY_MS, undefined, date), /more than a day before/],
    ['too new by startedDateTime', harOf(recorded + DAY_MS, iso), /more than five minutes after .* capture/],
    ['in seconds', harOf(recorded / 1000), /looks like seconds/],
    ['in seconds, with a wrong startedDateTime', harOf(recorded / 1000, '1970-01-01T00:00:00Z'), /seconds/],
    ['of 1970', harOf(53_453), /before the year 2000/],
    [
      'the clock of the recording machine',
      harOf(recorded + DAY_MS, new Date(recorded + DAY_MS).toISOString(), date),
      /^clock-skew: When the capture was made/,
    ],
  ])('a word: %s', async (_, har, said) => {
    const [first = '', ...more] = await saidOf('explain', har);
    expect(first).toMatch(said);
    expect(more).toEqual([]);
  });
});

describe('a body that is sent now is judged by the clock', () => {
  const args = ['start', ...ACCOUNT, ...CONTENT, '--dry-run'];

  test.each([
    ['a flag', [`--ts=${recorded}`], ''],
    ['a body', ['--body', '-'], JSON.stringify({ playerTime: { playhead: 0, ts: recorded } })],
    [
      'a capture',
      ['--from', '-'],
      JSON.stringify({ eventType: 'sessionStart', playerTime: { playhead: 0, ts: recorded } }),
    ],
  ])('%s of another year', async (_, more, stdin) => {
    expect((await run([...args, ...more], { stdin })).stderr).toMatch(/more than a day in the past/);
  });

  test('check of what start would send, too', async () => {
    const { stdout } = await run(['check', ...ACCOUNT, ...CONTENT, `--ts=${recorded}`]);
    expect(stdout).toMatch(/more than a day in the past/);
  });
});
