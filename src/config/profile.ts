import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import type { Sourced } from '../model/origin.ts';
import { closest } from '../rules/closest.ts';
import type { SettingsChoice } from './choice.ts';
import type { ConfigFile } from './read.ts';
import { PROFILE_ENV } from './settings.ts';

/** The profile that a flag, or else the variable for it, names. */
export function chosenProfile(
  { profiles }: Pick<SettingsChoice, 'profiles'>,
  context: Context,
): Sourced<string> | undefined {
  const [first] = profiles;
  if (first !== undefined) return { value: first, origin: { kind: 'flag', name: '--profile' } };
  const value = context.env[PROFILE_ENV];
  return value ? { value, origin: { kind: 'env', name: PROFILE_ENV } } : undefined;
}

/** That the config file has no profile of this name, with the one that was probably meant. */
export function unknownProfile(profile: Sourced<string>, config: ConfigFile | undefined): Finding {
  const names = [...(config?.profiles.keys() ?? [])];
  const suggestion = closest(profile.value, names);
  return {
    code: 'profile-unknown',
    severity: 'error',
    path: 'profile',
    actual: { type: 'name', value: profile.value },
    origin: profile.origin,
    args: {
      name: profile.value,
      known: names,
      ...(config && { config: config.label }),
      ...(suggestion !== undefined && { suggestion }),
    },
  };
}
