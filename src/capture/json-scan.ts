import type { Path } from '../model/json.ts';
import { parseJsonText, skipString } from '../model/json-text.ts';

/** A part of a text, from its first character to behind its last. */
export interface Span {
  start: number;
  end: number;
}

const QUOTE = 34;
const COMMA = 44;

/** The offset of the first character that is no white space. */
export function skipSpace(text: string, at: number): number {
  let next = at;
  while (next < text.length && text.charCodeAt(next) <= 32) next += 1;
  return next;
}

/** The offset behind the JSON value that begins at `at`; -1 when the text ends within it. Nothing is checked or kept. */
export function skipValue(text: string, at: number): number {
  const code = text.charCodeAt(at);
  if (code === QUOTE) return skipString(text, at);
  if (code === 123 || code === 91) return skipOpen(text, at + 1, 1);
  let next = at;
  while (next < text.length && !endsLiteral(text.charCodeAt(next))) next += 1;
  return next;
}

/** Whether a character cannot be part of a number or a word: white space, a comma, a bracket that closes. */
function endsLiteral(code: number): boolean {
  return code <= 32 || code === COMMA || code === 93 || code === 125;
}

/** The offset behind the bracket that closes the outermost of `depth` open ones; -1 when the text ends before it. */
export function skipOpen(text: string, at: number, depth: number): number {
  let open = depth;
  let next = at;
  while (next < text.length) {
    const code = text.charCodeAt(next);
    if (code === QUOTE) {
      next = skipString(text, next);
      if (next < 0) return -1;
      continue;
    }
    next += 1;
    if (code === 123 || code === 91) open += 1;
    else if (code === 125 || code === 93) {
      open -= 1;
      if (open === 0) return next;
    }
  }
  return -1;
}

/** The offset of a member's value in the object that begins at `at`; -1 when there is none. */
function memberAt(text: string, at: number, key: string): number {
  if (text[at] !== '{') return -1;
  let next = at + 1;
  while (next < text.length) {
    next = skipSeparators(text, next);
    if (text.charCodeAt(next) !== QUOTE) return -1;
    const keyEnd = skipString(text, next);
    if (keyEnd < 0) return -1;
    const found = keyEnd - next === key.length + 2 && text.startsWith(key, next + 1);
    const colon = skipSpace(text, keyEnd);
    if (text[colon] !== ':') return -1;
    next = skipSpace(text, colon + 1);
    if (found) return next;
    next = skipValue(text, next);
    if (next < 0) return -1;
  }
  return -1;
}

/** The offset of the value at the end of a path of keys, where `0` is the first element of a list; -1 when there is none. */
export function valueAt(text: string, at: number, ...keys: readonly (string | 0)[]): number {
  let next = skipSpace(text, at);
  for (const key of keys) {
    if (next >= 0) next = key === 0 ? firstElement(text, next) : memberAt(text, next, key);
  }
  return next;
}

function firstElement(text: string, at: number): number {
  const first = text[at] === '[' ? skipSpace(text, at + 1) : text.length;
  return first < text.length && text[first] !== ']' ? first : -1;
}

/**
 * Walks over the elements of the list that begins at `at`. `take` is told where each begins, and tells the offset behind it, or -1
 * when the text ends within it. Returns the same of the list.
 */
export function eachElement(text: string, at: number, take: (start: number) => number): number {
  let next = at + 1;
  for (;;) {
    next = skipSeparators(text, next);
    if (next >= text.length) return -1;
    if (text[next] === ']') return next + 1;
    const end = take(next);
    if (end < 0) return -1;
    // What cannot begin a value must not stop the walk.
    next = Math.max(end, next + 1);
  }
}

/**
 * Walks over the members of the object that begins at `at`. `take` is told where the text of each key and where its value begins;
 * it may tell the offset behind the value, where it has looked into that itself. Returns the offset behind the object; -1 when there is
 * none, or when it is broken.
 */
export function eachMember(
  text: string,
  at: number,
  take: (key: number, value: number) => number | undefined,
): number {
  if (text[at] !== '{') return -1;
  let next = skipSeparators(text, at + 1);
  while (text.charCodeAt(next) === QUOTE) {
    const keyEnd = skipString(text, next);
    const colon = keyEnd < 0 ? -1 : skipSpace(text, keyEnd);
    if (text[colon] !== ':') return -1;
    const value = skipSpace(text, colon + 1);
    const end = take(next + 1, value) ?? skipValue(text, value);
    if (end < 0) return -1;
    next = skipSeparators(text, end);
  }
  return text[next] === '}' ? next + 1 : -1;
}

/**
 * The offset of the value at the end of a path into a JSON text, or of the key that leads to it; where there is none, that of its
 * nearest parent.
 */
export function offsetOf(text: string, path: Path, part: 'key' | 'value'): number {
  let at = skipSpace(text, 0);
  let key = at;
  for (const step of path) {
    const next = text[at] === '[' ? elementAt(text, at, Number(step)) : placeOfMember(text, at, String(step));
    if (!next) return at;
    ({ key, value: at } = next);
  }
  return part === 'key' ? key : at;
}

interface MemberPlace {
  key: number;
  value: number;
}

function elementAt(text: string, at: number, index: number): MemberPlace | undefined {
  let found: MemberPlace | undefined;
  let seen = 0;
  eachElement(text, at, (start) => {
    if (seen === index) found = { key: start, value: start };
    seen += 1;
    return found ? -1 : skipValue(text, start);
  });
  return found;
}

function placeOfMember(text: string, at: number, name: string): MemberPlace | undefined {
  let found: MemberPlace | undefined;
  eachMember(text, at, (key, value) => {
    if (keyAt(text, key) !== name) return undefined;
    found = { key: key - 1, value };
    return -1;
  });
  return found;
}

/** The key whose text begins at `at`. */
function keyAt(text: string, at: number): string {
  const written = text.slice(at, skipString(text, at - 1) - 1);
  return written.includes('\\') ? String(parseJsonText(`"${written}"`)) : written;
}

function skipSeparators(text: string, at: number): number {
  let next = skipSpace(text, at);
  while (text.charCodeAt(next) === COMMA) next = skipSpace(text, next + 1);
  return next;
}
