import type { RequestBody } from '../model/result.ts';

/** The exact bytes of a body as they are sent: compact JSON in UTF-8. */
export function bodyBytes(body: RequestBody): Uint8Array {
  return Buffer.from(JSON.stringify(body), 'utf8');
}
