import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Origin, Sourced } from '../model/origin.ts';
import type { SettingKey } from './settings.ts';

/** A flat object that knows where each of its entries came from. */
export interface SourcedObject {
  readonly value: JsonObject;
  /** Where the entry under `key` came from, or that key itself; for a key it does not have, its own kind of default. */
  originOf(key: string, part?: 'key' | 'value'): Origin;
}

/** Settings as text, each with its origin. */
export type SettingValues = { [K in SettingKey]?: Sourced<string> };

/** A {@link SourcedObject} from single entries; later objects win over earlier ones, key by key. */
export function mergeSourced(...parts: readonly (SourcedObject | undefined)[]): SourcedObject {
  const value = Object.create(null) as JsonObject;
  const owners = new Map<string, SourcedObject>();
  for (const part of parts) {
    for (const [key, entry] of Object.entries(part?.value ?? {})) {
      value[key] = entry as JsonValue;
      if (part !== undefined) owners.set(key, part);
    }
  }
  const none: Origin = { kind: 'default', name: 'default' };
  return { value, originOf: (key, part) => owners.get(key)?.originOf(key, part) ?? none };
}
