import { sayDoubts } from '../messages/session-numbers.ts';
import type { Finding } from '../model/finding.ts';
import { brokenAt, type ExplainedSession, isDoubtful, type SessionMoment } from '../model/session.ts';
import { findingPart } from './finding-part.ts';

/** A session as the document of `--json` holds it. Times are milliseconds since the epoch, those of numbers seconds. */
export function sessionPart(session: ExplainedSession): object {
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
    numbers: Object.fromEntries(
      Object.entries(numbers).map(([key, number]) => [
        key,
        isDoubtful(number) ? { ...number, why: sayDoubts(number.why) } : number,
      ]),
    ),
    findings: session.findings.map(brokenPart),
    events: session.moments.map(momentPart),
  };
}

/** A broken rule, with how often it is broken and the events that it stands on, counted from 0. */
function brokenPart(finding: Finding): object {
  return { ...findingPart(finding), ...brokenAt(finding) };
}

function momentPart({ eventType, ts, playhead, status, origin, label }: SessionMoment): object {
  return { eventType, ts: ts ?? null, playhead: playhead ?? null, status: status ?? null, origin, label };
}
