import type { SettingsOptions } from '../cli/options.ts';
import { missingSettings, type Settings, type SettingsInput } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import { InputError } from '../model/errors.ts';

/** What the command line says about settings, as the resolver wants it. */
export function settingsInput(options: SettingsOptions, context: Context): SettingsInput {
  const { settings, config, noConfig, profiles, strict, loaded } = options;
  return { context, flags: settings, configFlag: config, noConfig, profile: profiles[0], strict, loaded };
}

/** The endpoint. Throws InputError when there is none. */
export function requireEndpoint(settings: Settings): NonNullable<Settings['endpoint']> {
  if (settings.endpoint) return settings.endpoint;
  throw new InputError('config', missingSettings(settings, ['endpoint']));
}

/** The headers that go with every request. No compression is asked for: an error body must be readable as it comes. */
export function requestHeaders(context: Context): Record<string, string> {
  return {
    'content-type': 'application/json',
    'accept-encoding': 'identity',
    'user-agent': `media-session/${context.toolVersion} node/${context.nodeVersion}`,
  };
}
