import type { SettingsChoice } from '../../config/choice.ts';
import { SETTINGS, type SettingKey } from '../../config/settings.ts';
import { shellWord } from '../../messages/index.ts';
import type { Session } from '../../model/result.ts';

/** The settings that another command needs to reach the same endpoint. */
const REACHING: readonly SettingKey[] = ['endpoint', 'caCert'];

/** The command that ends a session, with what it needs of the options to reach the same endpoint. */
export function endCommand({ id }: Session, choice: SettingsChoice): string {
  return ['media-session end', id, ...optionsAgain(choice, REACHING)].join(' ');
}

/** The command that starts a session with the same settings, and ends it. */
export function startCommand(choice: SettingsChoice): string {
  const keys = SETTINGS.map(({ key }) => key);
  return ['media-session start --smoke', ...optionsAgain(choice, keys)].join(' ');
}

/** Options about config file, profile and these settings as they were given, for a POSIX shell. */
function optionsAgain(
  { flags, config, noConfig, profiles }: SettingsChoice,
  keys: readonly SettingKey[],
): string[] {
  const settings = SETTINGS.filter(({ key }) => keys.includes(key));
  const given = [
    ['--config', config] as const,
    ['--profile', profiles[0]] as const,
    ...settings.map(({ key, flag }) => [flag, flags[key]] as const),
  ];
  return [
    ...given.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${shellWord(value)}`])),
    ...(noConfig ? ['--no-config'] : []),
  ];
}
