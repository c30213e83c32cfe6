import type { JsonObject } from '../model/json.ts';
import adBreakComplete from './schemas/adBreakComplete.json' with { type: 'json' };
import adBreakStart from './schemas/adBreakStart.json' with { type: 'json' };
import adComplete from './schemas/adComplete.json' with { type: 'json' };
import adSkip from './schemas/adSkip.json' with { type: 'json' };
import adStart from './schemas/adStart.json' with { type: 'json' };
import bitrateChange from './schemas/bitrateChange.json' with { type: 'json' };
import bufferStart from './schemas/bufferStart.json' with { type: 'json' };
import chapterComplete from './schemas/chapterComplete.json' with { type: 'json' };
import chapterSkip from './schemas/chapterSkip.json' with { type: 'json' };
import chapterStart from './schemas/chapterStart.json' with { type: 'json' };
import error from './schemas/error.json' with { type: 'json' };
import pauseStart from './schemas/pauseStart.json' with { type: 'json' };
import ping from './schemas/ping.json' with { type: 'json' };
import play from './schemas/play.json' with { type: 'json' };
import sessionComplete from './schemas/sessionComplete.json' with { type: 'json' };
import sessionEnd from './schemas/sessionEnd.json' with { type: 'json' };
import sessionStart from './schemas/sessionStart.json' with { type: 'json' };
import stateEnd from './schemas/stateEnd.json' with { type: 'json' };
import stateStart from './schemas/stateStart.json' with { type: 'json' };
import statesUpdate from './schemas/statesUpdate.json' with { type: 'json' };

/**
 * The bundled schemas by event type, sessionStart first. They have the form in which the API publishes its own
 * (`GET /api/v1/schemas/{eventType}`); the facts are from AdobeDocs/media-analytics.en (mc-api-req-params.md,
 * mc-api-validate-reqs.md) and AdobeDocs/analytics-collection-apis (parameters.md). Where pages disagree the
 * schema is the lenient one, and plausibility warns. `statesUpdate` is on one page only.
 */
const SCHEMAS: ReadonlyMap<string, JsonObject> = new Map<string, JsonObject>([
  ['sessionStart', sessionStart],
  ['play', play],
  ['ping', ping],
  ['bufferStart', bufferStart],
  ['pauseStart', pauseStart],
  ['sessionComplete', sessionComplete],
  ['sessionEnd', sessionEnd],
  ['bitrateChange', bitrateChange],
  ['error', error],
  ['adBreakStart', adBreakStart],
  ['adBreakComplete', adBreakComplete],
  ['adStart', adStart],
  ['adComplete', adComplete],
  ['adSkip', adSkip],
  ['chapterStart', chapterStart],
  ['chapterComplete', chapterComplete],
  ['chapterSkip', chapterSkip],
  ['stateStart', stateStart],
  ['stateEnd', stateEnd],
  ['statesUpdate', statesUpdate],
]);

/** Every event type of the API, sessionStart first. */
export const EVENT_TYPES: readonly string[] = [...SCHEMAS.keys()];

/** The events that a session which is there may be sent: all but the one that starts it. */
export const SENDABLE_TYPES: readonly string[] = EVENT_TYPES.filter((type) => type !== 'sessionStart');

/** The bundled schema of an event type; the caller must not change it. */
export function bundledSchema(eventType: string): JsonObject | undefined {
  return SCHEMAS.get(eventType);
}
