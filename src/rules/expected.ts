import type { Expected } from '../model/finding-values.ts';
import type { JsonValue } from '../model/json.ts';
import { table } from '../model/table.ts';
import { originalPattern } from './pattern.ts';
import type { Prepared } from './prepare.ts';

const MAX_LISTED = 25;

const OTHER: Expected = { kind: 'other' };
const OTHER_BRANCH: Expected = { kind: 'other', branch: true };

/** What one keyword of a schema asks for. */
export function expectedBy(keyword: string, node: Prepared): Expected {
  const read = node[keyword] === undefined ? undefined : EXPECTED[keyword];
  return read?.(node) ?? OTHER;
}

/** What a property's schema asks for, as far as that is known. */
export function expectedOfProperty(property: Prepared | boolean | undefined): Expected | undefined {
  if (typeof property !== 'object') return undefined;
  const keyword = ['enum', 'type'].find((name) => property[name] !== undefined);
  return keyword === undefined ? undefined : expectedBy(keyword, property);
}

/** What a schema says of the keys that it takes besides those it names. */
export function expectedKeys(node: Prepared): Expected | undefined {
  const patterns = Object.keys(node.patternProperties ?? {}).map(originalPattern);
  return patterns.length === 0 ? undefined : { kind: 'keys', patterns };
}

const EXPECTED = table<(node: Prepared) => Expected>({
  type: (node) => ({ kind: 'type', types: [node.type ?? []].flat() }),
  enum: (node) => oneOf(node.enum ?? []),
  const: (node) => oneOf([node.const]),
  minimum: (node) => ({
    kind: node.exclusiveMinimum ? 'more-than' : 'at-least',
    number: Number(node.minimum),
  }),
  maximum: (node) => ({
    kind: node.exclusiveMaximum ? 'less-than' : 'at-most',
    number: Number(node.maximum),
  }),
  multipleOf: (node) => ({ kind: 'multiple-of', number: Number(node.multipleOf) }),
  minLength: (node) => ({ kind: 'at-least', number: Number(node.minLength), unit: 'characters' }),
  maxLength: (node) => ({ kind: 'at-most', number: Number(node.maxLength), unit: 'characters' }),
  pattern: (node) => ({ kind: 'pattern', pattern: originalPattern(node.pattern ?? '') }),
  format: (node) => ({ kind: 'format', format: String(node.format) }),
  minItems: (node) => ({ kind: 'at-least', number: Number(node.minItems), unit: 'items' }),
  maxItems: (node) => ({ kind: 'at-most', number: Number(node.maxItems), unit: 'items' }),
  minProperties: (node) => ({ kind: 'at-least', number: Number(node.minProperties), unit: 'keys' }),
  maxProperties: (node) => ({ kind: 'at-most', number: Number(node.maxProperties), unit: 'keys' }),
  anyOf: (node) => alternatives('any-of', node.anyOf ?? []),
  oneOf: (node) => alternatives('exactly-one-of', node.oneOf ?? []),
});

function oneOf(values: readonly JsonValue[]): Expected {
  if (values.length <= MAX_LISTED) return { kind: 'one-of', values };
  return { kind: 'one-of', values: values.slice(0, MAX_LISTED), more: true };
}

function alternatives(
  kind: 'any-of' | 'exactly-one-of',
  branches: readonly (Prepared | boolean)[],
): Expected {
  const distinct = new Map(branches.map(branchOf).map((one) => [JSON.stringify(one), one]));
  const [only, ...others] = distinct.values();
  return kind === 'any-of' && only && others.length === 0 ? only : { kind, branches: [...distinct.values()] };
}

function branchOf(branch: Prepared | boolean): Expected {
  const known = expectedOfProperty(branch);
  if (known !== undefined || typeof branch === 'boolean') return known ?? OTHER_BRANCH;
  return branch.required?.length ? { kind: 'object-with', keys: branch.required } : OTHER_BRANCH;
}
