import type { Capture } from '../../capture/capture.ts';
import type { ExplainedSession } from '../../model/session.ts';
import { capturedOrigin, eventsIn, momentOf } from '../shared/captured-events.ts';
import { explainedSessions } from '../shared/explained-sessions.ts';

const TELLING = { momentOf, originOf: capturedOrigin };

/** The sessions of a recording, each with what it counts and what spoils it; none where the form records no session. */
export function sessionsIn(capture: Capture): ExplainedSession[] {
  const { single, batches } = eventsIn(capture);
  return [
    ...explainedSessions(single, false, TELLING),
    ...batches.flatMap(({ events, downloaded }) => explainedSessions(events, downloaded, TELLING)),
  ];
}
