import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import type { Origin } from '../model/origin.ts';
import type { SettingsChoice } from './choice.ts';
import { CONFIG_ENV, PROFILE_ENV, SETTINGS } from './settings.ts';
import type { SettingValues } from './sourced.ts';

/** What the settings came to without the variables that are empty. */
interface Outcome {
  values: SettingValues;
  /** The name of the config file in use. */
  config: string | undefined;
  /** The sandbox is used in place of the endpoint. */
  sandbox: boolean;
}

/**
 * Variables of this program that are set but empty, as CI systems set them where a secret or a variable is missing: as
 * warnings that say what is used instead. Nothing is said of one that a flag overrules.
 */
export function emptyVariables(choice: SettingsChoice, context: Context, outcome: Outcome): Finding[] {
  const { flags, config, noConfig, profiles, allProfiles } = choice;
  const isEmpty = (name: string): boolean => context.env[name] === '';
  const found: Finding[] = [];
  const add = (path: string, env: string, args: { used?: Origin; none?: 'config' | 'profile' }): void => {
    const origin = { kind: 'env', name: env } as const;
    found.push({ code: 'variable-empty', severity: 'warning', path, origin, args: { env, ...args } });
  };
  for (const { key, env } of SETTINGS) {
    if (!isEmpty(env) || flags[key] !== undefined || (outcome.sandbox && key === 'endpoint')) continue;
    const used = outcome.values[key]?.origin;
    add(key, env, used ? { used } : {});
  }
  if (isEmpty(CONFIG_ENV) && config === undefined && !noConfig) {
    const used = outcome.config;
    add(
      'config',
      CONFIG_ENV,
      used === undefined ? { none: 'config' } : { used: { kind: 'file', name: used } },
    );
  }
  if (isEmpty(PROFILE_ENV) && profiles.length === 0 && !allProfiles)
    add('profile', PROFILE_ENV, { none: 'profile' });
  return found;
}
