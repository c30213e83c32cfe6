import type { Signal } from '../../model/context.ts';
import type { Sent } from '../../model/error-codes.ts';
import { type Finding, isError } from '../../model/finding.ts';
import { silence } from '../../model/ignore.ts';
import { asObject, asText } from '../../model/json.ts';
import type { PlayedSession } from '../../model/play-result.ts';
import type { PlayedEvent, PlayResult, ResultError, Session } from '../../model/result.ts';
import { codeOfSignal } from '../shared/interruption.ts';
import { type Judged, judgePerformance } from './outcome.ts';
import type { Performance } from './perform.ts';
import type { Plan } from './plan.ts';
import type { Around, FailedEvent } from './stage.ts';

/** An event later than this may be sorted wrongly (AdobeDocs/media-analytics.en, mc-api-ctrl-order.md). Milliseconds. */
const LATE_MS = 1000;

/** What a result needs besides what was sent. */
export interface ResultOptions {
  plan: Plan;
  performance: Performance;
  around: Pick<Around, 'mode' | 'settings' | 'endpoint'>;
  signal: Signal | undefined;
  sandbox: boolean;
  /** The command line that ends a session; undefined where it cannot be ended from here. */
  endWith(session: Session): string | undefined;
}

/** A play as data: every event, the sessions that they make, what was expected, and why it failed. */
export function playResult(options: ResultOptions): PlayResult {
  const { plan, performance, around } = options;
  const { settings, mode, endpoint } = around;
  const judged = judgePerformance(plan, performance, mode === 'real-time', settings.ignore);
  const events = [...performance.sent.map(({ played }) => played), ...performance.unsent];
  const started = startedSessions(options, events);
  const said = events.flatMap(({ result }) => result?.findings ?? []);
  const late = silence(lateFinding(events), settings.ignore);
  const error = errorOf(options, started, events, unmetError(judged));
  const last = started.at(-1)?.session;
  return {
    command: 'play',
    sent: sentOf(events),
    findings: [
      ...plan.findings,
      ...said,
      ...late,
      ...judged.findings,
      ...judged.sessions.flatMap(({ findings }) => findings),
    ],
    scenario: aboutScenario(plan),
    ...{ mode, endpoint: endpoint.url.href, sandbox: options.sandbox },
    events,
    sessions: judged.sessions,
    started,
    expectations: judged.expectations,
    ...(last && { session: last }),
    ...(error && { error }),
  };
}

/** What is played, in short. */
export function aboutScenario({ scenario }: Plan): NonNullable<PlayResult['scenario']> {
  const { name, title, length, expectations, downloaded } = scenario;
  const sessions = expectations.length;
  return { name, ...(title !== undefined && { title }), length, sessions, downloaded };
}

function sentOf(events: readonly PlayedEvent[]): Sent {
  const all = events.map(({ result }) => result?.sent);
  return (['yes', 'unknown'] as const).find((word) => all.includes(word)) ?? 'no';
}

function startedSessions(
  { performance, endWith }: ResultOptions,
  events: readonly PlayedEvent[],
): PlayedSession[] {
  const known = performance.started.flat();
  // In the order of their starts, which is that of the sessions in the report.
  return events.flatMap(({ result }): PlayedSession[] => {
    const id = result && 'session' in result ? result.session?.id : undefined;
    const one = id === undefined ? undefined : known.find(({ session }) => session.id === id);
    if (!one) return [];
    const { session, state } = one;
    const body = result?.request?.body;
    const params = asObject(Array.isArray(body) ? undefined : body?.['params']);
    const [suite, content] = [asText(params['analytics.reportSuite']), asText(params['media.id'])];
    const command = state === 'open' ? endWith(session) : undefined;
    return [
      {
        ...{ session, state },
        ...(suite && { reportSuite: suite }),
        ...(content && { contentId: content }),
        ...(command !== undefined && { endWith: command }),
      },
    ];
  });
}

function lateFinding(events: readonly PlayedEvent[]): Finding[] {
  const timed = events.flatMap((one) => (one.lateMs === undefined ? [] : [{ ...one, late: one.lateMs }]));
  const sorted = [...timed].sort((one, other) => one.late - other.late);
  const worst = sorted.at(-1);
  const count = timed.filter(({ late }) => late > LATE_MS).length;
  if (!worst || count === 0) return [];
  const median = sorted[Math.floor((sorted.length - 1) / 2)]?.late ?? 0;
  const args = { count, median, worst: worst.late, label: worst.label };
  return [{ code: 'send-late', severity: 'warning', origin: worst.origin, args }];
}

function errorOf(
  options: ResultOptions,
  started: readonly PlayedSession[],
  events: readonly PlayedEvent[],
  unmet: ResultError | undefined,
): ResultError | undefined {
  const { performance, signal } = options;
  const { failed, stopped } = performance;
  if (signal && stopped) return interruptedError(signal, started, events);
  const [first] = failed;
  if (first && started.length === 0) return first.error;
  if (first) return failedError(first, failed.length, started);
  return unmet;
}

/** Why sessions are not as they should be: expectations that failed, and rules that nobody expects to be broken. */
export function unmetError({ findings, sessions }: Judged): ResultError | undefined {
  const count = findings.length;
  const broken = sessions.flatMap((session) => session.findings).filter(isError).length;
  // Where a scenario says which rules are broken, its expectations have the last word.
  return count + broken > 0 ? { code: 'expectation-failed', args: { count, broken } } : undefined;
}

const idsOf = (started: readonly PlayedSession[], state?: PlayedSession['state']): string | undefined =>
  started
    .filter((one) => state === undefined || one.state === state)
    .map(({ session }) => session.id)
    .join(', ') || undefined;

function interruptedError(
  signal: Signal,
  started: readonly PlayedSession[],
  events: readonly PlayedEvent[],
): ResultError {
  const own = events.filter(({ added }) => !added);
  const done = own.filter(({ result }) => result && !result.error).length;
  const open = started.find(({ state }) => state === 'open');
  return {
    code: codeOfSignal(signal),
    args: {
      ...{ play: true, signal, done, total: own.length, sent: sentOf(events) },
      ...{ open: idsOf(started, 'open'), ended: idsOf(started), endWith: open?.endWith },
    },
  };
}

function failedError(
  { played, error }: FailedEvent,
  count: number,
  started: readonly PlayedSession[],
): ResultError {
  const open = started.find(({ state }) => state === 'open');
  const { label, eventType } = played;
  return {
    code: 'play-failed',
    args: {
      ...{ id: idsOf(started), label, eventType, count },
      ...{ open: idsOf(started, 'open'), gone: idsOf(started, 'gone'), endWith: open?.endWith },
    },
    cause: error,
  };
}
