import type { Capture, CapturedRequest } from '../../capture/capture.ts';
import { seenResponse } from '../../capture/response.ts';
import type { CaptureForm } from '../../model/capture-facts.ts';
import { isObject, type JsonObject, type JsonValue, parsePointer } from '../../model/json.ts';
import { withoutRedacted } from '../../model/redacted.ts';
import type { ExplainedSession, SessionMoment } from '../../model/session.ts';
import { eventOf, followAll, type SessionEvent } from '../../session/index.ts';
import { sessionFindings } from '../shared/session-findings.ts';

/** The forms that record what was sent, in order. Collections and single commands are examples, and no session. */
const RECORDINGS: ReadonlySet<CaptureForm> = new Set([
  'har',
  'har-entry',
  'charles',
  'json',
  'ndjson',
  'result',
  'text',
]);

/** Why no event can have arrived: it did not leave the machine, or the connection was refused. */
const NEVER_ARRIVED: ReadonlySet<string> = new Set([
  'blocked',
  'blocked-by-client',
  'connection',
  'dns',
  'mixed-content',
  'offline',
  'proxy',
  'tls',
]);

interface Sent {
  request: CapturedRequest;
  event: SessionEvent;
  moment: SessionMoment;
}

/** The sessions of a recording, each with what it counts and what spoils it; none where the form records no session. */
export function sessionsIn({ form, requests }: Capture): ExplainedSession[] {
  // A list of bodies is a log; a single one is an example.
  if (!RECORDINGS.has(form) && !(form === 'body' && requests.length > 1)) return [];
  const single: Sent[] = [];
  const batches: Sent[][] = [];
  for (const request of requests) {
    if (!mayCount(request)) continue;
    const value = request.body && withoutRedacted(request.body.value).value;
    if (Array.isArray(value)) batches.push(batchOf(request, value));
    else if (request.kind !== 'batch') single.push(...sentOf(request, value));
  }
  return [
    ...explained(single, false),
    ...batches.flatMap((batch) => explained(batch, batch[0]?.request.kind === 'batch')),
  ];
}

/** Requests that were refused, or never arrived, are in no session; a 404 or 410 tells that the session was closed. */
function mayCount({ response, kind }: CapturedRequest): boolean {
  if (response?.kind === 'none') return !NEVER_ARRIVED.has(response.reason);
  const status = seenResponse(response)?.status ?? 200;
  return status < 400 || (kind === 'event' && (status === 404 || status === 410));
}

/** The events of a batch were sent at once, after all of them: when says nothing about each. */
function batchOf(request: CapturedRequest, bodies: readonly JsonValue[]): Sent[] {
  const { startedAt: _sent, answeredAt: _answered, ...untimed } = request;
  return bodies.flatMap((body, index) => (isObject(body) ? [sent(untimed, body, [index])] : []));
}

/** A start counts even if its body is not known. */
function sentOf(request: CapturedRequest, value: JsonValue | undefined): Sent[] {
  if (isObject(value) && typeof value['eventType'] === 'string') return [sent(request, value, [])];
  return request.kind === 'session' ? [sent(request, { eventType: 'sessionStart' }, [])] : [];
}

function sent(request: CapturedRequest, body: JsonObject, path: readonly number[]): Sent {
  const { sessionId, startedAt, answeredAt, response } = request;
  const status = seenResponse(response)?.status;
  const event = {
    ...eventOf(body, 0),
    ...(sessionId !== undefined && { sessionId }),
    ...(startedAt !== undefined && { sentAt: startedAt }),
    ...(answeredAt !== undefined && { answeredAt }),
    ...(status !== undefined && { status }),
  };
  const { eventType, ts, playhead } = event;
  const known = {
    ...(ts !== undefined && { ts }),
    ...(playhead !== undefined && { playhead }),
    ...(status !== undefined && { status }),
  };
  // Where the request stands is known; to look into each body would take longer than all the rest.
  const origin = (path.length > 0 && request.body?.originOf(path)) || request.origin;
  const moment = { eventType, ...known, origin, label: nameOf(request) };
  return { request, event, moment };
}

/** What the capture calls the request: `entry 3`, `line 12`. */
function nameOf({ label }: CapturedRequest): string {
  return label.split(':', 1)[0] ?? label;
}

function explained(all: readonly Sent[], downloaded: boolean): ExplainedSession[] {
  all.forEach(({ event }, index) => {
    event.ref = index;
  });
  const followed = followAll(
    all.map(({ event }) => event),
    { downloaded },
  );
  return followed.map(({ summary, events }) => {
    const { findings, ...rest } = summary;
    const originOf = (ref: number, path: string) => {
      const { request, moment } = all[ref] as Sent;
      return request.body?.originOf(parsePointer(path)) ?? moment.origin;
    };
    const places = new Map(events.map(({ ref }, index) => [ref, index]));
    return {
      ...rest,
      findings: sessionFindings(findings, originOf, (ref) => places.get(ref) ?? -1),
      moments: events.map(({ ref }) => (all[ref] as Sent).moment),
    };
  });
}
