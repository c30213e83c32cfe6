import type { BuiltBody } from '../../body/build.ts';
import { type Settings, settingsMissing } from '../../config/resolve.ts';
import { SETTINGS } from '../../config/settings.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import { type Finding, hasError } from '../../model/finding.ts';
import { isHeard } from '../../model/ignore.ts';
import type { OriginLookup } from '../../model/origin.ts';
import { checkEvent } from '../../rules/check-event.ts';
import type { CheckOptions } from '../../rules/check-options.ts';
import { judged } from './judged.ts';

/** How strictly, and by whose schema. */
export type CheckingRules = Pick<CheckOptions, 'allowUnknown' | 'liveSchema'>;

/** What the checks need to know besides a body: rules, the clock, and the endpoint it goes to. */
export function checkingContext(
  settings: Settings,
  context: Context,
  originOf: OriginLookup,
  { allowUnknown, liveSchema }: CheckingRules = {},
): CheckOptions {
  const { endpoint } = settings;
  return {
    ...(allowUnknown !== undefined && { allowUnknown }),
    ...(liveSchema && { liveSchema }),
    originOf,
    now: context.now(),
    online: true,
    ...(endpoint && { endpoint: { host: endpoint.url.hostname, origin: endpoint.origin } }),
  };
}

/** All that the schema and the plausibility checks have to say about a body; a sessionStart unless said otherwise. */
export function checkBody(
  { body, originOf, notes }: BuiltBody,
  settings: Settings,
  context: Context,
  rules: CheckingRules & Pick<CheckOptions, 'eventType'>,
): Finding[] {
  const findings = checkEvent(body, {
    ...checkingContext(settings, context, originOf, rules),
    eventType: rules.eventType ?? 'sessionStart',
  });
  const named = findings.map((finding) => withSettingName(finding, settings));
  return judged([...notes, ...named], settings.ignore);
}

/** A finding about a value of the config file, by the name that it has there. */
function withSettingName(finding: Finding, { values }: Settings): Finding {
  const { origin, path } = finding;
  if (origin?.kind !== 'file') return finding;
  const setting = SETTINGS.find((one) => 'param' in one && path === `/params/${one.param}`);
  if (!setting || values[setting.key]?.origin !== origin) return finding;
  return { ...finding, args: { ...finding.args, key: setting.key, setting: true } } as Finding;
}

/**
 * Why a body is not sent, with every finding at once, or undefined if it may be. A missing account param is
 * reported as the setting that fills it: that is where users have to put it.
 */
export function refusal(
  local: readonly Finding[],
  settings: Settings,
  options: { validate: boolean; needsEndpoint: boolean },
): InputError | undefined {
  const missing = missingSettings(local, settings, options.needsEndpoint);
  const wanted = options.validate ? missing : missing.filter((finding) => finding.path === 'endpoint');
  const broken = options.validate
    ? local.filter((finding) => !isHeard(finding) || !accountSetting(finding))
    : [];
  const merged = withMistypedKeys(settings, [...wanted, ...broken]);
  const findings = [...merged.warnings, ...merged.missing];
  if (!hasError(findings)) return undefined;
  const smoke = merged.missing.some((finding) => isHeard(finding) && finding.code === 'param-missing');
  return new InputError(wanted.length > 0 ? 'config' : 'body-invalid', findings, { smoke });
}

/**
 * A key of the config file or a variable that means nothing, and what is missing for it, are one mistake. Keys of profiles that
 * are not in use have nothing to do with what is missing.
 */
export function withMistypedKeys(
  { warnings, profile }: Pick<Settings, 'warnings' | 'profile'>,
  missing: readonly Finding[],
): { warnings: Finding[]; missing: Finding[] } {
  const gone = new Set<Finding>();
  const own = `profiles.${profile?.value}.`;
  const merged = warnings.map((warning): Finding => {
    const sought = isHeard(warning) ? missingFor(warning, own) : undefined;
    const wanted = missing.find(
      (finding) => finding.code === sought?.code && finding.args.key === sought.key && !gone.has(finding),
    );
    if (!wanted) return warning;
    gone.add(wanted);
    return { ...warning, severity: 'error', args: { ...warning.args, missing: true } } as Finding;
  });
  return { warnings: merged, missing: missing.filter((finding) => !gone.has(finding)) };
}

/** What is missing if a name that means nothing was meant for it. `own`: how the keys of the profile in use begin. */
function missingFor(
  { code, args, path = '' }: Finding,
  own: string,
): { code: 'setting-missing' | 'param-missing'; key: string | undefined } | undefined {
  if (code === 'variable-unknown') return { code: 'setting-missing', key: args.key };
  if (code !== 'config-unknown-key' || (path.startsWith('profiles.') && !path.startsWith(own)))
    return undefined;
  return { code: args.belongs === undefined ? 'setting-missing' : 'param-missing', key: args.suggestion };
}

function missingSettings(local: readonly Finding[], settings: Settings, needsEndpoint: boolean): Finding[] {
  const keys = local
    .filter(isHeard)
    .map(accountSetting)
    .filter((key) => key !== undefined);
  if (needsEndpoint && !settings.endpoint) keys.unshift('endpoint');
  return settingsMissing(
    settings,
    SETTINGS.map(({ key }) => key).filter((key) => keys.includes(key)),
  );
}

/** The setting that a missing account param stands for. */
function accountSetting(finding: Finding): (typeof SETTINGS)[number]['key'] | undefined {
  if (finding.code !== 'param-missing') return undefined;
  return SETTINGS.find((setting) => 'param' in setting && finding.path === `/params/${setting.param}`)?.key;
}
