import { defineCommand, type Given } from '../../cli/definition.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { reportOptions } from '../../cli/options/reports.ts';
import { IGNORE_OPTIONS } from '../../cli/options/settings.ts';
import { LOCAL_EXITS } from '../../model/exit-codes.ts';
import { CHECK_OPTIONS } from './check-options.ts';
import { SANDBOX_OPTIONS } from './options.ts';
import type { SandboxCommand } from './run.ts';

/** Of what `--check` finds. */
const REPORTS = reportOptions('junit');

/** `sandbox`. */
export const SANDBOX = defineCommand<SandboxCommand>({
  options: [SANDBOX_OPTIONS, CHECK_OPTIONS, IGNORE_OPTIONS, REPORTS, OUTPUT],
  examples: [
    'media-session sandbox',
    'media-session sandbox --fault 503-retry-after',
    'media-session sandbox --check -- npm test',
  ],
  exits: LOCAL_EXITS,
  read: readSandbox,
  // Loaded when it runs: help and completion need no server.
  run: async (options, context, hooks) => (await import('./run.ts')).runSandbox(options, context, hooks),
});

function readSandbox(given: Given): SandboxCommand {
  const choice = SANDBOX_OPTIONS.read(given);
  return {
    choice,
    check: CHECK_OPTIONS.read(given),
    ignore: IGNORE_OPTIONS.read(given),
    report: { ...REPORTS.read(given), noRedact: choice.noRedact },
  };
}
