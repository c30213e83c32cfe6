import type { Path } from './json.ts';

/**
 * Where a value came from. `name` is the flag (`--id`), the variable (`MEDIA_SESSION_ENDPOINT`), the file as
 * the user would name it, a built-in scenario, or for the other kinds a word for the reader. Lines and columns count from 1.
 */
export interface Origin {
  kind: 'flag' | 'env' | 'file' | 'stdin' | 'default' | 'sandbox' | 'smoke' | 'scenario';
  name: string;
  line?: number;
  column?: number;
}

/** Finds the origin of the value, or of the key, at a path of a body. */
export type OriginLookup = (path: Path, part?: 'key' | 'value') => Origin | undefined;

/** A value together with where it came from. */
export interface Sourced<T> {
  value: T;
  origin: Origin;
}

/** An origin within a text that itself begins on `line` of a larger one, such as a line of NDJSON. */
export function onLine(origin: Origin, line: number): Origin {
  return { ...origin, line: line + (origin.line ?? 1) - 1 };
}
