import { CommanderError, Option } from 'commander';
import type { ConfigOptions } from '../commands/config.ts';
import type { SandboxOptions } from '../commands/sandbox.ts';
import type { StartOptions } from '../commands/start.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import { conflict, fromCommander, type Reading, Verb, valueOption } from './command.ts';
import { exitCodeHelp, findingHelp, SHORT_HELP } from './help.ts';
import {
  addBodyOptions,
  addOutputOptions,
  addSettingsOptions,
  readParamFlags,
  readSettingsOptions,
} from './options.ts';

/** What a command line asks for. */
export type Invocation =
  | { verb: 'help'; text: string; wanted: boolean }
  | { verb: 'start'; options: StartOptions; warnings: Finding[] }
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
    if (error.code === 'commander.help') return { verb: 'help', text: SHORT_HELP, wanted: false };
    if (error.exitCode !== 0) throw fromCommander(error);
    return { verb: 'help', text: printed, wanted: true };
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
export function buildProgram(
  reading: Reading,
  context: Context,
  found: (invocation: Invocation) => void,
): Verb {
  const program = new Verb('media-session');
  program
    .description('Start an Adobe Media Collection API session and learn why when it does not start.')
    .version(context.toolVersion, '--version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show the help of a command')
    .usage('<command> [options]')
    .addHelpText('after', () => `\n${exitCodeHelp()}\n\n${findingHelp()}`);
  addStart(program, reading, found);
  addConfig(program, reading, found);
  addSandbox(program, reading, found);
  return program;
}

type Found = (invocation: Invocation) => void;

function addStart(program: Verb, reading: Reading, found: Found): void {
  const verb = program.command('start') as Verb;
  verb.description('start a session and print its ID').helpOption('-h, --help', 'show help');
  verb
    .addOption(
      new Option('--smoke', 'fill in missing content metadata with test data, and end the session again'),
    )
    .addOption(new Option('--end', 'end the session right after it started'))
    .addOption(new Option('--sandbox', 'run against an embedded stand-in instead of the endpoint'))
    .addOption(new Option('--dry-run', 'print the body that would be sent; sends nothing'))
    .addOption(new Option('--curl', 'print the request as a curl command; sends nothing'))
    .addOption(
      new Option(
        '--retry-unsafe',
        'let --retry also repeat after 5xx and lost answers: may start two sessions',
      ),
    );
  addOutputOptions(addBodyOptions(addSettingsOptions(verb, reading), 'sessionStart', reading));
  verb.addHelpText('after', () => `\nExample: media-session start --sandbox --smoke\n\n${exitCodeHelp()}`);
  verb.action(() => found({ verb: 'start', options: readStart(verb), warnings: reading.warnings }));
}

function readStart(verb: Verb): StartOptions {
  const given = verb.opts();
  const flag = (name: string): boolean => given[name] === true;
  const list = (name: string): string[] => (given[name] as string[] | undefined) ?? [];
  const text = (name: string): string | undefined => given[name] as string | undefined;
  if (flag('dryRun') && flag('curl')) throw conflict('--dry-run', '--curl');
  if (flag('sandbox') && flag('curl')) throw conflict('--sandbox', '--curl');
  return {
    connection: readSettingsOptions(verb),
    body: {
      body: text('body'),
      paramFlags: readParamFlags(verb, 'sessionStart'),
      param: list('param'),
      paramJson: list('paramJson'),
      custom: list('custom'),
      qoe: list('qoe'),
      playhead: text('playhead'),
      ts: text('ts'),
      smoke: flag('smoke'),
      asGiven: given['validate'] === false,
    },
    validate: given['validate'] !== false,
    allowUnknown: flag('allowUnknown'),
    dryRun: flag('dryRun'),
    curl: flag('curl'),
    end: flag('end') || flag('smoke'),
    sandbox: flag('sandbox'),
    retryUnsafe: flag('retryUnsafe'),
  };
}

function addConfig(program: Verb, reading: Reading, found: Found): void {
  const config = program.command('config') as Verb;
  config.description('show, find or create the config file').helpOption('-h, --help', 'show help');
  config.helpCommand(false);
  const actions = {
    show: 'print each effective setting and where it came from',
    path: 'print which config file is used',
    init: 'write a commented .mediarc into the current directory',
  } as const;
  for (const [action, description] of Object.entries(actions) as [keyof typeof actions, string][]) {
    const verb = config.command(action) as Verb;
    verb.description(description).helpOption('-h, --help', 'show help');
    if (action !== 'init') addSettingsOptions(verb, reading);
    addOutputOptions(verb);
    verb.action(() => {
      found({
        verb: 'config',
        options: { action, connection: readSettingsOptions(verb) },
        warnings: reading.warnings,
      });
    });
  }
}

function addSandbox(program: Verb, reading: Reading, found: Found): void {
  const verb = program.command('sandbox') as Verb;
  verb.description('run a local stand-in for the API on loopback').helpOption('-h, --help', 'show help');
  verb.addOption(valueOption('--port <n>', 'port to listen on (default: one that is free)', reading));
  addOutputOptions(verb);
  verb.action(() =>
    found({
      verb: 'sandbox',
      options: { port: verb.opts()['port'] as string | undefined },
      warnings: reading.warnings,
    }),
  );
}
