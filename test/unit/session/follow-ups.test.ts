import { expect, test } from 'vitest';
import { broken, events, type Given, pings, session, sessionsOf, start } from './support.ts';

const PLAY: Given = [0.1, 'play', 0];
const CHEAP = { 'media.length': 40 };
const watched: Given[] = [start(CHEAP), PLAY, ...pings(10.1, 10, 3), [40.1, 'sessionComplete', 40]];

/** Events that were sent when their ts says, but for a number of seconds that is added to some ts. */
function sent(given: Given[], ...off: [index: number, seconds: number][]): Given[] {
  const seconds = new Map(off);
  return given.map(([at, type, p, more], index) => [
    at + (seconds.get(index) ?? 0),
    type,
    p,
    { ...more, sentAt: at },
  ]);
}

test('after sessionComplete only what starts then is in doubt', () => {
  const replay = session(...watched, [42, 'play', 0], [52, 'ping', 10], [53, 'sessionEnd', 11]);
  expect(broken(replay)).toEqual([['session-after-complete', 7]]);
  expect(replay.numbers).toMatchObject({ adStarts: 0, adCompletes: 0, adTimeSpent: 0, chapterStarts: 0 });
  const late = session(
    ...watched,
    [40.2, 'adBreakStart', 40],
    [40.3, 'adStart', 40],
    [45, 'ping', 40],
    [50.3, 'adComplete', 40],
    [50.3, 'adBreakComplete', 40],
    [50.4, 'sessionEnd', 40],
  );
  expect(late.numbers).toMatchObject({
    adStarts: { value: 1, range: [0, 1], why: ['after-complete'] },
    adCompletes: { value: 1, range: [0, 1] },
    adTimeSpent: { value: 10, range: [0, 10] },
    mediaTimeSpent: { value: 50, range: [40, 50] },
  });
});

test('a session that timed out was not closed by what came later', () => {
  const paused = pings(10, 1, 183).map(([at, type]): Given => [at, type, 1]);
  const given: Given[] = [start(), PLAY, [1.1, 'pauseStart', 1], ...paused];
  const lastCall = (...rest: Given[]): unknown => session(...given, ...rest).numbers.secondsSinceLastCall;
  expect(lastCall([1_831, 'play', 1], [1_835, 'sessionEnd', 5])).toMatchObject({ value: 600 });
  expect(lastCall([1_831, 'sessionEnd', 1])).toMatchObject({ value: 0 });
});

test('what was queued before the start keeps its times', () => {
  const { findings, numbers } = session(
    start({}, 0, 5),
    [0.1, 'adBreakStart', 0],
    [0.101, 'adStart', 0, { params: { 'media.ad.length': 15 } }],
    [10, 'ping', 0],
    [15.1, 'adComplete', 0],
    [15.1, 'adBreakComplete', 0],
    [15.2, 'play', 0],
    [25.2, 'ping', 10],
    [26, 'sessionEnd', 11],
  );
  expect(findings).toMatchObject([{ rule: 'ts-before-start', events: [2, 3], args: { milliseconds: 4900 } }]);
  expect(numbers).toMatchObject({ adTimeSpent: 14.999, contentTimeSpent: 10.8 });
});

test('a clock that is off is one finding, with what follows from it', () => {
  const given = [start(), PLAY, ...pings(10.1, 10, 6), [65.1, 'sessionEnd', 65]] as Given[];
  expect(broken(session(...sent(given, [3, 60])))).toEqual([['ts-wire', 4]]);
  expect(broken(session(...sent(given, [6, 60], [7, 60], [8, 60])))).toEqual([['ts-wire', 7]]);
  expect(broken(session(...sent(given, [6, -60], [7, -60], [8, -60])))).toEqual([['ts-wire', 7]]);
});

test('an event that came before the sessionEnd is not one after it', () => {
  const given: Given[] = [start(), PLAY, ...pings(10.1, 10, 2), [25.1, 'ping', 25], [25, 'sessionEnd', 25]];
  expect(broken(session(...given))).toEqual([['ts-order', 6]]);
});

test('the way past the end of the content is no jump of its own', () => {
  const given: Given[] = [start(), PLAY, [10, 'ping', 10_000], [20, 'ping', 20_000], [25, 'ping', 25]];
  expect(broken(session(...given, [26, 'sessionEnd', 26]))).toEqual([['playhead-past-length', 3]]);
});

test('streams are in doubt where the media time is on both sides of half an hour', () => {
  const [one] = sessionsOf(
    events(
      start({ 'media.length': 4_000 }),
      PLAY,
      ...pings(10, 10, 178),
      [1_790, 'adStart', 1_790],
      ...pings(1_800, 1_790, 2).map(([at, type]): Given => [at, type, 1_790]),
      [1_820, 'adComplete', 1_790],
      [1_821, 'sessionEnd', 1_791],
    ),
  );
  expect(one?.numbers.estimatedStreams).toMatchObject({ value: 2, range: [1, 2] });
});

const untimed = (given: Given[], ...without: number[]): ReturnType<typeof events> =>
  events(...given).map(({ ts, ...event }, index) => (without.includes(index) ? event : { ...event, ts }));

test('what lies between events without ts is not measured', () => {
  const given: Given[] = [start(), PLAY, ...pings(10, 10, 8), [85, 'sessionEnd', 85]];
  const none = given.map((_, index) => index);
  for (const without of [none, [3], [3, 4, 5]]) {
    const [one] = sessionsOf(untimed(given, ...without));
    expect(one?.findings).toEqual([]);
    expect(one?.numbers.contentTimeSpent).toMatchObject({ why: ['ts-missing'] });
  }
  const ad: Given[] = [
    [0.1, 'adBreakStart', 0],
    [0.2, 'adStart', 0, { params: { 'media.ad.length': 15 } }],
    [9, 'ping', 0],
    [15.2, 'adComplete', 0],
    [15.2, 'adBreakComplete', 0],
  ];
  const rest: Given[] = [
    [15.3, 'play', 0],
    [25, 'ping', 10],
    [26, 'sessionEnd', 11],
  ];
  const [one] = sessionsOf(untimed([start(), ...ad, ...rest], 4));
  expect(one?.findings).toEqual([]);
});

test('an ad that a resumed session starts again is not short', () => {
  const given = (resume: boolean): Given[] => [
    start({ 'media.resume': resume }, 100),
    [0, 'adBreakStart', 100],
    [0, 'adStart', 100, { params: { 'media.ad.length': 30 } }],
    [0, 'play', 100],
    [9, 'ping', 100],
    [12, 'adComplete', 100],
    [12, 'adBreakComplete', 100],
    [12, 'play', 100],
    [22, 'ping', 110],
    [23, 'sessionEnd', 111],
  ];
  expect(broken(session(...given(true)))).toEqual([]);
  expect(broken(session(...given(false)))).toEqual([['ad-short', 6]]);
});

test('pings of an ad that began before the capture are not too many', () => {
  const seconds = Array.from({ length: 10 }, (_, index) => index);
  const inAd: Given[] = seconds.map((at) => [at, 'ping', 5]);
  const close: Given[] = [
    [10, 'adComplete', 5],
    [10, 'adBreakComplete', 5],
    [19, 'ping', 14],
    [20, 'sessionEnd', 15],
  ];
  expect(broken(session(...inAd, ...close))).toEqual([]);
  expect(broken(session(...seconds.map((at): Given => [at, 'ping', at]), [12, 'sessionEnd', 12]))).toEqual([
    ['ping-often', 4],
  ]);
});

test('one cause is one finding', () => {
  const AD = { params: { 'media.ad.length': 10 } };
  const closedLate: Given[] = [
    start(),
    [0.1, 'adBreakStart', 0],
    [0.2, 'adStart', 0, AD],
    [5, 'ping', 0],
    [10.2, 'adStart', 0, AD],
    [10.3, 'adComplete', 0],
    [15, 'ping', 0],
    [20.3, 'adComplete', 0],
    [20.3, 'adBreakComplete', 0],
    [20.4, 'play', 0],
    [30, 'ping', 10],
    [31, 'sessionEnd', 11],
  ];
  expect(broken(session(...closedLate))).toEqual([['ad-open', 3]]);
  const noPlay: Given[] = [start(), [0.1, 'bufferStart', 0], ...pings(10, 10, 2), [25, 'sessionEnd', 25]];
  expect(broken(session(...noPlay))).toEqual([['play-missing', 3]]);
  const oneTs = [start(), PLAY, ...pings(10, 10, 2)].map(([, ...rest]): Given => [0, ...rest]);
  expect(broken(session(...oneTs, [0, 'sessionEnd', 20]))).toEqual([['ts-equal', 4]]);
});

test('ts-order points at the first event that came late', () => {
  const given: Given[] = [start(), PLAY, [20, 'ping', 20], [15, 'ping', 15], [10, 'ping', 10]];
  expect(broken(session(...given, [21, 'sessionEnd', 21]))).toEqual([['ts-order', 4]]);
});

test('a play in a break that is never closed starts segment and markers', () => {
  const { numbers } = session(
    start({ 'media.length': 60 }),
    [0.1, 'adBreakStart', 0],
    [0.2, 'adStart', 0],
    [5, 'ping', 0],
    [10.2, 'adComplete', 0],
    [10.3, 'play', 0],
    ...pings(20.3, 10, 2),
    [35.3, 'sessionEnd', 25],
  );
  expect(numbers).toMatchObject({ progress10: 1, progress25: 1, contentSegment: { value: '[0-1]' } });
});

test('a stall ends when the session closes for it', () => {
  const still = pings(10.1, 0, 190).map(([at, type]): Given => [at, type, 0]);
  const { numbers } = session(start(), PLAY, ...still, [1_911, 'ping', 10]);
  expect(numbers).toMatchObject({ totalStallingDuration: { value: 1799.9 }, uniqueTimePlayed: 0 });
  expect(numbers.contentTimeSpent).toMatchObject({ value: 0 });
});
