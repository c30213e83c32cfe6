import { isObject } from '../model/json.ts';
import type { ParamSpec } from './params.ts';
import { bundledSchema } from './schema.ts';

/** The keys that `qoeData` may hold, with their types, drawn from the schema; the same for every event. */
export function qualityTypes(): Map<string, ParamSpec['type']> {
  const definitions = bundledSchema('sessionStart')?.['definitions'];
  const quality = isObject(definitions) ? definitions['qoeData'] : undefined;
  const properties = isObject(quality) && isObject(quality['properties']) ? quality['properties'] : {};
  return new Map(
    Object.entries(properties).map(([key, schema]) => [
      key,
      isObject(schema) ? (schema['type'] as ParamSpec['type']) : 'string',
    ]),
  );
}
