import type { SettingsOptions } from './options.ts';

/** Whether a command is to run once per profile. The flags alone decide, so that a script knows the form of the output. */
export function wantsSeveralProfiles({ profiles, allProfiles }: SettingsOptions): boolean {
  return allProfiles || profiles.length > 1;
}
