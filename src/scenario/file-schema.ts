import type { JsonObject } from '../model/json.ts';
import { METRICS, type Metric } from '../model/metrics.ts';
import { RULE_IDS } from '../model/session-finding.ts';
import { DURATION_PATTERN } from '../parse/durations.ts';
import { SENDABLE_TYPES } from '../rules/bundled-schema.ts';
import { type Field, type Fields, type FieldType, FORMAT, type Part } from './format.ts';

const TIME: JsonObject = { type: ['string', 'number'], pattern: DURATION_PATTERN, minimum: 0 };
const STATUS: JsonObject = { type: 'integer', minimum: 100, maximum: 599 };
/** A number, or the two ends of a range. */
const NUMBER: JsonObject = {
  type: ['number', 'array', 'null'],
  items: { type: 'number' },
  minItems: 2,
  maxItems: 2,
};

/** What may be expected of a session and is no number. */
const OTHERS: Readonly<Partial<Record<Metric['unit'], JsonObject>>> = {
  text: { type: ['string', 'null'] },
  list: { type: ['array', 'null'] },
  states: { type: ['object', 'null'] },
};
const part = (name: Part): JsonObject => ({ $ref: `#/definitions/${name}` });

const TYPES: Readonly<Record<FieldType, JsonObject>> = {
  text: { type: 'string', minLength: 1 },
  texts: { type: 'array', items: { type: 'string', minLength: 1 } },
  flag: { type: 'boolean' },
  time: TIME,
  interval: { anyOf: [{ ...TIME, minimum: 0.1 }, { const: 'none' }] },
  seconds: { type: 'number' },
  object: { type: 'object' },
  event: { enum: [...SENDABLE_TYPES] },
  statuses: { anyOf: [STATUS, { type: 'array', items: STATUS, minItems: 1 }] },
  scalars: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean'] } },
  pings: part('pings'),
  expect: part('expect'),
  numbers: {
    type: 'object',
    additionalProperties: false,
    properties: Object.fromEntries(
      Object.entries(METRICS).map(([key, { name, unit }]) => [
        key,
        { description: name, ...(OTHERS[unit] ?? NUMBER) },
      ]),
    ),
  },
  rules: { type: 'array', items: { enum: [...RULE_IDS] } },
  steps: {
    type: 'array',
    items: { anyOf: [{ enum: [...SENDABLE_TYPES] }, part('event'), part('wait')] },
  },
  sessions: { type: 'array', items: part('session'), minItems: 1 },
};

/** The JSON Schema (draft-07) of a scenario file. `schemas/scenario.schema.json` is its output. */
export function scenarioSchema(): JsonObject {
  const names = Object.keys(FORMAT) as Part[];
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'A scenario of media-session play',
    anyOf: [part('single'), part('several')],
    definitions: Object.fromEntries(names.map((name) => [name, objectOf(FORMAT[name])])),
  };
}

function objectOf(fields: Fields): JsonObject {
  const entries = Object.entries(fields);
  const required = entries.filter(([, field]) => field.required).map(([key]) => key);
  return {
    type: 'object',
    additionalProperties: false,
    ...(required.length > 0 && { required }),
    properties: Object.fromEntries(entries.map(([key, field]) => [key, propertyOf(field)])),
  };
}

function propertyOf({ type, description }: Field): JsonObject {
  // Draft-07 ignores what stands beside a $ref.
  const own = TYPES[type];
  return '$ref' in own ? { description, allOf: [own] } : { description, ...own };
}
