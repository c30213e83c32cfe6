import { describe, expect, test } from 'vitest';
import { RULE_IDS } from '../../../src/model/session-finding.ts';
import type { SessionEvent } from '../../../src/session/index.ts';
import {
  broken,
  events,
  eventsOfFile,
  type Given,
  pings,
  saySessionFinding,
  session,
  sessionsOf,
  start,
  T0,
} from './support.ts';

type Case = [rule: string, first: number, ...given: Given[]];

const ad = (length?: number, name = 'ad'): NonNullable<Given[3]> => ({
  params: { 'media.ad.name': name, ...(length !== undefined && { 'media.ad.length': length }) },
});
const state = (name: string): NonNullable<Given[3]> => ({ params: { 'media.state.name': name } });
const PLAY: Given = [0.1, 'play', 0];
const END: Given = [20.1, 'sessionEnd', 20];
/** Play, a ping, and after what is given a ping and the end. */
const around = (...given: Given[]): Given[] => [
  start(),
  PLAY,
  [5.1, 'ping', 5],
  ...given,
  ...pings(15.1, 15, 1),
  END,
];
/** A pre-roll break around what is given, then content. */
const preroll = (...given: Given[]): Given[] => [
  start(),
  [0.1, 'adBreakStart', 0],
  ...given,
  [11, 'adBreakComplete', 0],
  [11, 'play', 0],
  [21, 'ping', 10],
  [26, 'sessionEnd', 15],
];
const AD: Given[] = [
  [0.101, 'adStart', 0, ad(10)],
  [5, 'ping', 0],
  [10.9, 'adComplete', 0],
];
const midroll = (...inAd: Given[]): Given[] => [
  start(),
  PLAY,
  [10.1, 'adBreakStart', 10],
  [10.101, 'adStart', 10, ad(10)],
  ...inAd,
];
const states = (count: number): Given[] =>
  Array.from({ length: count }, (_, index) => [6 + index / 10, 'stateStart', 6, state(`s${index}`)]);

/** A sequence for each rule that breaks this rule alone, and where the finding points. The samples break their own. */
const CASES: Case[] = [
  ['play-missing', 7, ...preroll(...AD).filter(([, type]) => type !== 'play')],
  [
    'play-missing',
    3,
    start({}, 590),
    [5, 'ping', 590],
    [9, 'sessionComplete', 590.5],
    [9.1, 'sessionEnd', 590.5],
  ],
  [
    'play-before-preroll',
    2,
    start(),
    [0.1, 'play', 0],
    [9, 'adBreakStart', 0.9],
    [9.1, 'adStart', 0.9, ad()],
    [15, 'ping', 0.9],
    [19, 'adComplete', 0.9],
    [19, 'adBreakComplete', 0.9],
    [20, 'play', 1],
    [30, 'sessionEnd', 11],
  ],
  ['play-in-break', 3, ...preroll([0.1005, 'play', 0], ...AD)],
  ['play-in-break', 3, ...preroll([0.1005, 'pauseStart', 0], ...AD)],
  [
    'ad-outside-break',
    4,
    ...around(
      [6.1, 'adStart', 6, ad()],
      [9.1, 'adComplete', 6],
      [9.1, 'adBreakComplete', 6],
      [9.2, 'play', 6],
    ),
  ],
  [
    'ad-break-open',
    3,
    start(),
    PLAY,
    [5.1, 'adBreakStart', 5],
    [5.2, 'adStart', 5, ad(5)],
    [10.2, 'adSkip', 5],
    [10.3, 'play', 5],
    [20.2, 'ping', 15],
    [25.2, 'sessionEnd', 20],
  ],
  [
    'ad-break-open',
    2,
    start(),
    [0.1, 'adBreakStart', 0],
    ...AD,
    [11, 'adBreakStart', 0],
    [11.1, 'adStart', 0, ad()],
    [15, 'ping', 0],
    [16, 'adComplete', 0],
    [16, 'adBreakComplete', 0],
    [16, 'play', 0],
    [26, 'sessionEnd', 10],
  ],
  ['ad-open', 3, ...preroll([0.101, 'adStart', 0, ad(10)], [5, 'ping', 0])],
  ['ad-close-without-open', 3, ...preroll([5, 'adComplete', 0])],
  ['ad-close-without-open', 4, ...around([10.1, 'adBreakComplete', 10])],
  [
    'ad-gap',
    5,
    ...preroll(
      [0.101, 'adStart', 0, ad(4)],
      [4, 'adSkip', 0],
      [4.3, 'adStart', 0, ad()],
      [10.9, 'adComplete', 0],
    ),
  ],
  ['ad-short', 4, ...preroll([0.101, 'adStart', 0, ad(20)], [10.9, 'adComplete', 0])],
  ['ad-long', 4, ...preroll([0.101, 'adStart', 0, ad(9)], [10.9, 'adComplete', 0])],
  ['ad-break-empty', 3, ...preroll()],
  ['playhead-in-pause', 5, ...around([10.1, 'pauseStart', 10], [14.1, 'play', 14])],
  ['playhead-in-buffer', 5, ...around([10.1, 'bufferStart', 10], [14.1, 'ping', 14], [14.2, 'play', 14.1])],
  [
    'playhead-in-ad',
    5,
    ...midroll(
      [15.1, 'ping', 5],
      [20.1, 'adComplete', 10],
      [20.1, 'adBreakComplete', 10],
      [30.1, 'ping', 20],
      [31, 'sessionEnd', 21],
    ),
  ],
  [
    'playhead-in-ad',
    5,
    start({}, 300),
    [0.1, 'play', 300],
    [10.1, 'adBreakStart', 310],
    [10.2, 'adStart', 310, ad()],
    [15.2, 'adComplete', 5],
    [15.2, 'adBreakComplete', 5],
    [25, 'ping', 320],
    [26, 'sessionEnd', 321],
  ],
  [
    'playhead-frozen',
    4,
    start(),
    PLAY,
    [1.5, 'ping', 0],
    [2.2, 'ping', 0],
    [12.2, 'ping', 60],
    [13.2, 'sessionEnd', 61],
  ],
  [
    'playhead-back',
    5,
    ...around([10.1, 'ping', 10], [15, 'ping', 2]).slice(0, 5),
    [20, 'ping', 7],
    [21, 'sessionEnd', 8],
  ],
  ['playhead-jump', 4, ...around([10.1, 'ping', 31]).slice(0, 4), [20, 'ping', 41], [21, 'sessionEnd', 42]],
  [
    'playhead-past-length',
    4,
    start({ 'media.length': 10 }),
    PLAY,
    [10.1, 'ping', 10],
    [20.1, 'ping', 20],
    [21.1, 'sessionEnd', 21],
  ],
  [
    'ping-missing',
    3,
    start(),
    PLAY,
    [20, 'chapterStart', 20],
    [21, 'chapterComplete', 21],
    [22, 'sessionEnd', 22],
  ],
  ['ping-rare', 3, start(), PLAY, [20.7, 'ping', 20.6], [41.3, 'ping', 41.2], [45, 'sessionEnd', 45]],
  ['ping-often', 6, start(), PLAY, ...pings(10.1, 10, 6, 4.9), [40, 'sessionEnd', 40]],
  [
    'ping-often',
    7,
    ...preroll([0.101, 'adStart', 0, ad(10)], ...[1, 1.4, 1.8, 2.2].map((at): Given => [at, 'ping', 0]), [
      10.9,
      'adComplete',
      0,
    ]),
  ],
  [
    'chapter-overlap',
    5,
    ...around(
      [6.1, 'chapterStart', 6],
      [8.1, 'chapterStart', 8],
      [9.1, 'chapterSkip', 9],
      [9.2, 'chapterSkip', 9.1],
    ),
  ],
  ['chapter-open', 4, ...around([6.1, 'chapterStart', 6])],
  ['chapter-close-without-open', 4, ...around([6.1, 'chapterComplete', 6])],
  [
    'state-limit',
    14,
    ...around(
      ...states(11),
      [8, 'statesUpdate', 8, { params: { statesEnd: [{ 'media.state.name': 's10' }] } }],
      ...states(10).map(([at, , p, more = {}]): Given => [at + 3, 'stateEnd', p + 3, more]),
    ),
  ],
  ['state-end-without-start', 4, ...around([6.1, 'stateEnd', 6, state('mute')])],
  [
    'state-double-start',
    5,
    ...around(
      [6.1, 'stateStart', 6, state('mute')],
      [7.1, 'stateStart', 7, state('mute')],
      [8.1, 'stateEnd', 8, state('mute')],
      [9.1, 'stateEnd', 9, state('mute')],
    ),
  ],
  ['session-open', 4, start(), PLAY, ...pings(10.1, 10, 2)],
  ['session-after-end', 6, ...around(), [25.1, 'play', 25], [27, 'sessionEnd', 27]],
  [
    'session-after-complete',
    5,
    start({ 'media.length': 10 }),
    PLAY,
    [5, 'ping', 5],
    [10.1, 'sessionComplete', 10],
    [11, 'play', 0],
    [15, 'ping', 4],
    [16, 'sessionEnd', 5],
  ],
  [
    'complete-missing',
    5,
    start({ 'media.length': 20.9 }),
    PLAY,
    [10.1, 'ping', 10],
    [20, 'ping', 20],
    [20.1, 'sessionEnd', 20],
  ],
  [
    'complete-early',
    4,
    start({ 'media.length': 22 }),
    PLAY,
    [10.1, 'ping', 10],
    [20.1, 'sessionComplete', 20],
    [20.2, 'sessionEnd', 20],
  ],
  ['resume-at-zero', 1, start({ 'media.resume': true }), ...around().slice(1)],
  [
    'session-24h',
    4323,
    start({ 'media.length': 200_000 }),
    PLAY,
    ...pings(10, 10, 8_645).filter((_, index) => index % 2 === 0),
    [86_460, 'sessionEnd', 86_460],
  ],
  [
    'session-still',
    185,
    start(),
    PLAY,
    [1, 'pauseStart', 1],
    ...pings(10, 10, 181).map(([at, type]): Given => [at, type, 1]),
    [1_900, 'play', 1],
    [1_910, 'ping', 11],
  ],
  ['session-idle', 4, ...around([700, 'ping', 6], [705, 'ping', 11]).slice(0, 5)],
  [
    'event-before-session',
    2,
    [0, 'sessionStart', 0, { ...start()[3], sentAt: 0, answeredAt: 1, id: 'session-1' }],
    [0.1, 'play', 0, { sentAt: 0.5, id: 'null' }],
    [10.1, 'ping', 10, { sentAt: 10.1, id: 'session-1' }],
    [11, 'sessionEnd', 11, { sentAt: 11, id: 'session-1' }],
  ],
  ['ts-before-start', 2, start(), [-0.5, 'play', 0], ...pings(10, 10, 1), [15, 'sessionEnd', 15]],
  [
    'ts-order',
    4,
    start(),
    PLAY,
    [10.1, 'pauseStart', 10],
    [8.1, 'ping', 8],
    [11.1, 'play', 10],
    [12.1, 'sessionEnd', 11],
  ],
  ['ts-equal', 4, start(), PLAY, [10.1, 'ping', 10], [10.1, 'ping', 10], [12.1, 'sessionEnd', 12]],
  [
    'ts-wire',
    3,
    start(),
    ...[PLAY, [10.1, 'ping', 10], [20.1, 'ping', 20], [25.1, 'sessionEnd', 25]].map(
      ([at, type, p], index): Given => [
        Number(at),
        String(type),
        Number(p),
        { sentAt: Number(at) + 100 + (index === 1 ? 5.5 : 0) },
      ],
    ),
  ],
  ['error-without-id', 4, ...around([6.1, 'error', 6])],
  ['bitrate-without-value', 4, ...around([6.1, 'bitrateChange', 6, { qoe: { bitrate: 3 } }])],
  [
    'dropped-frames-reset',
    5,
    ...around(
      [6.1, 'ping', 6, { qoe: { 'media.qoe.droppedFrames': 3 } }],
      [12, 'ping', 11.9, { qoe: { 'media.qoe.droppedFrames': 0 } }],
    ),
  ],
  [
    'time-to-start-moved',
    3,
    start(),
    [0.1, 'play', 0, { qoe: { 'media.qoe.timeToStart': 500 } }],
    [10.1, 'ping', 10, { qoe: { 'media.qoe.timeToStart': 900 } }],
    [11, 'sessionEnd', 10.9],
  ],
];

describe('each rule is broken alone', () => {
  test.each(CASES.map((one): [string, Case] => [one[0], one]))('%s', (_rule, [rule, first, ...given]) => {
    const summary = session(...given);
    expect(broken(summary)).toEqual([[rule, first]]);
    for (const text of summary.findings.map(saySessionFinding).flatMap((words) => Object.values(words))) {
      expect(text).toMatch(/^[A-Za-z"0-9].*\.$/);
      expect(text).not.toMatch(/undefined|NaN|Infinity|\[object/);
    }
  });
});

const LIVE = { 'media.contentType': 'live', 'media.length': 86_400 };
const NOON = 8 * 3600;

test('playhead-live: a local hour is a time zone; midnight is no way back', () => {
  const local = session(start(LIVE, NOON), [0.1, 'play', NOON + 7_200], ...pings(10.1, NOON + 7_210, 1), [
    12,
    'sessionEnd',
    NOON + 7_212,
  ]);
  expect(broken(local)).toEqual([['playhead-live', 2]]);
  expect(local.findings[0]?.args).toMatchObject({ timeZone: true });
  const odd = session(start(LIVE, NOON), [0.1, 'play', 500], ...pings(10.1, 510, 1), [12, 'sessionEnd', 512]);
  expect(odd.findings[0]?.args).toMatchObject({ timeZone: false });
  const till = 16 * 3600 - 5;
  const midnight = [
    start(LIVE, 86_395),
    [0.1, 'play', 86_395],
    [10, 'ping', 5],
    [12, 'sessionEnd', 7],
  ] as Given[];
  expect(broken(session(...midnight.map(([at, ...rest]): Given => [at + till, ...rest])))).toEqual([]);
});

/** Two sessions of one content, told apart by order. */
function twice(first: Given[], ...second: Given[]): ReturnType<typeof sessionsOf> {
  return sessionsOf(events(...first, ...second));
}

test('complete-early: in an ad that was never closed, the playhead of sessionComplete is the one that tells', () => {
  const given = midroll(
    [15, 'ping', 10],
    [26, 'ping', 21],
    [30, 'sessionComplete', 25],
    [30.1, 'sessionEnd', 25],
  );
  const rules = (length: number): string[] => {
    const [, ...rest] = given;
    return broken(session(start({ 'media.length': length }), ...rest)).map(([rule]) => rule);
  };
  expect(rules(25)).toContain('ad-open');
  expect(rules(25)).not.toContain('complete-early');
  expect(rules(60)).toContain('complete-early');
});

test('session-restart and resume-missing: only the second start shows them', () => {
  const cut = around().slice(0, -1);
  const restart = twice(cut, start({}, 15, 40), [40.1, 'play', 15], ...pings(50, 25, 1), [
    51,
    'sessionEnd',
    26,
  ]);
  expect(restart.map(broken)).toEqual([[], [['session-restart', 5]]]);
  const resume = twice(around(), start({}, 18, 900), [900.1, 'play', 18], ...pings(910, 28, 1), [
    911,
    'sessionEnd',
    29,
  ]);
  expect(resume.map(broken)).toEqual([[], [['resume-missing', 6]]]);
  const said = twice(
    around(),
    start({ 'media.resume': true }, 18, 900),
    [900.1, 'play', 18],
    [911, 'sessionEnd', 29],
  );
  expect(said.map(broken)).toEqual([[], []]);
  const replay = twice(around(), start({}, 0, 21), [21.1, 'play', 0], [31, 'sessionEnd', 10]);
  expect(replay.map(broken)).toEqual([[], []]);
});

test('every rule is broken by a case here or by a sample', () => {
  const own = ['playhead-live', 'session-restart', 'resume-missing'];
  expect([...new Set([...CASES.map(([rule]) => rule), ...own])].sort()).toEqual([...RULE_IDS].sort());
  expect(RULE_IDS).toHaveLength(48);
});

test('a recorded 2xx makes a warning of an error, and says so', () => {
  const accepted = session(...around(), [25.1, 'play', 25, { status: 204 }]);
  expect(accepted.findings).toMatchObject([
    { rule: 'session-after-end', severity: 'warning', args: { accepted: true } },
  ]);
  const refused = session(...around(), [25.1, 'play', 25, { status: 404 }]);
  expect(refused.findings).toMatchObject([{ severity: 'error', args: { accepted: false } }]);
});

describe('what SDKs do is never a finding', () => {
  const ok = (...given: Given[]): void => expect(broken(session(...given))).toEqual([]);
  test('sessionComplete, a ping, sessionEnd twice', () => {
    ok(
      start({ 'media.length': 10 }),
      PLAY,
      [5, 'ping', 5],
      [10.1, 'sessionComplete', 10],
      [20, 'ping', 10],
      [21, 'sessionEnd', 10],
      [22, 'sessionEnd', 10],
    );
    ok(start({ 'media.length': 10 }), PLAY, [5, 'ping', 5], [10.1, 'sessionComplete', 10]);
  });
  test('pairs with one ts, and a second play', () => {
    ok(
      start(),
      [0.1, 'adBreakStart', 0],
      [0.1, 'adStart', 0, ad(10)],
      [0.1, 'play', 0],
      [5, 'ping', 0],
      [10, 'adComplete', 0],
      [10, 'adBreakComplete', 0],
      [10, 'bufferStart', 0],
      [11, 'play', 0],
      [12, 'play', 1],
      [22, 'ping', 11],
      [23, 'sessionEnd', 12],
    );
  });
  test('an end inside an ad and a chapter', () => {
    ok(
      ...midroll(
        [12, 'chapterStart', 10],
        [15, 'ping', 10],
        [16, 'adSkip', 10],
        [16, 'adBreakComplete', 10],
        [16, 'chapterSkip', 10],
        [16, 'sessionEnd', 10],
      ),
    );
  });
  test('pings and a pause before the first play', () => {
    ok(
      start(),
      [10, 'ping', 0],
      [12, 'pauseStart', 0],
      [14, 'play', 0],
      [24, 'ping', 10],
      [25, 'sessionEnd', 11],
    );
  });
  test('a ping and the end after 30 minutes of idleness', () => {
    const idle = pings(10, 1, 180).map(([at, type]): Given => [at, type, 1]);
    ok(start(), PLAY, [1.1, 'pauseStart', 1], ...idle, [1_801.9, 'ping', 1], [1_802, 'sessionEnd', 1]);
  });
  test('a restart with resume and everything at one ts', () => {
    ok(
      start({ 'media.resume': true }, 100),
      [0, 'chapterStart', 100],
      [0, 'adBreakStart', 100],
      [0, 'adStart', 100, ad()],
      [0, 'stateStart', 100, state('mute')],
      [0, 'play', 100],
      [5, 'ping', 100],
      [9, 'adComplete', 100],
      [9, 'adBreakComplete', 100],
      [9, 'play', 100],
      [19, 'ping', 110],
      [20, 'chapterSkip', 111],
      [20, 'sessionEnd', 111],
    );
  });
});

test('a session whose playhead stands is counted for 30 minutes, and no longer', () => {
  const idle = pings(10, 1, 200).map(([at, type]): Given => [at, type, 1]);
  const { numbers, findings } = session(start(), PLAY, [1.1, 'pauseStart', 1], ...idle);
  expect(numbers.totalPauseDuration).toMatchObject({ value: 1800, why: ['pause-without-play'] });
  expect(findings).toMatchObject([{ rule: 'session-still', args: { eventType: 'ping' } }]);
});

describe('without the start in the capture', () => {
  const [one] = sessionsOf(eventsOfFile('faulty/ad-break-open.ndjson').slice(3));
  test('rules that need none hold, and numbers are times with a doubt', () => {
    expect(one?.findings.map(({ rule }) => rule)).toEqual(['ad-break-open']);
    expect(one?.content).toBeUndefined();
    expect(one?.numbers.mediaStarts).toBeNull();
    expect(one?.numbers.contentTimeSpent).toMatchObject({ value: 45, why: ['start-missing', 'break-open'] });
  });
  test('what may have been open before is not held against it', () => {
    const rest: Given[] = [
      [0, 'adComplete', 5],
      [0, 'adBreakComplete', 5],
      [1, 'chapterComplete', 6],
      [2, 'stateEnd', 7, state('mute')],
      [9, 'ping', 14],
      [12, 'sessionEnd', 17],
    ];
    expect(broken(session(...rest))).toEqual([]);
  });
});

test('bodies that say nothing are no crash', () => {
  const bare: SessionEvent[] = [
    { eventType: '', ref: 0 },
    { eventType: 'play', ts: Number.NaN, playhead: Number.POSITIVE_INFINITY, ref: 1 },
  ];
  expect(sessionsOf(bare)).toMatchObject([{ events: 2, startedAt: null, id: null }]);
  expect(sessionsOf([])).toEqual([]);
});

test.each<unknown>([{}, [], ['live'], 1, null, { toString: 1 }])(
  'a content type of %j is no text',
  (contentType) => {
    const params = Object.assign(Object.create(null), { 'media.contentType': contentType });
    const [one] = sessionsOf([{ eventType: 'sessionStart', ts: T0, params, ref: 1 }]);
    expect(one?.content?.live).toBe(false);
  },
);

test.each(['undefined', '{id}', ':sid', '%7Bid%7D', '', 'a$b', '[object Object]', 'null'])(
  '%j is no ID of a session',
  (sessionId) => {
    const [one] = sessionsOf([{ eventType: 'ping', ts: T0, sessionId, ref: 1 }]);
    expect(one?.id).toBeNull();
  },
);
