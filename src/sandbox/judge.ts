import { isUtf8 } from 'node:buffer';
import { readBodyText } from '../capture/body-text.ts';
import type { Finding } from '../model/finding.ts';
import { asObject, isObject, type JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { firstBadUtf8 } from '../parse/malformed.ts';
import { checkBatch } from '../rules/check-batch.ts';
import { checkEvent } from '../rules/check-event.ts';
import type { Received } from './response.ts';

/** What a body says, and what is wrong with it. */
export interface JudgedBody {
  /** The value that was read, even if the API would not read it; undefined: none. */
  value?: JsonValue;
  eventType?: string;
  /** Seconds. */
  playhead?: number;
  findings: Finding[];
}

/** Where nothing has lines and columns: the reader sees the request itself. */
const BODY: Origin = { kind: 'request', name: 'request' };

/** Longer names of events are cut. */
const MOST_CHARACTERS = 100;

type Judged = Pick<Received, 'kind' | 'body' | 'time' | 'ahead' | 'notes' | 'status'>;

/** All that can be said of a request by itself. */
export function judgeBody({ kind, body, time, ahead = 0, notes, status }: Judged): JudgedBody {
  // Of a body that is not all there, nothing can be said but that.
  const isPart = notes.some(({ code }) => code === 'sandbox-body' || code === 'sandbox-connection');
  if (kind === undefined || isPart) return { findings: [] };
  if (body.length === 0)
    return { findings: [{ code: 'capture-incomplete', severity: 'error', args: { reason: 'none-sent' } }] };
  const offset = isUtf8(body) ? -1 : firstBadUtf8(body);
  if (offset >= 0)
    return { findings: [{ code: 'sandbox-body', severity: 'error', args: { problem: 'encoding', offset } }] };
  const { body: read, bodyProblem = [] } = readBodyText(textOf(body), BODY);
  const problems = bodyProblem.map(({ origin: _none, ...finding }): Finding => finding as Finding);
  const value = read?.value;
  if (value === undefined) return { findings: problems };
  const findings = rulesFor(kind, value, time - ahead).map((one) => (status === 400 ? asReason(one) : one));
  return { value, ...eventOf(value), findings: [...problems, ...findings] };
}

/** Of two of Adobe's pages, one needs this param: in a batch that was refused, it is what is wrong. */
function asReason(finding: Finding): Finding {
  return finding.code === 'downloaded-batch' ? { ...finding, severity: 'error' } : finding;
}

/** A body as text; what is not UTF-8 is shown as such. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The value of a body as it is shown: its text where it is no JSON. */
export function shownBody(bytes: Uint8Array): JsonValue {
  if (bytes.length === 0) return null;
  const text = textOf(bytes);
  const { body, bodyProblem = [] } = readBodyText(text, BODY);
  return body === undefined || bodyProblem.length > 0 ? text : body.value;
}

function rulesFor(kind: NonNullable<Received['kind']>, value: JsonValue, now: number): Finding[] {
  const rules = { originOf: () => undefined, now, recorded: true };
  if (Array.isArray(value) && kind !== 'event')
    return checkBatch(value, { ...rules, batch: kind === 'batch' ? 'downloaded' : 'sessions' });
  const eventType = isObject(value) ? value['eventType'] : undefined;
  const misplaced = placeOf(kind, eventType);
  if (misplaced) return [misplaced];
  const only = kind === 'session' ? { eventType: 'sessionStart' } : {};
  return checkEvent(value, { ...rules, ...only, online: true });
}

/** An event that belongs to another path of the API. */
function placeOf(kind: NonNullable<Received['kind']>, eventType: JsonValue | undefined): Finding | undefined {
  if (typeof eventType !== 'string') {
    if (kind !== 'batch') return undefined;
    return { code: 'batch-form', severity: 'error', args: { kind: 'not-a-list' } };
  }
  const belongs = kind === 'batch' ? 'batch' : eventType === 'sessionStart' ? 'session' : 'event';
  if (kind === belongs && kind !== 'batch') return undefined;
  return { code: 'request-path', severity: 'error', evidence: 'input', args: { eventType, belongs } };
}

/** Of a batch, the first of its events. */
function eventOf(value: JsonValue): Pick<JudgedBody, 'eventType' | 'playhead'> {
  const { eventType, playerTime } = asObject(Array.isArray(value) ? value[0] : value);
  const { playhead } = asObject(playerTime);
  return {
    ...(typeof eventType === 'string' && { eventType: eventType.slice(0, MOST_CHARACTERS) }),
    ...(typeof playhead === 'number' && { playhead }),
  };
}
