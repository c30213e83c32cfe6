import type { Context } from '../model/context.ts';
import type { ExitName } from '../model/exit-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import type { Result } from '../model/result.ts';

/** One word that may stand at the cursor. One that ends in `=` is to be typed on. */
export interface Candidate {
  text: string;
  description: string;
}

/** What may stand at the cursor. The shell picks from it what fits the word begun there. */
export type Completion =
  | { kind: 'candidates'; candidates: Candidate[] }
  | { kind: 'files' }
  /** Names that only the config file knows, to be written behind `prefix`. */
  | { kind: 'profiles'; prefix: string; config: string | undefined; noConfig: boolean };

/** Where a value is to be completed. */
export interface ValuePlace {
  /** The events that the command may send, as far as its arguments tell. */
  events: readonly string[];
  /** What has been typed of the value. */
  partial: string;
}

/** A command that can be called, by the words that call it, and its options. */
export interface Owner {
  path: string;
  specs: readonly OptionSpec[];
}

/** One option. Parser, help, completion and suggestions are all made of this. */
export interface OptionSpec {
  /** As the help shows it: `-q, --quiet`, `--har <file>`, `--no-config`. One that takes a `<file>` completes file names. */
  flags: string;
  description: string;
  /** Heading in the help; without one, the option stands under "Options". */
  heading?: string;
  /** May be given again and again. */
  repeatable?: true;
  /** Two different values are an error: with the last one alone, data would go where nobody meant it to. */
  once?: true;
  /** Long names of the options that it cannot be combined with. */
  conflicts?: readonly string[];
  /** Key of the param that it fills. */
  param?: string;
  /** No request goes out without this param. */
  required?: boolean;
  /** Says no where another option says yes to the same param. */
  negates?: true;
  /** What is wrong with a value by itself. Asked when a command line has more than one mistake, to tell of all at once. */
  check?(value: string): readonly Finding[];
  /** The values that are known. */
  values?(place: ValuePlace): Candidate[];
}

/** Options that belong together, and how what was given for them is read. */
export interface OptionGroup<T> {
  specs(): readonly OptionSpec[];
  read(given: Given): T;
}

/** What a command line gives a command. Options go by their long names, dashes included. */
export interface Given {
  /** Positional arguments; one that takes several words is a list. */
  readonly args: readonly (string | readonly string[] | undefined)[];
  /** The words after `--`. */
  readonly rest: readonly string[];
  /** Whether a switch was given, `--no-…` included. */
  flag(name: string): boolean;
  /** The value of an option; undefined when it was not given, or the command has no such option. */
  text(name: string): string | undefined;
  /** The values of a repeatable option, in order. */
  list(name: string): string[];
  /** Text by param key of the options that fill params; switches are `true` and `false`. */
  params(): Record<string, string>;
  /** Shows the help of the command that these words name, or of the program. Throws InputError for one that does not exist. */
  showHelp(words: readonly string[]): never;
  /** The options of every command. */
  everyOption(): Promise<Owner[]>;
  /** What may stand at the cursor: the last word has been begun there, the others stand before it. */
  complete(words: readonly string[]): Completion;
}

/** What the help of a command ends with. */
interface HelpEnd {
  /** CallableCommand lines that work as they stand, given the files and variables that they name. A test runs each. */
  examples: readonly string[];
  /** The codes that it can end with. */
  exits: readonly ExitName[];
  /** What else there is to know, for lines of `width` characters. */
  more?(width: number): string;
}

/** A command: all of it that the command line and the help need, and what it does. */
export interface CommandDefinition<O extends object> extends HelpEnd {
  /** In the order of the help. */
  options: readonly OptionGroup<unknown>[];
  /** The events that it may send, by its positional arguments as far as they are typed. */
  events?(args: readonly string[]): readonly string[];
  /** Known words for positional arguments, by their names. */
  words?: Readonly<Record<string, () => Candidate[]>>;
  /** Its options from the command line. Throws InputError (`usage`) for those that do not go together. */
  read(given: Given): O;
  /** What is wrong with its arguments. Asked when a command line has another mistake, to tell of all at once. */
  refuse?(given: Given): Promise<readonly Finding[]>;
  /** Throws InputError for a mistake of the user; whatever else happens is in the result. */
  run(options: O, context: Context, hooks: Hooks): Promise<Result>;
}

/** A command that can be called. */
export interface CallableCommand extends Omit<CommandDefinition<object>, 'read' | 'run'> {
  /** Reads the options; what it gives back runs the command with them. */
  invoke(given: Given): { options: object; run(context: Context, hooks: Hooks): Promise<Result> };
}

/** A command that only has commands of its own. */
export interface CommandFamily extends HelpEnd {
  commands: readonly CommandEntry[];
}

/** What the list of commands shows of one, and where the rest of it is. */
export interface CommandEntry {
  /** Name and arguments. */
  usage: string;
  summary: string;
  /** Heading in the list. */
  group?: string;
  hidden?: true;
  load(): Promise<CallableCommand | CommandFamily>;
}

/** Makes a command of its definition. */
export function defineCommand<O extends object>(definition: CommandDefinition<O>): CallableCommand {
  const { read, run, ...rest } = definition;
  return {
    ...rest,
    invoke(given) {
      const options = read(given);
      return { options, run: (context, hooks) => run(options, context, hooks) };
    },
  };
}

/** Options that are read one by one where they are used. */
export function ownOptions(...specs: readonly OptionSpec[]): OptionGroup<undefined> {
  return { specs: () => specs, read: () => undefined };
}

/** Words without descriptions, as candidates. */
export function plainWords(texts: readonly string[]): Candidate[] {
  return texts.map((text) => ({ text, description: '' }));
}
