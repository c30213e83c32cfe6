import { defineCommand } from '../../cli/definition.ts';
import { bodyOptions } from '../../cli/options/body.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { reportOptions } from '../../cli/options/reports.ts';
import { settingsOptions } from '../../cli/options/settings.ts';
import type { Context } from '../../model/context.ts';
import { ASKING_EXITS } from '../../model/exit-codes.ts';
import type { RunHooks } from '../../model/hooks.ts';
import type { DoctorResult } from '../../model/result.ts';
import { Interruption } from '../shared/interruption.ts';
import { perProfile } from '../shared/profiles.ts';
import { type DoctorOptions, Examination } from './examination.ts';

const SETTINGS = settingsOptions({ severalProfiles: true });
const REPORTS = reportOptions('junit');
const BODY = bodyOptions('sessionStart');

/** `doctor`. */
export const DOCTOR = defineCommand<DoctorOptions>({
  options: [SETTINGS, REPORTS, BODY, OUTPUT],
  events: () => ['sessionStart'],
  examples: ['media-session doctor', 'media-session doctor --strict --junit doctor.xml'],
  exits: ASKING_EXITS,
  read: (given) => ({
    connection: SETTINGS.read(given),
    body: BODY.read(given),
    report: REPORTS.read(given),
  }),
  run: perProfile('doctor', doctor),
});

/**
 * Walks the way to the endpoint step by step: settings, hosts, DNS, proxy, TCP, TLS, is this the API, clock, schema, body.
 * Creates no session: GET only. After a failure the later steps are skipped, and say so.
 */
async function doctor(
  options: DoctorOptions,
  context: Context,
  hooks: Pick<RunHooks, 'step'>,
): Promise<DoctorResult> {
  const interruption = new Interruption(context);
  const examination = new Examination(options, context, hooks, interruption);
  await examination.run();
  return interruption.apply(examination.result());
}
