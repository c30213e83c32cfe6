import { wrap } from '../messages/layout.ts';
import { EXIT_CODES, type ExitName } from '../model/exit-codes.ts';
import { FINDING_CODES } from '../model/finding.ts';
import type { CallableCommand, CommandFamily } from './definition.ts';
import { TOPICS } from './topic-names.ts';

/** For a call without a command. */
export const SHORT_HELP = `media-session starts a session of Adobe's Media Collection API and explains what goes wrong.

  media-session start --sandbox --smoke   try it without an account
  media-session config init               write a .mediarc to fill in
  media-session start --smoke             check your own credentials

media-session --help lists all commands.
`;

/** A name in the left column, and what is to be said of it. */
export type Entry = readonly [name: string, text: string];

/** Names and texts in two columns, the texts wrapped within `width` characters. */
export function columns(entries: readonly Entry[], width: number): string {
  const left = Math.max(...entries.map(([name]) => name.length)) + 4;
  return entries
    .map(([name, text]) => {
      const [first = '', ...more] = wrap(text, width - left, '').split('\n');
      return [
        `  ${name.padEnd(left - 2)}${first}`.trimEnd(),
        ...more.map((line) => ' '.repeat(left) + line),
      ].join('\n');
    })
    .join('\n');
}

/** The table of exit codes; only those that a command can end with, where it names them. */
export function exitCodeHelp(width: number, names?: readonly ExitName[]): string {
  const rows = EXIT_CODES.filter(({ name }) => names === undefined || names.includes(name));
  const entries = rows.map(
    ({ code, name, meaning }): Entry => [`${String(code).padStart(3)}  ${name}`, meaning],
  );
  return `Exit codes:\n${columns(entries, width)}`;
}

/** The end of the program's own help: topics, exit codes, and the codes that findings carry. */
export function programHelp(width: number): string {
  const topics = Object.entries(TOPICS).map(([name, text]): Entry => [`help ${name}`, text]);
  return [
    `Topics:\n${columns(topics, width)}`,
    exitCodeHelp(width),
    `Finding codes (media-session help findings explains them):\n${wrap(FINDING_CODES.join(', '), width, '  ')}`,
  ].join('\n\n');
}

/** The end of a command's help: what it says besides, examples and exit codes. */
export function commandHelp(
  { more, examples, exits }: CallableCommand | CommandFamily,
  width: number,
): string {
  const own = more ? `\n${more(width)}\n` : '';
  const lines = examples.map((line) => `  ${line}`).join('\n');
  return `${own}\nExamples:\n${lines}\n\n${exitCodeHelp(width, exits)}`;
}
