import { dirname, join, resolve } from 'node:path';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import { type Finding, type FindingOf, hasError } from '../model/finding.ts';
import { type Ignore, silence } from '../model/ignore.ts';
import type { Origin, Sourced } from '../model/origin.ts';
import { strictly } from '../model/strict.ts';
import { absolutePath } from '../parse/paths.ts';
import { checkSetting, parseCount } from './check-setting.ts';
import type { SettingsChoice } from './choice.ts';
import type { ConfigPlace } from './discover.ts';
import { parseDuration } from './durations.ts';
import { emptyVariables } from './empty-variables.ts';
import { type Endpoint, parseEndpoint } from './endpoint.ts';
import { mergeIgnore } from './ignore.ts';
import { loadConfig } from './load.ts';
import { chosenProfile, unknownProfile } from './profile.ts';
import type { ConfigFile } from './read.ts';
import { sandboxValues } from './sandbox-values.ts';
import type { ConfigSection } from './section.ts';
import { REQUIRED_SETTINGS, SETTINGS, type SettingKey, type SettingSpec, settingSpec } from './settings.ts';
import { mergeSourced, type SettingValues, type SourcedObject } from './sourced.ts';
import { unknownVariables } from './unknown-variables.ts';

/** How the settings are worked out, besides what the command line says. */
export interface ResolveOptions {
  /** Account settings that are missing, or still placeholders, get example values, and the endpoint is left alone: the sandbox has its own. */
  sandbox?: boolean | undefined;
  /** Hand back in `problems` what would otherwise be thrown, for commands that only show settings. */
  tolerant?: boolean | undefined;
}

/** The effective settings, each with its origin. */
export interface Settings {
  config?: ConfigPlace;
  /** Whether one was looked for. */
  configWanted: boolean;
  /** The profiles of the config file, where none of them is chosen. */
  unchosen?: ReadonlyMap<string, ConfigSection>;
  profile?: Sourced<string>;
  /** As text, checked; defaults included. Relative paths have been made absolute. */
  values: SettingValues;
  endpoint?: { url: URL; origin: Origin };
  connectTimeoutMs: Sourced<number>;
  timeoutMs: Sourced<number>;
  retry: Sourced<number>;
  params: SourcedObject;
  customMetadata: SourcedObject;
  ignore: Ignore;
  warnings: Finding[];
  /** Empty unless `tolerant`. */
  problems: Finding[];
}

/**
 * Works out the settings: flag, then variable, profile, config file, default. The body file, which for
 * account settings comes between flag and variable, is laid over them where the body is built.
 * @throws InputError `file` when the config file cannot be read, else `config` with every finding at once
 */
export async function resolveSettings(
  choice: SettingsChoice,
  context: Context,
  options: ResolveOptions = {},
): Promise<Settings> {
  const { file: config } = choice.loaded ?? (await loadConfig(choice, context));
  const profile = chosenProfile(choice, context);
  const section = profile && config?.profiles.get(profile.value);
  const problems: Finding[] = [];
  const ignore = mergeIgnore(choice.ignore, section, config);
  const heard = (findings: readonly Finding[]): Finding[] =>
    strictly(silence(findings, ignore), choice.strict);
  if (profile && !section) {
    problems.push(unknownProfile(profile, config));
    // Without its profile, whatever else could be said of the values might be said of the wrong ones.
    // A mistyped key of the config file may be why (`profile` for `profiles`).
    if (!options.tolerant) throw new InputError('config', [...problems, ...heard(config?.warnings ?? [])]);
  }
  const merged = mergeValues(choice, context, section, config);
  const { values, notes } = options.sandbox ? sandboxValues(merged) : { values: merged, notes: [] };
  const endpoint = options.sandbox ? undefined : readEndpoint(values.endpoint, problems);
  problems.push(...checkValues(values));
  const sandbox = options.sandbox === true;
  const warnings = heard([
    ...(config?.warnings ?? []),
    ...unknownVariables(context),
    ...emptyVariables(choice, context, { values, config: config?.label, sandbox }),
    ...(endpoint?.notes ?? []),
    ...notes,
  ]);
  if (!options.tolerant) refuse(problems, choice.strict ? warnings : []);
  return {
    ...(config && { config: { path: config.path, label: config.label } }),
    configWanted: !choice.noConfig,
    ...(config && !profile && { unchosen: config.profiles }),
    ...(profile && { profile }),
    values,
    ...(endpoint && values.endpoint && { endpoint: { url: endpoint.url, origin: values.endpoint.origin } }),
    connectTimeoutMs: numeric('connectTimeout', values, parseDuration),
    timeoutMs: numeric('timeout', values, parseDuration),
    retry: numeric('retry', values, parseCount),
    params: mergeSourced(config?.params, section?.params),
    customMetadata: mergeSourced(config?.customMetadata, section?.customMetadata),
    ignore,
    warnings,
    problems,
  };
}

/** What tells where missing settings might be. */
type MissingFrom = Pick<Settings, 'config' | 'configWanted' | 'unchosen'>;

/** A `setting-missing` finding (args: key, flag, env) for each of `which` that has no value. */
export function missingSettings(
  settings: MissingFrom & Pick<Settings, 'values'>,
  which: readonly SettingKey[] = REQUIRED_SETTINGS,
): Finding[] {
  return settingsMissing(
    settings,
    which.filter((key) => settings.values[key] === undefined),
  );
}

/** That these settings have no value, as findings; with a note when there is no config file to find them in. */
export function settingsMissing(settings: MissingFrom, keys: readonly SettingKey[]): Finding[] {
  const unchosen = profilesWith(settings, keys);
  const none = keys.length > 0 && !settings.config && settings.configWanted;
  const others = keys.filter((key) => !unchosen?.args.keys.includes(key));
  return [
    ...(unchosen ? [unchosen] : []),
    ...others.map(settingMissing),
    ...(none ? [{ code: 'config-none', severity: 'info' } as const] : []),
  ];
}

/** That these are set in profiles, of which none is chosen; undefined where no profile sets any of them. */
function profilesWith(
  { config, unchosen }: MissingFrom,
  wanted: readonly SettingKey[],
): FindingOf<'profile-unchosen'> | undefined {
  const having = [...(unchosen ?? [])].filter(([, { values }]) => wanted.some((key) => values[key]));
  if (!config || having.length === 0) return undefined;
  const keys = wanted.filter((key) => having.some(([, { values }]) => values[key]));
  const args = { config: config.label, keys, names: having.map(([name]) => name) };
  return { code: 'profile-unchosen', severity: 'error', path: 'profile', args };
}

/** That a setting has no value, as a finding. */
function settingMissing(key: SettingKey): Finding {
  const { flag, env } = settingSpec(key);
  return { code: 'setting-missing', severity: 'error', path: key, args: { key, flag, env } };
}

function mergeValues(
  choice: SettingsChoice,
  context: Context,
  section: ConfigSection | undefined,
  config: ConfigFile | undefined,
): SettingValues {
  const values: SettingValues = {};
  for (const spec of SETTINGS) {
    const found =
      given(spec, choice, context) ?? section?.values[spec.key] ?? config?.values[spec.key] ?? fallback(spec);
    if (found !== undefined) {
      values[spec.key] = spec.type === 'path' ? absolute(found, context, config) : found;
    }
  }
  return values;
}

function given(spec: SettingSpec, { flags }: SettingsChoice, context: Context): Sourced<string> | undefined {
  const flag = flags[spec.key];
  if (flag !== undefined) return { value: flag, origin: { kind: 'flag', name: spec.flag } };
  const variable = context.env[spec.env];
  return variable ? { value: variable, origin: { kind: 'env', name: spec.env } } : undefined;
}

function fallback(spec: SettingSpec): Sourced<string> | undefined {
  if (spec.default === undefined) return undefined;
  return { value: spec.default, origin: { kind: 'default', name: 'default' } };
}

/** A path from a config file is meant from where that file lies, and there no shell has expanded `~`. */
function absolute(found: Sourced<string>, context: Context, config: ConfigFile | undefined): Sourced<string> {
  const { value, origin } = found;
  if (value === '') return found;
  if (origin.kind !== 'file' || config === undefined) {
    return { value: absolutePath(value, context) ?? value, origin };
  }
  const home = /^~[/\\]/.test(value) ? context.home : undefined;
  return { value: home ? join(home, value.slice(2)) : resolve(dirname(config.path), value), origin };
}

function checkValues(values: SettingValues): Finding[] {
  return SETTINGS.flatMap((spec: SettingSpec) => {
    const sourced = values[spec.key as SettingKey];
    if (sourced === undefined || spec.key === 'endpoint') return [];
    return checkSetting(spec, sourced);
  });
}

/** What was read from a setting before: the profiles of a run mostly have one endpoint in common. */
const endpoints = new WeakMap<Sourced<string>, Endpoint>();

function readEndpoint(sourced: Sourced<string> | undefined, problems: Finding[]): Endpoint | undefined {
  if (sourced === undefined) return undefined;
  const known = endpoints.get(sourced);
  if (known) return known;
  const edges = checkSetting(settingSpec('endpoint'), sourced);
  problems.push(...edges);
  if (edges.length > 0) return undefined;
  try {
    const endpoint = parseEndpoint(sourced.value, sourced.origin);
    endpoints.set(sourced, endpoint);
    return endpoint;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    problems.push(...error.findings);
    return undefined;
  }
}

/** A number from its text; the default when the text was wrong, which only `tolerant` lets through. */
function numeric(
  key: SettingKey,
  values: SettingValues,
  parse: (text: string) => number | undefined,
): Sourced<number> {
  const sourced = values[key];
  const value = parse(sourced?.value ?? '');
  if (sourced !== undefined && value !== undefined) return { value, origin: sourced.origin };
  return { value: parse(settingSpec(key).default ?? '') ?? 0, origin: { kind: 'default', name: 'default' } };
}

/** Throws InputError where there is something to correct. */
function refuse(problems: readonly Finding[], warnings: readonly Finding[]): void {
  const findings = [...problems, ...warnings];
  if (hasError(findings)) throw new InputError('config', findings);
}
