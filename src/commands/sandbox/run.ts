import type { Context } from '../../model/context.ts';
import type { Hooks } from '../../model/hooks.ts';
import type { Reports } from '../../model/reports.ts';
import type { Result, SandboxResult } from '../../model/result.ts';
import { checkCommand } from './check.ts';
import type { CheckChoice } from './check-options.ts';
import { readExpectation } from './expect.ts';
import { type OpenSandbox, openSandbox, type SandboxRun } from './open.ts';

/** What `sandbox` was asked to do. */
export interface SandboxCommand extends SandboxRun {
  /** To run a command against it, and judge what came. */
  check: CheckChoice | undefined;
  report: Reports;
}

type SandboxHooks = Pick<Hooks, 'output' | 'announce'>;

/** Runs the sandbox until a signal comes, or until the command that it checks has ended. */
export async function runSandbox(
  options: SandboxCommand,
  context: Context,
  hooks: SandboxHooks,
): Promise<Result> {
  const { check } = options;
  if (!check) return serve(options, context, hooks);
  const expectation = check.expect === undefined ? undefined : await readExpectation(check.expect, context);
  // The report is what is wanted; the lines are for those who look.
  const { output } = hooks;
  const running = await openSandbox(options, context, output, { tells: output.verbose && !output.json });
  try {
    return await checkCommand(check, expectation, running, context, output);
  } finally {
    await running.close();
  }
}

/** Its address goes to stdout, a line per request to stderr; or all of it as NDJSON to stdout. */
async function serve(options: SandboxRun, context: Context, hooks: SandboxHooks): Promise<Result> {
  const end = stopped(context);
  const running = await openSandbox(options, context, hooks.output, { tells: true });
  const announced = await announce(running, hooks);
  if (!announced.error) {
    await running.tellStart();
    await end;
  }
  await running.close();
  return announced.error ? announced : { command: 'sandbox', sent: 'no', findings: [] };
}

function announce({ url, page, findings }: OpenSandbox, hooks: SandboxHooks): Promise<Result> {
  const listening: SandboxResult = { command: 'sandbox', sent: 'no', findings, url, page };
  return hooks.announce(listening);
}

/** Settles at the first signal. */
function stopped(context: Context): Promise<void> {
  return new Promise((resolve) => context.onSignal(() => resolve()));
}
