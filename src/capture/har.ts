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
import { eachElement, eachMember, type Span, skipOpen, skipSpace, skipValue, valueAt } from './json-scan.ts';
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
  const own: NamedEntry[] = [];
  let entries = 0;
  const list = entriesAt(text);
  const listEnd = eachElement(text, list, (start) => {
    const entry = entryAt(text, start);
    if (entry.end < 0) return -1;
    entries += 1;
    if (!reader.isForeign(entry)) own.push({ entry, name: `entry ${entries}` });
    return entry.end;
  });
  // The log and the root are still open behind the list.
  const cut = listEnd < 0 || skipOpen(text, listEnd, 2) < 0;
  const notes: Finding[] = cut
    ? [{ code: 'capture-cut', severity: 'warning', origin: reader.end(), args: { entries } }]
    : [];
  return captureOf('har', reader.readAll(own), { ignored: entries - own.length, notes });
}

/** Whether a text is one entry of a HAR that stands alone, or a list: other tools have headers in an object, and no `status`. */
export function isHarEntries(text: string): boolean {
  const root = skipSpace(text, 0);
  const first = text[root] === '[' ? valueAt(text, root, 0) : root;
  const at = (...path: string[]): number => valueAt(text, first, ...path);
  if (at('response', 'status') < 0 && text[at('request', 'headers')] !== '[') return false;
  return at('request', 'url') >= 0 && at('request', 'method') >= 0;
}

/** The requests of such a text. */
export function readHarEntries(text: string, source: Origin): Capture {
  const root = skipSpace(text, 0);
  const entries: Entry[] = [];
  if (text[root] === '[') {
    eachElement(text, root, (start) => {
      const entry = entryAt(text, start);
      if (entry.end > 0) entries.push(entry);
      return entry.end;
    });
  } else entries.push({ ...entryAt(text, root), end: text.length });
  const reader = new EntryReader(text, source);
  const named = entries.map((entry, index) => ({
    entry,
    name: entries.length > 1 ? `entry ${index + 1}` : 'entry',
  }));
  return captureOf('har-entry', reader.readAll(named));
}

/** Where an entry stands, and the parts of its request that tell whether it is ours; -1 for what it does not have. */
interface Entry extends Span {
  url: number;
  method: number;
  postData: number;
}

/** An entry, and what it is called. */
interface NamedEntry {
  entry: Entry;
  name: string;
}

/** Finds an entry in one walk over it. `end` is -1 when the text ends within it; parts of a broken one are found, too. */
function entryAt(text: string, start: number): Entry {
  const entry: Entry = { start, end: -1, url: -1, method: -1, postData: -1 };
  const takePart = (key: number, value: number): undefined => {
    for (const part of PARTS) if (text.startsWith(`${part}"`, key)) entry[part] = value;
  };
  const end = eachMember(text, start, (key, value) => {
    if (!text.startsWith('request"', key)) return undefined;
    const behind = eachMember(text, value, takePart);
    return behind < 0 ? undefined : behind;
  });
  return { ...entry, end: end < 0 ? skipValue(text, start) : end };
}

const PARTS = ['url', 'method', 'postData'] as const;

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
  isForeign({ end, ...at }: Entry): boolean {
    const url = this.#textAt(at.url) ?? '';
    const method = (this.#textAt(at.method) ?? '').toUpperCase();
    const address = mayBeKnown(url) ? readAddress(url) : undefined;
    if (address && (apiPath(address) || otherApi(address, method))) return false;
    if (method !== 'POST' || (!address && !readAddress(url))) return true;
    const post = this.#text.slice(at.postData, Math.min(end, at.postData + 100_000));
    return at.postData < 0 || !post.includes('playerTime');
  }

  /** One after the other, so that no more than one is held as it was written. */
  *readAll(entries: readonly NamedEntry[]): Generator<RawRequest> {
    for (const { entry, name } of entries) yield this.read(entry, name);
  }

  read(at: Entry, name: string): RawRequest {
    const origin = this.#at(at.url, at.start);
    const text = this.#text.slice(at.start, at.end);
    const entry = parseJsonText(text);
    if (entry === undefined) return { ...this.#broken(text, at), name, origin };
    const textAt = valueAt(this.#text, at.postData, 'text');
    return readEntry(asObject(entry), { name, origin, bodyOrigin: textAt < 0 ? origin : this.#at(textAt) });
  }

  /** What can be said of an entry that is no JSON: where its URL leads, and what is wrong. */
  #broken(text: string, at: Entry): Pick<RawRequest, 'method' | 'address' | 'body'> {
    const { line = 1 } = this.#at(at.start);
    try {
      parseJson(text, this.#source);
      return {};
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const problem = error.findings.map((finding) => ({
        ...finding,
        origin: { ...this.#source, line: line + (finding.origin?.line ?? 1) - 1 },
      }));
      const address = this.#textAt(at.url);
      const method = this.#textAt(at.method);
      return { ...(address && { address }), ...(method && { method }), body: { problem } };
    }
  }

  #textAt(at: number): string | undefined {
    if (this.#text[at] !== '"') return undefined;
    const value = parseJsonText(this.#text.slice(at, skipValue(this.#text, at)));
    return typeof value === 'string' ? value : undefined;
  }

  /** A place in the text. Its line is counted when somebody asks: with most requests nothing is wrong, and a HAR has many lines. */
  #at(offset: number, otherwise = 0): Origin {
    const place = offset < 0 ? otherwise : offset;
    const lines = this.#lines;
    const { kind, name } = this.#source;
    return {
      kind,
      name,
      get line() {
        return lines.at(place).line;
      },
      get column() {
        return lines.at(place).column;
      },
    };
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
