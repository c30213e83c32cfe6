import { EXIT_CODES } from '../model/exit.ts';
import { findingSummaries } from '../report/wording/index.ts';

/** For a call without a command. */
export const SHORT_HELP = `media-session starts a session of Adobe's Media Collection API and explains what goes wrong.

  media-session start --sandbox --smoke   try it without an account
  media-session config init               write a .mediarc to fill in
  media-session start --smoke             check your own credentials

media-session --help lists all commands.
`;

/** The table of exit codes. */
export function exitCodeHelp(): string {
  const rows = EXIT_CODES.map(
    ({ code, name, meaning }) => `  ${String(code).padStart(3)}  ${name.padEnd(18)} ${meaning}`,
  );
  return ['Exit codes:', ...rows].join('\n');
}

/** The table of finding codes. */
export function findingHelp(): string {
  const rows = findingSummaries().map(({ code, summary }) => `  ${code.padEnd(26)} ${summary}`);
  return ['Finding codes:', ...rows].join('\n');
}
