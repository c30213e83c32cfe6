import type { JsonValue } from './json.ts';

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

/** Whether brackets outside strings are nested too deeply. Looks at each character once. */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (inString) {
      if (char === '\\') at += 1;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '[' || char === '{') depth += 1;
    else if (char === ']' || char === '}') depth -= 1;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}
