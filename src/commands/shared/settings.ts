import { missingSettings, type Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';

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
