import type { BuiltBody } from '../../body/build.ts';
import { missingSettings, type Settings } from '../../config/resolve.ts';
import { effectiveSettings } from '../../config/show.ts';
import type { Context } from '../../model/context.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import type { Wait } from '../../model/hooks.ts';
import type { JsonObject } from '../../model/json.ts';
import type { EffectiveSetting, Step, StepDetail } from '../../model/result.ts';
import { bundledSchema } from '../../rules/bundled-schema.ts';
import { diffSchemas } from '../../rules/schema-diff.ts';
import { checkBody, withMistypedKeys } from '../shared/check-body.ts';

/** The steps, in the order in which each rests on those before it. */
const STEPS = [
  'tool',
  'config',
  'settings',
  'hosts',
  'proxy',
  'dns',
  'tracking server',
  'connect',
  'tls',
  'schema',
  'clock',
  'drift',
  'body',
] as const;

/** The name of a step. */
export type StepName = (typeof STEPS)[number];

/** The step that an exchange is at while it waits. */
export const STEP_OF_WAIT: Readonly<Record<Wait['for'], StepName>> = {
  'look-up': 'connect',
  connection: 'connect',
  proxy: 'connect',
  tls: 'tls',
  response: 'schema',
  retry: 'schema',
  stdin: 'body',
};

/** The steps that were taken, and those that were not because the last of them failed. */
export function withSkipped(taken: readonly Step[]): Step[] {
  const done = new Set(taken.map((step) => step.name));
  const after = taken.at(-1)?.name ?? '';
  const skipped = STEPS.filter((name) => !done.has(name)).map(
    (name): Step => ({ name, status: 'skipped', detail: { about: 'skipped', after }, findings: [] }),
  );
  return [...taken, ...skipped];
}

/** The settings in force, but for default params and custom metadata. */
export function settingsInForce(settings: Settings): EffectiveSetting[] {
  return effectiveSettings(settings).filter(({ key }) => !key.includes('.'));
}

/**
 * What there is to say of the config file, and what is missing: a mistyped key is what is missing, where it should have been the
 * key of a setting that has no value. Without its profile, nobody knows what is missing.
 */
export function settingsFindings(settings: Settings): { warnings: Finding[]; missing: Finding[] } {
  const isLost = settings.problems.some(({ code }) => code === 'profile-unknown');
  const sought = isLost ? [] : missingSettings(settings);
  const { warnings, missing } = withMistypedKeys(settings, sought);
  const isMissing = ({ code, args }: Finding): boolean =>
    (code === 'config-unknown-key' || code === 'variable-unknown') && args.missing === true;
  return {
    warnings: warnings.filter((finding) => !isMissing(finding)),
    missing: [...warnings.filter(isMissing), ...missing],
  };
}

/** What the endpoint's own schema refuses of the body that `start` would send. */
export function bodyFindings(
  built: BuiltBody,
  schema: JsonObject,
  settings: Settings,
  context: Context,
): Finding[] {
  const findings = checkBody(built, settings, context, { liveSchema: () => schema });
  return findings.filter(
    ({ evidence, severity, ignored }) => evidence === 'live-schema' || (ignored ?? severity) === 'error',
  );
}

/** What is known of the endpoint's certificate; `now` in milliseconds since the epoch. */
export function tlsDetail(exchange: Exchange, now: number): StepDetail {
  const { tls: facts } = exchange.peer;
  const daysLeft = facts?.validTo === undefined ? undefined : Math.floor((facts.validTo - now) / 86_400_000);
  return { about: 'tls', facts, daysLeft };
}

/** How the endpoint's schema of sessionStart differs: the API's business, and no fault of the way to it, so warnings. */
export function driftFindings(live: JsonObject): Finding[] {
  const bundled = bundledSchema('sessionStart') ?? {};
  return diffSchemas(bundled, live).map((finding): Finding => ({ ...finding, severity: 'warning' }));
}
