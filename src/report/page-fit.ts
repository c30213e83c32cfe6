import type { PageReport, PageRequest, PageSession } from '../model/page.ts';
import type { FindingPart, SessionPart } from '../model/parts.ts';

/** Characters that the data of a report may have: browsers and mail take what is about this large without delay. */
const MOST = 2_000_000;

/** The share of sessions in it. */
const FOR_SESSIONS = 1_400_000;

/** A session with more events is thinned out. */
const EVENTS = 500;

/** A longer body is left out if the whole is too large. */
const LONG_BODY = 20_000;

const sizeOf = (value: unknown): number => JSON.stringify(value).length;

/** The report, if it is small enough; otherwise what matters most of it, and how much was left out. */
export function fitted(report: PageReport): PageReport {
  if (sizeOf(report) <= MOST) return report;
  const thinned = report.sessions.map(({ number, session }) => ({ number, session: thin(session) }));
  const sessions = within(thinned, FOR_SESSIONS, ({ session }) => worst(session.findings));
  const room = MOST - sizeOf({ ...report, sessions, requests: [] });
  const light = report.requests.map(lighten);
  const requests = within(light, room, ({ findings }) => worst(findings));
  return { ...report, sessions, requests, left: leftOf(report, sessions, requests) };
}

function leftOf(report: PageReport, sessions: readonly PageSession[], requests: readonly PageRequest[]) {
  const events = (all: readonly PageSession[]): number =>
    all.reduce((sum, { session }) => sum + session.events.length, 0);
  const bodies = (all: readonly PageRequest[]): number => all.filter(({ body }) => body !== undefined).length;
  return {
    sessions: report.sessions.length - sessions.length,
    requests: report.requests.length - requests.length,
    events: events(report.sessions) - events(sessions),
    bodies: bodies(report.requests) - bodies(requests),
  };
}

/** 0 for what has errors, 1 warnings, 2 notes, 3 nothing. */
function worst(findings: readonly FindingPart[]): number {
  const rank = { error: 0, warning: 1, info: 2 };
  return findings.reduce((least, { severity }) => Math.min(least, rank[severity]), 3);
}

/** As many as there is room for, those with problems first; in the order in which they came. */
function within<T>(all: readonly T[], room: number, rank: (one: T) => number): T[] {
  const kept = new Set<T>();
  let used = 0;
  for (const wanted of [0, 1, 2, 3])
    for (const one of all) {
      if (rank(one) !== wanted) continue;
      const size = sizeOf(one) + 1;
      if (used + size > room) continue;
      used += size;
      kept.add(one);
    }
  return all.filter((one) => kept.has(one));
}

/** The bodies of requests in order tell nothing new; nor can those be read that are very long. */
function lighten(request: PageRequest): PageRequest {
  const { body, corrected: _corrected, ...rest } = request;
  const isKept = request.findings.length > 0 && sizeOf(body ?? null) <= LONG_BODY;
  return isKept ? request : rest;
}

/** A session with its first and last events, and those that findings stand on. */
function thin(session: SessionPart): SessionPart {
  const { events, findings, spans } = session;
  if (events.length <= EVENTS) return session;
  const marked = new Set(findings.flatMap((finding) => finding.events).slice(0, EVENTS));
  const kept = events
    .map((_, index) => index)
    .filter((index) => marked.has(index) || index < EVENTS / 2 || index >= events.length - EVENTS / 2);
  const places = new Map(kept.map((index, place) => [index, place]));
  return {
    ...session,
    spans: spans.slice(0, 10 * EVENTS),
    events: kept.map((index) => events[index] as SessionPart['events'][number]),
    findings: findings.map((finding) => ({
      ...finding,
      events: finding.events.flatMap((index) => places.get(index) ?? []),
    })),
  };
}
