import { type JsonValue, jsonType } from '../model/json.ts';
import { table } from '../model/table.ts';
import { originalPattern } from './pattern.ts';
import type { Prepared } from './prepare.ts';

const MAX_SHOWN = 60;
const MAX_LISTED = 25;

/** The pattern of customMetadata keys that mc-api-validate-reqs.md prints, and how to say it. */
const CUSTOM_KEY_PATTERN = '^[a-zA-Z0-9_\\.]+$';
const CUSTOM_KEY_RULE = 'only letters, digits, "_" and "."';

/** A value with its JSON type, short enough to print: `string "60"`, `number 3`, `null`, `object`. */
export function describeValue(value: JsonValue | undefined): string {
  const type = jsonType(value);
  if (type === 'string') return `string "${shorten(String(value))}"`;
  if (type === 'number') return `number ${Object.is(value, -0) ? '-0' : value}`;
  return type === 'boolean' ? `boolean ${value}` : type;
}

/** Text cut to about 60 characters, never within a character. Control characters stay: the report escapes them. */
function shorten(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  return `${text.slice(0, MAX_SHOWN).replace(/[\uD800-\uDBFF]$/, '')}...`;
}

/** What one keyword of a schema asks for: `number`, `one of 0, 1, 2`, `at least 1`. */
export function describeExpected(keyword: string, node: Prepared): string {
  const say = node[keyword] === undefined ? undefined : EXPECTED[keyword];
  return say?.(node) ?? 'another value';
}

/** What a property's schema asks for, as far as that is known. */
export function describeProperty(property: Prepared | boolean | undefined): string | undefined {
  if (typeof property !== 'object') return undefined;
  const keyword = ['enum', 'type'].find((name) => property[name] !== undefined);
  return keyword && describeExpected(keyword, property);
}

/** What a schema says of the keys that it takes besides those it names. */
export function describeKeys(node: Prepared): string | undefined {
  const patterns = Object.keys(node.patternProperties ?? {}).map(originalPattern);
  if (patterns.length === 0) return undefined;
  return patterns
    .map((one) => (one === CUSTOM_KEY_PATTERN ? CUSTOM_KEY_RULE : `text matching ${one}`))
    .join(' or ');
}

const EXPECTED = table<(node: Prepared) => string>({
  type: (node) => [node.type].flat().join(' or '),
  enum: (node) => oneOf(node.enum ?? []),
  const: (node) => oneOf([node.const]),
  minimum: (node) => `${node.exclusiveMinimum ? 'more than' : 'at least'} ${node.minimum}`,
  maximum: (node) => `${node.exclusiveMaximum ? 'less than' : 'at most'} ${node.maximum}`,
  multipleOf: (node) => `a multiple of ${node.multipleOf}`,
  minLength: (node) => `at least ${node.minLength} characters`,
  maxLength: (node) => `at most ${node.maxLength} characters`,
  pattern: (node) => `text matching ${originalPattern(node.pattern ?? '')}`,
  format: (node) => `text in the form "${node.format}"`,
  minItems: (node) => `at least ${node.minItems} items`,
  maxItems: (node) => `at most ${node.maxItems} items`,
  minProperties: (node) => `at least ${node.minProperties} keys`,
  maxProperties: (node) => `at most ${node.maxProperties} keys`,
  anyOf: (node) => alternatives(node.anyOf ?? []),
  oneOf: (node) => `exactly one of: ${alternatives(node.oneOf ?? [])}`,
});

function oneOf(values: readonly JsonValue[]): string {
  if (values.length === 1) return shorten(JSON.stringify(values[0]));
  const shown = values.slice(0, MAX_LISTED).map((value) => {
    return typeof value === 'string' ? shorten(value) : shorten(JSON.stringify(value));
  });
  return `one of ${shown.join(', ')}${values.length > MAX_LISTED ? ', ...' : ''}`;
}

function alternatives(branches: readonly (Prepared | boolean)[]): string {
  const shown = branches.map((branch) => {
    const known = describeProperty(branch);
    if (known !== undefined || typeof branch === 'boolean') return known ?? 'another form';
    return branch.required?.length ? `an object with ${branch.required.join(', ')}` : 'another form';
  });
  return [...new Set(shown)].join(' or ');
}
