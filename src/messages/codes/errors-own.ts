import type { ErrorCode } from '../../model/error-codes.ts';
import type { Explanation } from './explanation.ts';

const DIFF = 'media-session schema diff sessionStart';

const situation = (
  what: string,
  why: string,
  before: string,
  after: string,
  ...deeper: readonly string[]
): Explanation => ({ what, why, example: { of: 'situation', before, after }, deeper });
const command = (
  what: string,
  why: string,
  before: string,
  after: string,
  ...deeper: readonly string[]
): Explanation => ({ what, why, example: { of: 'command', before, after }, deeper });

/** The errors that are found before anything is sent, and those of this program itself. */
export const OWN_EXPLANATIONS = {
  usage: command(
    'The command line cannot be understood. Each finding of usage-... says what is wrong with it.',
    'Nothing was run and nothing was sent.',
    'check --lenght 60',
    'check --length 60',
    'media-session --help',
  ),
  config: command(
    'A setting is missing or cannot be used. Each finding names the setting and where its value came from.',
    'Nothing was sent: without its settings a session would go nowhere, or count elsewhere.',
    'check --timeout soon',
    'check --timeout 15s',
    'media-session config show',
    'media-session help config',
  ),
  file: command(
    'A file cannot be read, or does not hold what it should.',
    'Nothing was sent, and no file was changed.',
    'check nowhere.json',
    'check',
    'ls -l',
  ),
  'body-invalid': command(
    'The body breaks a rule of the schema, so that the API would answer 400.',
    'Nothing was sent. --no-validate sends it anyway, to see what the API says.',
    'start --param media.nam=x --dry-run',
    'start --param media.name=x --dry-run',
    'media-session check',
    'media-session schema show sessionStart',
  ),
  'check-failed': {
    what: 'check, explain or doctor found errors; the findings are listed below it.',
    why: 'The exit code is 2, so that a build fails. Warnings alone do not fail it.',
    example: { of: 'playerTime', before: '"playhead": "12"', after: '"playhead": 12' },
    deeper: ['media-session help findings'],
  },
  'output-file': situation(
    'A file, or stdout, cannot be written.',
    'The result would be lost. Where that shows beforehand, nothing is sent.',
    'media-session start --har /nowhere/session.har',
    'media-session start --har session.har',
    'df -h .',
    'ls -ld .',
  ),
  'schema-drift': situation(
    "schema diff found differences between the endpoint's schema and the bundled one.",
    'Checks without --live go by the bundled schema, and may be wrong about these keys.',
    'media-session check body.json',
    'media-session check --live body.json',
    DIFF,
    'Look for a newer version of media-session.',
  ),
  'end-failed': situation(
    'The session was started, or accepted sessionComplete, but sessionEnd failed.',
    'The session is still open. It closes after 10 minutes without events; nothing else is needed.',
    'media-session start --end',
    'media-session end <session-id>',
    'media-session end --help',
  ),
  'output-failed': situation(
    'The session was started, but its ID could not be written to stdout.',
    'The ID is repeated on stderr, since without it the session cannot be used.',
    'media-session start > /full-disk/id',
    'media-session start --dotenv id.env',
    'df -h .',
  ),
  'internal-after-start': situation(
    'The session was started, and then a bug in media-session showed.',
    'The session needs nothing: it closes after 10 minutes without events.',
    'media-session start',
    'media-session start --verbose',
    'Please report it with the command and what -v adds.',
  ),
  'report-failed': situation(
    'The session was started, or an event or batch was accepted, but a report about it could not be written.',
    'The session needs nothing; its ID is on stdout and stderr. What was accepted would count twice if sent again.',
    'media-session start --junit report.xml',
    'media-session start --junit /tmp/report.xml',
    'df -h .',
  ),
  interrupted: situation(
    'The command was stopped by Ctrl-C (SIGINT).',
    'The message says whether a request had been sent. A session that was started closes after 10 minutes without events.',
    '^C',
    'media-session end <session-id>',
    'media-session help exit-codes',
  ),
  terminated: situation(
    'The command was stopped from outside (SIGTERM or SIGHUP), as CI does when a job takes too long.',
    'The message says whether a request had been sent.',
    'timeout 5 media-session start',
    'media-session start --timeout 5s',
    'media-session help exit-codes',
  ),
  internal: situation(
    'A bug in media-session, or a limit of the system that it ran into.',
    'The message says whether anything may have been sent.',
    'media-session start',
    'media-session start --verbose',
    'Please report it with the command and what -v adds.',
  ),
} as const satisfies Partial<Record<ErrorCode, Explanation>>;
