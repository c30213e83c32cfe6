import { CommanderError } from 'commander';
import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import type { Hooks } from '../model/hooks.ts';
import type { CommandName, Result } from '../model/result.ts';
import type { CallableCommand, CommandEntry, CommandFamily } from './definition.ts';
import { givenTo } from './given.ts';
import { fromCommander, longName, makeOption, type Reading, Verb } from './verb.ts';
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
  const builder = new Builder({ words, warnings: [] }, context, (text) => printed.push(text), found);
  const program = await builder.program(entries);
  program.hook('preSubcommand', (_program, verb) => entered(verb.name() as CommandName));
  try {
    program.parse([...words.all], { from: 'user' });
  } catch (error) {
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
  return new Builder({ words, warnings: [] }, context, () => {}, {}).program(entries);
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

  async program(entries: readonly CommandEntry[]): Promise<Verb> {
    const { words } = this.#reading;
    if (words.wantsAll) this.#help = await import('./help.ts');
    const program = new Verb('media-session');
    this.#root = program;
    this.#configure(program);
    program
      .description('Start an Adobe Media Collection API session and learn why when it does not start.')
      .version(this.#context.toolVersion, '--version')
      .usage('<command> [options]');
    const help = this.#help;
    if (help) program.addHelpText('after', () => `\n${help.programHelp(program.helpWidth)}`);
    // Help and completion show all commands; else no other than the one that is named first can matter.
    const all = words.first === 'help' || words.first.startsWith('__');
    const called = all ? undefined : entries.find((entry) => nameOf(entry) === words.first);
    await this.#addAll(program, called ? [called] : entries);
    return program;
  }

  async #addAll(parent: Verb, entries: readonly CommandEntry[]): Promise<void> {
    for (const entry of entries) {
      if (entry.group !== undefined) parent.commandsGroup(entry.group);
      const verb = parent.command(entry.usage, { hidden: entry.hidden === true }) as Verb;
      this.#configure(verb);
      verb.usageLine = entry.usage;
      verb.description(entry.summary);
      if (this.#reading.words.has(verb.name())) await this.#fill(verb, await entry.load());
    }
  }

  async #fill(verb: Verb, definition: CallableCommand | CommandFamily): Promise<void> {
    const help = this.#help;
    verb.definition = definition;
    if (help) verb.addHelpText('after', () => help.commandHelp(definition, verb.helpWidth));
    if ('commands' in definition) await this.#addAll(verb, definition.commands);
    else this.#fillCommand(verb, definition);
  }

  #fillCommand(verb: Verb, command: CallableCommand): void {
    const { words, warnings } = this.#reading;
    verb.specs = command.options.flatMap((group) => group.specs());
    for (const spec of verb.specs) {
      const needed = words.wantsAll || words.flags.has(longName(spec)) || /^-\w,/.test(spec.flags);
      if (needed) verb.addOption(makeOption(spec, this.#reading));
    }
    verb.action(() => {
      const args = verb.processedArgs as (string | string[] | undefined)[];
      const { options, run } = command.invoke(givenTo(verb, args, this.#root ?? verb));
      this.#found.invocation = { kind: 'command', verb: verb.path, options, warnings, run };
    });
  }

  /** Output is collected, and commander never ends the process. */
  #configure(verb: Verb): void {
    const width = (): number => this.#context.stdout.columns;
    // commander would not wrap beside long options; long lines are worse than narrow columns.
    verb
      .exitOverride()
      .helpOption('-h, --help', 'show help')
      .helpCommand(false)
      .configureHelp({ minWidthToWrap: 20, subcommandTerm: (child) => (child as Verb).usageLine });
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
