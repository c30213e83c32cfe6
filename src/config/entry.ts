import { type Stats, statSync } from 'node:fs';

/** What is at a path; undefined when there is nothing, or nothing that can be looked at. */
export function entryAt(path: string, look: typeof statSync = statSync): Stats | undefined {
  try {
    return look(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
