import { SHELL_NAMES, SHELLS } from '../report/completion/index.ts';
import { wrap } from '../report/style.ts';
import type { Reading, Verb } from './command.ts';
import { complete } from './complete.ts';
import { addOutputOptions } from './options.ts';
import { addVerb, type Found } from './verbs.ts';

/** The verb that the completion scripts call: `__complete -- <words>`, the last being the word at the cursor. */
const ANSWER = '__complete';

/** `completion`, and the hidden verb that its scripts call. */
export function addCompletion(program: Verb, reading: Reading, found: Found): void {
  addVerb(
    program,
    reading,
    {
      usage: 'completion <shell>',
      description: 'print a completion script for bash, zsh or fish',
      more: installHelp,
    },
    (verb) => {
      for (const argument of verb.registeredArguments) argument.argChoices = [...SHELL_NAMES];
      addOutputOptions(verb);
      verb.action((shell: string) => {
        found({ verb: 'completion', options: { action: 'script', shell }, warnings: reading.warnings });
      });
    },
  );
  addAnswer(program, found);
}

function addAnswer(program: Verb, found: Found): void {
  const verb = program.command(`${ANSWER} [words...]`, { hidden: true }) as Verb;
  verb.action((words: string[]) => {
    const answer = complete(program, words.slice(0, -1), words.at(-1) ?? '');
    found({ verb: 'completion', options: { action: 'answer', answer }, warnings: [] });
  });
}

function installHelp(width: number): string {
  const text = (sentence: string): string => wrap(sentence, width, '');
  const lines = SHELL_NAMES.map((name) => `  ${name.padEnd(4)}  ${SHELLS[name].install}`);
  return [
    text('Completes commands, options, profiles of the config file, params, event types and files.'),
    '',
    'To install it, type once:',
    ...lines,
    text(
      'zsh needs compinit before that line; or write the script as _media-session into a directory of $fpath.',
    ),
  ].join('\n');
}
