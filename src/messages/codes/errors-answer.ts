import type { ErrorCode } from '../../model/error-codes.ts';
import type { Explanation } from './explanation.ts';

const CREATED = 'HTTP/1.1 201 Created\nLocation: /api/v1/sessions/abc123';
const DOCTOR = 'media-session doctor';
const VERBOSE = 'media-session start --verbose';
const UNKNOWN_START = 'A session may have been started. It closes after 10 minutes without events.';

const response = (what: string, why: string, before: string, ...deeper: readonly string[]): Explanation => ({
  what,
  why,
  example: { of: 'response', before, after: CREATED },
  deeper,
});
const event = (what: string, why: string, status: string, ...deeper: readonly string[]): Explanation => ({
  what,
  why,
  example: {
    of: 'traffic',
    before: `POST /api/v1/sessions/abc123/events -> ${status}`,
    after: 'POST /api/v1/sessions/abc123/events -> 204',
  },
  deeper,
});
const situation = (
  what: string,
  why: string,
  before: string,
  after: string,
  ...deeper: readonly string[]
): Explanation => ({ what, why, example: { of: 'situation', before, after }, deeper });

/** The errors that a response leads to. */
export const ANSWER_EXPLANATIONS = {
  'not-a-schema': situation(
    'The endpoint answered 200 to the request for its schema, but with something else.',
    'The host is probably not the collection API.',
    'GET /api/v1/schemas/sessionStart -> a web page',
    'GET /api/v1/schemas/sessionStart -> a JSON Schema',
    DOCTOR,
  ),
  redirect: response(
    'The server answered with a redirect, which is never followed.',
    'A repeated POST could start a second session, and the API itself never redirects: a sign-on page or a load balancer is in between.',
    'HTTP/1.1 302 Found\nLocation: https://sso.example.com/',
    VERBOSE,
    DOCTOR,
  ),
  'html-answer': response(
    'A web page answered instead of the API: a captive portal, a sign-on page, a gateway.',
    'The request did not reach the API.',
    'HTTP/1.1 200 OK\nContent-Type: text/html\n\n<html><head><title>Welcome</title></head></html>',
    DOCTOR,
    VERBOSE,
  ),
  'edge-answer': response(
    'The response is that of the Media Edge API, which is another API with other paths and bodies.',
    'Sessions that are started there cannot be continued here.',
    'HTTP/1.1 200 OK\n\n{"handle":[{"payload":[{"sessionId":"x"}]}]}',
    'media-session config show',
  ),
  'no-location': response(
    'The server answered 201 without the Location header that holds the session ID.',
    `${UNKNOWN_START} Without its ID no event can be sent. A proxy may have removed the header.`,
    'HTTP/1.1 201 Created',
    VERBOSE,
  ),
  'bad-location': response(
    'The server answered 201, but its Location header holds no session ID that can be used.',
    `${UNKNOWN_START} A proxy or gateway may have changed the header.`,
    'HTTP/1.1 201 Created\nLocation: /',
    VERBOSE,
  ),
  'unexpected-status': response(
    'The server answered with a status that this API does not use, such as 202 or 204 to a sessionStart.',
    'Only 201 says that a session was created.',
    'HTTP/1.1 202 Accepted',
    VERBOSE,
    DOCTOR,
  ),
  'not-http': situation(
    'What answered does not speak HTTP.',
    'The port belongs to another service, or speaks TLS while the endpoint says http.',
    '--endpoint http://localhost:8443',
    '--endpoint https://localhost:8443',
    DOCTOR,
  ),
  'switching-protocols': response(
    'The server answered 101, which switches to another protocol. This API never does.',
    'The endpoint is another service, or a proxy in between is at fault.',
    'HTTP/1.1 101 Switching Protocols\nUpgrade: websocket\nConnection: Upgrade',
    DOCTOR,
  ),
  'bad-request': response(
    'The API refused the body (400). The findings below it are what may explain it, by how much each is worth.',
    'No session was created. The request will be refused each time until the body is corrected.',
    'HTTP/1.1 400 Bad Request',
    'media-session check --live',
    'media-session help server-message',
  ),
  forbidden: response(
    'The response is 401 or 403. This API asks for no credentials, so something in front of it refused.',
    'A firewall, a gateway or a bot filter has to let this machine and this User-Agent through.',
    'HTTP/1.1 403 Forbidden',
    VERBOSE,
    DOCTOR,
  ),
  'not-found': response(
    'The host answers, but has no such path (404 or 405).',
    'It is probably not the collection API, or a prefix is missing from the endpoint.',
    'HTTP/1.1 404 Not Found',
    DOCTOR,
    'media-session config show',
  ),
  'session-unknown': event(
    'The API does not know the session that the event was sent to (404).',
    'The session has ended, the ID is mistyped, or it was started at another endpoint.',
    '404',
    'media-session event --help',
  ),
  'session-closed': event(
    'The session is closed and accepts no more events (410).',
    'It was ended, or had no event for 10 minutes, or its playhead stood for 30.',
    '410',
    'media-session help session-idle',
    'media-session help session-after-end',
  ),
  'too-large': response(
    'The request is too large for the server (413, 414 or 431).',
    'Custom metadata is the usual cause.',
    'HTTP/1.1 413 Content Too Large',
    'media-session start --dry-run | wc -c',
  ),
  'rate-limited': response(
    'The server accepts no more requests for the moment (429).',
    'Nothing is wrong with the request. Wait as long as Retry-After asks; --retry does it automatically.',
    'HTTP/1.1 429 Too Many Requests\nRetry-After: 30',
    'media-session start --retry 3',
  ),
  rejected: response(
    'The server refused the request with another status from 400 to 499.',
    'This API does not document it, so something in between may have answered.',
    'HTTP/1.1 418 I am a teapot',
    VERBOSE,
    DOCTOR,
  ),
  'server-error': response(
    'The server failed while it handled the request (500).',
    'Nothing in the request is known to be wrong. If it persists, Adobe support needs the time, the endpoint and the body.',
    'HTTP/1.1 500 Internal Server Error',
    'media-session start --dry-run',
    'media-session start --har failure.har',
  ),
  'gateway-error': response(
    'A gateway got no valid response from the API (502 or 504).',
    `The API may have handled the request. ${UNKNOWN_START}`,
    'HTTP/1.1 504 Gateway Timeout',
    DOCTOR,
  ),
  unavailable: response(
    'The service is temporarily unavailable (503).',
    'Nothing is wrong with the request. --retry waits as long as Retry-After asks.',
    'HTTP/1.1 503 Service Unavailable\nRetry-After: 120',
    'media-session start --retry 3',
  ),
} as const satisfies Partial<Record<ErrorCode, Explanation>>;
