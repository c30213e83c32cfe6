import { credentialsOf, unescaped, urlOf } from '../model/url.ts';

/** What the path of a URL means to this API, whatever prefix stands before it. */
export type ApiPath = { kind: 'session' | 'batch' } | { kind: 'event'; sessionId: string };

/** A URL as people write it: placeholders may stand anywhere. Not to be changed: requests share it. */
export interface Address {
  /** As written, without a user name and a password. */
  readonly text: string;
  /** In lower case; undefined when none was written. */
  readonly scheme?: string;
  readonly host: string;
  readonly path: string;
  /** From `?` on. */
  readonly query: string;
  /** The user name and the password in it, and what repeats them. */
  readonly credentials: readonly string[];
  /** Undefined where placeholders keep the text from being a URL. */
  readonly url?: URL;
}

const SCHEME = /^([a-z][a-z0-9+.-]{0,20}|http\(s\)|http\[s\]):\/\//i;

/**
 * Takes a URL apart. `fallback` is the scheme for one that has none, as curl takes http. A path alone has
 * an empty host. Undefined for a text that is neither.
 */
export function readAddress(text: string, fallback?: 'http' | 'https'): Address | undefined {
  if (fallback !== undefined) return takeApart(text, fallback);
  if (known.has(text)) return known.get(text);
  const address = takeApart(text);
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(text, address);
  return address;
}

/** The requests of a capture mostly go to the same few addresses. */
const known = new Map<string, Address | undefined>();
const MAX_KNOWN = 1000;

function takeApart(text: string, fallback?: 'http' | 'https'): Address | undefined {
  const trimmed = text.trim();
  const [head = '', written] = SCHEME.exec(trimmed) ?? [];
  const rest = trimmed.slice(head.length);
  const pathAt = endOf(rest, /[/?#]/);
  const authority = rest.slice(0, pathAt);
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (/\s/.test(host) || (host === '' && (head !== '' || !rest.startsWith('/')))) return undefined;
  const queryAt = endOf(rest, /[?#]/);
  const scheme = written === undefined ? fallback : written.toLowerCase().replace(/[^a-z].*/, 's');
  const after = rest.slice(authority.length);
  const userinfo = authority.slice(0, Math.max(authority.lastIndexOf('@'), 0));
  const url = host === '' ? undefined : urlOf(`${scheme ?? 'https'}://${host}${after}`);
  return {
    text: `${head}${host}${after}`,
    ...(scheme && { scheme }),
    host: url && !/[{}<>$]/.test(host) ? url.hostname : host,
    path: rest.slice(authority.length, queryAt),
    query: rest.slice(queryAt),
    credentials: credentialsOf(userinfo, unescaped),
    ...(url && !/[{}<>$]/.test(host) && { url }),
  };
}

/** Where a pattern matches first, or the end. */
function endOf(text: string, pattern: RegExp): number {
  const at = text.search(pattern);
  return at < 0 ? text.length : at;
}

const SESSION = /\/api\/[^/]+\/sessions\/?$/;
const BATCH = /\/api\/[^/]+\/downloaded\/?$/;
const EVENT = /\/api\/[^/]+\/sessions\/([^/]*)\/events\/?$/;

/** Reads `…/api/{version}/sessions`, `…/sessions/{id}/events` and `…/downloaded`; undefined for any other path. */
export function apiPath({ path }: Pick<Address, 'path'>): ApiPath | undefined {
  if (SESSION.test(path)) return { kind: 'session' };
  if (BATCH.test(path)) return { kind: 'batch' };
  const event = EVENT.exec(path);
  return event ? { kind: 'event', sessionId: event[1] ?? '' } : undefined;
}

/** The session ID at the end of a Location, for sequences only: it is not judged here. */
export function locationId(location: string | string[] | undefined): string | undefined {
  return typeof location === 'string' ? /\/sessions\/([^/?#]+)/.exec(location)?.[1] : undefined;
}
