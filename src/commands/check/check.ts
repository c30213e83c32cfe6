import { buildBody } from '../../body/build.ts';
import { defineCommand, type Given, ownOptions } from '../../cli/definition.ts';
import { bodyOptions } from '../../cli/options/body.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { reportOptions } from '../../cli/options/reports.ts';
import { settingsOptions } from '../../cli/options/settings.ts';
import { usage } from '../../cli/usage.ts';
import { resolveSettings, type Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { failedRun, InputError } from '../../model/errors.ts';
import { ASKING_EXITS } from '../../model/exit-codes.ts';
import type { Finding } from '../../model/finding.ts';
import { addCounts } from '../../model/ignore.ts';
import type { CheckResult, ResultError } from '../../model/result.ts';
import { strictly } from '../../model/strict.ts';
import { checkBody, refusal } from '../shared/check-body.ts';
import { perProfile, refuseSeveral } from '../shared/profiles.ts';
import { checkFile, type FileCheck } from './file.ts';
import type { LiveSchemas } from './live.ts';
import type { CheckHooks, CheckOptions } from './options.ts';

const SETTINGS = settingsOptions({ severalProfiles: true });
const REPORTS = reportOptions('junit');
const BODY = bodyOptions('sessionStart');

/** `check`. */
export const CHECK = defineCommand<CheckOptions>({
  options: [
    ownOptions(
      { flags: '--smoke', description: 'fill in missing content metadata with test data' },
      { flags: '--live', description: "use the endpoint's own schema (GET) instead of the bundled one" },
      {
        flags: '--no-sequence',
        description: 'judge each body of a log on its own, not as a session',
      },
    ),
    SETTINGS,
    REPORTS,
    BODY,
    OUTPUT,
  ],
  events: () => ['sessionStart'],
  examples: [
    'media-session check --body meta.json',
    'media-session check body.json events.ndjson',
    'cat events.ndjson | media-session check -',
    'media-session check --live --smoke --junit check.xml',
  ],
  exits: ASKING_EXITS,
  read: readCheck,
  run: perProfile('check', check),
});

function readCheck(given: Given): CheckOptions {
  const files = [given.args[0] ?? []].flat();
  const connection = SETTINGS.read(given);
  const body = BODY.read(given);
  if (files.length > 0 && body.body !== undefined)
    throw usage({ code: 'usage-conflict', args: { option: '--body', other: '[files...]' } });
  // Standard input can be read only once.
  if (files.includes('-')) refuseSeveral(connection, '-');
  return {
    files,
    connection,
    body,
    allowUnknown: given.flag('--allow-unknown'),
    live: given.flag('--live'),
    sequence: !given.flag('--no-sequence'),
    report: REPORTS.read(given),
  };
}

/**
 * Checks the body that `start` would send, or every body of the given files, and sends nothing (`--live`: GET of the
 * schemas). Errors among the findings make it exit 2.
 */
async function check(options: CheckOptions, context: Context, hooks: CheckHooks): Promise<CheckResult> {
  const settings = await resolveSettings(options.connection, context);
  if (!options.live) return checkWith(options, settings, context, hooks, undefined);
  const { fetchLive } = await import('./live.ts');
  const fetched = await fetchLive(options.files.length > 0, settings, context, hooks);
  if ('failed' in fetched) return fetched.failed;
  // Whatever comes of the check, schemas have been asked for.
  return {
    ...(await checkWith(options, settings, context, hooks, fetched.schemas).catch(asResult)),
    sent: 'yes',
  };
}

/** A mistake in what is checked, as the result that it comes to. Throws again what is no such mistake. */
function asResult(error: unknown): CheckResult {
  if (!(error instanceof InputError)) throw error;
  return { ...failedRun(error, 'check'), command: 'check' };
}

async function checkWith(
  options: CheckOptions,
  settings: Settings,
  context: Context,
  hooks: CheckHooks,
  live: LiveSchemas | undefined,
): Promise<CheckResult> {
  const { strict } = options.connection;
  const liveSchema = live && ((eventType: string) => live.get(eventType));
  const rules = { allowUnknown: options.allowUnknown, ...(liveSchema && { liveSchema }) };
  if (options.files.length > 0) {
    const checks: FileCheck[] = [];
    const told = new Set<string>();
    const unread: InputError[] = [];
    for (const file of options.files) {
      try {
        checks.push(await checkFile(file, { ...rules, options, settings, context, hooks, told }));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        unread.push(error);
      }
    }
    const [first] = unread;
    // One that cannot be read does not hide another.
    if (first)
      throw new InputError(
        first.code,
        unread.flatMap((one) => one.findings),
        first.args,
      );
    return { ...summary(checks, settings.warnings, strict), fromFiles: true };
  }
  const built = await buildBody('sessionStart', options.body, settings, context);
  const local = strictly(checkBody(built, settings, context, rules), strict);
  const refused = refusal(local, settings, { validate: true, needsEndpoint: false });
  if (refused) throw refused;
  const own: FileCheck = { bodies: 1, failed: 0, spoilt: 0, findings: local, dropped: 0, ignored: {} };
  return summary([own], settings.warnings, strict);
}

function summary(checks: readonly FileCheck[], warnings: readonly Finding[], strict: boolean): CheckResult {
  const total = (key: 'bodies' | 'failed' | 'dropped' | 'spoilt'): number =>
    checks.reduce((sum, one) => sum + one[key], 0);
  const counts = { bodies: total('bodies'), failed: total('failed'), findingsLeftOut: total('dropped') };
  const findings = [...warnings, ...checks.flatMap((one) => one.findings)];
  const sessions = total('spoilt');
  const error: ResultError | undefined =
    counts.failed + sessions > 0
      ? { code: 'check-failed', args: { ...counts, sessions, ...(strict && { strict }) } }
      : undefined;
  return {
    command: 'check',
    sent: 'no',
    findings,
    checked: counts,
    ignored: addCounts(...checks.map((one) => one.ignored)),
    ...(error && { error }),
  };
}
