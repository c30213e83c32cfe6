import { sanitize } from './sanitize.ts';

/** Characters that Markdown or HTML may take for markup, a mention or a reference. Within a word, `_` is none of them. */
const SPECIAL = /[\\`*{}[\]<>|~&#@$!]|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])/g;

/** What GitHub makes links of by itself. */
const LINKS = /:\/\/|\bwww\./gi;

/** Text that stays text in Markdown, and can be read as it stands. */
export function markdown(text: string): string {
  return sanitize(text)
    .replace(SPECIAL, '\\$&')
    .replace(LINKS, (match) => (match === '://' ? '&#58;//' : `${match.slice(0, -1)}&#46;`));
}

/** A table; nothing for no rows. Its cells are text. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map((row) => line(row.map(markdown))), ''];
}

/** Text as code within a line: nothing in it is markup. */
export function codeSpan(text: string): string {
  const safe = sanitize(text);
  const fence = fenceFor([safe], 1);
  return `${fence}${safe.startsWith('`') || safe.endsWith('`') ? ` ${safe} ` : safe}${fence}`;
}

/** A block of code. */
export function codeBlock(lines: readonly string[], language = ''): string[] {
  const safe = lines.map(sanitize);
  const fence = fenceFor(safe, 3);
  return [`${fence}${language}`, ...safe, fence, ''];
}

/** More backticks than stand in a row in any of these texts, and `least` of them. */
function fenceFor(texts: readonly string[], least: number): string {
  let longest = least - 1;
  for (const text of texts)
    for (const { length } of text.match(/`+/g) ?? []) longest = Math.max(longest, length);
  return '`'.repeat(longest + 1);
}
