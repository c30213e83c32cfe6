import type { JsonValue } from '../model/json.ts';
import { outlineOf, parseJsonText } from '../model/json-text.ts';
import { UNSAFE_KEYS } from './problems.ts';

/**
 * The value of a text about which `parseJson` would have nothing to say, in a fraction of its time; undefined for any other
 * text, and for a few with unusual numbers. As many keys in the value as in the text: then none stands twice.
 */
export function plainJson(text: string): JsonValue | undefined {
  const outline = outlineOf(text);
  const value = outline.exact ? parseJsonText(text, outline) : undefined;
  return value !== undefined && keysIn(value) === outline.keys ? value : undefined;
}

/** How many keys a value has, at all levels; NaN if one of them is unsafe. */
function keysIn(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  let keys = 0;
  if (Array.isArray(value)) for (const item of value) keys += keysIn(item);
  else
    for (const key in value) {
      if (UNSAFE_KEYS.has(key)) return Number.NaN;
      keys += 1 + keysIn(value[key] as JsonValue);
    }
  return keys;
}
