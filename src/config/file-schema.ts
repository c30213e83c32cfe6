import type { JsonObject } from '../model/json.ts';
import { IGNORABLE } from './ignorable.ts';
import { PROFILE_NAME, SETTINGS, type SettingSpec, type SettingType, STRUCTURE_KEYS } from './settings.ts';

/** What a setting's text may look like, per type; a hint for editors, the full check is the program's. */
const TYPES: Readonly<Record<SettingType, JsonObject>> = {
  host: { type: 'string', minLength: 1 },
  string: { type: 'string', minLength: 1 },
  path: { type: 'string', minLength: 1 },
  duration: { type: ['string', 'number'], pattern: '^\\d+(\\.\\d+)?(ms|s|m)?$', exclusiveMinimum: 0 },
  count: { type: ['string', 'integer'], pattern: '^(0|[1-9]\\d?)$', minimum: 0, maximum: 99 },
};

/** The JSON Schema (draft-07) of the config file. `schemas/mediarc.schema.json` is its output. */
export function configSchema(): JsonObject {
  const shared: JsonObject = {
    ...settings(),
    params: params(),
    customMetadata: customMetadata(),
    ignore: ignore(),
  };
  const names = PROFILE_NAME.source;
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: '.mediarc of media-session',
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { description: STRUCTURE_KEYS.$schema, type: 'string' },
      ...shared,
      profiles: {
        description: STRUCTURE_KEYS.profiles,
        type: 'object',
        propertyNames: { pattern: names },
        additionalProperties: { $ref: '#/definitions/profile' },
      },
    },
    definitions: { profile: { type: 'object', additionalProperties: false, properties: shared } },
  };
}

function settings(): JsonObject {
  return Object.fromEntries(
    SETTINGS.map((spec: SettingSpec) => [
      spec.key,
      { description: spec.description, ...TYPES[spec.type], ...(spec.default && { default: spec.default }) },
    ]),
  );
}

function params(): JsonObject {
  return { description: STRUCTURE_KEYS.params, type: 'object' };
}

function ignore(): JsonObject {
  return {
    description: STRUCTURE_KEYS.ignore,
    type: 'array',
    uniqueItems: true,
    items: { enum: [...IGNORABLE] },
  };
}

function customMetadata(): JsonObject {
  return {
    description: STRUCTURE_KEYS.customMetadata,
    type: 'object',
    propertyNames: { pattern: '^[a-zA-Z0-9_.]+$' },
    additionalProperties: { type: 'string' },
  };
}
