import type { FindingCode } from '../model/finding.ts';
import type { ConfigFile } from './read.ts';

/** A config file that has been read, or the knowledge that there is none. */
export interface LoadedConfig {
  file: ConfigFile | undefined;
}

/** What the command line says about settings. */
export interface SettingsChoice {
  /** Text per setting, by its key. */
  flags: Readonly<Record<string, string | undefined>>;
  /** The config file to read. */
  config: string | undefined;
  noConfig: boolean;
  /** As given; without one, the variable for it decides. Only some commands take more than one. */
  profiles: readonly string[];
  allProfiles: boolean;
  /** Codes of findings that are not to be reported, in addition to those of the config file. */
  ignore: readonly FindingCode[];
  /** Warnings are errors; of commands that send something, those that are found before. */
  strict: boolean;
  /** The config file, where it has been read already. */
  loaded?: LoadedConfig;
}

/** What a command that takes no settings needs to know of them. */
export type IgnoreChoice = Pick<SettingsChoice, 'config' | 'noConfig' | 'ignore'>;

/** Whether a command is to run once per profile. The flags alone decide, so that a script knows the form of the output. */
export function wantsSeveralProfiles({ profiles, allProfiles }: SettingsChoice): boolean {
  return allProfiles || profiles.length > 1;
}
