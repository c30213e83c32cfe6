import { sayError, sayFailedExpectation } from '../messages/index.ts';
import { METRICS, type MetricKey } from '../model/metrics.ts';
import type { MetExpectation, PlayedEvent } from '../model/play-result.ts';
import type { PlayResult } from '../model/result.ts';

/** A test case of a play: an event, or something that its scenario expects. */
export interface PlayCase {
  name: string;
  failed?: { code: string; message: string; fix: string };
  /** It was not come to. */
  skipped?: boolean;
}

/** A case for each event and for each expectation. A dry run has none of the first. */
export function playCases({ events = [], expectations = [], mode, scenario }: PlayResult): PlayCase[] {
  const several = (scenario?.sessions ?? 1) > 1;
  const steps = mode === 'dry-run' ? [] : events;
  const unmet = new Map(expectations.map((one) => [`${one.session} ${one.about}`, one]));
  const isStep = (about: string): boolean => steps.some(({ label }) => label === about);
  return [
    ...steps.map((event) =>
      stepCase(event, unmet.get(`${event.session} ${event.label}`), several, scenario?.downloaded),
    ),
    ...expectations.filter(({ about }) => !isStep(about)).map((one) => expectationCase(one, several)),
  ];
}

function stepCase(
  { session, at, eventType, label, result, added }: PlayedEvent,
  expected: MetExpectation | undefined,
  several: boolean,
  isBatch = false,
): PlayCase {
  const of = several ? `session ${session + 1}, ` : '';
  const extra = added === undefined ? '' : `, ${added}`;
  const name = `${of}${(at / 1000).toFixed(3)} s ${eventType} (${label}${extra})`;
  // The case of the one that was sent again tells how it went.
  if (added === 'lost') return { name };
  if (!result) return { name, ...(!isBatch && { skipped: true }) };
  if (result.error) return { name, failed: { code: result.error.code, ...sayError(result.error) } };
  if (!expected?.failed) return { name };
  return { name, failed: { code: 'expectation-failed', ...sayFailedExpectation(expected.failed) } };
}

function expectationCase({ session, about, failed }: MetExpectation, several: boolean): PlayCase {
  const of = several ? `session ${session + 1}, ` : '';
  const what = Object.hasOwn(METRICS, about) ? METRICS[about as MetricKey].name : about;
  return {
    name: `${of}expected: ${what}`,
    ...(failed && { failed: { code: 'expectation-failed', ...sayFailedExpectation(failed) } }),
  };
}
