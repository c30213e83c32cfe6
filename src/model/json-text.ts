import { isObject, type JsonValue } from './json.ts';

/** Objects and lists may be nested this deeply in any JSON or YAML that is read; the API's bodies need three levels. */
export const MAX_DEPTH = 200;

/** What one pass over the characters of a JSON text shows. */
export interface Outline {
  /** How deeply objects and lists are nested. */
  depth: number;
  /** How many keys it writes, those included that stand twice. */
  keys: number;
  /** Whether each number is surely sent on as it was written; of unusual ones that is left to who looks closely. */
  exact: boolean;
}

/**
 * The value of a JSON text that anybody may have written. Undefined for what is no JSON, and for values nested deeper than
 * {@link MAX_DEPTH}: whatever walks through a value, `JSON.stringify` included, needs stack for each level.
 */
export function parseJsonText(text: string, { depth } = outlineOf(text)): JsonValue | undefined {
  try {
    return depth > MAX_DEPTH ? undefined : (JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

/** Whether a text, such as a line, is a JSON object, however deeply its values are nested. */
export function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

/** The outline of a text that is JSON; of any other it says nothing. */
export function outlineOf(text: string): Outline {
  let open = 0;
  let depth = 0;
  let keys = 0;
  let exact = true;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) {
      const end = skipString(text, at);
      at = end < 0 ? text.length : end - 1;
    } else if (code === 58) keys += 1;
    else if (code === 91 || code === 123) {
      open += 1;
      if (open > depth) depth = open;
    } else if (code === 93 || code === 125) open -= 1;
    else if (isDigit(code)) {
      const end = endOfNumber(text, at);
      exact &&= isSurelyExact(text, at, end);
      at = end - 1;
    }
  }
  return { depth, keys, exact };
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

/** Whether a number, given without its sign, is surely exact; none is that has an exponent. */
function isSurelyExact(text: string, at: number, end: number): boolean {
  const next = text.charCodeAt(end);
  if (next === 69 || next === 101) return false;
  const length = end - at;
  if (length < DIGITS || (length === DIGITS && text.charCodeAt(at) < 57)) return true;
  return length <= LONGEST_FRACTION && text.slice(at, end).includes('.');
}

/** The offset behind the JSON string that begins at `at`; -1 when the text ends within it. */
export function skipString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === 92) before -= 1;
    // A quotation mark behind an odd number of backslashes is escaped.
    if ((end - before) % 2 === 0) return end + 1;
  }
  return -1;
}
