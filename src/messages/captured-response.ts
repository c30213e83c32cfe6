import type { NoResponse, OtherApi } from '../model/capture-facts.ts';
import type { FindingCode } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { listed, plural } from './phrases.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about what came of a request of a capture, and about requests to other APIs. */
export type CapturedResponseCode = Extract<
  FindingCode,
  'other-api' | 'response-missing' | 'response-unreadable' | 'starts-alone'
>;

const OURS = 'POSTs to https://<company>.hb-api.omtrdc.net/api/v1/sessions';

/** What each of the others is, and where to go on. */
const OTHERS: Readonly<Record<OtherApi, Words>> = {
  analytics: {
    message: 'This is an Analytics hit, not a request of the Media Collection API.',
    fix: `Look for ${OURS}.`,
  },
  assurance: {
    message:
      'This is an export of Adobe Assurance: it holds events of the Experience Platform SDK, not requests.',
    fix: `Record the traffic of the device with a proxy, and look for ${OURS}.`,
  },
  'edge-error': {
    message: 'This is an error response of the Media Edge API, another API than the Media Collection API.',
    fix: 'Look at the request that it answers: correct the fields that the response names.',
  },
  'edge-interact': {
    message: 'This is a request to the Edge Network, not to the Media Collection API.',
    fix: `Look for ${OURS}, or for the Media Edge API at /ee/va/v1/.`,
  },
  heartbeat: {
    message:
      'This is a heartbeat of the Media SDK 2.x or older: another protocol on another host. It is no request of the Media Collection API.',
    fix: `Media SDK 3.x and direct calls use the Media Collection API: look for ${OURS}.`,
  },
  'media-edge': {
    message:
      'This belongs to the Media Edge API: it takes XDM (mediaCollection), and its paths are /ee/va/v1/….',
    fix: `For the Media Collection API send playerTime, eventType and params: ${OURS}.`,
  },
  'postman-environment': {
    message: 'This is a Postman environment: it holds variables, and no request.',
    fix: 'Export the collection (v2.1) that uses it.',
  },
  preflight: {
    message: 'This is a CORS preflight (OPTIONS): it carries no body, and starts nothing.',
    fix: 'Look for the POST that follows it.',
  },
  schema: {
    message: 'This asks for a schema of the API. It starts no session.',
    fix: `Look for ${OURS}.`,
  },
  'sdk-config': {
    message: 'This is a configuration of an Adobe SDK, not the body of a request.',
    fix: 'Put its values into .mediarc: media-session config init writes one.',
  },
  tunnel: {
    message:
      'This is a tunnel (CONNECT) to the host of the Media Collection API: the requests in it are encrypted, so the capture does not show them.',
    fix: 'Turn on HTTPS decryption for this host in the proxy (in Charles: SSL Proxying), trust its certificate on the device, and record again.',
  },
  'unknown-json': {
    message:
      'This JSON is no body of the Media Collection API: it has neither playerTime nor params, and no eventType of this API.',
    fix: 'Pass the body of a request, a HAR, a curl command or a log that holds one.',
  },
  'wrong-path': {
    message: 'This host belongs to the Media Collection API, but the API has no such path.',
    fix: 'Sessions start at /api/v1/sessions, their events go to /api/v1/sessions/<session-id>/events.',
  },
};

/** A body of this API that was sent somewhere else. */
const ELSEWHERE: Words = {
  message: 'The body is one of the Media Collection API, but the URL is not.',
  fix: `The API takes ${OURS}.`,
};

function sayOther(args: FindingArgs['other-api']): Words {
  const isElsewhere = args.api === 'wrong-path' && !/(?:^|\.)hb-api\.omtrdc\.net$/.test(args.host ?? '');
  const { message, fix } = isElsewhere ? ELSEWHERE : OTHERS[args.api];
  const where =
    args.host === undefined ? [] : [`Seen: ${args.method ?? 'a request'} to ${args.host}${args.path ?? ''}.`];
  const status = args.status === undefined ? [] : [`It was answered with ${args.status}.`];
  const details = (args.details ?? []).map(({ name, reason }) => `${name}: ${reason}.`);
  const keys = args.keys?.length ? [`Its keys are ${args.keys.join(', ')}.`] : [];
  const left = args.placeholders?.length ? [`The URL still holds ${args.placeholders.join(', ')}.`] : [];
  return { message: [message, ...where, ...status, ...details, ...keys, ...left].join(' '), fix };
}

const AGAIN = 'Record again';

/** What it means that no response was recorded, and how to get on. */
const MISSING: Readonly<Record<NoResponse, Words>> = {
  aborted: {
    message: 'The request was cancelled before a response came, so it may have been received.',
    fix: 'Keep the page open, or send with fetch(…, { keepalive: true }).',
  },
  'blocked-by-client': {
    message:
      'An extension of the browser blocked the request: it never left the browser, so no session exists.',
    fix: 'Turn off ad blockers and privacy extensions for this page, or use a first-party host name.',
  },
  blocked: {
    message: 'The browser blocked the request by a policy: it was not sent, so no session exists.',
    fix: 'Allow the endpoint in connect-src of the Content-Security-Policy, and in the settings for tracking protection.',
  },
  connection: {
    message: 'No connection to the endpoint could be made, so nothing was sent.',
    fix: 'Check that the endpoint can be reached from that network: media-session doctor.',
  },
  'connection-lost': {
    message: 'The connection broke before a response came, so the request may have been received.',
    fix: 'Check that the endpoint can be reached from that network: media-session doctor.',
  },
  cors: {
    message:
      "The browser withheld the response by CORS: the page's origin is not allowed to read it. A session may exist.",
    fix: 'Ask Adobe to allow the origin of the page for this endpoint, or send through your own server.',
  },
  dns: {
    message: 'The host name of the endpoint was not found, so nothing was sent.',
    fix: 'Correct the host of the endpoint, or the DNS of that network.',
  },
  failed: {
    message: 'The recorder reports that the request failed, but not why, so it may have been received.',
    fix: `${AGAIN} with the console open: it names the reason.`,
  },
  'response-blocked': {
    message:
      'The browser withheld the response by a policy of the page or of the response, so the request may have been received.',
    fix: `${AGAIN} with the console open: it names the policy.`,
  },
  'mixed-content': {
    message: 'The browser blocked plain http on an https page: nothing was sent.',
    fix: 'Use https for the endpoint.',
  },
  offline: {
    message: 'The device was offline, so nothing was sent.',
    fix: `${AGAIN} with a connection. What is played offline goes to /api/v1/downloaded.`,
  },
  proxy: {
    message: 'The proxy made no connection to the endpoint, so nothing was sent.',
    fix: 'Check the proxy of that network: media-session doctor.',
  },
  timeout: {
    message: 'No response came in time; the request may have been received.',
    fix: 'Check that the endpoint can be reached from that network: media-session doctor.',
  },
  tls: {
    message: 'The TLS handshake failed, so nothing was sent.',
    fix: 'Trust the certificate of the proxy that records, or record without one; media-session doctor shows the certificate.',
  },
  'not-recorded': {
    message: 'The capture holds no response to this request, so it is not known whether it was accepted.',
    fix: `${AGAIN} until the response has come; it tells whether a session was started.`,
  },
};

function sayMissing({ reason, reported }: FindingArgs['response-missing']): Words {
  const { message, fix } = MISSING[reason];
  return {
    message: reported ? `${message} The recorder says: ${reported.replace(/\.$/, '')}.` : message,
    fix,
  };
}

function sayUnreadable(args: FindingArgs['response-unreadable']): Words {
  const page = args.pageOrigin ? `pages of ${args.pageOrigin}` : 'the page';
  switch (args.problem) {
    case 'preflight-refused':
      return {
        message: `The browser asked by OPTIONS whether ${page} may send ${args.headers ? listed(args.headers) : 'this'}, and the response (${args.status}) does not allow it: the request was not sent.`,
        fix: args.headers
          ? 'Send the request without it.'
          : 'Ask Adobe to allow that origin for this endpoint, or send through your own server.',
      };
    case 'no-allow-origin':
      return {
        message: `The response lacks Access-Control-Allow-Origin for ${page}: the browser keeps it from the player, who never learns the session ID.`,
        fix: 'Ask Adobe to allow that origin for this endpoint, or send through your own server.',
      };
    case 'location-not-exposed':
      return {
        message: `The response does not expose Location to ${page}: the player cannot read the session ID.`,
        fix: 'Have the server send Access-Control-Expose-Headers: Location.',
      };
  }
}

/** The words for {@link CapturedResponseCode}. */
export const CAPTURED_RESPONSE_WORDING: Wording<CapturedResponseCode> = {
  'other-api': { summary: 'a request or a document of another API or tool', say: (f) => sayOther(f.args) },
  'response-missing': { summary: 'a request without a response', say: (f) => sayMissing(f.args) },
  'response-unreadable': {
    summary: 'a response that the browser keeps from the page (CORS)',
    say: (f) => sayUnreadable(f.args),
  },
  'starts-alone': {
    summary: 'several session starts, and no event after them',
    say: (f) => ({
      message: `${plural(f.args.count, 'session')} started, and no event followed: the player cannot read the session ID, or lost it.`,
      fix: 'Read the session ID from the Location header of the 201, and send the events to /api/v1/sessions/<session-id>/events.',
    }),
  },
};
