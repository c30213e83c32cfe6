/** The first key of a line, and what a mail, a log or a listing put before it. */
const PREFIXED = /^([^"'`{}\n]{0,200}[^\s"'`{}[])[ \t]*"(?:eventType|playerTime|params)"\s{0,20}:/gm;

/** A body that begins in a line of a log, and may end in a later one. */
const BEGUN = /^([^"'`{}\n]{0,200}[^\s"'`{}[][ \t]*)\{[^\n]{0,50000}"eventType"[^\n]*/gm;

/** No text has more kinds of prefixes than these before bodies. */
const KINDS = 5;

/** No log wraps a body into more lines than these. */
const WRAPS = 200;

/**
 * The text with blanks for what stands before each line of a body: marks of a quoted mail, the time and the tag of a log, line
 * numbers. What a log wrapped is in one line again. Lines stay where they are.
 */
export function withoutPrefixes(text: string): string {
  let plain = text;
  for (const prefix of kindsOf(text, BEGUN, (line) => openIn(line) > 0)) plain = unwrapped(plain, prefix);
  for (const prefix of kindsOf(plain, PREFIXED)) {
    const lines = new RegExp(`^${prefix}(?![\\w.])`, 'gm');
    plain = plain.replace(lines, (found) => ' '.repeat(found.length));
  }
  return plain;
}

/** The prefixes that a pattern finds, as patterns in which any number stands for any other. */
function kindsOf(text: string, pattern: RegExp, counts = (_line: string): boolean => true): string[] {
  const kinds = new Set<string>();
  for (const { 0: line, 1: prefix = '' } of text.matchAll(pattern)) {
    if (kinds.size === KINDS) break;
    if (counts(line)) kinds.add(prefix.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\d+/g, '\\d+'));
  }
  return [...kinds];
}

/** How many objects a line begins and does not end. */
function openIn(line: string): number {
  return line.split('{').length - line.split('}').length;
}

/** Puts the lines of a body together that a log has parted, each with the same prefix; the line ends follow them. */
function unwrapped(text: string, prefix: string): string {
  const begins = new RegExp(`^${prefix}`);
  const kept: string[] = [];
  let open = 0;
  let owed = 0;
  for (const line of text.split('\n')) {
    const head = begins.exec(line)?.[0];
    const own = line.slice(head?.length ?? 0).replace(/\r$/, '');
    if (open > 0 && head !== undefined && owed < WRAPS) {
      kept.push(`${(kept.pop() ?? '').replace(/\r$/, '')}${own}`);
      owed += 1;
      open += openIn(own);
      continue;
    }
    kept.push(...Array<string>(owed).fill(''), line);
    owed = 0;
    open = head !== undefined && own.startsWith('{') ? openIn(own) : 0;
  }
  return [...kept, ...Array<string>(owed).fill('')].join('\n');
}
