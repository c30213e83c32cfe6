import { type Invocation, parseCommandLine } from './cli/parse.ts';
import { type Context, runInProcess } from './context.ts';
import { InputError } from './model/errors.ts';
import type { Result } from './model/result.ts';
import { Delivery, type Reports } from './report/deliver.ts';

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
  try {
    const invocation = parseCommandLine(argv, context);
    if (invocation.verb === 'help') return await delivery.help(invocation.text, invocation.wanted);
    delivery.command = invocation.verb === 'event' ? invocation.options.command : invocation.verb;
    delivery.reports = reportsOf(invocation);
    const result = await runCommand(invocation, context, delivery);
    return await delivery.finish({ ...result, findings: [...invocation.warnings, ...result.findings] });
  } catch (error) {
    return await delivery.finish(failedResult(error, delivery.command));
  }
}

/** The report files that the options name. */
function reportsOf(invocation: Exclude<Invocation, { verb: 'help' }>): Reports {
  if (invocation.verb === 'start' || invocation.verb === 'event') return invocation.options.report;
  return {
    noRedact: false,
    ...((invocation.verb === 'check' || invocation.verb === 'doctor') && { junit: invocation.options.junit }),
  };
}

/** Commands are loaded when they are used: what one needs must not slow the others down. */
async function runCommand(
  invocation: Exclude<Invocation, { verb: 'help' }>,
  context: Context,
  delivery: Delivery,
): Promise<Result> {
  switch (invocation.verb) {
    case 'start': {
      const { start } = await import('./commands/start.ts');
      return start(invocation.options, context, delivery);
    }
    case 'event': {
      const { event } = await import('./commands/event.ts');
      return event(invocation.options, context, delivery);
    }
    case 'check': {
      const { check } = await import('./commands/check.ts');
      return check(invocation.options, context, delivery);
    }
    case 'doctor': {
      const { doctor } = await import('./commands/doctor.ts');
      return doctor(invocation.options, context, delivery);
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

function failedResult(error: unknown, command: string): Result {
  if (error instanceof InputError) {
    const findings = [...error.findings];
    const count = findings.filter((finding) => finding.severity === 'error').length;
    return { command, sent: 'no', findings, error: { code: error.code, args: { count, ...error.args } } };
  }
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return { command, sent: 'unknown', findings: [], error: { code: 'internal', args: { reason, stack } } };
}
