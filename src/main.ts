import { type CommandInvocation, readCommandLine } from './cli/read.ts';
import { readWords, type Words } from './cli/words.ts';
import { COMMANDS } from './commands/index.ts';
import { CONFIG_ENV } from './config/settings.ts';
import { runInProcess } from './context.ts';
import type { Context } from './model/context.ts';
import { InputError } from './model/errors.ts';
import { hasError } from './model/finding.ts';
import { type Reports, reportFiles } from './model/reports.ts';
import { strictly } from './model/strict.ts';
import { Delivery } from './output/deliver.ts';

/** Runs the program as this process. */
export async function run(): Promise<void> {
  await runInProcess(main);
}

/**
 * The whole program: arguments and a context in, output and an exit code out. The one try/catch stands here; a
 * mistake of the user is an InputError, an answer of the server is a value, and anything else is our bug.
 */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  const words = readWords(argv);
  const delivery = new Delivery(words.output, context);
  const crash = new Crash(context);
  try {
    return await perform(words, context, delivery, crash);
  } catch (error) {
    return await delivery.rescue(error);
  }
}

async function perform(words: Words, context: Context, delivery: Delivery, crash: Crash): Promise<number> {
  const invocation = await readCommandLine(words, COMMANDS, context, (command) => {
    delivery.command = command;
  });
  if (invocation.kind === 'help') return await delivery.help(invocation.text, invocation.wanted);
  await announceReports(invocation, context, delivery);
  refuseWarnings(invocation);
  const result = await crash.during(invocation.run(watched(context, delivery), delivery));
  return await delivery.finish({ ...result, findings: [...invocation.warnings, ...result.findings] });
}

/** The same context, of which it is shown when standard input is waited for. */
function watched(context: Context, { waitsFor }: Delivery): Context {
  const announce = (): void => waitsFor({ for: 'stdin', terminal: context.stdinIsTerminal() });
  return {
    ...context,
    readStdin: (maxBytes) => {
      announce();
      return context.readStdin(maxBytes);
    },
    stdinChunks: () => {
      announce();
      return context.stdinChunks();
    },
  };
}

/** Under --strict, a doubtful command line is refused. Throws InputError. */
function refuseWarnings({ options, warnings }: CommandInvocation): void {
  const { connection, strict = connection?.strict }: ReportingOptions = options;
  const findings = strictly(warnings, strict === true);
  if (hasError(findings)) throw new InputError('usage', findings);
}

/** How long a command may go on after a throw that nobody could catch, in milliseconds: a response may be under way. */
const GRACE_MS = 1000;

/** What is thrown where nobody can catch it, such as in a listener: a bug like any other, once the command has ended. */
class Crash {
  #error: { thrown: unknown } | undefined;
  readonly #late: Promise<never>;

  constructor(context: Context) {
    this.#late = new Promise((_resolve, reject) => {
      context.onCrash((thrown) => {
        this.#error ??= { thrown };
        setTimeout(() => reject(thrown), GRACE_MS);
      });
    });
  }

  /** What the work gives; throws what was thrown meanwhile. Ends soon after that, even if the work never does. */
  async during<T>(work: Promise<T>): Promise<T> {
    const value = await Promise.race([work, this.#late]);
    if (this.#error) throw this.#error.thrown;
    return value;
  }
}

/** What the options of the commands that write reports have in common. */
interface ReportingOptions {
  report?: Reports;
  body?: { body: string | undefined; from: string | undefined };
  connection?: {
    config: string | undefined;
    flags: Readonly<Record<string, string | undefined>>;
    strict?: boolean;
  };
  files?: readonly string[];
  /** The capture that `explain` reads. */
  file?: string;
  /** Of a command without settings. */
  strict?: boolean;
}

/** Lets `delivery` know of the reports that the options name. Throws InputError if one of them could not be written. */
async function announceReports(
  invocation: CommandInvocation,
  context: Context,
  delivery: Delivery,
): Promise<void> {
  const options: ReportingOptions = invocation.options;
  const { report } = options;
  if (!report) return;
  delivery.reports = report;
  if (reportFiles(report).length === 0 && !report.github) return;
  const { unfitGithubFiles, unfitReports } = await import('./output/report-targets.ts');
  const unfit = await unfitReports(report, filesRead(options, context), context);
  const ofGithub = report.github ? await unfitGithubFiles(context) : [];
  if (unfit.size + ofGithub.length === 0) return;
  const isRefused = [...unfit.values()].some(({ code }) => code === 'usage-conflict');
  // Where names are mixed up, no file is touched. Else the others still have to report the failure.
  const silent = isRefused ? reportFiles(report).map(([kind]) => kind) : [...unfit.keys()];
  delivery.reports = { ...report, ...Object.fromEntries(silent.map((kind) => [kind, undefined])) };
  throw new InputError('file', [...unfit.values(), ...ofGithub]);
}

/** The files that a command reads, as far as the command line and the environment name them. */
function filesRead({ body, connection, files = [], file }: ReportingOptions, context: Context): string[] {
  const config = connection?.config ?? context.env[CONFIG_ENV];
  return [body?.body, body?.from, config, connection?.flags['caCert'], ...files, file].filter(
    (name): name is string => name !== undefined && name !== '' && name !== '-',
  );
}
