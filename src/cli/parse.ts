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
import { fromCommander, type Reading, Verb } from './command.ts';
import { addCompletion } from './completion-verbs.ts';
import { addEvents } from './event-verbs.ts';
import { programHelp, SHORT_HELP } from './help.ts';
import { addHelp, type HelpRequest } from './help-verb.ts';
import { addSandbox } from './sandbox-verb.ts';
import { addCheck, addConfig, addDoctor, addExplain, addSchema, addStart, type Found } from './verbs.ts';

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
export function parseCommandLine(
  argv: readonly string[],
  context: Context,
  entered: (verb: string) => void = () => {},
): Invocation {
  if (argv.length === 0) return { verb: 'help', text: SHORT_HELP, wanted: false };
  const reading: Reading = { argv, warnings: [] };
  let printed = '';
  const found: { invocation?: Invocation } = {};
  const program = buildProgram(reading, context, (invocation) => {
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
  return found.invocation ?? { verb: 'help', text: SHORT_HELP, wanted: false };
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

/** The commands in the order of the help, by what they are for. */
const GROUPS: Record<string, readonly ((program: Verb, reading: Reading, found: Found) => void)[]> = {
  'Drive a session:': [addStart, addEvents],
  'Find out what is wrong:': [addCheck, addExplain, addDoctor, addSchema],
  'Set up and try:': [addConfig, addSandbox, addCompletion, addHelp],
};

/** The whole command tree; `found` is told which command was called and with what. */
export function buildProgram(reading: Reading, context: Context, found: Found): Verb {
  const program = new Verb('media-session');
  program
    .description('Start an Adobe Media Collection API session and learn why when it does not start.')
    .version(context.toolVersion, '--version')
    .helpOption('-h, --help', 'show help')
    .helpCommand(false)
    .usage('<command> [options]')
    .addHelpText('after', () => `\n${programHelp(program.helpWidth)}`);
  for (const [group, adds] of Object.entries(GROUPS)) {
    program.commandsGroup(group);
    for (const add of adds) add(program, reading, found);
  }
  return program;
}
