import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { credentialsOfHeader, credentialsOfUrl, urlOf, withoutUserinfo } from '../model/url.ts';
import type { JsonDocument } from '../parse/parse-json.ts';
import type { Capture, CapturedAnswer, CapturedRequest } from './capture.ts';
import { embeddedBody, incompleteBody } from './embedded-body.ts';
import { apiPath, locationId } from './endpoint-path.ts';

/** A date of before is none: Logger++ writes the first moment of 1970 where it does not know. */
const EARLIEST = Date.UTC(2000, 0);

/** Whether a document is a HAR: `log.entries` is what all writers have in common. */
export function isHar(value: JsonValue): boolean {
  return isObject(value) && isObject(value['log']) && Array.isArray(value['log']['entries']);
}

/**
 * The requests of a HAR 1.2 that go to this API: POSTs to a sessions or events path, with any prefix. Whatever a
 * writer left out is treated as not known.
 */
export function readHar(document: JsonDocument): Capture {
  const log = object(object(document.value)['log']);
  const entries = Array.isArray(log['entries']) ? log['entries'] : [];
  const requests = entries.flatMap((entry, index) => readEntry(document, object(entry), index) ?? []);
  return { form: 'har', requests, ignored: entries.length - requests.length };
}

function readEntry(document: JsonDocument, entry: JsonObject, index: number): CapturedRequest | undefined {
  const request = object(entry['request']);
  const address = text(request['url']);
  const given = urlOf(address);
  const url = given && withoutUserinfo(given);
  const path = url && apiPath(url);
  if (!given || !url || !path || text(request['method']).toUpperCase() !== 'POST') return undefined;
  const at = ['log', 'entries', index, 'request'] as const;
  const answer = readAnswer(object(entry['response']));
  const started = Date.parse(text(entry['startedDateTime']));
  const sessionId = path.kind === 'event' ? path.sessionId : locationId(answer?.headers['location']);
  const headers = readHeaders(request);
  const contentType = text(object(request['postData'])['mimeType']) || headers['content-type']?.toString();
  const credentials = [
    ...credentialsOfUrl(given),
    ...Object.entries(headers).flatMap(([name, value]) => credentialsOfHeader(name, String(value))),
  ];
  return {
    kind: path.kind,
    label: `entry ${index + 1}: POST ${url.href}`,
    origin: document.locate([...at, 'url']),
    method: 'POST',
    url,
    ...(credentials.length > 0 && { credentials }),
    ...(sessionId !== undefined && { sessionId }),
    ...(contentType && { contentType }),
    ...(started > EARLIEST && { startedAt: started }),
    ...readPost(document, request, at),
    ...(answer && { answer }),
  };
}

function readPost(
  document: JsonDocument,
  request: JsonObject,
  at: readonly (string | number)[],
): Pick<CapturedRequest, 'body' | 'bodyProblem'> {
  const post = object(request['postData']);
  const origin = document.locate([...at, 'postData', 'text']);
  const raw = text(post['text']) || formText(post['params']);
  if (raw === '') return incompleteBody(origin, 'har-no-body');
  const size = request['bodySize'];
  const content = post['encoding'] === 'base64' ? Buffer.from(raw, 'base64').toString('utf8') : raw;
  const read = embeddedBody(content, origin);
  const cut = read.bodyProblem !== undefined && typeof size === 'number' && size > Buffer.byteLength(content);
  return cut ? incompleteBody(origin, 'har-cut') : read;
}

/** Charles and others write a body of a form type, which is what `curl -d` declares, as params alone. */
function formText(params: JsonValue | undefined): string {
  const pairs = Array.isArray(params) ? params.map(object) : [];
  return pairs
    .map(({ name, value }) => (text(value) === '' ? text(name) : `${text(name)}=${text(value)}`))
    .join('&');
}

/** Status 0 is how browsers record that no answer came. */
function readAnswer(response: JsonObject): CapturedAnswer | undefined {
  const status = response['status'];
  if (typeof status !== 'number' || status === 0) return undefined;
  const content = object(response['content']);
  const raw = text(content['text']);
  return {
    status,
    statusText: text(response['statusText']),
    headers: answerHeaders(response),
    bodyText: content['encoding'] === 'base64' ? Buffer.from(raw, 'base64').toString('utf8') : raw,
  };
}

/** The headers of an answer; some writers have the Location only as the URL that it leads to. */
function answerHeaders(response: JsonObject): CapturedAnswer['headers'] {
  const headers = readHeaders(response);
  const redirect = text(response['redirectURL']);
  if (redirect) headers['location'] ??= redirect;
  return headers;
}

/** The headers of a request or an answer, names in lower case. Names are anybody's, so they inherit nothing. */
function readHeaders(message: JsonObject): CapturedAnswer['headers'] {
  const headers = Object.create(null) as CapturedAnswer['headers'];
  for (const entry of Array.isArray(message['headers']) ? message['headers'] : []) {
    const name = text(object(entry)['name']).toLowerCase();
    const value = text(object(entry)['value']);
    const before = headers[name];
    if (Array.isArray(before)) before.push(value);
    else headers[name] = before === undefined ? value : [before, value];
  }
  return headers;
}

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function text(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}
