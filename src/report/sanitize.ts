import { table } from '../model/table.ts';

/**
 * Characters that could drive a terminal or mislead the eye: C0 and C1 controls, DEL, zero-width and
 * bidirectional controls, line and paragraph separators, unpaired surrogates.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to find
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

const SHORT = table({ '\n': '\\n', '\r': '\\r', '\t': '\\t' });

/**
 * CI runners (GitHub's older form, Azure's) take ##[name] and ##vso[name] for commands wherever in a line they stand.
 * GitHub's newer ::name:: counts only where a line begins, which text from outside never does: line breaks are escaped.
 */
const RUNNER_COMMAND = /##(?=[a-z]*\[)/gi;

/** A text that is safe to print: whatever could act on a terminal is shown as an escape, and no CI runner obeys it. */
export function sanitize(text: string): string {
  return text
    .replace(UNSAFE, (char) => SHORT[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(RUNNER_COMMAND, '# #');
}

/** The same for JSON, without changing a value: what is unsafe is a JSON escape. `JSON.stringify` leaves C1 and BiDi. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent)
    .replace(UNSAFE, (char) =>
      char === '\n' ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    )
    .replace(RUNNER_COMMAND, '#\\u0023');
}
