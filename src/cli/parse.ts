import { CommanderError } from 'commander';
import type { CheckOptions } from '../commands/check.ts';
import type { CompletionOptions } from '../commands/completion.ts';
import type { ConfigOptions } from '../commands/config.ts';
import type { DoctorOptions } from '../commands/doctor.ts';
import type { EventOptions } from '../commands/event.ts';
import type { ExplainOptions } from '../commands/explain.ts';
import type { SandboxOptions } from '../commands/sandbox.ts';
import type { SchemaOptions } from '../commands/schema.ts';
import type { StartOptions } from '../commands/start.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import { table } from '../model/table.ts';
import { fromCommander, mayAskHelp, type Reading, Verb } from './command.ts';
import type { HelpRequest } from './help-verb.ts';
import { addVerb, type Filling, type Found, fillVerb } from './verb.ts';

/** What a command line asks for. */
export type Invocation =
  | { verb: 'help'; text: string; wanted: boolean }
  | { verb: 'topic'; options: HelpRequest; warnings: Finding[] }
  | { verb: 'start'; options: StartOptions; warnings: Finding[] }
  | { verb: 'event'; options: EventOptions; warnings: Finding[] }
  | { verb: 'check'; options: CheckOptions; warnings: Finding[] }
  | { verb: 'doctor'; options: DoctorOptions; warnings: Finding[] }
  | { verb: 'explain'; options: ExplainOptions; warnings: Finding[] }
  | { verb: 'schema'; options: SchemaOptions; warnings: Finding[] }
  | { verb: 'config'; options: ConfigOptions; warnings: Finding[] }
  | { verb: 'sandbox'; options: SandboxOptions; warnings: Finding[] }
  | { verb: 'completion'; options: CompletionOptions; warnings: Finding[] };

/**
 * Reads a command line. No I/O: help comes back as text. `entered` hears which command it is even if its options are wrong.
 * Throws InputError (`usage`) for what cannot be understood.
 */
export async function parseCommandLine(
  argv: readonly string[],
  context: Context,
  entered: (verb: string) => void = () => {},
): Promise<Invocation> {
  if (argv.length === 0) return shortHelp();
  const help = mayAskHelp(argv);
  const invocation = await parse(argv, context, entered, help);
  // Help instead of an answer, as for a command that needs another one: made anew, with all that belongs to it.
  return invocation.verb === 'help' && !help ? parse(argv, context, entered, true) : invocation;
}

async function shortHelp(): Promise<Invocation> {
  const { SHORT_HELP } = await import('./help.ts');
  return { verb: 'help', text: SHORT_HELP, wanted: false };
}

async function parse(
  argv: readonly string[],
  context: Context,
  entered: (verb: string) => void,
  help: boolean,
): Promise<Invocation> {
  const texts = help ? (await import('./verb-help.ts')).HELP_TEXTS : undefined;
  // The words that __complete looks at are half typed.
  const full = help || argv[0] === '__complete';
  const reading: Reading = { argv, warnings: [], full, ...(texts && { texts }) };
  let printed = '';
  const found: { invocation?: Invocation } = {};
  const program = await buildProgram(reading, context, (invocation) => {
    found.invocation = invocation;
  });
  configure(program, context, (text) => {
    printed += text;
  });
  program.hook('preSubcommand', (_program, verb) => entered(verb.name()));
  try {
    program.parse([...argv], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { verb: 'help', text: printed, wanted: true };
    if (error.code === 'commander.help') return { verb: 'help', text: printed, wanted: false };
    throw fromCommander(error);
  }
  return found.invocation ?? shortHelp();
}

/** Applies to every command: output is collected, and commander never ends the process. */
function configure(verb: Verb, context: Context, write: (text: string) => void): void {
  const width = (): number => context.stdout.columns;
  // commander would not wrap beside long options; long lines are worse than narrow columns.
  verb
    .exitOverride()
    .configureHelp({ minWidthToWrap: 20, subcommandTerm: (child) => (child as Verb).usageLine });
  verb.configureOutput({
    writeOut: write,
    writeErr: write,
    getOutHelpWidth: width,
    getErrHelpWidth: width,
    getOutHasColors: () => false,
    getErrHasColors: () => false,
  });
  for (const child of verb.commands) configure(child as Verb, context, write);
}

/** A verb as the list of commands shows it, and where the rest of it is. */
interface VerbEntry {
  usage: string;
  description: string;
  hidden?: true;
  load(): Promise<Filling>;
}

/** The commands in the order of the help, by what they are for. */
const GROUPS = table<readonly VerbEntry[]>({
  'Drive a session:': [
    {
      usage: 'start',
      description: 'start a session and print its ID',
      load: async () => (await import('./verbs.ts')).START,
    },
    {
      usage: 'end <session-id>',
      description: 'close a session (sessionEnd, or sessionComplete with --complete)',
      load: async () => (await import('./event-verbs.ts')).END,
    },
    {
      usage: 'event <session-id> <type>',
      description: 'send any other event of a session',
      load: async () => (await import('./event-verbs.ts')).EVENT,
    },
  ],
  'Find out what is wrong:': [
    {
      usage: 'check [files...]',
      description: 'check the body that start would send, or files of bodies; sends nothing',
      load: async () => (await import('./verbs.ts')).CHECK,
    },
    {
      usage: 'explain <file>',
      description:
        'read a capture (HAR, curl command, body, NDJSON) and say what is wrong with it; sends nothing',
      load: async () => (await import('./verbs.ts')).EXPLAIN,
    },
    {
      usage: 'doctor',
      description: 'walk the way to the endpoint step by step (GET only; creates no session)',
      load: async () => (await import('./verbs.ts')).DOCTOR,
    },
    {
      usage: 'schema',
      description: "print the bundled schema, or compare it with the endpoint's",
      load: async () => (await import('./verbs.ts')).SCHEMA,
    },
  ],
  'Set up and try:': [
    {
      usage: 'config',
      description: 'show, find or create the config file',
      load: async () => (await import('./verbs.ts')).CONFIG,
    },
    {
      usage: 'sandbox',
      description: 'run a local stand-in for the API on loopback',
      load: async () => (await import('./sandbox-verb.ts')).SANDBOX,
    },
    {
      usage: 'completion <shell>',
      description: 'print a completion script for bash, zsh or fish',
      load: async () => (await import('./completion-verbs.ts')).COMPLETION,
    },
    {
      usage: '__complete [words...]',
      description: '',
      hidden: true,
      load: async () => (await import('./completion-verbs.ts')).ANSWER,
    },
    {
      usage: 'help [words...]',
      description: 'show help on a command or a topic',
      load: async () => (await import('./help-verb.ts')).HELP,
    },
  ],
});

/**
 * The whole command tree; `found` is told which command was called and with what. Only verbs that the command line may
 * call, directly or as `help <verb>`, can be: the others are listed. There are some two hundred options.
 */
export async function buildProgram(reading: Reading, context: Context, found: Found): Promise<Verb> {
  const program = new Verb('media-session');
  program
    .description('Start an Adobe Media Collection API session and learn why when it does not start.')
    .version(context.toolVersion, '--version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .usage('<command> [options]');
  const { texts } = reading;
  if (texts) program.addHelpText('after', () => `\n${texts.programHelp(program.helpWidth)}`);
  const called = entryNamed(reading);
  for (const [group, entries] of Object.entries(GROUPS)) {
    program.commandsGroup(group);
    for (const entry of entries) {
      if (called && entry !== called) continue;
      const verb = addVerb(program, entry.usage, entry.description, entry.hidden);
      if (reading.all || reading.argv.includes(verb.name())) {
        fillVerb(verb, await entry.load(), reading, found);
      }
    }
  }
  return program;
}

/** The command that the first word names, if no other can matter. */
function entryNamed(reading: Reading): VerbEntry | undefined {
  const [first = ''] = reading.argv;
  // Help and completion know of all commands.
  if (reading.all || first === 'help' || first.startsWith('__')) return undefined;
  return Object.values(GROUPS)
    .flat()
    .find(({ usage }) => usage.split(' ', 1)[0] === first);
}
