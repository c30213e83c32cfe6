import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EVENT_TYPES } from '../model/event-types.ts';
import type { JsonObject } from '../model/json.ts';

/** The events that a session which is there may be sent: all but the one that starts it. */
export const SENDABLE_TYPES: readonly string[] = EVENT_TYPES.filter((type) => type !== 'sessionStart');

/** A file for each event type; the build puts them beside the program. */
const DIRECTORY = join(import.meta.dirname, 'schemas');

const schemas = new Map<string, JsonObject>();

/**
 * The bundled schema of an event type; the caller must not change it. The schemas have the form in which the API
 * publishes its own (`GET /api/v1/schemas/{eventType}`); the facts are from AdobeDocs/media-analytics.en
 * (mc-api-req-params.md, mc-api-validate-reqs.md) and AdobeDocs/analytics-collection-apis (parameters.md). Where pages
 * disagree the schema is the lenient one, and plausibility warns.
 */
export function bundledSchema(eventType: string): JsonObject | undefined {
  const known = schemas.get(eventType);
  if (known || !EVENT_TYPES.includes(eventType)) return known;
  const schema = JSON.parse(readFileSync(join(DIRECTORY, `${eventType}.json`), 'utf8')) as JsonObject;
  schemas.set(eventType, schema);
  return schema;
}
