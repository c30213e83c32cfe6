import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { ErrorArgs } from '../model/result.ts';
import type { ClosedState } from '../model/sandbox-facts.ts';
import { sayFailedRequests } from './capture-verdict.ts';
import { didYouMean, plural } from './phrases.ts';
import { plain, sayWrongType, wanted } from './values.ts';
import type { Wording, Words } from './wording.ts';

/** Codes about what a sandbox received, and what was expected of it. */
export type SandboxCode = Extract<FindingCode, `sandbox-${string}` | `expected-${string}`>;

const NEW_SESSION = 'Send sessionStart, and use the session ID of its response.';

const SESSIONS: Readonly<Record<ClosedState, Words>> = {
  unknown: {
    message: 'The sandbox has no session with this ID.',
    fix: 'Use the session ID in the Location of the 201, as it is.',
  },
  ended: { message: 'The session had ended with sessionEnd.', fix: NEW_SESSION },
  'no-events': { message: 'The session timed out: 10 minutes without an event.', fix: NEW_SESSION },
  'no-playhead': {
    message: 'The session timed out: 30 minutes without playhead movement.',
    fix: NEW_SESSION,
  },
  lost: { message: 'The session was lost on purpose: the fault session-lost.', fix: NEW_SESSION },
};

/** The words for {@link SandboxCode}. */
export const SANDBOX_WORDING: Wording<SandboxCode> = {
  'sandbox-idle': {
    summary: 'no request came to the sandbox',
    say: () => ({
      message: 'No request came to the sandbox.',
      fix: 'Let the player use MEDIA_SESSION_ENDPOINT as its endpoint; --env sets a variable of another name.',
    }),
  },
  'sandbox-dropped': {
    summary: 'requests that no longer fitted into the memory',
    say: ({ args: { requests } }) => ({
      message: `${plural(requests, 'request')} had to be dropped, so that this is not all that came.`,
      fix: 'Allow more with --keep.',
    }),
  },
  'sandbox-open': {
    summary: 'the sandbox listens on an address that other machines can reach',
    say: ({ args: { host, tls } }) => ({
      message: `Whoever can reach ${host} can send requests to this sandbox; only the page and the query API want its token${tls ? '' : ', and all of it can be read on the way, since this is not TLS'}.`,
      fix: 'Use it in a network that you trust, and end it when you are done.',
    }),
  },
  'sandbox-connection': {
    summary: 'a connection to the sandbox that broke before there was a request',
    say: ({ args }) => sayConnection(args),
  },
  'sandbox-path': {
    summary: 'a request to a path or with a method that the API does not have',
    say: ({ args: { kind, path, prefix, allow } }) => {
      if (kind === 'method')
        return { message: `${path} does not take this method.`, fix: `Use ${allow ?? 'POST'}.` };
      if (kind === 'prefix')
        return {
          message: `The sandbox serves the API at ${prefix}/api/v1, and not at ${path}`,
          fix: 'Correct the path of the endpoint, or start the sandbox with its prefix (--prefix).',
        };
      return {
        message: `The API has no path ${path}`,
        fix: /\/(?:sessions|events|downloaded)\/$/.test(path)
          ? 'Remove the slash at the end.'
          : 'Sessions start at /api/v1/sessions; events go to /api/v1/sessions/<id>/events.',
      };
    },
  },
  'sandbox-body': {
    summary: 'a request body that did not arrive, or is too large',
    say: ({ args }) => sayBody(args),
  },
  'sandbox-session': {
    summary: 'an event of a session that the sandbox does not know, or that takes no more events',
    say: ({ args: { state } }) => SESSIONS[state],
  },
  'sandbox-fault': {
    summary: 'a fault of the sandbox acted on a request',
    say: ({ args: { fault, known } }) =>
      known
        ? { message: `The fault ${fault} acted on this request.`, fix: '' }
        : {
            message: `There is no fault "${fault}".`,
            fix: 'media-session help faults lists them.',
          },
  },
  'sandbox-differs': {
    summary: 'the real API answered otherwise than the sandbox would have',
    say: ({ args: { status, sandbox } }) => ({
      message: `The API answered ${status}; the sandbox would have answered ${sandbox}.`,
      fix: '',
    }),
  },
  'expected-sessions': {
    summary: 'another number of sessions than --expect says',
    say: ({ args }) => ({
      message: `Expected ${plural(args.wanted, 'session')}, but ${args.got === 0 ? 'none' : args.got} came.`,
      fix: '',
    }),
  },
  'expected-key': {
    summary: 'a key that --expect does not know',
    say: ({ args: { key, suggestion, belongs } }) =>
      belongs === undefined
        ? {
            message: `There is no "${key}" to expect.`,
            fix: didYouMean(
              suggestion,
              'media-session play --sandbox --dry-run --json lists the numbers under metrics.',
            ),
          }
        : {
            message: `"${key}" belongs in ${belongs === 'sessions' ? 'a session' : 'the numbers of a session'}.`,
            fix: 'Write, for the first session:',
            run: [
              `{ "sessions": [{ "numbers": { "${belongs === 'sessions' ? 'contentStarts' : key}": 1 } }] }`,
            ],
          },
  },
  'expected-value': {
    summary: 'a value in the file of --expect of the wrong type',
    say: ({ args: { key }, expected, actual }) =>
      actual === undefined
        ? { message: `${key} is missing (required).`, fix: `Add ${key}: ${wanted(expected)}.` }
        : sayWrongType(key, expected, actual),
  },
  'expected-number': {
    summary: 'a number of a session differs from what --expect says',
    say: sayNumber,
  },
};

function sayBody(args: FindingOf<'sandbox-body'>['args']): Words {
  switch (args.problem) {
    case 'too-large':
      return {
        message: `The body is larger than ${args.limit / 1024 / 1024} MiB, which is all that the sandbox takes.`,
        fix: 'Send one event in a request.',
      };
    case 'encoding':
      return { message: `The body is not UTF-8 (byte ${args.offset}).`, fix: 'Encode the JSON as UTF-8.' };
    case 'cut-off':
      return {
        message: 'The client closed the connection before the body had arrived.',
        fix: 'Keep the page or the app alive until it is sent: sendBeacon, or fetch with keepalive.',
      };
  }
}

/** What a check of a player found. */
export function sayFailedCheck(args: ErrorArgs): string {
  const { bodies, failed, sessions, own, strict } = args;
  const parts = [
    ...(Number(failed) > 0 || Number(sessions) > 0 ? [sayFailedRequests(args)] : []),
    ...(Number(own) > 0 ? [bodies === 0 ? 'The check failed.' : 'What came is not what was expected.'] : []),
  ];
  return parts.join(' ') || `There are warnings${strict ? ', and --strict lets none pass' : ''}.`;
}

function sayNumber({ args: { session, key }, expected, actual }: FindingOf<'expected-number'>): Words {
  return { message: `Session ${session}: ${key} is ${plain(actual)}, not ${wanted(expected)}.`, fix: '' };
}

function sayConnection({ problem, detail }: FindingOf<'sandbox-connection'>['args']): Words {
  const why = detail ? ` (${detail})` : '';
  switch (problem) {
    case 'tls':
      return {
        message: 'The client opened a TLS connection, but the sandbox speaks plain HTTP here.',
        fix: 'Use its http:// URL, or start the sandbox with --tls.',
      };
    case 'http2':
      return {
        message: 'The client speaks HTTP/2 without TLS; the sandbox speaks HTTP/1.1.',
        fix: 'Set the client to HTTP/1.1, or start the sandbox with --tls, where the two agree on it.',
      };
    case 'plain-http':
      return {
        message: 'The client sent plain HTTP, but the sandbox speaks TLS here.',
        fix: 'Use its https:// URL, or start the sandbox without --tls.',
      };
    case 'untrusted':
      return {
        message: `The client does not trust the certificate of the sandbox${why}.`,
        fix: 'Let it trust sandbox-cert.pem in the directory of --tls; --tls-name adds a name to it.',
      };
    case 'tls-failed':
      return { message: `The TLS handshake failed${why}.`, fix: 'Look at the TLS settings of the client.' };
    case 'malformed':
      return {
        message: `The request is not valid HTTP${why}.`,
        fix: 'Look at how the client writes the request line and the headers.',
      };
    case 'headers-too-large':
      return { message: 'The request headers are too large.', fix: 'Send fewer cookies and headers.' };
    case 'incomplete':
      return {
        message: `The connection ended before a whole request had arrived${why}.`,
        fix: 'Compare Content-Length with the body, and keep the page or the app alive until it is sent.',
      };
    case 'expect':
      return {
        message: `The request says Expect: ${detail}, which no server has to understand (417).`,
        fix: 'Remove the Expect header.',
      };
    case 'connect':
      return {
        message: `The client takes the sandbox for a proxy (CONNECT ${detail}).`,
        fix: 'Use its URL as the endpoint, and not as a proxy.',
      };
  }
}
