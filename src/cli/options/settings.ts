import { checkSetting } from '../../config/check-setting.ts';
import type { IgnoreChoice, SettingsChoice } from '../../config/choice.ts';
import { parseEndpoint } from '../../config/endpoint.ts';
import { IGNORABLE, IGNORE_FLAG, ignoredByFlag } from '../../config/ignorable.ts';
import { SETTINGS, type SettingSpec, type SettingType } from '../../config/settings.ts';
import { findingSummaries } from '../../messages/index.ts';
import type { Finding } from '../../model/finding.ts';
import type { Given, OptionGroup, OptionSpec } from '../definition.ts';
import { refusals } from '../values.ts';

const heading = 'Connection and account:';

const PLACEHOLDERS: Readonly<Record<SettingType, string>> = {
  host: 'host',
  string: 'text',
  duration: 'time',
  count: 'n',
  path: 'file',
};

/** What differs between the commands that take settings. */
interface SettingsOptions {
  /** Whether the command can run once for each of several profiles. */
  severalProfiles?: true;
  /** Whether the command sends events: what comes after that is beyond --strict. */
  sends?: true;
}

/** A flag per setting, and those that choose the config file and the profile. */
export function settingsOptions(options: SettingsOptions = {}): OptionGroup<SettingsChoice> {
  return {
    specs: () => [
      ...[...SETTINGS.map(settingOption), ...choosing(options)].map((spec) => ({ ...spec, heading })),
      IGNORE,
    ],
    read: (given) => ({
      flags: SETTING_FLAGS.read(given),
      ...readConfigChoice(given),
      profiles: options.severalProfiles ? given.list('--profile') : [given.text('--profile') ?? []].flat(),
      allProfiles: given.flag('--all-profiles'),
      strict: given.flag('--strict'),
    }),
  };
}

/** A flag per setting, and no more: the values as given, by the keys of the settings. */
export const SETTING_FLAGS: OptionGroup<Readonly<Record<string, string | undefined>>> = {
  specs: () => SETTINGS.map((spec) => ({ ...settingOption(spec), heading })),
  read: (given) => Object.fromEntries(SETTINGS.map(({ key, flag }) => [key, given.text(flag)])),
};

/** What is wrong with values that were given by flags. */
export function checkFlags(values: Readonly<Record<string, string | undefined>>): Finding[] {
  return SETTINGS.flatMap((spec) => {
    const value = values[spec.key];
    return value === undefined ? [] : checkFlag(spec, value);
  });
}

const CONFIG: readonly OptionSpec[] = [
  { flags: '--config <file>', description: 'read this config file' },
  { flags: '--no-config', description: 'read no config file' },
];

const IGNORE: OptionSpec = {
  flags: `${IGNORE_FLAG} <code>`,
  description: 'leave out findings with this code; also a config key',
  repeatable: true,
  values: () =>
    findingSummaries()
      .filter(({ code }) => IGNORABLE.includes(code))
      .map(({ code, summary }) => ({ text: code, description: summary })),
};

/** Which findings are not reported, for commands that take no settings. */
export const IGNORE_OPTIONS: OptionGroup<IgnoreChoice> = {
  specs: () => [IGNORE, ...CONFIG.map((spec) => ({ ...spec, heading: 'Config file:' }))],
  read: readConfigChoice,
};

function readConfigChoice(given: Given): IgnoreChoice {
  return {
    config: given.text('--config'),
    noConfig: given.flag('--no-config'),
    ignore: ignoredByFlag(given.list(IGNORE_FLAG)),
  };
}

/** The option of a setting. */
export function settingOption(spec: SettingSpec): OptionSpec {
  const { flag, type, description, default: fallback } = spec;
  const end = fallback === undefined ? '' : ` (default: ${fallback})`;
  const check = (value: string): readonly Finding[] => checkFlag(spec, value);
  return { flags: `${flag} <${PLACEHOLDERS[type]}>`, description: description + end, check };
}

function checkFlag(spec: SettingSpec, value: string): readonly Finding[] {
  const origin = { kind: 'flag', name: spec.flag } as const;
  const found = checkSetting(spec, { value, origin });
  if (found.length > 0 || spec.key !== 'endpoint') return found;
  return refusals(() => parseEndpoint(value, origin));
}

function choosing({ severalProfiles, sends }: SettingsOptions): OptionSpec[] {
  const profile = { flags: '--profile <name>', description: 'use this profile of the config file' };
  const all = { flags: '--all-profiles', description: 'run once for each profile of the config file' };
  return [
    ...CONFIG,
    ...(severalProfiles
      ? [{ ...profile, repeatable: true } as const, { ...all, conflicts: ['--profile'] }]
      : [{ ...profile, once: true } as const]),
    {
      flags: '--strict',
      description: sends ? 'treat warnings found before sending as errors' : 'treat warnings as errors',
    },
  ];
}
