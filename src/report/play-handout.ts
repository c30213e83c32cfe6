import type { CaptureVerdict } from '../model/capture-verdict.ts';
import type {
  ExplainedRequest,
  ExplainResult,
  PlayedEvent,
  PlayResult,
  ProfilesResult,
} from '../model/result.ts';

/** A play as what a recording of it would be, for the reports that show requests and sessions. */
export function recordedPlay(result: PlayResult): ExplainResult {
  const { events = [], sessions, sent, findings, error, ignored } = result;
  return {
    command: 'explain',
    ...{ sent, findings },
    ...(error && { error }),
    ...(ignored && { ignored }),
    explained: events.flatMap((event) => (event.result ? requestOf(event, event.result) : [])),
    ...(sessions && { sessions }),
  };
}

/** The plays of several profiles as one recording. */
export function recordedPlays({ runs, sent, findings, error, ignored }: ProfilesResult): ExplainResult {
  const recorded = runs.flatMap(({ profile, result }) =>
    result.command === 'play' ? [{ profile, ...recordedPlay(result) }] : [],
  );
  return {
    command: 'explain',
    ...{ sent, findings: [...findings, ...recorded.flatMap((one) => one.findings)] },
    ...(error && { error }),
    ...(ignored && { ignored }),
    explained: recorded.flatMap(({ profile, explained = [] }) =>
      explained.map((one) => ({ ...one, label: `${profile}, ${one.label}` })),
    ),
    sessions: recorded.flatMap(({ sessions = [] }) => sessions),
  };
}

function requestOf(
  { at, eventType, label, origin }: PlayedEvent,
  { command, exchange, request, findings, error }: NonNullable<PlayedEvent['result']>,
): ExplainedRequest {
  const status = exchange?.kind === 'answer' ? exchange.status : undefined;
  return {
    label: `${label}: ${(at / 1000).toFixed(3)} s ${eventType}`,
    kind: command === 'start' ? 'session' : command === 'downloaded' ? 'batch' : 'event',
    origin,
    ...(request?.body && { body: request.body }),
    verdict: verdictOf(error !== undefined, status),
    ...(status !== undefined && { status }),
    ...(error && { error }),
    findings,
  };
}

function verdictOf(failed: boolean, status: number | undefined): CaptureVerdict {
  if (!failed) return { state: 'valid' };
  return status === undefined ? { state: 'no-response' } : { state: 'refused', status };
}
