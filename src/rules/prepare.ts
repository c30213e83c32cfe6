import type { Schema } from '@cfworker/json-schema';
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { table } from '../model/table.ts';
import { unescaped } from '../model/url.ts';
import { boundPattern } from './pattern.ts';

/** A schema without references: a tree, in which a keyword's location leads straight to it. */
export type Prepared = Schema;

// A schema that a server sends may be large, recursive, or built to blow up when its references are followed.
// What lies beyond these bounds accepts everything: we explain refusals, so saying too little is the safe side.
const MAX_NODES = 20_000;
const MAX_DEPTH = 40;
const MAX_REF_HOPS = 20;
const MODEST_NODES = 1000;
const MODEST_PATTERNS = 3;

const TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'];
const FORMATS = ['date-time', 'email', 'hostname', 'ipv4', 'ipv6', 'uri'];
const isType = (value: JsonValue) => TYPES.includes(value as string);
const isNumber = (value: JsonValue) => typeof value === 'number';
const isBoolean = (value: JsonValue) => typeof value === 'boolean';
const isStrings = (value: JsonValue) =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** Keywords that hold no schema (draft-04, and `const`), each with the form it must have to be heeded. */
const ASSERTIONS = table<(value: JsonValue) => boolean>({
  type: (value) => isType(value) || (Array.isArray(value) && value.length > 0 && value.every(isType)),
  enum: (value) => Array.isArray(value) && value.length > 0,
  const: () => true,
  required: isStrings,
  minimum: isNumber,
  maximum: isNumber,
  exclusiveMinimum: isBoolean,
  exclusiveMaximum: isBoolean,
  multipleOf: (value) => isNumber(value) && Number(value) > 0,
  minLength: isNumber,
  maxLength: isNumber,
  minItems: isNumber,
  maxItems: isNumber,
  minProperties: isNumber,
  maxProperties: isNumber,
  format: (value) => FORMATS.includes(value as string),
});

/**
 * Turns a draft-04 schema, whoever wrote it, into one that the interpreter can run without throwing, hanging or
 * overflowing: references replaced by what they name (in draft-04 a reference hides its siblings), malformed
 * and unknown keywords left out, patterns bounded. The given object is not touched. `modest` says that applying it to a small
 * body is surely a matter of milliseconds.
 */
export function prepareSchema(root: JsonObject): { schema: Prepared; modest: boolean } {
  const preparation = new Preparation(root);
  const prepared = preparation.build(root, 0);
  return { schema: typeof prepared === 'boolean' ? {} : prepared, modest: preparation.modest };
}

/** The schema that a schema's own `$ref` leads to, or the schema itself; undefined if it leads nowhere. */
export function followRefs(root: JsonObject, start: JsonValue): JsonObject | undefined {
  let node = start;
  for (let hops = 0; hops <= MAX_REF_HOPS; hops++) {
    if (!isObject(node)) return undefined;
    if (typeof node.$ref !== 'string') return node;
    const target = lookUp(root, node.$ref);
    if (target === undefined) return undefined;
    node = target;
  }
  return undefined;
}

/** What a reference into the same document names. Nothing is ever fetched. */
function lookUp(root: JsonObject, reference: string): JsonValue | undefined {
  const [base = '', fragment = ''] = reference.split('#', 2);
  if (base !== '' && base !== String(root.id).split('#')[0]) return undefined;
  if (fragment === '') return root;
  if (!fragment.startsWith('/')) return undefined;
  let node: JsonValue | undefined = root;
  for (const part of decodePointer(fragment)) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, part)) return undefined;
    node = (node as JsonObject)[part];
  }
  return node;
}

/** The parts of a JSON pointer that may be percent-encoded, as in the fragment of a URL. */
export function decodePointer(text: string): string[] {
  return text.split('/').slice(1).map(decodePart);
}

function decodePart(part: string): string {
  const plain = part.includes('%') ? unescaped(part) : part;
  return plain.includes('~') ? plain.replaceAll('~1', '/').replaceAll('~0', '~') : plain;
}

class Preparation {
  readonly #root: JsonObject;
  #left = MAX_NODES;
  /** Patterns that take linear time, and others. */
  #linear = 0;
  #costly = 0;

  constructor(root: JsonObject) {
    this.#root = root;
  }

  /** Few parts and fewer patterns, as in the schemas of the API: one pattern and at most 200 parts. */
  get modest(): boolean {
    return MAX_NODES - this.#left <= MODEST_NODES && this.#linear <= MODEST_PATTERNS && this.#costly === 0;
  }

  #bound(pattern: string): string | undefined {
    const bounded = boundPattern(pattern);
    if (bounded === pattern) this.#linear += 1;
    else if (bounded !== undefined) this.#costly += 1;
    return bounded;
  }

  build(source: JsonValue, depth: number): Schema | boolean {
    if (typeof source === 'boolean') return source;
    this.#left -= 1;
    const node = this.#left < 0 || depth > MAX_DEPTH ? undefined : followRefs(this.#root, source);
    if (node === undefined) return {};
    const out: Schema = {};
    this.#copyAssertions(node, out);
    this.#buildObjectKeywords(node, out, depth + 1);
    this.#buildArrayKeywords(node, out, depth + 1);
    this.#buildCombinators(node, out, depth + 1);
    return out;
  }

  #copyAssertions(node: JsonObject, out: Schema): void {
    for (const [keyword, isWellFormed] of Object.entries(ASSERTIONS)) {
      const value = node[keyword];
      if (value !== undefined && isWellFormed(value)) out[keyword] = value;
    }
    const pattern = typeof node.pattern === 'string' ? this.#bound(node.pattern) : undefined;
    if (pattern !== undefined) out.pattern = pattern;
  }

  #buildObjectKeywords(node: JsonObject, out: Schema, depth: number): void {
    if (isObject(node.properties)) out.properties = this.#map(node.properties, depth);
    if (node.additionalProperties !== undefined) {
      out.additionalProperties = this.build(node.additionalProperties, depth);
    }
    if (isObject(node.patternProperties)) {
      const byPattern: Record<string, Schema | boolean> = Object.create(null);
      for (const [pattern, source] of Object.entries(node.patternProperties)) {
        const bounded = this.#bound(pattern);
        // Without this pattern we cannot tell which keys are additional, so none are.
        if (bounded === undefined) delete out.additionalProperties;
        else byPattern[bounded] = this.build(source, depth);
      }
      out.patternProperties = byPattern;
    }
    if (isObject(node.dependencies)) out.dependencies = this.#map(node.dependencies, depth) as never;
  }

  #buildArrayKeywords(node: JsonObject, out: Schema, depth: number): void {
    if (Array.isArray(node.items)) out.items = node.items.map((item) => this.build(item, depth));
    else if (isObject(node.items)) out.items = this.build(node.items, depth);
    if (node.additionalItems !== undefined) out.additionalItems = this.build(node.additionalItems, depth);
  }

  #buildCombinators(node: JsonObject, out: Schema, depth: number): void {
    for (const keyword of ['allOf', 'anyOf', 'oneOf']) {
      const list = node[keyword];
      if (Array.isArray(list) && list.length > 0) out[keyword] = list.map((item) => this.build(item, depth));
    }
    if (isObject(node.not)) out.not = this.build(node.not, depth) as Schema;
  }

  /** Schemas by key. Lists of keys (in `dependencies`) stay; keys that are no text in UTF-8 are left out. */
  #map(source: JsonObject, depth: number): Record<string, Schema | boolean> {
    const out: Record<string, Schema | boolean> = Object.create(null);
    for (const [key, value] of Object.entries(source)) {
      if (/\p{Surrogate}/u.test(key)) continue;
      out[key] = isStrings(value) ? (value as never) : this.build(value, depth);
    }
    return out;
  }
}
