import { sayNumbers } from '../messages/session-numbers.ts';
import type { Finding } from '../model/finding.ts';
import { METRICS } from '../model/metrics.ts';
import type { BrokenPart, EventPart, SessionPart } from '../model/parts.ts';
import { brokenAt, type ExplainedSession, type SessionMoment } from '../model/session.ts';
import { findingPart } from './finding-part.ts';

/** The keys of the document of `--json` about sessions: each of them, and what their numbers are called in reports. */
export function sessionsPart(sessions: readonly ExplainedSession[] | undefined): object {
  return sessions ? { sessions: sessions.map(sessionPart), metrics: METRICS } : {};
}

/** A session as the document of `--json` holds it. */
export function sessionPart(session: ExplainedSession): SessionPart {
  const { id, content, startedAt, endedAt, downloaded, completed, closed, spans, numbers } = session;
  return {
    id,
    content: content ?? null,
    startedAt,
    endedAt,
    downloaded,
    completed,
    closed: closed ?? null,
    spans,
    ...(session.uncounted && { uncounted: session.uncounted }),
    numbers: sayNumbers(numbers),
    findings: session.findings.map(brokenPart),
    events: session.moments.map(momentPart),
  };
}

function brokenPart(finding: Finding): BrokenPart {
  return { ...findingPart(finding), ...brokenAt(finding) };
}

function momentPart({ eventType, ts, playhead, status, origin, label }: SessionMoment): EventPart {
  return { eventType, ts: ts ?? null, playhead: playhead ?? null, status: status ?? null, origin, label };
}
