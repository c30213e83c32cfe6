import { type FailedExpectation, rangeOf } from '../model/expectation.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import { METRICS, type Metric, type MetricKey } from '../model/metrics.ts';
import type { Origin } from '../model/origin.ts';
import { isDoubtful, type SessionSummary } from '../model/session.ts';
import type { Expectations, ExpectedNumber } from './scenario.ts';

/** How far a number may be off. How reports round times is not known, so they are compared within a second. */
const TOLERANCES: Readonly<Record<Metric['unit'], number>> = {
  s: 1,
  ratio: 0.02,
  count: 0,
  flag: 0,
  text: 0,
  list: 0,
  states: 0,
};

/** The status that the API documents for an event that it takes. */
export function documentedStatus(eventType: string, downloaded: boolean): number {
  return eventType === 'sessionStart' || downloaded ? 201 : 204;
}

/** One thing that a scenario expects of a session, and how it came out. */
export interface Expectation {
  origin: Origin;
  /** The key of a number, or the rules as a whole. */
  about: string;
  failed?: FailedExpectation;
}

/** Holds a session to what its scenario expects. Without a session, nothing came out as expected. */
export function checkExpectations(
  { numbers, rules }: Expectations,
  summary: Pick<SessionSummary, 'numbers'> & { broken: readonly string[] },
): Expectation[] {
  const all: Expectation[] = numbers.map((one) => checkNumber(one, summary));
  if (!rules) return all;
  const missing = rules.ids.filter((id) => !summary.broken.includes(id));
  const extra = summary.broken.filter(
    (id) => !(rules.ids as readonly string[]).includes(id),
  ) as typeof missing;
  const failed = missing.length + extra.length > 0 && ({ about: 'rules', missing, extra } as const);
  return [...all, { origin: rules.origin, about: 'findings', ...(failed && { failed }) }];
}

/** The finding for an expectation that failed. */
export function expectationFinding({ origin, failed }: Expectation): Finding[] {
  return failed ? [{ code: 'expectation-failed', severity: 'error', origin, args: failed }] : [];
}

function checkNumber(
  { key, wanted, origin }: ExpectedNumber,
  { numbers }: Pick<SessionSummary, 'numbers'>,
): Expectation {
  const differs = differenceOf(key, wanted, numbers);
  if (!differs) return { origin, about: key };
  return {
    origin,
    about: key,
    failed: { about: 'number', key, name: METRICS[key].name, wanted, ...differs },
  };
}

/**
 * What a number is that is not as wanted; undefined where it is, or where the documents leave it open and allow what is wanted.
 * Times and ratios may be off by as much as nobody knows how reports round.
 */
export function differenceOf(
  key: MetricKey,
  wanted: JsonValue,
  numbers: SessionSummary['numbers'],
): { value: JsonValue; range?: [number, number] } | undefined {
  const number = numbers[key];
  const { value, range } = isDoubtful(number) ? number : { value: number, range: undefined };
  // Every number is JSON, though not every type of one says so.
  const json = value as JsonValue;
  const between = typeof wanted === 'number' ? [wanted, wanted] : rangeOf(wanted);
  const [from, to] = between ?? [];
  if (from === undefined || to === undefined || typeof value !== 'number')
    return JSON.stringify(wanted) === JSON.stringify(value) ? undefined : { value: json };
  // A hair more, as differences of binary fractions are not exact.
  const off = TOLERANCES[METRICS[key].unit] + 1e-9;
  const [least, most] = range ?? [value, value];
  return from - off <= most && to + off >= least ? undefined : { value: json, ...(range && { range }) };
}
