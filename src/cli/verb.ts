import type { Reading, Verb } from './command.ts';
import type { Invocation } from './parse.ts';
import type { HelpTexts } from './verb-help.ts';

/** Is told which command was called, and with what. */
export type Found = (invocation: Invocation) => void;

/** What makes a verb one that can be called: its options, its own verbs, its action. */
export interface Filling {
  fill(verb: Verb, reading: Reading, found: Found): void;
  /** What its help says besides, for a line width, before examples and exit codes. */
  more?(width: number, texts: HelpTexts): string;
}

/** Adds a verb that can be listed, but not yet be called. `usage` is its name and arguments. */
export function addVerb(parent: Verb, usage: string, description: string, hidden = false): Verb {
  const verb = parent.command(usage, { hidden }) as Verb;
  verb.usageLine = usage;
  verb.description(description).helpOption('-h, --help', 'show help').helpCommand(false);
  return verb;
}

/** Fills a verb. Its help, where the texts for one are there, ends in what it says besides, examples and exit codes. */
export function fillVerb(verb: Verb, { fill, more }: Filling, reading: Reading, found: Found): void {
  const { texts } = reading;
  if (texts) {
    verb.addHelpText('after', () => {
      const own = more ? `\n${more(verb.helpWidth, texts)}\n` : '';
      return own + texts.verbHelp(verb.verb, verb.helpWidth);
    });
  }
  fill(verb, reading, found);
}
