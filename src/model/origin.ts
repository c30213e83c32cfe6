import type { Path } from './json.ts';

/**
 * Where a value came from. `name` is the flag (`--id`), the variable (`MEDIA_SESSION_ENDPOINT`), the file as
 * the user would name it, a built-in scenario, or for the other kinds a word for the reader. Lines and columns count from 1.
 */
export interface Origin {
  kind: 'flag' | 'env' | 'file' | 'stdin' | 'default' | 'sandbox' | 'smoke' | 'scenario' | 'request';
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

/** A text that values were read from. */
export interface SourceText {
  readonly text: string;
  /** `line`: the method and the URL of a request. */
  readonly form: 'json' | 'yaml' | 'line';
  /** It stands encoded inside of another text, as a body does in a HAR: its lines are not those of the file. */
  readonly decoded?: boolean;
}

/** A place in a text that was read, for those who show it. */
export interface TextPlace {
  readonly source: SourceText;
  /** In UTF-16 code units from the start of the text. May be looked up only when it is asked for. */
  readonly offset: number;
  /** How long what it is about is, where the form of the text does not tell. */
  readonly length?: number;
  /** Hides what must not be shown of any text beside it; without it, all of it may be shown. */
  readonly hide?: (text: string) => string;
}

/** An origin that also knows the text it stands in. To everybody who reads, compares or writes it, it is like any other. */
class PlacedOrigin implements Origin {
  readonly kind: Origin['kind'];
  readonly name: string;
  readonly line?: number;
  readonly column?: number;
  readonly #place: TextPlace;

  constructor({ kind, name, line, column }: Origin, place: TextPlace) {
    this.kind = kind;
    this.name = name;
    if (line !== undefined) this.line = line;
    if (column !== undefined) this.column = column;
    this.#place = place;
  }

  get place(): TextPlace {
    return this.#place;
  }
}

/** An origin with the place that it is in a text. */
export function placed(origin: Origin, place: TextPlace): Origin {
  return new PlacedOrigin(origin, place);
}

/** The text that an origin stands in, and where; undefined where nobody kept it. */
export function placeOf(origin: Origin | undefined): TextPlace | undefined {
  return origin instanceof PlacedOrigin ? origin.place : undefined;
}

/** An origin that no longer knows the text it stands in. */
export function unplaced(origin: Origin): Origin {
  return placeOf(origin) ? { ...origin } : origin;
}

/** The same place under another line and column, as in a larger text. */
export function movedTo(origin: Origin, at: Pick<Origin, 'line' | 'column'>): Origin {
  const moved = { ...origin, ...at };
  const place = placeOf(origin);
  return place ? placed(moved, place) : moved;
}

/** An origin within a text that itself begins on `line` of a larger one, such as a line of NDJSON. */
export function onLine(origin: Origin, line: number): Origin {
  return movedTo(origin, { line: line + (origin.line ?? 1) - 1 });
}

/** An origin of whose text no more is shown than `hide` lets through. */
export function hiding(origin: Origin, hide: (text: string) => string): Origin {
  const place = placeOf(origin);
  if (!place) return origin;
  const { source, length } = place;
  return placed(origin, {
    source,
    ...(length !== undefined && { length }),
    get offset() {
      return place.offset;
    },
    hide,
  });
}
