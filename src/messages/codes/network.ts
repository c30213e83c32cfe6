import type { Explanation } from './explanation.ts';

/** What holds of every error before anything is sent. */
export const SAFE = 'Nothing was sent: the command can be repeated without any risk of a second session.';

/** The command of most examples. */
export const START = 'media-session start';

/** The command that follows a connection step by step. */
export const DOCTOR = 'media-session doctor';
/** The command that shows what went over the wire. */
export const VERBOSE = 'media-session start --verbose';

/** An error of the network: no file or command line can bring it about by itself. */
export function network(
  what: string,
  why: string,
  before: string,
  after: string,
  ...deeper: readonly string[]
): Explanation {
  return { what, why, example: { of: 'situation', before, after }, deeper };
}
