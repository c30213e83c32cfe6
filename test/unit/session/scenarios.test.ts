import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import { isDoubtful, type SessionSummary } from '../../../src/model/session.ts';
import type { SessionEvent } from '../../../src/session/index.ts';
import { fixture, sessionsOf, T0 } from './support.ts';

interface Scenario {
  name: string;
  live?: boolean;
  endpoint?: string;
  sessions: Record<string, JsonObject>;
  steps: {
    at: number;
    event: string;
    playhead: number;
    session?: string;
    params?: JsonObject;
    qoeData?: JsonObject;
  }[];
  expect?: Record<string, Record<string, { value: unknown; certain: boolean; range?: [number, number] }>>;
  findings: { rule: string; severity: string; step: number }[];
}

const SCENARIOS = (JSON.parse(fixture('scenarios.json')) as { scenarios: Scenario[] }).scenarios;

function eventsOf({ steps, sessions, live }: Scenario): SessionEvent[] {
  const offset = live ? (T0 % 86_400_000) / 1000 : 0;
  return steps.map(({ at, event, playhead, session = '1', params, qoeData }, index) => ({
    eventType: event,
    ts: T0 + Math.round(at * 1000),
    playhead: playhead + offset,
    params: { ...(event === 'sessionStart' && sessions[session]), ...params },
    ...(qoeData && { qoeData }),
    sessionId: `session-${session}`,
    ref: index + 1,
  }));
}

/** Times are compared within a second, as the rounding of reports is not known. */
const SECOND = 1;

function expectNear(actual: unknown, expected: unknown, key: string): void {
  if (typeof expected === 'number')
    expect(Math.abs(Number(actual) - expected), key).toBeLessThanOrEqual(SECOND);
  else expect(actual, key).toEqual(expected);
}

describe.each(SCENARIOS.map((one) => [one.name, one] as const))('%s', (_name, scenario) => {
  const downloaded = scenario.endpoint?.endsWith('/downloaded') ?? false;
  const summaries = sessionsOf(eventsOf(scenario), { downloaded });
  // The sources of the others give too few seconds to compute numbers from.
  const expectations = Object.entries(scenario.expect ?? {});

  test('breaks the rules that the documents break', () => {
    const found = summaries.flatMap(({ findings }) =>
      findings.map(({ rule, severity, events: [step] }) => ({ rule, severity, step })),
    );
    expect(found).toEqual(scenario.findings);
    expect(summaries).toHaveLength(Object.keys(scenario.sessions).length);
  });

  test.each(expectations)('session %s makes the numbers that the documents give', (id, expected) => {
    const summary = summaries.find((one) => one.id === `session-${id}`);
    expect(summary).toBeDefined();
    if (summary) compare(summary, expected);
  });
});

function compare({ numbers }: SessionSummary, expected: NonNullable<Scenario['expect']>[string]): void {
  for (const [key, number] of Object.entries(numbers)) {
    const wanted = expected[key];
    if (!wanted) {
      const isNothing =
        number === null || number === 0 || (typeof number === 'object' && Object.keys(number).length === 0);
      expect([key, number, isNothing]).toEqual([key, number, true]);
      continue;
    }
    expect([key, isDoubtful(number)]).toEqual([key, !wanted.certain]);
    expectNear(isDoubtful(number) ? number.value : number, wanted.value, key);
    for (const end of [0, 1] as const) {
      if (wanted.range)
        expectNear(isDoubtful(number) ? number.range?.[end] : undefined, wanted.range[end], key);
    }
  }
}

test('all scenarios are here, most of them with numbers', () => {
  expect(SCENARIOS).toHaveLength(25);
  expect(SCENARIOS.filter(({ expect: numbers }) => numbers).length).toBe(18);
});
