import { isObject, type JsonObject, type JsonValue, jsonType } from '../model/json.ts';
import { table } from '../model/table.ts';
import { followRefs, type Prepared } from './prepare.ts';

type Rule = (value: JsonValue, wanted: never, root: Prepared | boolean) => boolean;

const elsewhere: Rule = () => true;

/** The keywords that the bundled schemas consist of; those about the members of an object are heeded together. */
const RULES = table<Rule>({
  type: (value, wanted: string) =>
    jsonType(value) === wanted || (wanted === 'integer' && Number.isInteger(value)),
  enum: (value, wanted: readonly unknown[]) => wanted.includes(value),
  required: (value, wanted: readonly string[]) =>
    !isObject(value) || wanted.every((key) => Object.hasOwn(value, key)),
  items: (value, wanted: Prepared, root) =>
    !Array.isArray(value) || value.every((item) => accepts(item, wanted, root)),
  properties: elsewhere,
  patternProperties: elsewhere,
  additionalProperties: elsewhere,
  $schema: elsewhere,
  id: elsewhere,
  description: elsewhere,
  definitions: elsewhere,
});

/**
 * Whether a schema, prepared or bundled, surely accepts a value. Quick, for the usual case of a valid body: false only
 * means that the interpreter has to be asked, which knows every keyword and says what is wrong. References lead into `root`.
 */
export function accepts(
  value: JsonValue,
  schema: Prepared | boolean,
  root: Prepared | boolean = schema,
): boolean {
  if (typeof schema === 'boolean') return schema;
  if (schema.$ref !== undefined) return accepts(value, referred(schema, root), root);
  for (const keyword in schema) {
    const rule = RULES[keyword];
    if (rule === undefined || !rule(value, schema[keyword] as never, root)) return false;
  }
  if (!isObject(value)) return true;
  for (const key in value) {
    if (!acceptsMember(key, value[key] as JsonValue, schema, root)) return false;
  }
  return true;
}

function acceptsMember(key: string, item: JsonValue, schema: Prepared, root: Prepared | boolean): boolean {
  const { properties } = schema;
  // A bundled schema is a plain object: a key such as __proto__ must not find what every object has.
  const named = properties && Object.hasOwn(properties, key) ? properties[key] : undefined;
  let known = named !== undefined;
  if (named !== undefined && !accepts(item, named, root)) return false;
  for (const pattern in schema.patternProperties) {
    if (!expression(pattern).test(key)) continue;
    known = true;
    if (!accepts(item, schema.patternProperties[pattern] ?? false, root)) return false;
  }
  return known || accepts(item, schema.additionalProperties ?? true, root);
}

const targets = new WeakMap<Prepared, Prepared | boolean>();

/** What a reference names; nothing is accepted by one that leads nowhere. */
function referred(schema: Prepared, root: Prepared | boolean): Prepared | boolean {
  const known = targets.get(schema);
  if (known !== undefined) return known;
  const target = (followRefs(root as JsonObject, schema as JsonObject) as Prepared | undefined) ?? false;
  targets.set(schema, target);
  return target;
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, known);
  return known;
}
