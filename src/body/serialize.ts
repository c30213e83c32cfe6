import type { JsonObject } from '../model/json.ts';

/** The exact bytes of a body as they are sent: compact JSON in UTF-8. */
export function bodyBytes(body: JsonObject): Uint8Array {
  return Buffer.from(JSON.stringify(body), 'utf8');
}
