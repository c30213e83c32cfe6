import type { OutputUnit } from '@cfworker/json-schema';
import type { JsonValue } from '../model/json.ts';
import { decodePointer, type Prepared } from './prepare.ts';

/** One thing that a schema refuses in a body: the end of a branch of the interpreter's error tree. */
export interface Leaf {
  kind: 'missing' | 'unknown' | 'value';
  /** The way to the refused value; for a missing key, to where it would stand. */
  path: (string | number)[];
  /** The refused value; undefined for a missing key. */
  value: JsonValue | undefined;
  keyword: string;
  /** The schema that holds the keyword; for an unknown key, the one that does not allow it. */
  node: Prepared;
}

// These only say that something beneath them failed.
const PARENTS = new Set([
  'properties',
  'patternProperties',
  'additionalProperties',
  'items',
  'additionalItems',
  'allOf',
]);
// What fails beneath these is one way of several, and no mistake in itself.
const CHOICES = new Set(['anyOf', 'oneOf']);

/** Takes the leaves from the flat list in which the interpreter gives its error tree, parents first. */
export function leavesOf(errors: readonly OutputUnit[], body: JsonValue, schema: Prepared): Leaf[] {
  const leaves: Leaf[] = [];
  let seen = '';
  let choice: string | undefined;
  let parent = schema;
  let skipping = false;
  for (const error of errors) {
    const { keyword, keywordLocation } = error;
    // A refusal by a plain `false` carries no schema location: it stands right after its parent and shares its fate.
    if (keyword !== 'false') {
      skipping = choice !== undefined && keywordLocation.startsWith(choice);
      parent = skipping ? parent : holderOf(schema, keywordLocation);
    }
    if (skipping) continue;
    if (CHOICES.has(keyword)) choice = `${keywordLocation}/`;
    const place = `${error.instanceLocation} ${keywordLocation}`;
    // One error per missing key, but one look at the object finds them all.
    if (PARENTS.has(keyword) || (place === seen && isAboutKeys(keyword))) continue;
    seen = place;
    for (const leaf of leavesAt(error, body, parent)) leaves.push(leaf);
    skipping = CHOICES.has(keyword);
  }
  return leaves;
}

function isAboutKeys(keyword: string): boolean {
  return keyword === 'required' || keyword === 'dependencies';
}

function leavesAt(error: OutputUnit, body: JsonValue, node: Prepared): Leaf[] {
  const { path, value } = walk(body, decodePointer(error.instanceLocation));
  const base = { keyword: error.keyword, node };
  if (error.keyword === 'false') return [{ ...base, kind: 'unknown', path, value }];
  if (!isAboutKeys(error.keyword)) return [{ ...base, kind: 'value', path, value }];
  const wanted = error.keyword === 'required' ? (node.required ?? []) : dependents(value, node);
  const missing = [...new Set(wanted)].filter((key) => !has(value, key));
  return missing.map((key) => ({ ...base, kind: 'missing', path: [...path, key], value: undefined }));
}

/** The keys that must be there because another one is. */
function dependents(value: JsonValue | undefined, node: Prepared): string[] {
  const lists = Object.entries(node.dependencies ?? {}).filter(([key]) => has(value, key));
  return lists.flatMap(([, list]) => (Array.isArray(list) ? list : []));
}

function has(value: JsonValue | undefined, key: string): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key);
}

/** The value at a path, and the path with numbers for the indexes of arrays. */
function walk(
  body: JsonValue,
  parts: readonly string[],
): { path: (string | number)[]; value: JsonValue | undefined } {
  const path: (string | number)[] = [];
  let value: JsonValue | undefined = body;
  for (const part of parts) {
    path.push(Array.isArray(value) ? Number(part) : part);
    value = has(value, part) ? (value as Record<string, JsonValue>)[part] : undefined;
  }
  return { path, value };
}

/** The schema that holds the keyword at a location; prepared schemas have no references to follow. */
function holderOf(schema: Prepared, location: string): Prepared {
  const parts = decodePointer(location).slice(0, -1);
  let node: unknown = schema;
  for (const part of parts) node = (node as Record<string, unknown> | undefined)?.[part];
  return (node ?? {}) as Prepared;
}
