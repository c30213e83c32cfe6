import { SHELL_NAMES, SHELLS } from '../commands/completion/shells.ts';
import { wrap } from '../report/style.ts';
import type { Verb } from './command.ts';
import { complete } from './complete.ts';
import { addOutputOptions } from './options.ts';
import type { Filling } from './verb.ts';

/** `completion`. */
export const COMPLETION: Filling = {
  fill(verb, reading, found) {
    for (const argument of verb.registeredArguments) argument.argChoices = [...SHELL_NAMES];
    addOutputOptions(verb);
    verb.action((shell: string) => {
      found({ verb: 'completion', options: { action: 'script', shell }, warnings: reading.warnings });
    });
  },
  more: installHelp,
};

/** The hidden verb that the scripts call: `__complete -- <words>`, the last being the word at the cursor. */
export const ANSWER: Filling = {
  fill(verb, _reading, found) {
    verb.action((words: string[]) => {
      const answer = complete(verb.parent as Verb, words.slice(0, -1), words.at(-1) ?? '');
      found({ verb: 'completion', options: { action: 'answer', answer }, warnings: [] });
    });
  },
};

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
