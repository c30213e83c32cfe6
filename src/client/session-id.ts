import type { Answer } from '../model/exchange.ts';
import { urlOf } from '../model/url.ts';

/** What a 201's Location gave: a session, or why it gives none. */
export type SessionReading =
  | { ok: true; id: string; apiVersion: string; url: string }
  | { ok: false; reason: 'missing' | 'repeated' | 'empty' | 'other-host' | 'malformed'; value?: string };

/**
 * IDs are 64 lower-case hex digits in every public sample, but no length is promised; anything that could do
 * harm in a shell (which makes a home directory of a leading ~), a URL or a terminal is refused.
 */
const SESSION_ID = /^(?!~)[A-Za-z0-9._~-]{1,512}$/;

/**
 * Reads the session ID from the Location of an answer, which is relative in every sample
 * (`/api/v1/sessions/{id}`). An absolute one is taken only from the very origin that was asked.
 */
export function readSession(answer: Answer, requested: URL): SessionReading {
  const location = answer.headers['location'];
  if (location === undefined) return { ok: false, reason: 'missing' };
  if (Array.isArray(location)) return { ok: false, reason: 'repeated', value: location.join(', ') };
  if (location.trim() === '') return { ok: false, reason: 'empty' };
  // Two headers that something on the way has made one of.
  if (/,\s*(?:\/|https?:)/i.test(location)) return { ok: false, reason: 'repeated', value: location };
  // The usual one is a path on the same host, and needs no parsing to show it.
  if (!/^\/[A-Za-z0-9]/.test(location)) {
    const url = urlOf(location, requested);
    if (!url) return { ok: false, reason: 'malformed', value: location };
    if (url.origin !== requested.origin) return { ok: false, reason: 'other-host', value: location };
  }
  // The text is matched as it came: URL parsing would quietly repair `..`, tabs and backslashes.
  const { id, apiVersion } = lastSegments(location);
  if (!id)
    return { ok: false, reason: /sessions\/?$/.test(location) ? 'empty' : 'malformed', value: location };
  if (!isSessionId(id)) return { ok: false, reason: 'malformed', value: location };
  const base = requested.href.replace(/\/sessions\/?$/, '');
  return { ok: true, id, apiVersion, url: `${base}/sessions/${id}` };
}

/** What stands in `…/api/{version}/sessions/{id}`, the end of a Location's path; without a version it is that of today. */
function lastSegments(location: string): { id?: string; apiVersion: string } {
  const [path = ''] = location.split(/[?#]/, 1);
  const segments = path.split('/');
  if (segments.at(-1) === '') segments.pop();
  const [api, version = '', sessions, id] = [-4, -3, -2, -1].map((at) => segments.at(at));
  const apiVersion = api === 'api' && /^[A-Za-z0-9._~-]+$/.test(version) ? version : 'v1';
  return { ...(sessions === 'sessions' && id && { id }), apiVersion };
}

/** Whether a text may be a session ID: safe to put into a URL and onto a terminal. */
export function isSessionId(text: string): boolean {
  return SESSION_ID.test(text) && !/^\.+$/.test(text);
}
