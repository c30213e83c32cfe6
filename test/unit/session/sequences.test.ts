import { describe, expect, test } from 'vitest';
import { METRICS, type MetricKey } from '../../../src/model/metrics.ts';
import { isDoubtful, type SessionSummary } from '../../../src/model/session.ts';
import { eventsOfFile, fixture, sessionsOf } from './support.ts';

interface Expected {
  findings: { rule: string; severity: string; at: number }[];
  metrics: Record<string, unknown>[];
}

const { $comment: _, ...EXPECTED } = JSON.parse(fixture('sequences/expected.json')) as Record<
  string,
  Expected
>;
const FILES = Object.entries(EXPECTED);

/** A number of expected.json in the form of ours: zero where it is left out; doubts by whether there is one. */
function plain(number: unknown): unknown {
  if (!hasWhy(number)) return { value: number };
  const { value, range } = number;
  return { value, ...(range !== undefined && { range }), doubtful: true };
}

function hasWhy(number: unknown): number is { value: unknown; range?: unknown } {
  return typeof number === 'object' && number !== null && 'why' in number;
}

function numbersOf(summary: SessionSummary): Record<string, unknown> {
  const entries = Object.entries(summary.numbers).filter(([, number]) => !isNothing(number));
  return Object.fromEntries(entries.map(([key, number]) => [key, plain(number)]));
}

function isNothing(number: unknown): boolean {
  const isEmpty = typeof number === 'object' && number !== null && Object.keys(number).length === 0;
  return number === 0 || number === null || isEmpty;
}

describe.each(FILES)('%s', (name, { findings, metrics }) => {
  const summaries = sessionsOf(eventsOfFile(name), { downloaded: name.endsWith('downloaded.json') });

  test('breaks the rules that it should, and no other', () => {
    const found = summaries.flatMap((one) =>
      one.findings.map(({ rule, severity, events: [at] }) => ({ rule, severity, at })),
    );
    expect(found).toEqual(findings);
  });

  test('makes the numbers that it should', () => {
    const expected = metrics.map((one) =>
      Object.fromEntries(Object.entries(one).map(([key, number]) => [key, plain(number)])),
    );
    expect(summaries.map(numbersOf)).toEqual(expected);
  });
});

test('all 34 sequences are here, and every number has its names', () => {
  expect(FILES).toHaveLength(34);
  const keys = new Set(FILES.flatMap(([, { metrics }]) => metrics.flatMap((one) => Object.keys(one))));
  for (const key of keys) expect(METRICS).toHaveProperty(key);
  for (const summary of FILES.flatMap(([name]) => sessionsOf(eventsOfFile(name)))) {
    expect(Object.keys(summary.numbers).sort()).toEqual(Object.keys(METRICS).sort());
    const reasons = Object.values(summary.numbers)
      .filter(isDoubtful)
      .flatMap(({ why }) => why);
    expect(reasons).toContain('last-call');
    expect(METRICS['contentStarts' satisfies MetricKey].analytics).toBe('a.media.play');
  }
});
