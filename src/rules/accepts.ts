import { isObject, type JsonObject, type JsonValue, jsonType } from '../model/json.ts';
import { table } from '../model/table.ts';
import { followRefs, type Prepared } from './prepare.ts';

/** Whether a schema surely accepts a value. */
type Test = (value: JsonValue) => boolean;

/** Makes the test of a part of the same document. */
type Make = (part: Prepared | boolean) => Test;

const always: Test = () => true;
const never: Test = () => false;

/** What a keyword asks for; undefined where another keyword says it. */
type Rule = (schema: Prepared, make: Make) => Test | undefined;

const elsewhere: Rule = () => undefined;

/** The keywords that the bundled schemas consist of; those about the members of an object are heeded together. */
const RULES = table<Rule>({
  type: ({ type }) => typeTest(type as string),
  enum: ({ enum: wanted = [] }) => {
    const values = new Set<unknown>(wanted);
    return (value) => values.has(value);
  },
  required: ({ required = [] }) => {
    const has = (value: JsonObject): boolean => required.every((key) => Object.hasOwn(value, key));
    return (value) => !isObject(value) || has(value);
  },
  items: ({ items }, make) => {
    const each = make(items as Prepared | boolean);
    return (value) => !Array.isArray(value) || value.every(each);
  },
  properties: membersTest,
  patternProperties: (schema, make) => (schema.properties ? undefined : membersTest(schema, make)),
  additionalProperties: (schema, make) =>
    schema.properties || schema.patternProperties ? undefined : membersTest(schema, make),
  $schema: elsewhere,
  id: elsewhere,
  description: elsewhere,
  definitions: elsewhere,
});

const tests = new WeakMap<Prepared, Test>();

/**
 * Whether a schema, prepared or bundled, surely accepts a value. Quick, for the usual case of a valid body: false only
 * means that the interpreter has to be asked, which knows every keyword and says what is wrong. References lead into the
 * schema itself. What it asks for is put together once, and each part of it when a value first needs it.
 */
export function accepts(value: JsonValue, schema: Prepared | boolean): boolean {
  if (typeof schema === 'boolean') return schema;
  const test = tests.get(schema) ?? testOf(schema);
  tests.set(schema, test);
  return test(value);
}

/** The test of a whole schema. */
function testOf(root: Prepared): Test {
  const known = new Map<Prepared, Test>();
  const make: Make = (part) => {
    if (typeof part === 'boolean') return part ? always : never;
    // A part may lead back to itself, so it is looked into no earlier than a value gets there.
    const test = known.get(part) ?? whenNeeded(() => partTest(part, root, make));
    known.set(part, test);
    return test;
  };
  return make(root);
}

function whenNeeded(make: () => Test): Test {
  let made: Test | undefined;
  return (value) => {
    made ??= make();
    return made(value);
  };
}

function partTest(schema: Prepared, root: Prepared, make: Make): Test {
  if (schema.$ref !== undefined) {
    // Nothing is accepted by a reference that leads nowhere.
    return make((followRefs(root as JsonObject, schema as JsonObject) as Prepared | undefined) ?? false);
  }
  const wanted: Test[] = [];
  for (const keyword in schema) {
    const rule = RULES[keyword];
    if (!rule) return never;
    const test = rule(schema, make);
    if (test) wanted.push(test);
  }
  const [only = always] = wanted;
  return wanted.length < 2 ? only : (value) => wanted.every((test) => test(value));
}

function typeTest(wanted: string): Test {
  if (wanted === 'integer') return Number.isInteger;
  if (wanted === 'object') return isObject;
  return (value) => jsonType(value) === wanted;
}

/** What all keywords about the members of an object ask for. */
function membersTest(schema: Prepared, make: Make): Test {
  const named = new Map(Object.entries(schema.properties ?? {}).map(([key, part]) => [key, make(part)]));
  const patterns = Object.entries(schema.patternProperties ?? {}).map(
    ([pattern, part]) => [new RegExp(pattern, 'u'), make(part)] as const,
  );
  const others = make(schema.additionalProperties ?? true);
  const byPattern = (key: string, item: JsonValue, isKnown: boolean): boolean => {
    const fitting = patterns.filter(([pattern]) => pattern.test(key));
    if (fitting.length === 0) return isKnown || others(item);
    return fitting.every(([, test]) => test(item));
  };
  return (value) => {
    if (!isObject(value)) return true;
    for (const key in value) {
      const item = value[key] as JsonValue;
      const test = named.get(key);
      if (test && !test(item)) return false;
      if (patterns.length > 0) {
        if (!byPattern(key, item, test !== undefined)) return false;
      } else if (!test && !others(item)) return false;
    }
    return true;
  };
}
