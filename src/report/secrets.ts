import { isObject, type JsonValue } from '../model/json.ts';
import { REDACTED, redactedValue } from '../model/redacted.ts';
import type { ExplainedRequest } from '../model/result.ts';
import { askingOf, requestsOf, type SingleResult, sessionOf } from '../model/result.ts';
import { isSensitive } from '../model/sensitive.ts';
import { hideUserinfo } from '../model/url.ts';
import { type Match, Matcher } from './matcher.ts';
import { isTelling } from './own-words.ts';
import { placeOf, type Reading, readings, spellings } from './readings.ts';

/** The same for a session ID within a URL; in the form of an ID, so that a redacted capture can still be explained. */
const REDACTED_ID = 'redacted-session-id';

/** A shorter name or password cannot be searched for in other texts: it would be found everywhere. */
const LEAST_LENGTH = 4;

/** What to hide besides visitor IDs and custom metadata. */
export interface RedactOptions {
  /** Also the session's ID; the outputs whose purpose it is to tell it keep it. */
  sessionId: boolean;
  /** Also what stands in the bodies of a capture: for the reports that show them. */
  bodies?: boolean;
}

const SESSION_PATH = /(\bsessions(?:\\?\/|%2f))([^/?#\s"]+)/gi;

/** What code and documents have in the place of an ID: a word, which tells nothing but what is wrong. */
const NO_ID =
  /^(?:undefined|null|nan|\[object.*|%5bobject.*|:[a-z_-]+|\$[a-z_]+|\$?\{+[a-z_-]+\}+|<[a-z_-]+>|%7b[a-z_-]+%7d|%3c[a-z_-]+%3e)$/i;

/** In the form of a session ID, wherever it stands: a server may repeat one in words, a client in a query. */
const ID_FORM = /(?<![\da-f:])[\da-f]{64}(?![\da-f:])/g;

/** A text in which the session IDs of URLs are hidden. */
export function hideSessionIds(text: string): string {
  return text
    .replace(SESSION_PATH, (whole, path: string, id: string) =>
      NO_ID.test(id) ? whole : `${path}${REDACTED_ID}`,
    )
    .replace(ID_FORM, REDACTED_ID);
}

/** Names under which queries have tokens, visitors (`mid`, `aid` of Analytics) and sessions. */
const TELLING_NAMES =
  'access_?token|id_?token|token|jwt|api_?key|auth|authorization|sig|signature|secret|password|pwd|[ams]?vid|mid|aid|fid|ecid|mcid|sid|session_?id|visitor_?id|user_?id|uid|email';
const QUERY = new RegExp(`([?&](?:[\\w:.-]{0,30}[.:_-])?(?:${TELLING_NAMES})=)[^&#\\s"'\\\\<>{}$]{4,}`, 'gi');

/** A text in which the queries of URLs tell nobody. */
function hideQueries(text: string): string {
  return text.includes('=') ? text.replace(QUERY, `$1${REDACTED}`) : text;
}

/** A body without the values that identify somebody, wherever they were put; keys and all other values stay. */
export function redactBody<B extends JsonValue>(body: B): B {
  return hide(body, []) as B;
}

function hide(value: JsonValue, path: readonly string[]): JsonValue {
  const isContainer = isObject(value) && path.at(-1) === 'customMetadata';
  if (!isContainer && isSensitive(path)) return redactedValue(value);
  if (Array.isArray(value)) return value.map((each) => hide(each, path));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hide(each, [...path, key])]));
}

/** A place in bodies, by the keys that lead there: the bodies of a log have the same few, so each is looked at once. */
class Place {
  readonly isSensitive: boolean;
  readonly #path: readonly string[];
  readonly #inner = new Map<string, Place>();

  constructor(path: readonly string[] = []) {
    this.#path = path;
    this.isSensitive = isSensitive(path);
  }

  at(key: string): Place {
    const known = this.#inner.get(key) ?? new Place([...this.#path, key]);
    this.#inner.set(key, known);
    return known;
  }
}

/** Every sensitive value of a body as text, inner ones of objects included. */
function collectSecrets(value: JsonValue, place: Place, found: Set<string>): void {
  if (Array.isArray(value)) for (const each of value) collectSecrets(each, place, found);
  else if (isObject(value))
    for (const key in value) collectSecrets(value[key] as JsonValue, place.at(key), found);
  else if (place.isSensitive && (typeof value === 'string' || typeof value === 'number'))
    found.add(String(value));
}

/** Hides every secret of a result in a text. */
export interface Scrub {
  (text: string, isCut?: boolean): string;
  /** Only what is hidden in any URL: user names and passwords, and session IDs where they are to be hidden. */
  urls(text: string): string;
  sessionId: boolean;
  bodies: boolean;
}

/** Knows every secret of a result: its own, those of what it followed up with, and those of a capture. */
export function scrubber(result: SingleResult, { sessionId, bodies = false }: RedactOptions): Scrub {
  const asked = [result, ...requestsOf(result)].map(askingOf);
  const explained = 'explained' in result ? (result.explained ?? []) : [];
  const known = (): string[] => {
    const urls = asked.map(({ request, exchange }) => {
      const location = exchange?.kind === 'answer' ? exchange.headers['location'] : '';
      return `${request?.url} ${location}`;
    });
    const inUrls = [...urls.join(' ').matchAll(SESSION_PATH)].map((match) => match[2] ?? '');
    const found = new Set(sessionId ? [sessionOf(result)?.id ?? '', ...inUrls] : []);
    const values = new Set<string>();
    const root = new Place();
    const requests = asked.map(({ request }) => request ?? {});
    for (const { body = {}, credentials = [] } of [...requests, ...explained] as Whose[]) {
      collectSecrets(body, root, values);
      for (const secret of credentials) found.add(secret);
    }
    // A value of a body may be any word; where it stands it is hidden in any case.
    return [...found, ...[...values].filter(isTelling)];
  };
  // Put together for the first text only: most results have none to look through.
  let matcher: Matcher | undefined;
  const urls = (text: string): string => hideQueries(hideUserinfo(sessionId ? hideSessionIds(text) : text));
  const look = (text: string, isCut: boolean): string => {
    matcher ??= new Matcher(lookedFor(known()));
    return withoutSecrets(urls(text), matcher, isCut);
  };
  // The requests of a capture repeat one another: the same few addresses, the same few values.
  const told = new Map<string, string>();
  const scrub = (text: string, isCut = false): string => {
    if (text === '') return text;
    if (isCut) return look(text, true);
    const shown = told.get(text) ?? look(text, false);
    if (told.size >= MAX_TOLD) told.clear();
    told.set(text, shown);
    return shown;
  };
  return Object.assign(scrub, { urls, sessionId, bodies });
}

/** How readers of captures count requests: a secret that is a number does not hide which of them it is. */
const OWN_NAME = /^(?:body|curl|entry|fetch|line)(?: \d+)?(?![^:])/;

/** The label of a request without secrets: what stands behind its number may be anything. */
export function scrubLabel(label: string, scrub: Scrub): string {
  const own = OWN_NAME.exec(label)?.[0] ?? '';
  return own === label ? label : own + scrub(label.slice(own.length));
}

/** So many texts are remembered. */
const MAX_TOLD = 1000;

type Whose = Pick<ExplainedRequest, 'body' | 'credentials'>;

function lookedFor(secrets: readonly string[]): string[] {
  const spelled = new Set(secrets.flatMap(spellings));
  return [...spelled].filter((secret) => secret.length >= LEAST_LENGTH);
}

/** Found in any of the ways to read the text, and hidden where that stands in the text itself. */
function withoutSecrets(text: string, matcher: Matcher, isCut: boolean): string {
  const found = readings(text).flatMap((reading) =>
    matcher
      .search(reading.text)
      .matches.filter((match) => isWhole(reading.text, match))
      .map(({ start, end }) => placed(reading, start, end)),
  );
  if (isCut) found.push(...cutSecret(text, matcher));
  if (found.length === 0) return text;
  const parts: string[] = [];
  let done = 0;
  for (const { start, end } of found.sort((one, other) => one.start - other.start)) {
    if (parts.length === 0 || start >= done) parts.push(text.slice(done, start));
    done = Math.max(done, end);
  }
  return [...parts, text.slice(done)].join(REDACTED);
}

/** What has letters alone may be a part of a longer word, which tells nothing. */
function isWhole(text: string, { start, end }: Match): boolean {
  if (!/^[a-z._-]+$/.test(text.slice(start, end))) return true;
  return !/[a-z]/.test(text[start - 1] ?? '') && !/[a-z]/.test(text[end] ?? '');
}

function placed(reading: Reading, start: number, end: number): Match {
  return { start: placeOf(reading, start), end: placeOf(reading, end) };
}

/** What is left of a character or an escape where a text was cut. */
const CUT_OFF =
  /(?:%[c-f][0-9a-f](?:%[89ab][0-9a-f]){0,2}%?[0-9a-f]?|%[0-9a-f]?|\\(?:u[0-9a-f]{0,3}|x[0-9a-f]?)?|&[#a-z0-9]{0,7}|\ufffd{1,3})$/i;

/** A text that was cut may end within a secret; fewer than four characters of one tell nothing. */
function cutSecret(text: string, matcher: Matcher): Match[] {
  const ending = text.slice(-20);
  const whole = text.slice(0, text.length - ending.length) + ending.replace(CUT_OFF, '');
  return readings(whole).flatMap((reading) => {
    const { length } = reading.text;
    const { tail } = matcher.search(reading.text);
    return tail < LEAST_LENGTH ? [] : [{ start: placeOf(reading, length - tail), end: text.length }];
  });
}
