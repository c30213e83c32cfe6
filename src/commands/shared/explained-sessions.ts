import { type Path, parsePointer } from '../../model/json.ts';
import type { Origin } from '../../model/origin.ts';
import type { ExplainedSession, SessionMoment } from '../../model/session.ts';
import { followAll, type SessionEvent, sessionFindings } from '../../session/index.ts';

/** How to tell of an event, from whatever it was made of. */
interface Telling<E> {
  momentOf(one: E): SessionMoment;
  /** Where the value at a path of its body stands. */
  originOf(one: E, path: Path): Origin;
}

/** What the sessions of some events count, and what spoils them. The ref of each event is its place in the list. */
export function explainedSessions<E extends { event: SessionEvent }>(
  all: readonly E[],
  downloaded: boolean,
  telling: Telling<E>,
): ExplainedSession[] {
  const followed = followAll(
    all.map(({ event }) => event),
    { downloaded },
  );
  const originOf = (ref: number, path: string): Origin => telling.originOf(all[ref] as E, parsePointer(path));
  return followed.map(({ summary, events }) => {
    const { findings } = summary;
    const places = new Map(findings.length === 0 ? [] : events.map(({ ref }, index) => [ref, index]));
    return {
      ...summary,
      findings: sessionFindings(findings, originOf, (ref) => places.get(ref) ?? -1),
      moments: events.map(({ ref }) => telling.momentOf(all[ref] as E)),
    };
  });
}
