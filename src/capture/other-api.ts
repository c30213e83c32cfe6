import { isSdkConfig } from '../model/body-keys.ts';
import type { OtherApi } from '../model/capture-facts.ts';
import { asObject, asText, isObject, type JsonValue } from '../model/json.ts';
import type { Address } from './address.ts';
import { apiPath } from './address.ts';
import type { OtherTraffic } from './capture.ts';

interface Seen extends Pick<Address, 'host' | 'path' | 'query'> {
  method: string;
}

/**
 * The APIs that this one is taken for, by what a request line shows of them. Where a customer's own domain stands in for Adobe's
 * host, only the path tells. Sources: AdobeDocs/data-collection-apis; Adobe-Marketing-Cloud/media-sdks, issues 9 and 11.
 */
const APIS: readonly [api: OtherApi, is: (seen: Seen) => boolean][] = [
  ['preflight', (seen) => seen.method === 'OPTIONS' && apiPath(seen) !== undefined],
  ['tunnel', ({ method, host }) => method === 'CONNECT' && /(?:^|\.)hb-api\.omtrdc\.net$/.test(host)],
  ['schema', ({ path }) => /\/api\/[^/]+\/schemas\//.test(path)],
  ['media-edge', ({ path }) => /\/va\/v\d+\//.test(path)],
  ['edge-interact', ({ path }) => /\/v\d+\/(?:interact|collect)$/.test(path)],
  [
    'heartbeat',
    ({ host, query }) => /(?:^|\.)hb\.omtrdc\.net$/.test(host) || /[?&]s:event:type=/.test(query),
  ],
  ['analytics', ({ path }) => /^\/b\/ss\//.test(path)],
  ['wrong-path', ({ host }) => /(?:^|\.)hb-api\.omtrdc\.net$/.test(host)],
];

/** Every URL that one of the APIs, or this one, may recognise holds one of these: others need not be taken apart. */
const MARKS = /\/api\/|\/va\/|\/b\/ss\/|\/interact|\/collect|omtrdc\.net|s:event:type=/i;

/** Whether a URL may belong to this API or to one that it is taken for. */
export function mayBeKnown(url: string): boolean {
  return MARKS.test(url);
}

/** Which other API a request belongs to; undefined for one that has nothing to do with media tracking. */
export function otherApi(address: Address, method: string): OtherApi | undefined {
  return APIS.find(([, is]) => is({ ...address, method }))?.[0];
}

/** The documents that people bring for a body, by what stands at their root. */
const DOCUMENTS: readonly [api: OtherApi, is: (value: JsonValue) => boolean][] = [
  ['media-edge', (value) => isXdm(value)],
  // What the Edge Network responds with.
  [
    'media-edge',
    (value) => isObject(value) && JSON.stringify(value['handle'] ?? '').includes('"media-analytics:'),
  ],
  ['edge-error', (value) => isObject(value) && /va-edge|aep-?edge/i.test(asText(value['type']))],
  ['assurance', (value) => isAssurance(value)],
  [
    'postman-environment',
    (value) => isObject(value) && Array.isArray(value['values']) && '_postman_variable_scope' in value,
  ],
  ['sdk-config', (value) => isSdkConfig(value)],
];

/** What a JSON document is that is no body of this API. */
export function otherDocument(value: JsonValue): Pick<OtherTraffic, 'api' | 'keys' | 'details'> {
  const api = DOCUMENTS.find(([, is]) => is(value))?.[0] ?? 'unknown-json';
  const details = edgeDetails(value);
  return {
    api,
    ...(api === 'unknown-json' && isObject(value) && { keys: Object.keys(value).slice(0, 12) }),
    ...(details.length > 0 && { details }),
  };
}

/** What code, logs and pages hold that belong to another API. */
const TEXTS: readonly [api: OtherApi, sign: RegExp][] = [
  ['assurance', /com\.adobe\.griffon|\bACPExtensionEvent/],
  ['media-edge', /\bmediaCollection\b|\/va\/v\d+\/|\bcreateMediaSession\b/],
  ['heartbeat', /\bs:event:type=|\/\/[\w.-]{1,200}\.hb\.omtrdc\.net\b/],
  ['analytics', /\/\/[\w.-]{1,200}\/b\/ss\//],
];

/** Which other API a text is about that holds no request to this one; undefined when it is about none. */
export function otherText(text: string): OtherApi | undefined {
  return TEXTS.find(([, sign]) => sign.test(text))?.[0];
}

/** `{"events":[{"xdm":{"eventType":"media.sessionStart",…}}]}`, one such event, or the XDM object itself. */
function isXdm(value: JsonValue): boolean {
  const events = asObject(value)['events'] ?? value;
  const [event = value] = Array.isArray(events) ? events : [events];
  const xdm = asObject(asObject(event)['xdm'] ?? event);
  return 'mediaCollection' in xdm || /^media\./.test(asText(xdm['eventType']));
}

function isAssurance(value: JsonValue): boolean {
  const root = asObject(value);
  const [first] = Array.isArray(value) ? value : Array.isArray(root['events']) ? root['events'] : [];
  const event = asObject(first);
  return 'eventID' in event || 'eventNumber' in event || ('vendor' in event && 'payload' in event);
}

/** What an error of the Media Edge API says of each field: RFC 7807 with `report.details`. */
export function edgeDetails(value: JsonValue): { name: string; reason: string }[] {
  const report = asObject(asObject(value)['report']);
  const details = Array.isArray(report['details']) ? report['details'] : [];
  return details.filter(isObject).map(({ name, reason }) => ({
    name: asText(name),
    reason: asText(reason),
  }));
}
