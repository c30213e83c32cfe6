import { CommanderError } from 'commander';
import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import type { CommandName, Result } from '../model/result.ts';
import type { CallableCommand, CommandEntry, CommandFamily } from './definition.ts';
import { givenTo } from './given.ts';
import { badValues, refusals } from './values.ts';
import {
  fromCommander,
  longName,
  type Mistake,
  makeOption,
  type Reading,
  Unreadable,
  Verb,
  warnOpposites,
} from './verb.ts';
import { readWords, type Words } from './words.ts';

/** What a command line asks for. */
export type Invocation =
  | { kind: 'help'; text: string; wanted: boolean }
  | {
      kind: 'command';
      /** The command in words, such as `config show`. */
      verb: string;
      options: object;
      warnings: Finding[];
      run(context: Context, hooks: Hooks): Promise<Result>;
    };

/** A command of a command line, ready to run. */
export type CommandInvocation = Extract<Invocation, { kind: 'command' }>;

/** The help texts; loaded when help may be wanted. */
type HelpTexts = typeof import('./help.ts');

/**
 * Reads a command line. No I/O: help comes back as text. `entered` hears which command it is even if its options are wrong.
 * Throws InputError (`usage`) for what cannot be understood.
 */
export async function readCommandLine(
  words: Words,
  entries: readonly CommandEntry[],
  context: Context,
  entered: (command: CommandName) => void = () => {},
): Promise<Invocation> {
  if (words.all.length === 0) return shortHelp();
  const invocation = await parse(words, entries, context, entered);
  const unprepared = invocation.kind === 'help' && !words.wantsAll;
  // Help instead of an answer, as for a command that needs another one: made anew, with all that belongs to it.
  return unprepared ? parse({ ...words, wantsAll: true }, entries, context, entered) : invocation;
}

async function shortHelp(): Promise<Invocation> {
  const { SHORT_HELP } = await import('./help.ts');
  return { kind: 'help', text: SHORT_HELP, wanted: false };
}

async function parse(
  words: Words,
  entries: readonly CommandEntry[],
  context: Context,
  entered: (command: CommandName) => void,
): Promise<Invocation> {
  const printed: string[] = [];
  const found: { invocation?: Invocation } = {};
  const reading: Reading = { words, entries, warnings: [], mistakes: [] };
  const builder = new Builder(reading, context, (text) => printed.push(text), found);
  const program = await builder.program();
  for (const parent of [program, ...program.commands])
    parent.hook('preSubcommand', (_parent, verb) => entered((verb as Verb).path as CommandName));
  try {
    program.parse([...words.all], { from: 'user' });
  } catch (error) {
    if (error instanceof Unreadable) {
      const { usageError } = await import('./mistakes.ts');
      throw await usageError(error.verb, reading);
    }
    if (!(error instanceof CommanderError)) throw error;
    const help = { kind: 'help', text: printed.join('') } as const;
    if (error.exitCode === 0) return { ...help, wanted: true };
    if (error.code === 'commander.help') return { ...help, wanted: false };
    throw fromCommander(error);
  }
  return found.invocation ?? shortHelp();
}

/** The whole tree of commands with every option made, for those who look at it and not at a command line. */
export async function wholeProgram(entries: readonly CommandEntry[], context: Context): Promise<Verb> {
  const words: Words = { ...readWords(['help']), has: () => true };
  return new Builder({ words, entries, warnings: [], mistakes: [] }, context, () => {}, {}).program();
}

/**
 * Builds the tree of commands. A command that the command line cannot mean is only listed, and an option that it does not name
 * is not made, unless help may be wanted: there are some two hundred options.
 */
class Builder {
  readonly #reading: Reading;
  readonly #context: Context;
  readonly #write: (text: string) => void;
  readonly #found: { invocation?: Invocation };
  #root: Verb | undefined;
  #help: HelpTexts | undefined;

  constructor(
    reading: Reading,
    context: Context,
    write: (text: string) => void,
    found: { invocation?: Invocation },
  ) {
    this.#reading = reading;
    this.#context = context;
    this.#write = write;
    this.#found = found;
  }

  async program(): Promise<Verb> {
    const { words, entries } = this.#reading;
    if (words.wantsAll) this.#help = await import('./help.ts');
    const program = new Verb('media-session');
    this.#root = program;
    this.#configure(program);
    program
      .description('Start an Adobe Media Collection API session and learn why when it does not start.')
      .version(this.#context.toolVersion, '-V, --version');
    const help = this.#help;
    if (help) program.helpText = () => help.programHelp(program, program.helpWidth);
    // Help and completion show all commands; else no other than the one that is named first can matter.
    const all = words.first === 'help' || words.first.startsWith('__');
    const called = all ? undefined : entries.find((entry) => nameOf(entry) === words.first);
    await this.#addAll(program, called ? [called] : entries);
    return program;
  }

  async #addAll(parent: Verb, entries: readonly CommandEntry[]): Promise<void> {
    for (const entry of entries) {
      const verb = parent.command(entry.usage, { hidden: entry.hidden === true }) as Verb;
      this.#configure(verb);
      verb.usageLine = entry.usage;
      verb.group = entry.group ?? '';
      verb.description(entry.summary);
      if (this.#reading.words.has(verb.name())) await this.#fill(verb, await entry.load());
    }
  }

  async #fill(verb: Verb, definition: CallableCommand | CommandFamily): Promise<void> {
    const help = this.#help;
    verb.definition = definition;
    if (help) verb.helpText = () => help.commandHelp(verb, verb.helpWidth);
    if ('commands' in definition) await this.#addAll(verb, definition.commands);
    else this.#fillCommand(verb, definition);
  }

  #fillCommand(verb: Verb, command: CallableCommand): void {
    const { words, warnings, mistakes } = this.#reading;
    verb.specs = command.options.flatMap((group) => group.specs());
    for (const spec of verb.specs) {
      const needed = words.wantsAll || words.flags.has(longName(spec)) || /^-\w,/.test(spec.flags);
      if (needed) verb.addOption(makeOption(spec, this.#reading));
    }
    verb.action(() => {
      warnOpposites(verb.specs, this.#reading);
      const args = verb.processedArgs as (string | string[] | undefined)[];
      const given = givenTo(verb, args, this.#root ?? verb, words);
      const bad = badValues(verb.specs, given, mistakes);
      const refused = mistakes.length + bad.length > 0 ? refusals(() => command.invoke(given)) : [];
      // One alone is left to the command, which knows the config file and the body, too.
      if (mistakes.length > 0 || bad.length > 1 || refused.length > 0) {
        mistakes.push(...[...bad, ...refused].map((finding): Mistake => ({ kind: 'finding', finding })));
        this.#reading.refuse = async () => (await command.refuse?.(given)) ?? [];
        throw new Unreadable(verb);
      }
      const { options, run } = command.invoke(given);
      this.#found.invocation = { kind: 'command', verb: verb.path, options, warnings, run };
    });
  }

  /** Output is collected, and commander never ends the process. */
  #configure(verb: Verb): void {
    const width = (): number => this.#context.stdout.columns;
    verb.reading = this.#reading;
    verb.exitOverride().helpOption('-h, --help', 'show this help').helpCommand(false);
    verb.configureOutput({
      writeOut: this.#write,
      writeErr: this.#write,
      getOutHelpWidth: width,
      getErrHelpWidth: width,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  }
}

function nameOf({ usage }: CommandEntry): string {
  return usage.split(' ', 1)[0] ?? usage;
}
