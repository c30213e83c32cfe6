import type { ErrorCode } from '../model/error-codes.ts';
import type { ErrorArgs } from '../model/result.ts';
import { table } from '../model/table.ts';
import { endpointOption } from './endpoint-option.ts';
import type { SayError } from './wording.ts';

const status = (args: ErrorArgs): string => [args['status'], args['statusText']].filter(Boolean).join(' ');
const titled = (args: ErrorArgs): string => (args['title'] ? ` titled "${args['title']}"` : '');
const ids = (args: ErrorArgs): string => {
  const list = Array.isArray(args['requestIds']) ? (args['requestIds'] as string[]) : [];
  return list.length > 0 ? ` Give them these: ${list.join(', ')}.` : '';
};
const wait = (args: ErrorArgs): string =>
  args['retryAfter'] ? ` The server asks to wait: Retry-After ${args['retryAfter']}.` : '';
/** Where requests belong; of a capture nobody at hand has an option. */
const rightHost = (args: ErrorArgs): string =>
  `${args['captured'] ? 'Check the host of the URL' : `Check ${endpointOption(args)}`}: the collection API lives on <company>.hb-api.omtrdc.net, not on the Analytics tracking server, a Heartbeat host or the Edge Network.`;
const tryAgain = (args: ErrorArgs): string =>
  `Wait, then try again${args['captured'] || args['forwarded'] ? '' : '; --retry 3 does it automatically'}.`;
const MAY_EXIST = 'A session may have been started; the API closes it after 10 minutes without events.';

const BAD_LOCATION = table({
  repeated: 'more than one Location header came',
  empty: 'the Location header holds no session ID',
  'other-host': 'the Location header points to another host',
  malformed: 'the Location header does not end in sessions/{id} with a plain ID',
});

/** What the status that was hoped for says. */
const EXPECTED = table({
  session: 'only 201 says that a session was created',
  event: 'only 204 says that the event was accepted',
  downloaded: 'only 201 says that the batch was accepted',
  schema: 'a schema comes with 200',
});

/** Whether a failure of the server concerns a session that was asked for. */
const asksForSession = (args: ErrorArgs): boolean => (args['asked'] ?? 'session') === 'session';
const unlikely = (args: ErrorArgs): string =>
  asksForSession(args) ? ', and a session is unlikely to exist' : '';
/** A gateway that gives up has mostly handed the request on before. */
const gatewayFix = (args: ErrorArgs): string =>
  asksForSession(args)
    ? `${MAY_EXIST} Try again in a minute if a duplicate session is acceptable`
    : 'Try again in a minute';

/** What a 400 leaves behind; one wrong event costs the whole batch (track-downloaded-content.md). */
const NONE = table({
  session: '; no session was created',
  downloaded: '; the whole batch was discarded',
});

/** What to do about a 400 depends on whether anything was found that may explain it. */
function badRequestFix(args: ErrorArgs): string {
  if (args['form'] === 'problem')
    return `The response has the form of the Media Edge API (RFC 7807), which is another API. ${rightHost(args)}`;
  if (args['fixable'] !== false) return 'Fix these and try again.';
  if (args['form'] === 'html')
    return `It is a web page: a proxy or gateway may have answered in the API's place. ${rightHost(args)}`;
  // A note says that nothing explains it, and what to do then.
  return '';
}

/** Errors that an answer with a readable head leads to. */
export const ANSWER_WORDING = {
  redirect: (a) => ({
    message: `${status(a)}: the server points to ${a['target'] ?? 'nowhere'}; redirects are never followed, because a repeated POST could ${asksForSession(a) ? 'start a second session' : 'count twice'}.`,
    fix: `If that address is the right one, ${a['captured'] ? 'send the request there' : `use it as ${endpointOption(a)}`}. ${rightHost(a)}`,
  }),
  'html-answer': (a) => ({
    message: `${status(a)}: a web page${titled(a)} answered instead of the Media Collection API.`,
    fix: `A captive portal, a sign-on page or a gateway may be in between: open ${a['url']} in a browser. ${rightHost(a)}`,
  }),
  'edge-answer': (a) => ({
    message: `${status(a)}: ${a['host']} sent JSON that holds a sessionId; this looks like the Media Edge API, which is another API.`,
    fix: rightHost(a),
  }),
  'no-location': (a) => ({
    message: `${a['host']} responded with 201 but sent no Location header, so there is no session ID.`,
    fix: `A proxy or gateway may have removed it. ${MAY_EXIST}`,
  }),
  'bad-location': (a) => ({
    message: `${a['host']} answered 201, but ${BAD_LOCATION[String(a['reason'])] ?? 'the Location header is not usable'}${a['location'] ? `: ${String(a['location']).slice(0, 200)}` : ''}.`,
    fix: `A proxy or gateway may have changed it. ${MAY_EXIST}`,
  }),
  'unexpected-status': (a) => ({
    message: `${status(a)} from ${a['host']}; ${EXPECTED[String(a['asked'])] ?? EXPECTED['session']}.`,
    fix: rightHost(a),
  }),
  'not-http': (a) => ({
    message: `${a['host']}:${a['port']} does not speak HTTP${a['bytes'] ? `; its response begins with ${JSON.stringify(String(a['bytes']).slice(0, 40))}` : ''}.`,
    fix: `Check host and port of ${endpointOption(a)}${a['secure'] ? '' : ': if the port speaks TLS, write https://'}.`,
  }),
  'switching-protocols': (a) => ({
    message: `${a['host']}:${a['port']} tried to switch to another protocol (101), which this API never does.`,
    fix: rightHost(a),
  }),
  'bad-request': (a) => ({
    message: `${status(a)}: ${a['host']} refused the request body${NONE[String(a['asked'] ?? 'session')] ?? ''}.`,
    fix: badRequestFix(a),
  }),
  forbidden: (a) => ({
    message: `${status(a)}: this API asks for no credentials, so a firewall or gateway in front of ${a['host']} refused${titled(a) && ` (a page${titled(a)})`}.`,
    fix: `Ask its operators whether this machine's address and this User-Agent are allowed.${ids(a)}`,
  }),
  'not-found': (a) => ({
    message: `${status(a)}: ${a['host']} has no ${a['call'] ?? 'POST /api/v1/sessions'}.`,
    fix: String(a['call'] ?? '').endsWith('/') ? 'Remove the slash at the end of the path.' : rightHost(a),
  }),
  'session-unknown': (a) => ({
    message: `${status(a)}: ${a['host']} does not know this session.`,
    fix: 'Check the session ID and that the endpoint is the one that started it; otherwise start a new session.',
  }),
  'session-closed': (a) => ({
    message: `${status(a)}: the session is closed and takes no more events.`,
    fix: 'Nothing needs closing any more; start a new session to go on.',
  }),
  'too-large': (a) => ({
    message: `${status(a)}: the request is too large for ${a['host']}${a['bodyBytes'] ? `; the body has ${a['bodyBytes']} bytes` : ''}.`,
    fix: 'Send less: custom metadata is the usual cause.',
  }),
  'rate-limited': (a) => ({
    message: `${status(a)}: ${a['host']} accepts no more requests for the moment.${wait(a)}`,
    fix: tryAgain(a),
  }),
  rejected: (a) => ({
    message: `${status(a)}: ${a['host']} refused the request with a status that this API does not document.`,
    fix: rightHost(a),
  }),
  'server-error': (a) => ({
    message: `${status(a)}: ${a['host']} failed while handling the request. Nothing in the request is known to be wrong${unlikely(a)}.`,
    fix: `Try again in a minute. If it persists, note the time, the endpoint, the report suite and the body${a['captured'] || a['forwarded'] ? '' : ' (--dry-run prints it)'}, and ask Adobe support.${ids(a)}`,
  }),
  'gateway-error': (a) => ({
    message: `${status(a)}: a gateway in front of ${a['host']} got no valid response from the API. Nothing in the request is known to be wrong, and the API may have handled it.`,
    fix: `${gatewayFix(a)}; if it persists, ask the operators of the gateway.${ids(a)}`,
  }),
  unavailable: (a) => ({
    message: `${status(a)}: ${a['host']} is temporarily unavailable. Nothing in the request is known to be wrong.${wait(a)}`,
    fix: `${tryAgain(a)}${ids(a)}`,
  }),
} as const satisfies Partial<Record<ErrorCode, SayError>>;
