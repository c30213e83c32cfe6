/** What a fault of the sandbox is, for the help: what the client meets, and what goes over the wire. */
export interface Fault {
  summary: string;
  how: string;
}

/**
 * Every way in which the sandbox can misbehave on purpose: the one table behind `sandbox --fault`, the header
 * and the query parameter. A fault acts on a POST to `/sessions` or `/events`, after the whole request was
 * read; GET of a schema stays healthy, because a client explains a 400 with it. Data only: what each one does
 * stands in fault-answers and fault-wire, so that a help text can list them without loading a server.
 */
export const FAULTS = {
  '400': { summary: 'the API rejects the body', how: '400 with a terse JSON message' },
  '404': { summary: 'the API does not know the session or the path', how: '404 with a JSON message' },
  '410': { summary: 'the session takes no more events', how: '410 with a JSON message' },
  'session-lost': {
    summary: 'the API loses the session in the middle',
    how: '404 to this event and to all later ones of its session; a sessionStart is answered as always',
  },
  '500': { summary: 'the API fails', how: '500 with a JSON message' },
  '502-html': { summary: 'a gateway in front of the API fails', how: '502 with an HTML page' },
  '503-retry-after': { summary: 'the service is down for a moment', how: '503, Retry-After: 2 seconds' },
  '429-retry-after': { summary: 'too many requests', how: '429, Retry-After: 1 second' },
  hang: { summary: 'no response ever comes', how: 'reads the request, then stays silent' },
  reset: {
    summary: 'the connection breaks before a response',
    how: 'reads the request, then sends a TCP reset',
  },
  'slow-headers': { summary: 'the head never ends', how: 'a status line, then one header every 100 ms' },
  'slow-body': { summary: 'the body never ends', how: 'the real head, then one byte every 100 ms' },
  truncated: {
    summary: 'the body is cut short',
    how: 'the real head, complete, then part of the promised body',
  },
  'cut-headers': {
    summary: 'the head is cut short',
    how: 'the real head without its empty line, then the end',
  },
  'no-location': { summary: 'a 201 without a session ID', how: 'the real response without Location' },
  'two-locations': { summary: 'a 201 with two session IDs', how: 'the real response with a second Location' },
  'foreign-location': { summary: 'a 201 that points elsewhere', how: 'the Location names another host' },
  redirect: { summary: 'another server is responsible', how: '302 to a login page on another host' },
  'captive-portal': { summary: 'a network asks to sign in', how: '200 with an HTML page that has a title' },
  'edge-answer': { summary: 'the Media Edge API responds', how: '200 with a sessionId in JSON, no Location' },
  'problem-json': { summary: 'the Media Edge API rejects', how: '400 in the form of RFC 7807' },
  'not-http': { summary: 'the port belongs to another service', how: 'an SSH banner instead of HTTP' },
  'gzip-error': { summary: 'a compressed rejection', how: '400 in gzip, whatever the client accepts' },
  'empty-400': { summary: 'a rejection without a word', how: '400 with an empty body' },
  'html-400': { summary: 'a proxy rejects', how: '400 with an HTML page' },
  waf: { summary: 'a firewall blocks the request', how: '403 with an HTML page and a reference number' },
} as const satisfies Record<string, Fault>;

/** The name of a fault, as `--fault` takes it. */
export type FaultName = keyof typeof FAULTS;

/** All fault names, in the order in which a help text lists them. */
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** Whether a text names a fault. */
export function isFaultName(text: string): text is FaultName {
  return Object.hasOwn(FAULTS, text);
}
