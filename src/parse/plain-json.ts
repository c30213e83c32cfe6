import type { JsonValue } from '../model/json.ts';
import { endOfString, MAX_DEPTH } from '../model/json-text.ts';
import { UNSAFE_KEYS } from './problems.ts';

/**
 * The value of a text about which `parseJson` would have nothing to say, in a fraction of its time; undefined for any other
 * text, and for a few with unusual numbers. As many keys in the value as in the text: then none stands twice.
 */
export function plainJson(text: string): JsonValue | undefined {
  const written = countKeys(text);
  if (written === undefined) return undefined;
  try {
    const value = JSON.parse(text) as JsonValue;
    return keysIn(value) === written ? value : undefined;
  } catch {
    return undefined;
  }
}

/** How many keys a text writes, if it is JSON; undefined if it is nested too deeply, or holds a number that may be lossy. */
function countKeys(text: string): number | undefined {
  let depth = 0;
  let keys = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 58) keys += 1;
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > MAX_DEPTH) return undefined;
    } else if (code === 93 || code === 125) depth -= 1;
    else if (isDigit(code)) {
      const end = endOfNumber(text, at);
      if (!isSurelyExact(text, at, end)) return undefined;
      at = end - 1;
    }
  }
  return keys;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Behind the digits, and the point among them, that begin at `at`. */
function endOfNumber(text: string, at: number): number {
  let end = at + 1;
  while (isDigit(text.charCodeAt(end)) || text.charCodeAt(end) === 46) end += 1;
  return end;
}

/** A fraction of this many digits neither shrinks to zero nor overflows. */
const LONGEST_FRACTION = 300;

/** Whole numbers of fewer digits are exact, and those of so many that do not begin with a 9: 2^53 is 9,007,199,254,740,992. */
const DIGITS = 16;

/** Whether a number, given without its sign, can be sent on as it was written. An exponent is left to who looks closely. */
function isSurelyExact(text: string, at: number, end: number): boolean {
  const next = text.charCodeAt(end);
  if (next === 69 || next === 101) return false;
  const length = end - at;
  if (length < DIGITS || (length === DIGITS && text.charCodeAt(at) < 57)) return true;
  return length <= LONGEST_FRACTION && text.slice(at, end).includes('.');
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
