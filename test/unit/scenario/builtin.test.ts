import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { isLiveType, secondOfDay } from '../../../src/model/live.ts';
import { builtinNames, builtinText, callableNames, DEFAULT_SCENARIO } from '../../../src/scenario/builtin.ts';
import { checkExpectations } from '../../../src/scenario/expect.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import { followAll, type SessionEvent } from '../../../src/session/index.ts';
import { builtin } from './support.ts';

interface Documented {
  name: string;
  sameAs?: string;
  endpoint?: string;
  live?: boolean;
  sessions: Record<string, JsonObject>;
  steps: {
    at: number;
    event: string;
    playhead: number;
    session?: string;
    params?: JsonObject;
    qoeData?: JsonObject;
  }[];
  findings: { rule: string }[];
}

const FIXTURE = new URL('../../fixtures/scenarios.json', import.meta.url);
const DOCUMENTED = (JSON.parse(readFileSync(FIXTURE, 'utf8')) as { scenarios: Documented[] }).scenarios;

/** Whole seconds of a page stand for any moment near them: events of one second are a few milliseconds apart. */
const NEAR_MS = 3;

const DAY_MS = 86_400_000;

/** The events of a scenario as they are sent from midnight on. */
function eventsOf({ events }: Scenario, live = false): SessionEvent[] {
  return events.map(({ session, at, eventType, playhead, params, qoeData }, ref) => ({
    eventType,
    ts: DAY_MS + at,
    playhead: live ? secondOfDay(DAY_MS + at) : playhead,
    ...(params && { params }),
    ...(qoeData && { qoeData }),
    sessionId: `session-${session + 1}`,
    ref,
  }));
}

test('the names are exactly those of the documented timelines, copies as aliases', () => {
  expect(callableNames().sort()).toEqual(DOCUMENTED.map(({ name }) => name).sort());
  const copies = DOCUMENTED.flatMap(({ name, sameAs }) => (sameAs ? [[name, sameAs]] : []));
  const aliases = builtinNames().flatMap(({ name, aliases }) => aliases.map((alias) => [alias, name]));
  expect(aliases.sort()).toEqual(copies.sort());
  expect(builtinText('view-to-end-of-content')?.name).toBe('timeline-1');
  expect(builtinText('constructor')).toBeUndefined();
});

describe.each(DOCUMENTED.map((one) => [one.name, one] as const))('%s', (name, documented) => {
  test('has the events of the documented timeline', async () => {
    const { events, downloaded } = await builtin(name);
    const rows = events.map(({ session, at, eventType, playhead, params, qoeData }) => {
      const kept = eventType === 'sessionStart' ? documented.sessions[String(session + 1)] : undefined;
      if (kept) expect(params).toEqual(kept);
      // That of a live stream comes from the clock when it is sent.
      return [
        session + 1,
        at,
        eventType,
        documented.live ? undefined : playhead,
        kept ? undefined : params,
        qoeData,
      ];
    });
    const wanted = documented.steps.map(({ at, event, playhead, session = '1', params, qoeData }) => [
      Number(session),
      Math.round(at * 1000),
      event,
      documented.live ? undefined : playhead,
      params,
      qoeData,
    ]);
    expect(rows.map(([session, , ...rest]) => [session, ...rest])).toEqual(
      wanted.map(([session, , ...rest]) => [session, ...rest]),
    );
    const off = rows.map(([, at], index) => Math.abs(Number(at) - Number(wanted[index]?.[1])));
    expect(Math.max(...off)).toBeLessThanOrEqual(NEAR_MS);
    expect(downloaded).toBe(documented.endpoint === '/api/v1/downloaded');
  });

  test('leads to what it expects, and breaks only the rules that its notes name', async () => {
    const scenario = await builtin(name);
    const followed = followAll(eventsOf(scenario, documented.live), { downloaded: scenario.downloaded });
    expect(followed.flatMap(({ summary }) => summary.findings.map(({ rule }) => rule))).toEqual(
      documented.findings.map(({ rule }) => rule),
    );
    for (const [index, { summary }] of followed.entries()) {
      const expectations = scenario.expectations[index];
      if (!expectations) throw new Error('a session without expectations');
      expect(expectations.rules?.ids).toEqual(summary.findings.map(({ rule }) => rule));
      expect(expectations.numbers.length).toBeGreaterThan(2);
      const broken = summary.findings.map(({ rule }) => rule);
      const checked = checkExpectations(expectations, { ...summary, broken });
      expect(checked.filter(({ failed }) => failed)).toEqual([]);
    }
  });
});

test('live streams leave their playhead to the clock, where they have no end', async () => {
  const { events } = await builtin('live-main-content');
  expect(isLiveType(events[0]?.params?.['media.contentType'])).toBe(true);
  expect(events.every(({ playheadGiven }) => !playheadGiven)).toBe(true);
});

test('without a name: 60 s of content with a pre-roll, a pause and a buffer', async () => {
  const scenario = await builtin(DEFAULT_SCENARIO);
  const types = scenario.events.map(({ eventType }) => eventType);
  expect(types).toEqual(expect.arrayContaining(['adBreakStart', 'adStart', 'pauseStart', 'bufferStart']));
  expect(scenario.events[0]?.params?.['media.length']).toBe(60);
  const [followed] = followAll(eventsOf(scenario));
  expect(followed?.summary.numbers).toMatchObject({ contentCompletes: 1, pauseEvents: 1, bufferEvents: 1 });
  expect(followed?.summary.findings).toEqual([]);
});
