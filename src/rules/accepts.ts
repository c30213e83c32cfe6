import { isObject, type JsonValue, jsonType } from '../model/json.ts';
import type { Prepared } from './prepare.ts';

type Rule = (value: JsonValue, wanted: never) => boolean;

const elsewhere: Rule = () => true;

/** The keywords that the bundled schemas consist of; those about the members of an object are heeded together. */
const RULES: Readonly<Record<string, Rule>> = {
  type: (value, wanted: string) =>
    jsonType(value) === wanted || (wanted === 'integer' && Number.isInteger(value)),
  enum: (value, wanted: readonly unknown[]) => wanted.includes(value),
  required: (value, wanted: readonly string[]) =>
    !isObject(value) || wanted.every((key) => Object.hasOwn(value, key)),
  items: (value, wanted: Prepared) => !Array.isArray(value) || value.every((item) => accepts(item, wanted)),
  properties: elsewhere,
  patternProperties: elsewhere,
  additionalProperties: elsewhere,
};

/**
 * Whether a schema surely accepts a value. Quick, for the usual case of a valid body: false only means that the
 * interpreter has to be asked, which knows every keyword and says what is wrong.
 */
export function accepts(value: JsonValue, schema: Prepared | boolean): boolean {
  if (typeof schema === 'boolean') return schema;
  for (const keyword in schema) {
    const rule = Object.hasOwn(RULES, keyword) ? RULES[keyword] : undefined;
    if (rule === undefined || !rule(value, schema[keyword] as never)) return false;
  }
  if (!isObject(value)) return true;
  for (const key in value) {
    if (!acceptsMember(key, value[key] as JsonValue, schema)) return false;
  }
  return true;
}

function acceptsMember(key: string, item: JsonValue, schema: Prepared): boolean {
  const named = schema.properties?.[key];
  let known = named !== undefined;
  if (named !== undefined && !accepts(item, named)) return false;
  for (const pattern in schema.patternProperties) {
    if (!expression(pattern).test(key)) continue;
    known = true;
    if (!accepts(item, schema.patternProperties[pattern] ?? false)) return false;
  }
  return known || accepts(item, schema.additionalProperties ?? true);
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, known);
  return known;
}
