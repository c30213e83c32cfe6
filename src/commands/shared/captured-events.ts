import type { Capture, CapturedRequest } from '../../capture/capture.ts';
import { seenResponse } from '../../capture/response.ts';
import type { CaptureForm } from '../../model/capture-facts.ts';
import { isObject, type JsonObject, type JsonValue, type Path } from '../../model/json.ts';
import type { Origin } from '../../model/origin.ts';
import { withoutRedacted } from '../../model/redacted.ts';
import type { SessionMoment } from '../../model/session.ts';
import { eventOf, type SessionEvent } from '../../session/index.ts';

/** The forms that record what was sent, in order. Collections and single commands are examples, and no session. */
const RECORDINGS: ReadonlySet<CaptureForm> = new Set([
  'har',
  'har-entry',
  'charles',
  'json',
  'ndjson',
  'newman',
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

/** An event, the request that sent it, and where in a batch it stood. Its ref is its place among those that are followed together. */
export interface CapturedEvent {
  request: CapturedRequest;
  event: SessionEvent;
  index?: number;
}

/** The events of a recording: those sent one by one, and those of each batch. */
interface CapturedEvents {
  single: CapturedEvent[];
  batches: { events: CapturedEvent[]; downloaded: boolean }[];
}

/** The events of a recording in the order of the capture; none where the form records no session. */
export function eventsIn({ form, requests }: Capture): CapturedEvents {
  const found: CapturedEvents = { single: [], batches: [] };
  // A list of bodies is a log; a single one is an example.
  if (!RECORDINGS.has(form) && !(form === 'body' && requests.length > 1)) return found;
  for (const request of requests) {
    if (!mayCount(request)) continue;
    const value = request.body && withoutRedacted(request.body.value).value;
    if (Array.isArray(value))
      found.batches.push({ events: batchOf(request, value), downloaded: request.kind === 'batch' });
    else if (request.kind !== 'batch') {
      const body = bodyOf(request, value);
      if (body) found.single.push({ request, event: sentEvent(request, body, found.single.length) });
    }
  }
  return found;
}

/** The body of an event, without what a report had hidden. */
export function capturedBody({ request, index }: CapturedEvent): JsonObject {
  const value = request.body && withoutRedacted(request.body.value).value;
  const body = index === undefined || !Array.isArray(value) ? value : value[index];
  return isObject(body) ? body : {};
}

/** Where the value at a path of the body of an event stands. */
export function capturedOrigin({ request, index }: CapturedEvent, path: Path): Origin {
  return request.body?.originOf(index === undefined ? path : [index, ...path]) ?? request.origin;
}

/** Requests that were refused, or never arrived, are in no session; a 404 or 410 tells that the session was closed. */
function mayCount({ response, kind }: CapturedRequest): boolean {
  if (response?.kind === 'none') return !NEVER_ARRIVED.has(response.reason);
  const status = seenResponse(response)?.status ?? 200;
  return status < 400 || (kind === 'event' && (status === 404 || status === 410));
}

/** The events of a batch were sent at once, after all of them: when says nothing about each. */
function batchOf(request: CapturedRequest, bodies: readonly JsonValue[]): CapturedEvent[] {
  const { startedAt: _sent, answeredAt: _answered, ...untimed } = request;
  const batch: CapturedEvent[] = [];
  for (const [index, body] of bodies.entries()) {
    if (isObject(body)) batch.push({ request, event: sentEvent(untimed, body, batch.length), index });
  }
  return batch;
}

/** A start counts even if its body is not known. */
function bodyOf(request: CapturedRequest, value: JsonValue | undefined): JsonObject | undefined {
  if (isObject(value) && typeof value['eventType'] === 'string') return value;
  return request.kind === 'session' ? { eventType: 'sessionStart' } : undefined;
}

function sentEvent(request: CapturedRequest, body: JsonObject, ref: number): SessionEvent {
  const { sessionId, startedAt, answeredAt, response } = request;
  return eventOf(body, ref, {
    sessionId,
    sentAt: startedAt,
    answeredAt,
    status: seenResponse(response)?.status,
  });
}

/** What is told of an event. Where its request stands is known; to look into each body would take longer than all the rest. */
export function momentOf({ request, event, index }: CapturedEvent): SessionMoment {
  const { eventType, ts, playhead, status } = event;
  const origin = (index !== undefined && request.body?.originOf([index])) || request.origin;
  return { eventType, ts, playhead, status, origin, label: nameOf(request) };
}

/** What the capture calls the request: `entry 3`, `line 12`. */
function nameOf({ label }: CapturedRequest): string {
  const end = label.indexOf(':');
  return end < 0 ? label : label.slice(0, end);
}
