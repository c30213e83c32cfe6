/**
 * What the process's exit code means: the one table behind the code, `help exit-codes` and docs/exit-codes.md.
 * `session` answers the question a script asks after a failure: may a session exist?
 */
export const EXIT_CODES = [
  {
    code: 0,
    name: 'ok',
    meaning: 'done; for start: session created and its ID written in full',
    session: 'yes',
  },
  { code: 1, name: 'internal', meaning: 'a bug in this tool', session: 'see message' },
  {
    code: 2,
    name: 'input',
    meaning:
      'usage, config, body or metadata wrong, a file unreadable, a warning under --strict: nothing was sent; or a check failed, or an expectation of play',
    session: 'no; after a failed expectation of play, yes',
  },
  {
    code: 3,
    name: 'unexpected-answer',
    meaning: "a response, but not this API's: redirect, HTML, 2xx without a usable Location, not HTTP",
    session: 'unknown for 2xx, else no',
  },
  { code: 4, name: 'rejected', meaning: 'HTTP 4xx', session: 'no' },
  { code: 5, name: 'server-error', meaning: 'HTTP 5xx', session: 'unlikely; after 502 and 504: maybe' },
  {
    code: 6,
    name: 'unreachable',
    meaning: 'DNS, refused, TLS, proxy, connect timeout; nothing was sent, safe to retry',
    session: 'no',
  },
  {
    code: 7,
    name: 'outcome-unknown',
    meaning: 'sent, but no verdict: reset, cut off, timed out',
    session: 'maybe',
  },
  {
    code: 8,
    name: 'follow-up-failed',
    meaning:
      'session created, but a later event, ending it, or writing its ID or a report, failed; the ID is repeated; or an event accepted, and no report of it written',
    session: 'yes',
  },
  {
    code: 130,
    name: 'interrupted',
    meaning: 'SIGINT (Ctrl-C); the message says whether the request had been sent',
    session: 'maybe',
  },
  {
    code: 143,
    name: 'terminated',
    meaning: 'SIGTERM or SIGHUP; the message says whether the request had been sent',
    session: 'maybe',
  },
] as const;

/** The name of an exit code. */
export type ExitName = (typeof EXIT_CODES)[number]['name'];

/** The number for a name of {@link EXIT_CODES}. */
export function exitCode(name: ExitName): number {
  return EXIT_CODES.find((row) => row.name === name)?.code ?? 1;
}

/** How a command may end that sends something. */
export const EVERY_EXIT: readonly ExitName[] = EXIT_CODES.map((row) => row.name);

/** The same of one that asks a server, and has nothing to follow up on. */
export const ASKING_EXITS: readonly ExitName[] = EVERY_EXIT.filter((name) => name !== 'follow-up-failed');

/** The same of one that stays on this machine. */
export const LOCAL_EXITS: readonly ExitName[] = ['ok', 'internal', 'input'];
