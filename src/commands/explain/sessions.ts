import type { Capture } from '../../capture/capture.ts';
import { seenResponse } from '../../capture/response.ts';
import type { ExplainedSession, SessionMoment, Uncounted } from '../../model/session.ts';
import { capturedOrigin, eventsIn, momentOf } from '../shared/captured-events.ts';
import { explainedSessions } from '../shared/explained-sessions.ts';

const TELLING = { momentOf, originOf: capturedOrigin };

/** The sessions of a recording, each with what it counts and what spoils it; none where the form records no session. */
export function sessionsIn(capture: Capture): ExplainedSession[] {
  const { single, batches } = eventsIn(capture);
  const isRefused = startsRefused(capture);
  return [
    ...explainedSessions(single, false, TELLING),
    ...batches.flatMap(({ events, downloaded }) => explainedSessions(events, downloaded, TELLING)),
  ].map((session) => {
    const uncounted = whyUncounted(session, isRefused);
    return uncounted ? { ...session, uncounted } : session;
  });
}

/** Whether a capture holds starts, all of which the server refused. */
function startsRefused({ requests }: Capture): boolean {
  const answers = requests
    .filter(({ kind }) => kind === 'session')
    .map(({ response }) => seenResponse(response)?.status);
  return answers.length > 0 && answers.every((status) => status !== undefined && status >= 400);
}

function whyUncounted(
  { id, content, moments }: ExplainedSession,
  areStartsRefused: boolean,
): Uncounted | undefined {
  // Events with an ID may belong to a start before the capture.
  if (!content && id === null && areStartsRefused) return 'start-refused';
  const isRefused = ({ status }: SessionMoment): boolean => status !== undefined && status >= 400;
  return moments.length > 0 && moments.every(isRefused) ? 'none-accepted' : undefined;
}
