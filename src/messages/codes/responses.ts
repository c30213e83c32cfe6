import type { AnswerCode } from '../responses.ts';
import type { Explanation } from './explanation.ts';

const response = (before: string, after: string): Explanation['example'] => ({
  of: 'response',
  before,
  after,
});
const situation = (before: string, after: string): Explanation['example'] => ({
  of: 'situation',
  before,
  after,
});

const CREATED = 'HTTP/1.1 201 Created\nLocation: /api/v1/sessions/abc123';
const LIVE = 'media-session check --live';

/** The codes about what a server says, and about the output of this program. */
export const RESPONSE_EXPLANATIONS: Readonly<Record<AnswerCode, Explanation>> = {
  'server-message': {
    what: 'What the server itself said about the request, in its own words, shortened and made safe to print.',
    why: 'It is the best evidence there is. Where it names a key, that is the one to look at.',
    example: response('HTTP/1.1 400 Bad Request\n\n{"message":"Request had improper format."}', CREATED),
    deeper: ['media-session start --verbose', LIVE],
  },
  'server-silent': {
    what: 'The server gave no reason for its response: the body was empty, or no text.',
    why: 'Only the schemas can then tell what is wrong.',
    example: response('HTTP/1.1 400 Bad Request', CREATED),
    deeper: [LIVE, 'media-session start --verbose'],
  },
  unexplained: {
    what: 'The server refused the body, and no rule that is known here is broken.',
    why: 'The cause may be a rule that no schema has, or something between here and the API.',
    example: response('HTTP/1.1 400 Bad Request', CREATED),
    deeper: [LIVE, 'media-session schema diff sessionStart', 'media-session doctor'],
  },
  'clock-skew': {
    what: "The clock here, or on the machine that was recorded, differs from the server's by more than two minutes.",
    why: 'ts is read from that clock. Events that seem to come from the future or the past are sorted wrongly.',
    example: response(
      'HTTP/1.1 201 Created\nLocation: /api/v1/sessions/abc123\nDate: Mon, 23 Nov 2026 12:00:00 GMT',
      CREATED,
    ),
    deeper: ['date -u', 'media-session doctor'],
  },
  'not-proved': {
    what: 'What a 201 does not prove. It says that the request was well formed, and no more.',
    why: 'A report suite that does not exist, or has no media reporting, gets a 201, too, and no data.',
    example: situation('media-session start -> 201', 'Analytics shows the session in a real-time report.'),
    deeper: ['Analytics: look for the session in a real-time report of this report suite.'],
  },
  'output-discarded': {
    what: 'stdout leads nowhere, so that the session ID is repeated on stderr.',
    why: 'A session whose ID is lost cannot be ended. It closes after 10 minutes without events.',
    example: situation('media-session start >&-', 'id=$(media-session start)'),
    deeper: ['media-session start --help'],
  },
  'report-not-written': {
    what: 'A report file (--har, --junit, --dotenv) could not be written.',
    why: 'If that shows before anything is sent, nothing is sent: a run without its report may be worthless in CI.',
    example: {
      of: 'command',
      before: 'check --smoke --junit /nowhere/report.xml',
      after: 'check --smoke --junit report.xml',
    },
    deeper: ['df -h .', 'ls -ld .'],
  },
  'github-variables': {
    what: '--github was given outside of a step of GitHub Actions: the variables that name its files are not set.',
    why: 'The step output session-id, and the summary, have nowhere to go.',
    example: { of: 'command', before: 'start --smoke --dry-run --github', after: 'start --smoke --dry-run' },
    deeper: ['env | grep GITHUB_'],
  },
  'unknown-tracking-server': {
    what: 'The tracking server has no address in DNS.',
    why: 'The API accepts the session anyway, and its data is lost without any error.',
    example: situation('--tracking-server compny.sc.omtrdc.net', '--tracking-server company.sc.omtrdc.net'),
    deeper: ['media-session doctor', 'nslookup company.sc.omtrdc.net'],
  },
};
