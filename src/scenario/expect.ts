import type { FailedExpectation } from '../model/expectation.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import { METRICS, type Metric } from '../model/metrics.ts';
import type { Origin } from '../model/origin.ts';
import { isDoubtful, type SessionSummary, type Value } from '../model/session.ts';
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
  const number = numbers[key];
  const { value, range } = isDoubtful(number) ? number : { value: number, range: undefined };
  const { unit, name } = METRICS[key];
  // Every number is JSON, though not every type of one says so.
  const json = value as JsonValue;
  const isMet = meets(wanted, value, range, TOLERANCES[unit]);
  if (isMet) return { origin, about: key };
  return {
    origin,
    about: key,
    failed: { about: 'number', key, name, wanted, value: json, ...(range && { range }) },
  };
}

/** Whether a number is as wanted; of one that the documents leave open, whether they allow it. */
function meets(
  wanted: JsonValue,
  value: Value,
  range: readonly [number, number] | undefined,
  tolerance: number,
): boolean {
  const between = rangeOf(wanted);
  // A hair more, as differences of binary fractions are not exact.
  const off = tolerance + 1e-9;
  if (!between || typeof value !== 'number') return JSON.stringify(wanted) === JSON.stringify(value);
  const [least, most] = range ?? [value, value];
  return between[0] - off <= most && between[1] + off >= least;
}

function rangeOf(wanted: JsonValue): [number, number] | undefined {
  if (typeof wanted === 'number') return [wanted, wanted];
  if (!Array.isArray(wanted) || wanted.length !== 2) return undefined;
  const [least, most] = wanted;
  return typeof least === 'number' && typeof most === 'number' ? [least, most] : undefined;
}
