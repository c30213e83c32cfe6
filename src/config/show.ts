import type { EffectiveSetting } from '../model/result.ts';
import { redactEndpoint } from './endpoint.ts';
import type { Settings } from './resolve.ts';
import { SETTINGS } from './settings.ts';
import type { SourcedObject } from './sourced.ts';

/**
 * Everything that is set, in the order of the settings table, then the profile, params and custom metadata.
 * Values that are not text are JSON. An endpoint is shown without credentials.
 */
export function effectiveSettings(settings: Settings): EffectiveSetting[] {
  const rows: EffectiveSetting[] = [];
  for (const { key } of SETTINGS) {
    const sourced = settings.values[key];
    if (sourced === undefined) continue;
    const value = key === 'endpoint' ? redactEndpoint(sourced.value) : sourced.value;
    rows.push({ key, value, origin: sourced.origin });
  }
  if (settings.profile) rows.push({ key: 'profile', ...settings.profile });
  return [
    ...rows,
    ...entries('params', settings.params),
    ...entries('customMetadata', settings.customMetadata),
    ...[...settings.ignore].map(([value, origin]) => ({ key: 'ignore', value, origin })),
  ];
}

function entries(prefix: string, object: SourcedObject): EffectiveSetting[] {
  return Object.entries(object.value).map(([key, value]) => ({
    key: `${prefix}.${key}`,
    value: typeof value === 'string' ? value : JSON.stringify(value),
    origin: object.originOf(key),
  }));
}
