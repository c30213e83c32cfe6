import { InputError } from '../model/errors.ts';
import type { Expected } from '../model/finding-values.ts';
import { isObject, type JsonObject, type JsonValue, jsonType, type Path } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import type { LineIndex } from './lines.ts';

const OBJECT: Expected = { kind: 'type', types: ['object'] };

/** A parsed JSON or YAML text that still knows where everything in it stood. */
export interface JsonDocument {
  readonly value: JsonValue;
  /** Where the value at `path` (or the key that leads to it) stands; for a missing path its nearest parent. */
  locate(path: Path, part?: 'key' | 'value'): Origin;
  /** YAML only: the source text of a scalar written without quotes; undefined for everything else. */
  plainScalar?(path: Path): string | undefined;
}

/** Where one value stands. Offsets count UTF-16 code units from the start of the text. */
export interface PlaceNode {
  start: number;
  keyStart?: number;
  /** The source text of an unquoted YAML scalar. */
  plain?: string;
  members?: Map<string, PlaceNode>;
  items?: PlaceNode[];
}

/** A document from a value, the tree of its places, and the text both came from. */
export function createDocument(
  value: JsonValue,
  root: PlaceNode,
  lines: LineIndex,
  source: Origin,
): JsonDocument {
  return {
    value,
    locate(path, part = 'value') {
      const { node, complete } = walk(root, path);
      const offset = complete && part === 'key' ? (node.keyStart ?? node.start) : node.start;
      return lines.origin(source, offset);
    },
    plainScalar(path) {
      const { node, complete } = walk(root, path);
      return complete ? node.plain : undefined;
    },
  };
}

/** The part of a document below `path`, as a document of its own; undefined when there is nothing there. */
export function subDocument(document: JsonDocument, path: Path): JsonDocument | undefined {
  let value: JsonValue | undefined = document.value;
  for (const step of path) value = (value as JsonObject | null | undefined)?.[step as string];
  if (value === undefined) return undefined;
  return {
    value,
    locate: (below, part) => document.locate([...path, ...below], part),
    plainScalar: (below) => document.plainScalar?.([...path, ...below]),
  };
}

/**
 * The root of a document as an object.
 * @throws InputError `file` with `json-root` when it is anything else.
 */
export function objectRoot(document: JsonDocument): JsonObject {
  if (isObject(document.value)) return document.value;
  const actual = { type: jsonType(document.value) };
  throw new InputError('file', [
    { code: 'json-root', severity: 'error', expected: OBJECT, actual, origin: document.locate([]) },
  ]);
}

function walk(root: PlaceNode, path: Path): { node: PlaceNode; complete: boolean } {
  let node = root;
  for (const step of path) {
    const next: PlaceNode | undefined = node.members?.get(String(step)) ?? node.items?.[Number(step)];
    if (next === undefined) return { node, complete: false };
    node = next;
  }
  return { node, complete: true };
}
