import { closest } from '../rules/closest.ts';
import { unknownCommand, type Verb } from './command.ts';
import { TOPICS } from './help.ts';
import { addOutputOptions } from './options.ts';
import type { Topic } from './topics.ts';
import type { Filling } from './verb.ts';

/** A topic, and the characters per line to lay it out for. */
export interface HelpRequest {
  topic: Topic;
  width: number;
}

/** `help`: of the program, of a command, or of a topic. A topic wins over a command of its name, which has `--help`. */
export const HELP: Filling = {
  fill(verb, reading, found) {
    for (const argument of verb.registeredArguments) argument.argChoices = Object.keys(TOPICS);
    addOutputOptions(verb);
    verb.action((words: string[]) => {
      const [first = ''] = words;
      if (words.length === 1 && isTopic(first)) {
        const options = { topic: first, width: verb.helpWidth };
        found({ verb: 'topic', options, warnings: reading.warnings });
      } else commandNamed(verb.parent as Verb, words).help();
    });
  },
};

function isTopic(word: string): word is Topic {
  return Object.hasOwn(TOPICS, word);
}

function commandNamed(program: Verb, words: readonly string[]): Verb {
  return words.reduce<Verb>((at, word) => {
    const child = at.commands.find((command) => command.name() === word);
    if (child) return child as Verb;
    const names = at.commands.map((command) => command.name());
    const known = at === program ? [...names, ...Object.keys(TOPICS)] : names;
    throw unknownCommand(word, closest(word, known));
  }, program);
}
