import { sayFailedExpectation } from '../messages/index.ts';
import type { MetExpectation, PlayedEvent, PlayedSession } from '../model/play-result.ts';
import type { PlayResult } from '../model/result.ts';
import { errorPart } from './error-part.ts';
import { sessionsPart } from './session-document.ts';

/** What the document of `--json` says of a play. Times are milliseconds, playheads seconds. */
export function playPart(result: PlayResult): object {
  const { list, scenario, mode, endpoint, sandbox = false, events, started, expectations } = result;
  if (list) return { scenarios: list };
  return {
    ...(scenario && { scenario: { ...scenario, mode, endpoint: endpoint ?? null, sandbox } }),
    ...(events && { events: events.map(eventPart) }),
    ...sessionsPart(result.sessions),
    ...(started && { started: started.map(startedPart) }),
    ...(expectations && { expectations: expectations.map(expectationPart) }),
  };
}

function eventPart(event: PlayedEvent): object {
  const { session, at, eventType, ts, playhead, label, origin, wanted, added, result, lateMs } = event;
  const { exchange, error, sent = 'no' } = result ?? {};
  const answer = exchange?.kind === 'answer' ? exchange : undefined;
  return {
    ...{ session, at, eventType, ts, playhead, label, origin, expected: wanted, sent },
    status: answer?.status ?? null,
    ...(exchange && { timings: exchange.timings }),
    ...(lateMs !== undefined && { late: lateMs }),
    ...(added !== undefined && { added }),
    error: errorPart(error),
  };
}

function startedPart({ session, state, reportSuite, contentId, endWith }: PlayedSession): object {
  const places = { reportSuite: reportSuite ?? null, contentId: contentId ?? null, endWith: endWith ?? null };
  return { id: session.id, url: session.url, state, ...places };
}

function expectationPart({ session, about, failed }: MetExpectation): object {
  return {
    session,
    about,
    met: failed === undefined,
    ...(failed && { message: sayFailedExpectation(failed).message }),
  };
}
