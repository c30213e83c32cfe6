import type { ErrorCode } from '../../model/error-codes.ts';
import type { FindingCode } from '../../model/finding.ts';
import type { Explanation } from './explanation.ts';

type SandboxCode =
  | Extract<FindingCode, `sandbox-${string}` | `expected-${string}`>
  | Extract<ErrorCode, `command-${string}`>;

const situation = (before: string, after: string): Explanation['example'] => ({
  of: 'situation',
  before,
  after,
});

const HELP = 'media-session sandbox --help';
const CHECK = 'media-session sandbox --check -- npm test';

/** The codes about what a sandbox receives, and what a player was expected to send. */
export const SANDBOX_EXPLANATIONS: Readonly<Record<SandboxCode, Explanation>> = {
  'sandbox-idle': {
    what: 'No request came to the sandbox while the command ran.',
    why: 'A check of nothing would pass. The player probably has another URL.',
    example: situation('the player posts to its own endpoint', 'the player posts to $MEDIA_SESSION_ENDPOINT'),
    deeper: [CHECK, HELP],
  },
  'sandbox-dropped': {
    what: 'The memory for requests was full, and the sessions that were quiet longest were dropped.',
    why: 'The report and the query API hold less than what came.',
    example: situation('sandbox --keep 1', 'sandbox --keep 256'),
    deeper: ['media-session sandbox --record play.har', HELP],
  },
  'sandbox-open': {
    what: 'The sandbox listens on an address that other machines can reach.',
    why: 'Whoever is in the network can send events to it. The page and the query API want the token of the printed URL.',
    example: situation('sandbox --host 0.0.0.0', 'sandbox'),
    deeper: [HELP],
  },
  'sandbox-connection': {
    what: 'A connection broke before there was a request: TLS or HTTP/2 on the plain port, plain HTTP on the TLS port, or bad HTTP.',
    why: 'The player sees a network error only. Mostly the scheme of its endpoint is the wrong one.',
    example: situation('https://127.0.0.1:4010', 'http://127.0.0.1:4010'),
    deeper: ['media-session sandbox --tls certificates'],
  },
  'sandbox-path': {
    what: 'The request went to a path, or used a method, that the API does not have.',
    why: 'The real API answers 404 or 405. A part of the path may be missing or be there twice.',
    example: situation('POST /api/v1/api/v1/sessions', 'POST /api/v1/sessions'),
    deeper: [HELP],
  },
  'sandbox-body': {
    what: 'The body did not arrive in full, or is larger than any event.',
    why: 'Nothing in it was judged.',
    example: situation('a connection that is closed within the body', 'a body as long as its Content-Length'),
    deeper: [HELP],
  },
  'sandbox-session': {
    what: 'The event is for a session that the sandbox does not know, or that has ended or timed out.',
    why: 'It is dropped: nothing of it reaches a report. The real API answers 404 or 410.',
    example: situation('ping after sessionEnd', 'sessionStart, then ping with the new ID'),
    deeper: ['media-session help session-after-end', 'media-session help session-idle'],
  },
  'sandbox-fault': {
    what: 'A fault that was asked for acted on the request.',
    why: 'The response is no judgment of what the player sent.',
    example: situation('sandbox --fault 503-retry-after', 'sandbox'),
    deeper: ['media-session help faults'],
  },
  'sandbox-differs': {
    what: 'With --forward, the real API answered otherwise than the sandbox would have.',
    why: 'The sandbox is drawn from public documents. Where the two differ, the real API is right.',
    example: situation('400 (sandbox: 201)', '201'),
    deeper: ['media-session schema diff'],
  },
  'expected-sessions': {
    what: 'The player started more or fewer sessions than the file of --expect lists.',
    why: 'Sessions are compared in the order of their starts, so that the rest of the comparison may be off by one.',
    example: situation('two sessions expected, three started', 'two expected, two started'),
    deeper: [CHECK, HELP],
  },
  'expected-number': {
    what: 'A number of a session is not the one that --expect asks for. Of one that the documents leave open, any value that they allow would do.',
    why: 'Reports would show this number.',
    example: situation('contentStarts: 1 expected, 0 counted', 'contentStarts: 1 expected, 1 counted'),
    deeper: ['media-session help play-missing', CHECK],
  },
  'expected-key': {
    what: 'The file of --expect names a number that there is not.',
    why: 'An expectation under a misspelt key would never fail.',
    example: situation('{ "contentStart": 1 }', '{ "contentStarts": 1 }'),
    deeper: ['media-session play --dry-run --json'],
  },
  'expected-value': {
    what: 'The file of --expect has a value of the wrong type: a number in quotes, a range of one number or with its higher end first.',
    why: 'No number of a session could be equal to it, so that nothing was run.',
    example: situation('{ "contentTimeSpent": [62, 58] }', '{ "contentTimeSpent": [58, 62] }'),
    deeper: ['media-session play --dry-run --json'],
  },
  'command-failed': {
    what: 'The command behind sandbox --check -- ended with an exit code other than 0.',
    why: 'Its own exit code is passed on, so that a failing suite fails as ever.',
    example: situation('npm test, exit 1', 'npm test, exit 0'),
    deeper: [CHECK],
  },
  'command-not-started': {
    what: 'The command behind sandbox --check -- could not be started: it does not exist, or may not be run.',
    why: 'It is started without a shell, so that pipes, && and aliases mean nothing there.',
    example: situation('sandbox --check -- "npm test"', 'sandbox --check -- npm test'),
    deeper: [CHECK],
  },
};
