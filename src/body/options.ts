import type { Finding } from '../model/finding.ts';
import type { JsonObject } from '../model/json.ts';
import type { JsonDocument } from '../parse/parse-json.ts';

/** A body as given: a whole request body, or only its params. */
export interface GivenBody {
  document: Pick<JsonDocument, 'locate'>;
  value: JsonObject;
  whole: boolean;
  /** What is worth telling about where it was read from. */
  notes?: Finding[];
}

/** What the command line says about the body, as text. */
export interface BodyOptions {
  /** File name, or `-` for standard input. */
  body: string | undefined;
  /** A capture to take the body from, instead of `body`. */
  from: string | undefined;
  /** What `body` or `from` holds, where it has been read already. */
  given?: GivenBody | undefined;
  /** Text per param key, from the flags made of the schema; booleans come as `true` or `false`. */
  paramFlags: Record<string, string>;
  param: string[];
  paramJson: string[];
  custom: string[];
  qoe: string[];
  playhead: string | undefined;
  ts: string | undefined;
  smoke: boolean;
  /** Send a whole body as it is: fill in nothing from settings or defaults. */
  asGiven: boolean;
}

/** Whether an object is a request body and not a flat set of params: it has one of a body's own keys. */
export function isWholeBody(value: JsonObject): boolean {
  return ['eventType', 'playerTime', 'params', 'customMetadata', 'qoeData'].some((key) =>
    Object.hasOwn(value, key),
  );
}
