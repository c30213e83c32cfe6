/** A duration in words a person reads at a glance: `800 ms`, `5 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${Math.round(milliseconds)} ms`
    : `${Number((milliseconds / 1000).toFixed(1))} s`;
}

/** The day of a time, in UTC: `2026-11-24`. Milliseconds since the epoch. */
export function day(time: number): string {
  return Number.isNaN(time) ? 'an unknown date' : new Date(time).toISOString().slice(0, 10);
}

/** How long ago a time was, roughly: `3 days`. Milliseconds since the epoch. */
export function ago(time: number, now: number): string {
  const hours = Math.max(0, Math.round((now - time) / 3_600_000));
  return hours < 48 ? plural(hours, 'hour') : plural(Math.round(hours / 24), 'day');
}

/** A count with its noun: `1 key`, `3 keys`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** Some items as a list, the rest as a count. */
export function listed(items: readonly string[], most = 6): string {
  const shown = items.slice(0, most).join(', ');
  return items.length > most ? `${shown} and ${items.length - most} more` : shown;
}

/** A text as one word for a POSIX shell, in quotes where it needs them. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Asks whether something like what was written is meant; without a guess, what else to do. */
export function didYouMean(suggestion: string | undefined, otherwise: string): string {
  return suggestion ? `Did you mean ${suggestion}?` : otherwise;
}

/** A noun with its article. */
export function withArticle(noun: string): string {
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}
