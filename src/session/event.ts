import type { JsonObject } from '../model/json.ts';

/** One event of a session, from whatever source. */
export interface SessionEvent {
  eventType: string;
  /** `playerTime.ts` in milliseconds since the epoch; missing where the body has none. */
  ts?: number | undefined;
  /** `playerTime.playhead` in seconds. */
  playhead?: number | undefined;
  params?: JsonObject | undefined;
  qoeData?: JsonObject | undefined;
  /** Session ID from the path of an event, or from the Location of a 201. */
  sessionId?: string | undefined;
  /** When the request was sent and its response came, in milliseconds since the epoch. */
  sentAt?: number | undefined;
  answeredAt?: number | undefined;
  /** Status of the response. */
  status?: number | undefined;
  /** The caller's number for the request: an index, a line. */
  ref: number;
}

/** What is remembered of an event: enough to measure from it and to point at it. */
export interface Moment {
  ref: number;
  type: string;
  /** Milliseconds; never before the moment that precedes it in the sorted session. */
  t: number;
  /** Playhead in seconds; the last known one where the event has none. */
  p: number;
}

/** Anything with a ref. */
export type At = Pick<Moment, 'ref'>;

/** Events that each say what the player does from then on. */
export const PLAYBACK_EVENTS: readonly string[] = ['play', 'pauseStart', 'bufferStart'];

/** Whether the server was recorded to have accepted an event. */
export function isAccepted({ status }: SessionEvent): boolean {
  return status !== undefined && status >= 200 && status < 300;
}
