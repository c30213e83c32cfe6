import { isObject, type JsonValue } from './json.ts';

/** Objects and lists may be nested this deeply in any JSON or YAML that is read; the API's bodies need three levels. */
export const MAX_DEPTH = 200;

/**
 * The value of a JSON text that anybody may have written. Undefined for what is no JSON, and for values nested deeper than
 * {@link MAX_DEPTH}: whatever walks through a value, `JSON.stringify` included, needs stack for each level.
 */
export function parseJsonText(text: string): JsonValue | undefined {
  try {
    return isTooDeep(text) ? undefined : (JSON.parse(text) as JsonValue);
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

/** Whether brackets outside strings are nested too deeply. Looks at each character once. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 34) at = endOfString(text, at);
    else if (code === 91 || code === 123) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (code === 93 || code === 125) depth -= 1;
  }
  return deepest > MAX_DEPTH;
}

/** The offset of the quotation mark that ends a string; the end of the text when there is none. */
export function endOfString(text: string, at: number): number {
  for (let end = text.indexOf('"', at + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let before = end;
    while (text.charCodeAt(before - 1) === 92) before -= 1;
    if ((end - before) % 2 === 0) return end;
  }
  return text.length;
}
