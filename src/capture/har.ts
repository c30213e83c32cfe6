import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { asObject, asText, type JsonObject } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { parseJson } from '../parse/parse-json.ts';
import { apiPath, readAddress } from './address.ts';
import type { Capture, CapturedResponse, Headers } from './capture.ts';
import { readHarBody } from './har-body.ts';
import { addHeader } from './headers.ts';
import { eachElement, type Span, skipOpen, skipSpace, skipValue, valueAt } from './json-scan.ts';
import { mayBeKnown, otherApi } from './other-api.ts';
import { captureOf, type RawRequest } from './requests.ts';
import { noResponse } from './response.ts';

/** A date of before is none: Logger++ writes the first moment of 1970 where it does not know. */
const EARLIEST = Date.UTC(2000, 0);

/** Whether a text is a HAR, whole or cut off: `log.entries` is what all writers have in common. */
export function isHar(text: string): boolean {
  return entriesAt(text) >= 0;
}

function entriesAt(text: string): number {
  const at = valueAt(text, 0, 'log', 'entries');
  return text[at] === '[' ? at : -1;
}

/**
 * The requests of a HAR 1.2, which may be cut off. A HAR is mostly what others were answered, so that no tree is made of it: the
 * entries are found by their brackets, and only those that are ours are parsed. Whatever a writer left out is treated as
 * not known, and what is wrong in entries of others is not judged.
 */
export function readHar(text: string, source: Origin): Capture {
  const reader = new EntryReader(text, source);
  const own: { span: Span; name: string }[] = [];
  let entries = 0;
  const list = entriesAt(text);
  const listEnd = eachElement(text, list, (span) => {
    entries += 1;
    if (!reader.isForeign(span)) own.push({ span, name: `entry ${entries}` });
  });
  // The log and the root are still open behind the list.
  const cut = listEnd < 0 || skipOpen(text, listEnd, 2) < 0;
  const notes: Finding[] = cut
    ? [{ code: 'capture-cut', severity: 'warning', origin: reader.end(), args: { entries } }]
    : [];
  return captureOf('har', reader.readAll(own), { ignored: entries - own.length, notes });
}

/** Whether a text is one entry of a HAR that stands alone, or a list of them. */
export function isHarEntries(text: string): boolean {
  const root = skipSpace(text, 0);
  const first = text[root] === '[' ? valueAt(text, root, 0) : root;
  const has = (...path: string[]): boolean => valueAt(text, first, ...path) >= 0;
  return has('request', 'url') && has('request', 'method') && (has('response') || has('request', 'headers'));
}

/** The requests of such a text. */
export function readHarEntries(text: string, source: Origin): Capture {
  const root = skipSpace(text, 0);
  const spans: Span[] = [];
  if (text[root] === '[') eachElement(text, root, (span) => spans.push(span));
  else spans.push({ start: root, end: text.length });
  const reader = new EntryReader(text, source);
  const named = spans.map((span, index) => ({
    span,
    name: spans.length > 1 ? `entry ${index + 1}` : 'entry',
  }));
  return captureOf('har-entry', reader.readAll(named));
}

/** Reads entries where they stand in the text. */
class EntryReader {
  readonly #text: string;
  readonly #source: Origin;
  readonly #lines: LineIndex;

  constructor(text: string, source: Origin) {
    this.#text = text;
    this.#source = source;
    this.#lines = new LineIndex(text);
  }

  /** Where the text ends. */
  end(): Origin {
    return this.#at(this.#text.length);
  }

  /** Whether an entry goes elsewhere, as far as its URL and method tell; then the rest of it need not be read. */
  isForeign({ start, end }: Span): boolean {
    const url = this.#textAt(start, 'request', 'url') ?? '';
    const method = (this.#textAt(start, 'request', 'method') ?? '').toUpperCase();
    const address = mayBeKnown(url) ? readAddress(url) : undefined;
    if (address && (apiPath(address) || otherApi(address, method))) return false;
    if (method !== 'POST' || (!address && !readAddress(url))) return true;
    const post = valueAt(this.#text, start, 'request', 'postData');
    return post < 0 || !this.#text.slice(post, Math.min(end, post + 100_000)).includes('playerTime');
  }

  /** One after the other, so that no more than one is held as it was written. */
  *readAll(entries: readonly { span: Span; name: string }[]): Generator<RawRequest> {
    for (const { span, name } of entries) yield this.read(span, name);
  }

  read(span: Span, name: string): RawRequest {
    const { start, end } = span;
    const origin = this.#at(valueAt(this.#text, start, 'request', 'url'), start);
    const text = this.#text.slice(start, end);
    const entry = parseJsonText(text);
    if (entry === undefined) return { ...this.#broken(text, start), name, origin };
    const textAt = valueAt(this.#text, start, 'request', 'postData', 'text');
    return readEntry(asObject(entry), { name, origin, bodyOrigin: textAt < 0 ? origin : this.#at(textAt) });
  }

  /** What can be said of an entry that is no JSON: where its URL leads, and what is wrong. */
  #broken(text: string, start: number): Pick<RawRequest, 'method' | 'address' | 'body'> {
    const { line = 1 } = this.#at(start);
    try {
      parseJson(text, this.#source);
      return {};
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const problem = error.findings.map((finding) => ({
        ...finding,
        origin: { ...this.#source, line: line + (finding.origin?.line ?? 1) - 1 },
      }));
      const address = this.#textAt(start, 'request', 'url');
      const method = this.#textAt(start, 'request', 'method');
      return { ...(address && { address }), ...(method && { method }), body: { problem } };
    }
  }

  #textAt(start: number, ...path: string[]): string | undefined {
    const at = valueAt(this.#text, start, ...path);
    if (this.#text[at] !== '"') return undefined;
    const value = parseJsonText(this.#text.slice(at, skipValue(this.#text, at)));
    return typeof value === 'string' ? value : undefined;
  }

  #at(offset: number, otherwise = 0): Origin {
    const { kind, name } = this.#source;
    const { line, column } = this.#lines.at(offset < 0 ? otherwise : offset);
    return { kind, name, line, column };
  }
}

function readEntry(
  entry: JsonObject,
  { name, origin, bodyOrigin }: { name: string; origin: Origin; bodyOrigin: Origin },
): RawRequest {
  const request = asObject(entry['request']);
  const headers = harHeaders(request);
  const post = asObject(request['postData']);
  const started = Date.parse(asText(entry['startedDateTime']));
  // -1 where it was not measured.
  const time = Number(entry['time'] ?? -1);
  return {
    name,
    origin,
    method: asText(request['method']),
    address: asText(request['url']),
    headers,
    contentType: asText(post['mimeType']) || headers['content-type']?.toString(),
    ...(started > EARLIEST && { startedAt: started }),
    ...(started > EARLIEST && time > 0 && { answeredAt: started + time }),
    body: readHarBody(request, headers, bodyOrigin),
    response: readResponse(asObject(entry['response']), entry),
  };
}

/** Status 0 is how browsers record that no response came; why stands in one of several places. */
function readResponse(response: JsonObject, entry: JsonObject): CapturedResponse {
  const { status, statusText, _error, comment } = response;
  if (typeof status !== 'number' || status <= 0) {
    return noResponse(
      _error,
      entry['_error'],
      entry['_blockedReason'],
      response['_blockedReason'],
      statusText,
      comment,
    );
  }
  const content = asObject(response['content']);
  const raw = asText(content['text']);
  const bodyText = content['encoding'] === 'base64' ? Buffer.from(raw, 'base64').toString('utf8') : raw;
  const headers = harHeaders(response);
  // Some writers have the Location only as the URL that it leads to.
  const redirect = asText(response['redirectURL']);
  if (redirect) headers['location'] ??= redirect;
  const size = typeof content['size'] === 'number' ? content['size'] : -1;
  const bodyKept = bodyText !== '' || size === 0 ? true : size > 0 ? false : undefined;
  return {
    kind: 'seen',
    status,
    statusText: asText(statusText),
    headers,
    bodyText,
    ...(bodyKept !== undefined && { bodyKept }),
  };
}

/** The headers of a request or a response, names in lower case. Names are anybody's, so they inherit nothing. */
export function harHeaders(message: JsonObject): Headers {
  const headers = Object.create(null) as Headers;
  for (const entry of Array.isArray(message['headers']) ? message['headers'] : []) {
    const { name, value } = asObject(entry);
    addHeader(headers, asText(name), asText(value));
  }
  return headers;
}
