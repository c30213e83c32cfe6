import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { REDACTED } from '../model/redacted.ts';
import { askingOf, type SingleResult, sessionOf } from '../model/result.ts';
import { table } from '../model/table.ts';

/** Params that identify a person, a device or a login, and the flags that set them. All of customMetadata is treated alike. */
export const SENSITIVE = [
  { param: 'analytics.visitorId', flag: '--visitor-id' },
  { param: 'analytics.aid', flag: '--aid' },
  { param: 'visitor.marketingCloudUserId', flag: '--marketing-cloud-user-id' },
  { param: 'visitor.customerIDs', flag: '--customer-ids' },
  { param: 'appInstallationId', flag: '--app-installation-id' },
] as const;

/** Params whose values are hidden. */
export const SENSITIVE_PARAMS: readonly string[] = SENSITIVE.map(({ param }) => param);

/** The same for a session ID within a URL; in the form of an ID, so that a redacted capture can still be explained. */
const REDACTED_ID = 'redacted-session-id';

/** A shorter value cannot be searched for in other texts: it would be found everywhere. By its path it is still hidden. */
const LEAST_LENGTH = 4;

/** What to hide besides visitor IDs and custom metadata. */
export interface RedactOptions {
  /** Also the session's ID; the outputs whose purpose it is to tell it keep it. */
  sessionId: boolean;
}

const SESSION_PATH = /(\bsessions(?:\\?\/|%2f))([^/?#\s"]+)/gi;

/** A text in which the session IDs of URLs are hidden. */
export function hideSessionIds(text: string): string {
  return text.replace(SESSION_PATH, `$1${REDACTED_ID}`);
}

/** A body without the values that identify somebody, wherever they were put; keys and all other values stay. */
export function redactBody(body: JsonObject): JsonObject {
  return hide(body, []) as JsonObject;
}

function hide(value: JsonValue, path: readonly string[]): JsonValue {
  const isContainer = isObject(value) && path.at(-1) === 'customMetadata';
  if (!isContainer && isSensitive(path)) return REDACTED;
  if (Array.isArray(value)) return value.map((each) => hide(each, path));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hide(each, [...path, key])]));
}

/** Whether a path leads to, or into, a sensitive value; params written as nested objects count too. */
export function isSensitive(path: readonly string[]): boolean {
  if (path.includes('customMetadata')) return true;
  const name = `.${path.join('.').toLowerCase()}.`;
  return SENSITIVE_PARAMS.some((param) => name.includes(`.${param.toLowerCase()}.`));
}

/** Every sensitive value of a body as text, inner ones of objects included. */
function secretsOf(value: JsonValue, path: readonly string[] = []): string[] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => secretsOf(each, [...path, key]));
  if (Array.isArray(value)) return value.flatMap((each) => secretsOf(each, path));
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText && isSensitive(path) ? [String(value)] : [];
}

/** Hides every secret of a result in a text. */
export interface Scrub {
  (text: string, isCut?: boolean): string;
  /** Only the session IDs in URLs, where they are to be hidden. */
  ids(text: string): string;
  sessionId: boolean;
}

/** Knows every secret of a result: its own, those of what it followed up with, and those of a capture. */
export function scrubber(result: SingleResult, { sessionId }: RedactOptions): Scrub {
  const { request, exchange } = askingOf(result);
  const session = sessionOf(result);
  const explained = result.command === 'explain' ? (result.explained ?? []) : [];
  const location = exchange?.kind === 'answer' ? exchange.headers['location'] : '';
  const urls = `${request?.url} ${location}`.matchAll(SESSION_PATH);
  const known = sessionId ? [session?.id ?? '', ...[...urls].map((match) => match[2] ?? '')] : [];
  const bodies = [request?.body ?? {}, ...explained.map((one) => one.body ?? {})];
  const longestFirst = [
    ...new Set([...bodies.flatMap((body) => secretsOf(body)).flatMap(writings), ...known]),
  ]
    .filter((secret) => secret.length >= LEAST_LENGTH)
    .sort((one, other) => other.length - one.length);
  const ids = (text: string): string => (sessionId ? hideSessionIds(text) : text);
  const scrub = (text: string, isCut = false): string => withoutSecrets(ids(text), longestFirst, isCut);
  return Object.assign(scrub, { ids, sessionId });
}

/** How a server may write a value that it repeats: as it is, in JSON, in a URL, in HTML. */
function writings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, unicodeEscape);
  const url = encodeURIComponent(secret.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  const html = secret.replace(/[&<>"']/g, (char) => HTML[char] ?? char);
  const slashed = [json, ascii].map((text) => text.replaceAll('/', '\\/'));
  return [secret, json, ascii, ...slashed, url, url.replaceAll('%20', '+'), html];
}

const HTML = table({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' });

const unicodeEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Split and joined, not replaced one after the other: a secret must not be found in what stands for another one. */
function withoutSecrets(text: string, longestFirst: readonly string[], isCut: boolean): string {
  let parts = [text];
  for (const secret of longestFirst) parts = parts.flatMap((part) => part.split(secret));
  if (isCut) parts.push(...withoutCutSecret(parts.pop() ?? '', longestFirst));
  return parts.join(REDACTED);
}

/** A text that was cut may end within a secret; fewer than four characters of one tell nothing. */
function withoutCutSecret(text: string, secrets: readonly string[]): string[] {
  const whole = text.replace(/\ufffd+$/, '');
  const at = secrets.reduce((least, secret) => Math.min(least, cutAt(whole, secret)), whole.length);
  return at < whole.length ? [whole.slice(0, at), ''] : [text];
}

/** Where a secret begins that goes on beyond the end of a text, or the text's length. */
function cutAt(text: string, secret: string): number {
  const head = secret.slice(0, LEAST_LENGTH);
  let at = text.indexOf(head, Math.max(0, text.length - secret.length + 1));
  while (at >= 0 && !secret.startsWith(text.slice(at))) at = text.indexOf(head, at + 1);
  return at < 0 ? text.length : at;
}
