/** What the path of a URL means to this API, whatever prefix stands before it. */
export type ApiPath = { kind: 'session' } | { kind: 'event'; sessionId: string };

/** Reads `…/api/{version}/sessions` and `…/api/{version}/sessions/{id}/events`; undefined for any other URL. */
export function apiPath(url: URL): ApiPath | undefined {
  if (/\/api\/[^/]+\/sessions\/?$/.test(url.pathname)) return { kind: 'session' };
  const event = /\/api\/[^/]+\/sessions\/([^/]*)\/events\/?$/.exec(url.pathname);
  return event ? { kind: 'event', sessionId: event[1] ?? '' } : undefined;
}

/** The session ID at the end of a Location, for sequences only: it is not judged here. */
export function locationId(location: string | string[] | undefined): string | undefined {
  return typeof location === 'string' ? /\/sessions\/([^/?#]+)/.exec(location)?.[1] : undefined;
}
