import type { Finding } from '../../model/finding.ts';
import { type Ignore, silence } from '../../model/ignore.ts';
import type { Path } from '../../model/json.ts';
import type { Origin } from '../../model/origin.ts';
import type { MetExpectation } from '../../model/play-result.ts';
import type { PlayedEvent } from '../../model/result.ts';
import type { ExplainedSession, SessionMoment } from '../../model/session.ts';
import { urlOf } from '../../model/url.ts';
import { checkExpectations, type Expectation, expectationFinding } from '../../scenario/expect.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { eventOf, type SessionEvent } from '../../session/index.ts';
import { explainedSessions } from '../shared/explained-sessions.ts';
import type { Performance } from './perform.ts';
import { bodyAt, type Plan, type PlannedEvent } from './plan.ts';
import { type SentEvent, statusOf } from './stage.ts';

/** The sessions of a play as its events make them, and whether they are as the scenario expects. */
export interface Judged {
  sessions: ExplainedSession[];
  expectations: MetExpectation[];
  findings: Finding[];
}

/** An event as the rules of a session see it, and what it was made of. */
interface ToldEvent {
  event: SessionEvent;
  planned: PlannedEvent;
}

const TELLING = {
  momentOf: ({ event, planned }: ToldEvent): SessionMoment => {
    const { eventType, ts, playhead, status } = event;
    const { label, origin } = planned.event;
    return { eventType, ts, playhead, status, origin, label };
  },
  originOf: ({ planned }: ToldEvent, path: Path): Origin =>
    planned.built.originOf(path) ?? planned.event.origin,
};

/** What the schedule alone comes to, when the scenario starts at `base`. */
export function judgePlan({ scenario, events }: Plan, base: number, ignore: Ignore): Judged {
  const nameOf = (session: number): string => `session-${session}`;
  const told = events.map(
    (planned, ref): ToldEvent => ({
      planned,
      event: eventOf(bodyAt(planned, base), ref, { sessionId: nameOf(planned.event.session) }),
    }),
  );
  const judged = judge(scenario, told, nameOf, ignore);
  // No server has given them an ID.
  return { ...judged, sessions: judged.sessions.map((session) => ({ ...session, id: null })) };
}

/** What was sent comes to. Only a play in real time sent its events when their times say. */
export function judgePerformance(
  { scenario }: Plan,
  { sent, started, stopped }: Performance,
  isRealTime: boolean,
  ignore: Ignore,
): Judged {
  const told = sent
    .filter(({ played }) => mayCount(played, scenario))
    .map((one, ref) => sentTold(one, ref, isRealTime));
  const idOf = (session: number): string | undefined => started[session]?.[0]?.session.id;
  // What was cut short is not what the scenario speaks of.
  const expected = stopped ? { ...scenario, expectations: [] } : scenario;
  const judged = judge(expected, told, idOf, ignore);
  const responses = sent.flatMap(responseExpectation);
  return {
    ...judged,
    expectations: [...responses.map(metOf), ...judged.expectations],
    findings: [
      ...judged.findings,
      ...responses.flatMap(({ expectation }) => expectationFinding(expectation)),
    ],
  };
}

interface AboutSession {
  session: number;
  expectation: Expectation;
}

function judge(
  scenario: Scenario,
  told: readonly ToldEvent[],
  idOf: (session: number) => string | undefined,
  ignore: Ignore,
): Judged {
  const sessions = explainedSessions(told, scenario.downloaded, TELLING).map((one) => ({
    ...one,
    findings: silence(one.findings, ignore),
  }));
  const all = scenario.expectations.flatMap((expected, session): AboutSession[] => {
    const id = idOf(session);
    const found = scenario.downloaded ? sessions[0] : sessions.find((one) => one.id === id);
    // Without the session, why there is none says more than what it did not come to.
    if (!found) return [];
    const broken = found.findings.map(({ code }) => code);
    return checkExpectations(expected, { numbers: found.numbers, broken }).map((expectation) => ({
      session,
      expectation,
    }));
  });
  return {
    sessions,
    expectations: all.map(metOf),
    findings: all.flatMap(({ expectation }) => expectationFinding(expectation)),
  };
}

function metOf({ session, expectation: { about, failed } }: AboutSession): MetExpectation {
  return { session, about, ...(failed && { failed }) };
}

/** A status that the scenario itself asks for. */
function responseExpectation({ planned, played }: SentEvent): AboutSession[] {
  const { event, wanted } = planned;
  if (!event.statuses || played.added) return [];
  const { label, eventType, session, origin } = played;
  const status = statusOf(played);
  const failed = {
    about: 'response',
    label,
    eventType,
    wanted,
    ...(status !== undefined && { status }),
  } as const;
  const isMet = status !== undefined && wanted.includes(status);
  return [{ session, expectation: { origin, about: label, ...(!isMet && { failed }) } }];
}

/** What was refused is in no session; a 404 or 410 tells that the session was closed. */
function mayCount(played: PlayedEvent, { downloaded }: Scenario): boolean {
  const { result, eventType } = played;
  if (downloaded) return true;
  if (!result || result.sent === 'no' || sessionIdOf(played) === undefined) return false;
  const status = statusOf(played);
  return (
    status === undefined || status < 400 || (eventType !== 'sessionStart' && [404, 410].includes(status))
  );
}

function sessionIdOf({ result }: PlayedEvent): string | undefined {
  if (result && 'session' in result) return result.session?.id;
  return /\/sessions\/([^/]+)\/events$/.exec(urlOf(result?.request?.url ?? '')?.pathname ?? '')?.[1];
}

function sentTold({ planned, played }: SentEvent, ref: number, isRealTime: boolean): ToldEvent {
  const { startedAt, exchange } = played.result ?? {};
  const sentAt = isRealTime ? startedAt : undefined;
  const body = bodyAt(planned, played.ts - planned.event.at);
  const event = eventOf(body, ref, {
    sessionId: sessionIdOf(played),
    status: statusOf(played),
    sentAt,
    answeredAt: sentAt !== undefined && exchange ? sentAt + exchange.timings.total : undefined,
  });
  return { planned, event };
}
