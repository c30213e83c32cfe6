import { asObject, asText, type JsonObject } from '../model/json.ts';
import { numberOf } from './content.ts';
import type { SessionEvent } from './event.ts';

/** The event that a body is; `ref` is the caller's number for it. */
export function eventOf(body: JsonObject, ref: number): SessionEvent {
  const { ts: time, playhead: position } = asObject(body['playerTime']);
  const [ts, playhead] = [numberOf(time), numberOf(position)];
  return {
    eventType: asText(body['eventType']),
    ...(ts !== undefined && { ts }),
    ...(playhead !== undefined && { playhead }),
    params: asObject(body['params']),
    qoeData: asObject(body['qoeData']),
    ref,
  };
}
