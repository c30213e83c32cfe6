import type { Context } from '../model/context.ts';
import type { Origin } from '../model/origin.ts';
import type { LoadedConfig, SettingsChoice } from './choice.ts';
import { type ConfigPlace, discoverConfig } from './discover.ts';
import { readConfig } from './read.ts';
import { CONFIG_ENV } from './settings.ts';

/**
 * Finds the config file that applies, and reads it.
 * @throws InputError `file` when it cannot be read, `config` when it is no config
 */
export async function loadConfig(
  choice: Pick<SettingsChoice, 'config' | 'noConfig'>,
  context: Context,
): Promise<LoadedConfig> {
  const place = await findConfig(choice, context);
  return { file: place && (await readConfig(place, context)) };
}

/**
 * Finds the config file that applies: the one named by --config, or else by the variable for it, or else the nearest.
 * @throws InputError as {@link discoverConfig} does
 */
export function findConfig(
  { config, noConfig }: Pick<SettingsChoice, 'config' | 'noConfig'>,
  context: Context,
): Promise<ConfigPlace | undefined> {
  return discoverConfig(context, { ...explicit(config, context), disabled: noConfig });
}

/** Whether somebody named the config file, rather than leave it to be found. */
export function isNamed({ config }: Pick<SettingsChoice, 'config'>, context: Context): boolean {
  return explicit(config, context).explicit !== undefined;
}

function explicit(
  flag: string | undefined,
  context: Context,
): { explicit?: { path: string; origin: Origin } } {
  if (flag !== undefined) return { explicit: { path: flag, origin: { kind: 'flag', name: '--config' } } };
  const path = context.env[CONFIG_ENV];
  return path ? { explicit: { path, origin: { kind: 'env', name: CONFIG_ENV } } } : {};
}
