import type { Path } from '../model/json.ts';
import type { Origin, OriginLookup } from '../model/origin.ts';

/** Anything that can tell where its own values stand, such as a parsed JSON document. */
interface Located {
  locate(path: Path, part?: 'key' | 'value'): Origin;
}

/**
 * Remembers where each value of a body came from. A path without an entry of its own is answered by its
 * nearest ancestor, so that a key missing from a file's `params` points at that file.
 */
export class Origins {
  readonly #entries = new Map<string, (rest: Path, part: 'key' | 'value') => Origin>();

  /** Notes one origin for the value at `path` and everything below it, and that of its key where it has another. */
  set(path: Path, origin: Origin, key: Origin = origin): void {
    this.#entries.set(keyOf(path), (rest, part) => (part === 'key' && rest.length === 0 ? key : origin));
  }

  /** Notes that what stands at `path` came from `documentPath` of a document that knows its own positions. */
  setDocument(path: Path, document: Located, documentPath: Path): void {
    this.#entries.set(keyOf(path), (rest, part) => document.locate([...documentPath, ...rest], part));
  }

  /** The origin of the value (or the key) at `path`. */
  readonly find: OriginLookup = (path, part = 'value') => {
    for (let length = path.length; length >= 0; length--) {
      const entry = this.#entries.get(keyOf(path.slice(0, length)));
      if (entry) return entry(path.slice(length), part);
    }
    return undefined;
  };
}

/** One text for a path, and no other. A JSON pointer would be one, too, but takes longer to write. */
function keyOf(path: Path): string {
  let key = '';
  for (const part of path) key += `${String(part).length}:${part}`;
  return key;
}
