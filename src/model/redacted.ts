import {
  isObject,
  type JsonObject,
  type JsonType,
  type JsonValue,
  jsonType,
  type Path,
  pointer,
} from './json.ts';

/** What stands in reports in the place of a text that must not be told. */
export const REDACTED = '[redacted]';

const WORDS: Readonly<Record<JsonType, string>> = {
  string: 'text',
  number: 'number',
  boolean: 'boolean',
  object: 'object',
  array: 'list',
  null: 'null',
};

/** The types by what stands in the place of their values; undefined for a value whose type is not known. */
const TYPES = new Map<JsonValue, JsonType | undefined>([
  [REDACTED, undefined],
  ...(Object.keys(WORDS) as JsonType[]).map((type): [string, JsonType] => [redactedWord(type), type]),
]);

/** What stands in the place of a value of a body: its JSON type is still told, so that it can still be checked. */
export function redactedWord(type: JsonType | undefined): string {
  return type === undefined ? REDACTED : `[redacted ${WORDS[type]}]`;
}

/** The same for a value, which may have been hidden before. */
export function redactedValue(value: JsonValue): string {
  return TYPES.has(value) ? String(value) : redactedWord(jsonType(value));
}

/** A copy without the values that a report of ours has hidden, and how many there were: a capture may be such a report. */
export function withoutRedacted(value: JsonValue): { value: JsonValue; hidden: number } {
  if (!holdsHidden(value)) return { value, hidden: 0 };
  const hidden: Path[] = [];
  const kept = replaced(value, [], (path) => {
    hidden.push(path);
    return undefined;
  });
  return { value: kept ?? value, hidden: hidden.length };
}

/** Values of which nothing but the type matters. */
const SAMPLES: Readonly<Record<JsonType, JsonValue>> = {
  string: 'x',
  number: 1,
  boolean: true,
  object: {},
  array: [],
  null: null,
};

/**
 * A copy with values of the same type in the place of hidden ones, and where those are, by JSON pointer. One whose type is not known is
 * left out of the copy.
 */
export function withSamples(value: JsonValue): {
  value: JsonValue;
  hidden: ReadonlyMap<string, JsonType | undefined>;
} {
  if (!holdsHidden(value)) return { value, hidden: NONE_HIDDEN };
  const hidden = new Map<string, JsonType | undefined>();
  const filled = replaced(value, [], (path, type) => {
    hidden.set(pointer(path), type);
    return type === undefined ? undefined : SAMPLES[type];
  });
  return { value: filled ?? value, hidden };
}

const NONE_HIDDEN: ReadonlyMap<string, JsonType> = new Map();

/** What all of {@link TYPES} begin with. */
const HIDDEN = '[redacted';

/** Whether anything in a value was hidden: most bodies need no copy. */
function holdsHidden(value: JsonValue): boolean {
  if (typeof value === 'string') return value.startsWith(HIDDEN) && TYPES.has(value);
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(holdsHidden);
  for (const key in value) if (holdsHidden(value[key] as JsonValue)) return true;
  return false;
}

/** A copy in which what stands for a hidden value is replaced, or left out. */
function replaced(
  value: JsonValue,
  path: Path,
  by: (path: Path, type: JsonType | undefined) => JsonValue | undefined,
): JsonValue | undefined {
  if (typeof value === 'string') return TYPES.has(value) ? by(path, TYPES.get(value)) : value;
  if (Array.isArray(value))
    return value.flatMap((each, at) => {
      const kept = replaced(each, [...path, at], by);
      return kept === undefined ? [] : [kept];
    });
  if (!isObject(value)) return value;
  const kept = Object.entries(value).flatMap(([key, each]): [string, JsonValue][] => {
    const inner = replaced(each, [...path, key], by);
    return inner === undefined ? [] : [[key, inner]];
  });
  return Object.fromEntries(kept) as JsonObject;
}
