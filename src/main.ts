import { type Invocation, parseCommandLine } from './cli/parse.ts';
import { wantsSeveralProfiles } from './cli/several-profiles.ts';
import type { PerProfile, Run } from './commands/profiles.ts';
import { CONFIG_ENV } from './config/settings.ts';
import { type Context, runInProcess } from './context.ts';
import { InputError } from './model/errors.ts';
import type { Result } from './model/result.ts';
import { Delivery } from './report/deliver.ts';
import { type Reports, reportFiles } from './report/reports.ts';

/** A command line that is not a question for help. */
type Command = Exclude<Invocation, { verb: 'help' | 'topic' }>;

/** Runs the program as this process. */
export async function run(): Promise<void> {
  await runInProcess(main);
}

/**
 * The whole program: arguments and a context in, output and an exit code out. The one try/catch stands here; a
 * mistake of the user is an InputError, an answer of the server is a value, and anything else is our bug.
 */
export async function main(argv: readonly string[], context: Context): Promise<number> {
  const delivery = new Delivery(argv, context);
  const crash = new Crash(context);
  try {
    return await perform(argv, context, delivery, crash);
  } catch (error) {
    return await delivery.rescue(error);
  }
}

async function perform(
  argv: readonly string[],
  context: Context,
  delivery: Delivery,
  crash: Crash,
): Promise<number> {
  const invocation = await parseCommandLine(argv, context, (verb) => {
    delivery.command = verb;
  });
  if (invocation.verb === 'help') return await delivery.help(invocation.text, invocation.wanted);
  if (invocation.verb === 'topic') {
    const { topicText } = await import('./cli/topics.ts');
    const { topic, width } = invocation.options;
    return await delivery.help(await topicText(topic, width), true);
  }
  await announceReports(invocation, context, delivery);
  const result = await crash.during(runCommand(invocation, context, delivery));
  return await delivery.finish({ ...result, findings: [...invocation.warnings, ...result.findings] });
}

/** How long a command may go on after a throw that nobody could catch, in milliseconds: an answer may be under way. */
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

/** Lets `delivery` know of the reports that the options name. Throws InputError if one of them could not be written. */
async function announceReports({ options }: Command, context: Context, delivery: Delivery): Promise<void> {
  if (!('report' in options)) return;
  const { report } = options;
  delivery.reports = report;
  if (reportFiles(report).length === 0) return;
  const { unfitReports } = await import('./report/targets.ts');
  const unfit = await unfitReports(report, filesRead(options, context), context);
  if (unfit.size === 0) return;
  const isRefused = [...unfit.values()].some(({ code }) => code === 'usage-conflict');
  // Where names are mixed up, no file is touched. Else the others still have to tell of the failure.
  const silent = isRefused ? reportFiles(report).map(([kind]) => kind) : [...unfit.keys()];
  delivery.reports = { ...report, ...Object.fromEntries(silent.map((kind) => [kind, undefined])) };
  throw new InputError('file', [...unfit.values()]);
}

/** The files that a command reads, as far as the command line and the environment name them. */
function filesRead(options: Extract<Command['options'], { report: Reports }>, context: Context): string[] {
  const { body, connection } = options;
  const files = 'files' in options ? options.files : [];
  const config = connection.config ?? context.env[CONFIG_ENV];
  return [body.body, body.from, config, connection.settings['caCert'], ...files].filter(
    (name): name is string => name !== undefined && name !== '' && name !== '-',
  );
}

/** Runs a command, or runs it once for each of several profiles. */
async function forProfiles<O extends PerProfile>(
  command: string,
  options: O,
  context: Context,
  delivery: Delivery,
  run: Run<O>,
): Promise<Result> {
  if (!wantsSeveralProfiles(options.connection)) return run(options, context, delivery);
  const { eachProfile } = await import('./commands/profiles.ts');
  return eachProfile(command, options, context, delivery, run);
}

/** Commands are loaded when they are used: what one needs must not slow the others down. */
async function runCommand(invocation: Command, context: Context, delivery: Delivery): Promise<Result> {
  switch (invocation.verb) {
    case 'start': {
      const { start } = await import('./commands/start.ts');
      return forProfiles(invocation.verb, invocation.options, context, delivery, start);
    }
    case 'event': {
      const { event } = await import('./commands/event.ts');
      return event(invocation.options, context, delivery);
    }
    case 'check': {
      const { check } = await import('./commands/check.ts');
      return forProfiles(invocation.verb, invocation.options, context, delivery, check);
    }
    case 'doctor': {
      const { doctor } = await import('./commands/doctor.ts');
      return forProfiles(invocation.verb, invocation.options, context, delivery, doctor);
    }
    case 'explain': {
      const { explain } = await import('./commands/explain.ts');
      return explain(invocation.options, context);
    }
    case 'schema': {
      const { schema } = await import('./commands/schema.ts');
      return schema(invocation.options, context);
    }
    case 'config': {
      const { config } = await import('./commands/config.ts');
      return config(invocation.options, context);
    }
    case 'sandbox': {
      const { sandbox } = await import('./commands/sandbox.ts');
      return sandbox(invocation.options, context, delivery);
    }
    case 'completion': {
      const { completion } = await import('./commands/completion.ts');
      return completion(invocation.options, context);
    }
  }
}
