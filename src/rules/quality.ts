import { isObject } from '../model/json.ts';
import { bundledSchema } from './bundled-schema.ts';
import type { ParamSpec } from './params.ts';

/** One key that `qoeData` may hold. */
export type QualitySpec = Pick<ParamSpec, 'key' | 'type' | 'description'>;

/** What every quality key begins with; `--qoe` takes the keys without it, too. */
export const QUALITY_PREFIX = 'media.qoe.';

/** The keys that `qoeData` may hold, drawn from the schema; the same for every event. */
export function qualitySpecs(): QualitySpec[] {
  const definitions = bundledSchema('sessionStart')?.['definitions'];
  const quality = isObject(definitions) ? definitions['qoeData'] : undefined;
  const properties = isObject(quality) && isObject(quality['properties']) ? quality['properties'] : {};
  return Object.entries(properties).map(([key, schema]) => ({
    key,
    type: isObject(schema) ? (schema['type'] as ParamSpec['type']) : 'string',
    description: isObject(schema) ? String(schema['description'] ?? '') : '',
  }));
}

/** The types of these keys. */
export function qualityTypes(): Map<string, ParamSpec['type']> {
  return new Map(qualitySpecs().map(({ key, type }) => [key, type]));
}
