import { EVENT_TYPES } from './event-types.ts';
import { asText, isObject, type JsonValue } from './json.ts';

/** Params that stand alone, which people take for a body. */
const PARAM = /^(?:media|analytics|visitor)\.\w/;

const BODY_KEY = /^(?:eventType|playerTime|params|customMetadata|qoeData)$/i;
const isBodyKey = (key: string): boolean => BODY_KEY.test(key);

/** Whether a value is a body of this API, params alone, or a batch of bodies, by the keys that only they have. */
export function looksLikeBody(value: JsonValue): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.some((each) => isObject(each) && looksLikeBody(each));
  if (!isObject(value) || 'xdm' in value) return false;
  if ('playerTime' in value || 'params' in value) return true;
  // An event of the Media Edge API; with the keys of this one it is a mistake in the name.
  if (/^media\./.test(asText(value['eventType']))) return false;
  // Other programs name a type of event, too.
  if ('eventType' in value)
    return EVENT_TYPES.includes(asText(value['eventType'])) || Object.keys(value).every(isBodyKey);
  return Object.keys(value).some((key) => PARAM.test(key));
}
