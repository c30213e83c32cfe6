import { asText, type JsonValue } from './json.ts';

/** Content types whose stream has no beginning. */
const LIVE: ReadonlySet<string> = new Set(['live', 'linear']);

/** Seconds of a day. */
const DAY_S = 86_400;

/** Whether a `media.contentType` means a live stream. */
export function isLiveType(contentType: JsonValue | undefined): boolean {
  return LIVE.has(asText(contentType).toLowerCase());
}

/**
 * The playhead of a live stream at a time in milliseconds since the epoch: the whole second of the UTC day.
 * Source: AdobeDocs/media-analytics.en, mc-api-sessions-req.md.
 */
export function secondOfDay(time: number): number {
  return Math.floor(time / 1000) % DAY_S;
}
