import type { SettingsChoice } from '../../config/choice.ts';
import { SETTINGS, type SettingSpec, type SettingType } from '../../config/settings.ts';
import type { OptionGroup, OptionSpec } from '../definition.ts';

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
  /** What --strict means to it. */
  strict?: string;
}

/** A flag per setting, and those that choose the config file and the profile. */
export function settingsOptions(options: SettingsOptions = {}): OptionGroup<SettingsChoice> {
  return {
    specs: () => [...SETTINGS.map(settingOption), ...choosing(options)].map((spec) => ({ ...spec, heading })),
    read: (given) => ({
      flags: Object.fromEntries(SETTINGS.map(({ key, flag }) => [key, given.text(flag)])),
      config: given.text('--config'),
      noConfig: given.flag('--no-config'),
      profiles: options.severalProfiles ? given.list('--profile') : [given.text('--profile') ?? []].flat(),
      allProfiles: given.flag('--all-profiles'),
      strict: given.flag('--strict'),
    }),
  };
}

function settingOption({ flag, type, description, default: fallback }: SettingSpec): OptionSpec {
  const end = fallback === undefined ? '' : ` (default: ${fallback})`;
  return { flags: `${flag} <${PLACEHOLDERS[type]}>`, description: description + end };
}

function choosing({ severalProfiles, strict }: SettingsOptions): OptionSpec[] {
  const profile = { flags: '--profile <name>', description: 'use this profile of the config file' };
  const all = { flags: '--all-profiles', description: 'run once for each profile of the config file' };
  return [
    { flags: '--config <file>', description: 'read this config file' },
    { flags: '--no-config', description: 'read no config file' },
    ...(severalProfiles
      ? [{ ...profile, repeatable: true } as const, { ...all, conflicts: ['--profile'] }]
      : [profile]),
    { flags: '--strict', description: strict ?? 'unknown keys in the config file are errors' },
  ];
}
