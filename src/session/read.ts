import { asText, isObject, type JsonObject } from '../model/json.ts';
import { numberOf } from './content.ts';
import type { SessionEvent } from './event.ts';

/** The event that a body is; `ref` is the caller's number for it. */
export function eventOf(body: JsonObject, ref: number): SessionEvent {
  const { eventType, playerTime, params, qoeData } = body;
  const event: SessionEvent = { eventType: asText(eventType), ref };
  const ts = isObject(playerTime) ? numberOf(playerTime['ts']) : undefined;
  const playhead = isObject(playerTime) ? numberOf(playerTime['playhead']) : undefined;
  if (ts !== undefined) event.ts = ts;
  if (playhead !== undefined) event.playhead = playhead;
  if (isObject(params)) event.params = params;
  if (isObject(qoeData)) event.qoeData = qoeData;
  return event;
}
