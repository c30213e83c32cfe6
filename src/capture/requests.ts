import { looksLikeBody } from '../model/body-keys.ts';
import type { CaptureForm } from '../model/capture-facts.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { CREDENTIAL_HEADERS, credentialsOfHeader } from '../model/url.ts';
import { type Address, apiPath, locationId, readAddress } from './address.ts';
import { bodyOf, type RawBody, type ReadBody } from './body-text.ts';
import type { Capture, CapturedRequest, CapturedResponse, Headers, OtherTraffic } from './capture.ts';
import { edgeDetails, otherApi, otherDocument } from './other-api.ts';
import { placeholders, requestLineFindings } from './request-line.ts';
import { corsProblem, refusesPreflight, seenResponse } from './response.ts';

/** A request as its reader found it, before anybody asked which API it belongs to. */
export interface RawRequest {
  /** What the reader calls it: `entry 3`, `curl`. */
  name: string;
  origin: Origin;
  method?: string;
  address?: string;
  /** Where the URL stands, if that is not where the request begins. */
  addressAt?: Origin;
  /** The scheme of an address that has none, as curl takes http. */
  fallback?: 'http';
  headers?: Headers;
  contentType?: string | undefined;
  body?: RawBody;
  response?: CapturedResponse;
  /** What must not be told, beside what headers and URL hold. */
  credentials?: readonly string[];
  /** Milliseconds since the epoch. */
  startedAt?: number | undefined;
  answeredAt?: number | undefined;
  /** Whether `{{…}}` is a variable that the tool it is from fills in. */
  variables?: boolean;
  /** What is wrong with the command or the code as a whole. */
  problems?: Finding[];
}

/** A capture of requests in the order in which they were found; the parts that only some forms have are `more`. */
export function captureOf(
  form: CaptureForm,
  raw: Iterable<RawRequest>,
  more: Partial<Omit<Capture, 'form'>> = {},
): Capture {
  const capture: Capture = { form, requests: [], other: [], ignored: 0, passed: [], notes: [], ...more };
  const preflights = new Preflights();
  for (const request of raw) {
    const partner = preflights.partnerOf(request);
    const sorted = sortRequest(request, partner?.raw);
    if (sorted === undefined) capture.ignored += 1;
    else if ('kind' in sorted) capture.requests.push(sorted);
    else capture.other.push(sorted);
    const isOurs = sorted !== undefined && 'kind' in sorted;
    if (!partner) preflights.leave(request, isOurs ? capture.requests.length - 1 : undefined);
    else if (partner.at !== undefined)
      explainAnew(capture, partner.raw, { at: partner.at, preflight: request });
  }
  return capture;
}

/** A request whose preflight stands behind it. */
function explainAnew(
  { requests }: Capture,
  raw: RawRequest,
  { at, preflight }: { at: number; preflight: RawRequest },
): void {
  const sorted = sortRequest(raw, preflight);
  if (sorted && 'kind' in sorted) requests[at] = sorted;
}

/** A request without a partner, and which of the capture it is. */
interface Lonely {
  raw: RawRequest;
  at: number | undefined;
}

/**
 * Brings OPTIONS that were refused and requests to the same URL that got no response for it together: browsers record them before
 * those, Chromium behind.
 */
class Preflights {
  readonly #left = new Map<string, Lonely>();

  partnerOf(request: RawRequest): Lonely | undefined {
    const { address = '' } = request;
    const other = this.#left.get(address);
    if (!other || !isLonely(request) || isAsking(other.raw) === isAsking(request)) return undefined;
    this.#left.delete(address);
    return other;
  }

  /** Keeps a request that may still find its partner. */
  leave(raw: RawRequest, at: number | undefined): void {
    if (isLonely(raw)) this.#left.set(raw.address ?? '', { raw, at });
  }
}

function isAsking({ method }: RawRequest): boolean {
  return method?.toUpperCase() === 'OPTIONS';
}

/** Whether it is a preflight that was refused, or a request without a response. */
function isLonely(request: RawRequest): boolean {
  return isAsking(request) ? refusesPreflight(request) : !seenResponse(request.response);
}

/** Puts a request where it belongs: to this API, to another one, or (undefined) elsewhere. */
function sortRequest(
  raw: RawRequest,
  preflight: RawRequest | undefined,
): CapturedRequest | OtherTraffic | undefined {
  const address = raw.address === undefined ? undefined : readAddress(raw.address, raw.fallback);
  const method = raw.method?.toUpperCase() || undefined;
  if (!address) return withoutAddress(raw, method);
  const api = apiPath(address);
  if (!api || method === 'OPTIONS') return elsewhere(raw, address, method);
  const read = withoutGap(bodyOf(raw.body, raw.origin), method);
  const response = raw.response;
  const seen = seenResponse(response);
  const sessionId = api.kind === 'event' ? api.sessionId : locationId(seen?.headers['location']);
  const cors = address.url && corsProblem(raw, address.url, preflight);
  const body = read.body?.value;
  const origin = raw.addressAt ?? raw.origin;
  const accepted = seen !== undefined && seen.status < 300;
  const line = { method, address, api, body, origin, accepted, variables: raw.variables === true };
  const problems = [...(raw.problems ?? []), ...requestLineFindings(line)];
  const credentials = credentialsIn(raw, address);
  const contentType = raw.contentType ?? header(raw, 'content-type');
  return {
    kind: api.kind,
    label: labelOf(raw, address, method),
    origin: raw.origin,
    ...(method !== undefined && { method }),
    ...(address.url && { url: address.url }),
    address: address.text,
    ...(credentials.length > 0 && { credentials }),
    ...(sessionId !== undefined && { sessionId }),
    ...(contentType !== undefined && { contentType }),
    ...(raw.startedAt !== undefined && { startedAt: raw.startedAt }),
    ...(raw.answeredAt !== undefined && { answeredAt: raw.answeredAt }),
    ...read,
    ...(problems.length > 0 && { lineProblem: problems }),
    ...(response && { response }),
    ...(cors && { cors }),
  };
}

/** A request that is no POST has no body: that none was recorded is no mistake of its own. A command of curl lacks one all the same. */
function withoutGap(read: ReadBody, method: string | undefined): ReadBody {
  const isGap = read.bodyProblem?.every(
    (one) => one.code === 'capture-incomplete' && one.args.reason !== 'curl-no-body',
  );
  return isGap === true && !read.body && method !== undefined && method !== 'POST' ? {} : read;
}

/** The secrets of a request. */
function credentialsIn({ credentials = [], headers = {} }: RawRequest, address?: Address): string[] {
  const all = [...credentials, ...(address?.credentials ?? [])];
  for (const name of CREDENTIAL_HEADERS)
    for (const value of [headers[name] ?? []].flat()) all.push(...credentialsOfHeader(value));
  return all;
}

function labelOf({ name }: RawRequest, address: Address, method: string | undefined): string {
  // An address without a scheme stays as it is: which one was used is not known.
  const href = address.scheme && address.url?.href;
  const url = href && href !== address.text ? readAddress(href)?.text : address.text;
  return `${name}: ${method ?? 'request to'} ${url}`;
}

function header({ headers }: RawRequest, name: string): string | undefined {
  const value = headers?.[name];
  return value === undefined ? undefined : String(value);
}

/** A body without a URL, when it is one. */
function withoutAddress(raw: RawRequest, method: string | undefined): CapturedRequest | OtherTraffic {
  const credentials = credentialsIn(raw);
  const read = bodyOf(raw.body, raw.origin);
  const other = read.body && foreignBody(read.body.value);
  // What was sent as a body is judged as one, unless it is known to belong elsewhere.
  if (other && (method === undefined || other.api !== 'unknown-json'))
    return { ...other, label: raw.name, origin: raw.origin };
  return {
    kind: 'body',
    label: raw.name,
    origin: raw.origin,
    ...(method !== undefined && { method }),
    ...(raw.startedAt !== undefined && { startedAt: raw.startedAt }),
    ...(credentials.length > 0 && { credentials }),
    ...read,
    ...(raw.problems && { lineProblem: raw.problems }),
    ...(raw.response && { response: raw.response }),
  };
}

/** What a JSON value is when it is no body of this API; undefined when it may be one. */
export function foreignBody(value: JsonValue): Pick<OtherTraffic, 'api' | 'keys' | 'details'> | undefined {
  return looksLikeBody(value) ? undefined : otherDocument(value);
}

function elsewhere(raw: RawRequest, address: Address, method: string | undefined): OtherTraffic | undefined {
  const api = otherApi(address, method ?? '') ?? (postsBody(raw, method) ? 'wrong-path' : undefined);
  if (api === undefined) return undefined;
  const seen = seenResponse(raw.response);
  const left = placeholders(address, undefined, raw.variables === true).map(({ text }) => text);
  const details = api === 'media-edge' ? edgeDetails(parseJsonText(seen?.bodyText ?? '') ?? null) : [];
  return {
    api,
    label: labelOf(raw, address, method),
    origin: raw.origin,
    ...(method !== undefined && { method }),
    host: address.host,
    path: address.path,
    ...(seen && { status: seen.status }),
    ...(left.length > 0 && { placeholders: left }),
    ...(details.length > 0 && { details }),
  };
}

/** Whether a request to no path of this API has a body of it. */
function postsBody(raw: RawRequest, method: string | undefined): boolean {
  const { body } = raw;
  if (method !== 'POST' || !body || 'problem' in body) return false;
  if ('value' in body) return looksLikeBody(body.value);
  return body.text.includes('playerTime') && body.text.includes('eventType');
}
