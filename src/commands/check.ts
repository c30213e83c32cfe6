import type { SettingsOptions } from '../cli/options.ts';
import { resolveSettings, type Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { Finding } from '../model/finding.ts';
import type { Result, ResultError } from '../model/result.ts';
import type { Reports } from '../report/reports.ts';
import { type BodyOptions, buildBody } from '../body/build.ts';
import { checkBody, refusal } from './check-body.ts';
import { checkFile, type FileCheck } from './check-file.ts';
import type { LiveSchemas } from './check-live.ts';
import { settingsInput } from './settings.ts';

/** What `check` was asked to do. */
export interface CheckOptions {
  files: string[];
  connection: SettingsOptions;
  body: BodyOptions;
  allowUnknown: boolean;
  live: boolean;
  report: Reports;
}

/** What `check` tells the reporter while it runs. */
export interface CheckHooks {
  progress(done: number): void;
}

/**
 * Checks the body that `start` would send, or every body of the given files, and sends nothing (`--live`: GET of the
 * schemas). Errors among the findings make it exit 2.
 */
export async function check(options: CheckOptions, context: Context, hooks: CheckHooks): Promise<Result> {
  const settings = await resolveSettings(settingsInput(options.connection, context));
  if (!options.live) return checkWith(options, settings, context, hooks, undefined);
  const { fetchLive } = await import('./check-live.ts');
  const fetched = await fetchLive(options.files.length > 0, settings, context);
  return 'failed' in fetched ? fetched.failed : checkWith(options, settings, context, hooks, fetched.schemas);
}

async function checkWith(
  options: CheckOptions,
  settings: Settings,
  context: Context,
  hooks: CheckHooks,
  live: LiveSchemas | undefined,
): Promise<Result> {
  const liveSchema = live && ((eventType: string) => live.get(eventType));
  const rules = { allowUnknown: options.allowUnknown, ...(liveSchema && { liveSchema }) };
  if (options.files.length > 0) {
    const checks: FileCheck[] = [];
    for (const file of options.files)
      checks.push(await checkFile(file, { ...rules, options, settings, context, hooks }));
    return summary(checks, settings.warnings);
  }
  const built = await buildBody('sessionStart', options.body, settings, context);
  const local = await checkBody(built, settings, context, rules);
  const refused = refusal(local, settings, { validate: true, needsEndpoint: false });
  if (refused) throw refused;
  return summary([{ bodies: 1, failed: 0, findings: local, dropped: 0 }], settings.warnings);
}

function summary(checks: readonly FileCheck[], warnings: readonly Finding[]): Result {
  const total = (key: 'bodies' | 'failed' | 'dropped'): number =>
    checks.reduce((sum, one) => sum + one[key], 0);
  const counts = { bodies: total('bodies'), failed: total('failed'), findingsLeftOut: total('dropped') };
  const findings = [...warnings, ...checks.flatMap((one) => one.findings)];
  const error: ResultError | undefined =
    counts.failed > 0 ? { code: 'check-failed', args: counts } : undefined;
  const output = `${counts.bodies === 1 ? '1 body is' : `${counts.bodies} bodies are`} valid\n`;
  return {
    command: 'check',
    sent: 'no',
    findings,
    output,
    data: { checked: counts },
    ...(error && { error }),
  };
}
