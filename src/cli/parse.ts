import { CommanderError } from 'commander';
import type { CheckOptions } from '../commands/check.ts';
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
import { addEvents } from './event-verbs.ts';
import { exitCodeHelp, findingHelp, SHORT_HELP } from './help.ts';
import {
  addCheck,
  addConfig,
  addDoctor,
  addExplain,
  addSandbox,
  addSchema,
  addStart,
  type Found,
} from './verbs.ts';

/** What a command line asks for. */
export type Invocation =
  | { verb: 'help'; text: string; wanted: boolean }
  | { verb: 'start'; options: StartOptions; warnings: Finding[] }
  | { verb: 'event'; options: EventOptions; warnings: Finding[] }
  | { verb: 'check'; options: CheckOptions; warnings: Finding[] }
  | { verb: 'doctor'; options: DoctorOptions; warnings: Finding[] }
  | { verb: 'explain'; options: ExplainOptions; warnings: Finding[] }
  | { verb: 'schema'; options: SchemaOptions; warnings: Finding[] }
  | { verb: 'config'; options: ConfigOptions; warnings: Finding[] }
  | { verb: 'sandbox'; options: SandboxOptions; warnings: Finding[] };

/**
 * Reads a command line. No I/O: help comes back as text.
 * Throws InputError (`usage`) for what cannot be understood.
 */
export function parseCommandLine(argv: readonly string[], context: Context): Invocation {
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
  verb.exitOverride();
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

/** The whole command tree; `found` is told which command was called and with what. */
function buildProgram(reading: Reading, context: Context, found: Found): Verb {
  const program = new Verb('media-session');
  program
    .description('Start an Adobe Media Collection API session and learn why when it does not start.')
    .version(context.toolVersion, '--version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show the help of a command')
    .usage('<command> [options]')
    .addHelpText('after', () => `\n${exitCodeHelp()}\n\n${findingHelp()}`);
  for (const add of [addStart, addCheck, addExplain, addDoctor, addEvents, addConfig, addSchema, addSandbox])
    add(program, reading, found);
  return program;
}
