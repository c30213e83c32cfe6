import { EVENT_TYPES } from './event-types.ts';
import { asText, isObject, type JsonValue } from './json.ts';

/** Params that stand alone, which people take for a body. */
const PARAM = /^(?:media|analytics|visitor)\.\w/;

const BODY_KEY = /^(?:eventType|playerTime|params|customMetadata|qoeData)$/i;
const isBodyKey = (key: string): boolean => BODY_KEY.test(key);

/** Keys that only configurations of Adobe's SDKs have: ADBMobileConfig.json, and what Launch writes for the mobile SDKs. */
const CONFIG_KEYS = [
  'appMeasurementRSID',
  'marketingCloudOrgId',
  'mediaHeartbeat',
  'marketingCloud',
  'experienceCloud.org',
  'media.collectionServer',
  'media.trackingServer',
  'analytics.rsids',
  'analytics.server',
];

/** What is played, which no configuration says. */
const CONTENT_KEYS = ['media.id', 'media.name', 'media.length', 'media.contentType'];

/** Whether a document configures an SDK. Some of its keys may be those of params. */
export function isSdkConfig(value: JsonValue): boolean {
  if (!isObject(value) || CONTENT_KEYS.some((key) => key in value)) return false;
  return CONFIG_KEYS.some((key) => key in value);
}

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
  return Object.keys(value).some((key) => PARAM.test(key)) && !isSdkConfig(value);
}
