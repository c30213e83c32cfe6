import { asText, isObject, type JsonValue } from './json.ts';

/** Params that stand alone, which people take for a body. */
const PARAM = /^(?:media|analytics|visitor)\.\w/;

/** Whether a value is a body of this API, params alone, or a batch of bodies, by the keys that only they have. */
export function looksLikeBody(value: JsonValue): boolean {
  if (Array.isArray(value))
    return value.length > 0 && value.some((each) => isObject(each) && looksLikeBody(each));
  if (!isObject(value) || 'xdm' in value) return false;
  if ('playerTime' in value || 'params' in value) return true;
  // An event of the Media Edge API; with the keys of this one it is a mistake in the name.
  if (/^media\./.test(asText(value['eventType']))) return false;
  if ('eventType' in value) return true;
  return Object.keys(value).some((key) => PARAM.test(key));
}
