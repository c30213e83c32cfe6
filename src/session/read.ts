import { asText, isObject, type JsonObject } from '../model/json.ts';
import { numberOf } from './content.ts';
import type { SessionEvent } from './event.ts';

/** What is known of an event besides its body. */
type Sending = Pick<SessionEvent, 'sessionId' | 'sentAt' | 'answeredAt' | 'status'>;

/** The event that a body is; `ref` is the caller's number for it. Made at once, since there may be very many. */
export function eventOf(body: JsonObject, ref: number, sending: Sending = {}): SessionEvent {
  const { eventType, playerTime, params, qoeData } = body;
  const { sessionId, sentAt, answeredAt, status } = sending;
  const time = isObject(playerTime) ? playerTime : {};
  return {
    eventType: asText(eventType),
    ts: numberOf(time['ts']),
    playhead: numberOf(time['playhead']),
    params: isObject(params) ? params : undefined,
    qoeData: isObject(qoeData) ? qoeData : undefined,
    sessionId,
    sentAt,
    answeredAt,
    status,
    ref,
  };
}
