import { Validator } from '@cfworker/json-schema';
import type { Finding } from '../model/finding.ts';
import { actualOf } from '../model/finding-values.ts';
import { isObject, type JsonObject, type JsonValue, pointer } from '../model/json.ts';
import { accepts } from './accepts.ts';
import { Budget } from './budget.ts';
import { findingOf, type ValidateOptions } from './leaf-finding.ts';
import { followRefs, type Prepared, prepareSchema } from './prepare.ts';
import { type Leaf, leavesOf } from './schema-errors.ts';

interface Compiled {
  schema: Prepared;
  modest: boolean;
  /** What is left to spend on it, where a server sent it. */
  budget: Budget;
  /** Made when a body is not surely valid. */
  validator?: Validator;
}

export type { ValidateOptions };

const MAX_KEYS = 2000;
const MAX_DEPTH = 6;
const SMALL = 300;

const cache = new WeakMap<JsonObject, Compiled>();

/**
 * Checks a request body against a draft-04 schema, ours or one that an endpoint published, and says what the schema
 * refuses: one finding per place, none for a valid body. Whatever the schema, this does not throw: what cannot be
 * applied finds nothing, and an endpoint's that takes too long is said to be unavailable. The interpreter generates no
 * code, so a remote schema stays data.
 */
export function validateBody(body: unknown, schema: JsonObject, options: ValidateOptions): Finding[] {
  if (!isObject(body)) return [notAnObject(body, options)];
  if (options.evidence === 'bundled-schema') return findingsOf(body, schema, options);
  const { budget, modest } = compile(schema);
  const done = budget.run(() => findingsOf(body, schema, options), modest && isSmall(body));
  return done?.value ?? [TOO_COSTLY];
}

const TOO_COSTLY: Finding = {
  code: 'schema-unavailable',
  severity: 'warning',
  evidence: 'live-schema',
  args: { reason: 'too-costly' },
};

function findingsOf(body: JsonObject, schema: JsonObject, options: ValidateOptions): Finding[] {
  try {
    const compiled = compile(schema);
    if (accepts(body, compiled.schema)) return [];
    const leaves = attempt(body, compiled) ?? attempt(reduced(body, 0) as JsonObject, compiled) ?? [];
    const eventType = eventTypeOf(compiled.schema) ?? String(body.eventType);
    return merge(leaves, (leaf) => findingOf(leaf, eventType, options));
  } catch {
    return [];
  }
}

/** Whether a body has few members; `customMetadata` may have as many as a file holds. */
function isSmall(body: JsonValue): boolean {
  let left = SMALL;
  const count = (value: JsonValue): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const key in value) {
      left -= 1;
      if (left < 0) return;
      count((value as JsonObject)[key] as JsonValue);
    }
  };
  count(body);
  return left >= 0;
}

/** Whether a value looks like a draft-04 schema for an event: an object that describes at least one known part. */
export function isUsableSchema(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const properties = followRefs(value, value)?.properties;
  return (
    isObject(properties) && ['eventType', 'playerTime', 'params'].some((key) => isObject(properties[key]))
  );
}

function compile(schema: JsonObject): Compiled {
  const known = cache.get(schema);
  if (known) return known;
  const compiled = { ...prepareSchema(schema), budget: new Budget() };
  cache.set(schema, compiled);
  return compiled;
}

/** The leaves, or undefined if the interpreter gives up: keys that are no valid UTF-16, too many errors to hold. */
function attempt(body: JsonObject, compiled: Compiled): Leaf[] | undefined {
  const { schema } = compiled;
  try {
    compiled.validator ??= new Validator(schema, '4', false);
    const { valid, errors } = compiled.validator.validate(body);
    return valid ? [] : leavesOf(errors, body, schema);
  } catch {
    return undefined;
  }
}

/** A copy that the interpreter can take: a bounded number of keys, lone surrogates in them replaced. */
function reduced(value: JsonValue, depth: number): JsonValue {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.slice(0, MAX_KEYS).map((item) => reduced(item, depth + 1));
  const entries = Object.entries(value).slice(0, MAX_KEYS);
  return Object.fromEntries(entries.map(([key, item]) => [wellFormed(key), reduced(item, depth + 1)]));
}

function wellFormed(key: string): string {
  return key.replace(/\p{Surrogate}/gu, '\uFFFD');
}

/** The one event type that a schema is for. */
function eventTypeOf({ properties }: Prepared): string | undefined {
  const property = properties?.eventType;
  const names = typeof property === 'object' ? property.enum : undefined;
  return names?.length === 1 && typeof names[0] === 'string' ? names[0] : undefined;
}

/** One finding per place and code; a list of allowed values says more than a type, so it wins. */
function merge(leaves: readonly Leaf[], toFinding: (leaf: Leaf) => Finding): Finding[] {
  const byPlace = new Map<string, Finding>();
  for (const leaf of leaves) {
    const finding = toFinding(leaf);
    const place = `${finding.code} ${finding.path}`;
    if (leaf.keyword === 'enum' || !byPlace.has(place)) byPlace.set(place, finding);
  }
  return [...byPlace.values()];
}

function notAnObject(body: unknown, { originOf, evidence }: ValidateOptions): Finding {
  const origin = originOf([]);
  return {
    code: 'body-type',
    severity: 'error',
    path: pointer([]),
    expected: { kind: 'type', types: ['object'] },
    actual: actualOf(body as JsonValue),
    evidence,
    args: { key: 'body' },
    ...(origin && { origin }),
  };
}
