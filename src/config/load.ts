import type { Context } from '../context.ts';
import type { Origin } from '../model/origin.ts';
import { discoverConfig } from './discover.ts';
import { type ConfigFile, readConfig } from './read.ts';
import { CONFIG_ENV } from './settings.ts';

/** What decides which config file is read. */
export interface ConfigChoice {
  context: Context;
  configFlag?: string | undefined;
  noConfig: boolean;
}

/** A config file that has been read, or the knowledge that there is none. */
export interface LoadedConfig {
  file: ConfigFile | undefined;
}

/**
 * Finds the config file that applies, and reads it.
 * @throws InputError `file` when it cannot be read, `config` when it is no config
 */
export async function loadConfig(choice: ConfigChoice): Promise<LoadedConfig> {
  const { context, noConfig } = choice;
  const place = await discoverConfig(context, { ...explicitConfig(choice), disabled: noConfig });
  return { file: place && (await readConfig(place, context)) };
}

/** The config file named by --config, or else by the variable for it. */
export function explicitConfig(choice: Pick<ConfigChoice, 'context' | 'configFlag'>): {
  explicit?: { path: string; origin: Origin };
} {
  if (choice.configFlag !== undefined) {
    return { explicit: { path: choice.configFlag, origin: { kind: 'flag', name: '--config' } } };
  }
  const path = choice.context.env[CONFIG_ENV];
  return path ? { explicit: { path, origin: { kind: 'env', name: CONFIG_ENV } } } : {};
}
