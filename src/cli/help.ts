import { EXIT_CODES } from '../model/exit.ts';
import { findingSummaries } from '../report/wording/index.ts';
import { FAULTS } from '../sandbox/faults.ts';

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

/** The faults that the sandbox can rehearse. */
export function faultHelp(): string {
  const rows = Object.entries(FAULTS).map(
    ([name, { summary, how }]) => `  ${name.padEnd(18)} ${summary}: ${how}`,
  );
  const head = 'Faults (also per request: header X-Sandbox-Fault, or ?fault=<name>):';
  return [head, ...rows].join('\n');
}
