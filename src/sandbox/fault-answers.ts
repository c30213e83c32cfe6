import { gzipSync } from 'node:zlib';
import type { FaultName } from './faults.ts';
import { type Answer, empty, json, message, page } from './response.ts';

/** A POST on which a fault acts. */
export interface FaultCall {
  /** The clock, in milliseconds since the epoch. */
  now: () => number;
  /** Makes a session ID. */
  randomId: () => string;
  /** Runs the API and gives its real answer, which may create or end a session. */
  real: () => Promise<Answer>;
  /** Makes the API forget the session of an event. */
  lose: () => void;
}

/** Faults below HTTP, which need the socket; fault-wire has what they do. */
const WIRE = [
  'hang',
  'reset',
  'slow-headers',
  'slow-body',
  'truncated',
  'cut-headers',
  'two-locations',
  'not-http',
] as const satisfies readonly FaultName[];

/** The name of a fault below HTTP. */
export type WireFaultName = (typeof WIRE)[number];

/** Whether a fault needs the socket; all others are an answer, which the framework writes. */
export function isWireFault(name: FaultName): name is WireFaultName {
  return WIRE.some((wire) => wire === name);
}

/** What each fault answers instead of, or with a change to, the real answer. */
export const ANSWER_FAULTS: Readonly<
  Record<Exclude<FaultName, WireFaultName>, (call: FaultCall) => Answer | Promise<Answer>>
> = {
  '400': () => message(400, 'Request had improper format.'),
  '404': () => message(404, 'Not found.'),
  '410': () => message(410, 'Session is closed.'),
  'session-lost': sessionLost,
  '500': () => message(500, 'Internal error.'),
  '502-html': () => page(502, '502 Bad Gateway', 'The upstream server sent no valid answer.'),
  '503-retry-after': () => message(503, 'Service unavailable.', { 'Retry-After': '2' }),
  '429-retry-after': () => message(429, 'Too many requests.', { 'Retry-After': '1' }),
  'no-location': noLocation,
  'foreign-location': foreignLocation,
  redirect: () => empty(302, { Location: 'https://login.example.com/sign-in' }),
  'captive-portal': () => page(200, 'Guest Wi-Fi: sign in', 'Accept the terms to use this network.'),
  'edge-answer': ({ randomId }) => json(200, { sessionId: randomId() }),
  'problem-json': problemJson,
  'gzip-error': gzipError,
  'empty-400': () => empty(400, { 'Content-Length': '0' }),
  'html-400': () => page(400, '400 Bad Request', 'The proxy could not understand the request.'),
  waf: () => page(403, 'Access Denied', 'The request was blocked. Reference: 18.4f6c1002.1700000000.2a9b7c'),
};

async function noLocation({ real }: FaultCall): Promise<Answer> {
  const answer = await real();
  const { Location: _removed, ...headers } = answer.headers;
  return { ...answer, headers };
}

/** Where the real answer has no Location (an event, a rejection) it stays as it is. */
async function foreignLocation({ real }: FaultCall): Promise<Answer> {
  const answer = await real();
  const location = answer.headers['Location'];
  if (location === undefined) return answer;
  return { ...answer, headers: { ...answer.headers, Location: `https://elsewhere.example.com${location}` } };
}

/** A player has to notice, and to start a new session. */
function sessionLost({ real, lose }: FaultCall): Promise<Answer> {
  lose();
  return real();
}

/** The form in which the Media Edge API, another product, reports a bad field (Adobe's troubleshooting guide). */
function problemJson(): Answer {
  const problem = {
    type: 'https://ns.adobe.com/aep/errors/va-edge-0400-400',
    status: 400,
    title: 'Invalid request',
    report: {
      details: [{ name: '$.xdm.mediaCollection.sessionDetails.name', reason: 'Missing required field' }],
    },
  };
  return json(400, problem, { 'Content-Type': 'application/problem+json' });
}

function gzipError(): Answer {
  const plain = message(400, 'Request had improper format.', { 'Content-Encoding': 'gzip' });
  return { ...plain, body: new Uint8Array(gzipSync(String(plain.body))) };
}
