/** A text as a reader would understand it, and where each of its characters stands in the original. */
export interface Reading {
  /** In lower case. */
  text: string;
  /** Where each character begins in the original, and at last where the original ends; left out where no place differs. */
  starts?: Uint32Array;
}

/** JSON within JSON within a URL: deeper than this nobody encodes. Also what bounds the time. */
const MOST_LAYERS = 6;

/** Escapes of URLs, JSON, JavaScript and HTML, in lower case. A `+` is a blank in the query of a URL. */
const ESCAPE =
  /(?:%[0-9a-f]{2})+|%u[0-9a-f]{4}|\\(?:u[0-9a-f]{4}|u\{[0-9a-f]{1,6}\}|x[0-9a-f]{2}|[^ux])|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,6});|\+/g;

/** Single letters after a backslash, and names after `&`, that stand for something else. */
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
]);
const NAMES: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
  // The names of Latin 1 in order, for what is written in lower case: upper and lower are the same here.
  ...(
    'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro ' +
    'para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest'
  )
    .split(' ')
    .map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...(
    'agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ' +
    'ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'
  )
    .split(' ')
    .map((name, at): [string, string] => [name, String.fromCharCode(0xe0 + at)]),
  ['szlig', 'ß'],
]);

/**
 * A text as it stands, and what comes of it by taking its escapes away once, twice and so on, until none is left or
 * {@link MOST_LAYERS} are gone. Whoever repeats a value may write it in another case or encode it, even twice.
 */
export function readings(text: string): Reading[] {
  const found: Reading[] = [{ text: folded(text) }];
  for (let layer = 1; layer <= MOST_LAYERS; layer += 1) {
    const next = decoded(found[layer - 1] as Reading);
    if (next === undefined) break;
    found.push(next);
  }
  return found;
}

/** The same without the places: every way to write a value that is to be looked for. */
export function spellings(text: string): string[] {
  return readings(text).map((reading) => reading.text);
}

/** In lower case, character by character, so that no place moves. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  return /^[\0-\x7f]*$/.test(lower) && lower.length === text.length
    ? lower
    : text.replace(/[A-Z]|[^\0-\x7f]/g, foldOne);
}

/** By way of upper case, since both forms of sigma have the same. */
function foldOne(char: string): string {
  const upper = char.toUpperCase();
  const lower = (upper.length === 1 ? upper : char).toLowerCase();
  return lower.length === 1 ? lower : char;
}

/** Where a character of a reading begins in the original. */
export function placeOf({ starts }: Reading, at: number): number {
  return starts ? (starts[at] as number) : at;
}

/** One layer of escapes less; undefined if there is none. */
function decoded(reading: Reading): Reading | undefined {
  const { text } = reading;
  if (text.search(ESCAPE) < 0) return undefined;
  const parts: string[] = [];
  const places = new Uint32Array(text.length + 1);
  let length = 0;
  let done = 0;
  const add = (part: string, at: number, step: 0 | 1): void => {
    parts.push(part);
    for (let index = 0; index < part.length; index += 1)
      places[length + index] = placeOf(reading, at + index * step);
    length += part.length;
  };
  for (const { 0: sequence, index } of text.matchAll(ESCAPE)) {
    add(text.slice(done, index), done, 1);
    for (const [char, offset] of meant(sequence)) add(folded(char), index + offset, 0);
    done = index + sequence.length;
  }
  add(text.slice(done), done, 1);
  places[length] = placeOf(reading, text.length);
  return { text: parts.join(''), starts: places.subarray(0, length + 1) };
}

/** The characters that an escape stands for, each with its offset within it. */
function meant(sequence: string): [char: string, offset: number][] {
  if (sequence === '+') return [[' ', 0]];
  if (sequence.startsWith('%') && sequence[1] !== 'u') return ofBytes(sequence);
  const [, decimal] = /^&#(\d+)/.exec(sequence) ?? [];
  const [, hex] = /^(?:&#x|%u|\\u\{?|\\x)([0-9a-f]+)/.exec(sequence) ?? [];
  const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
  if (!Number.isNaN(code)) return [[code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd', 0]];
  if (sequence.startsWith('&')) return [[NAMES.get(sequence.slice(1, -1)) ?? sequence, 0]];
  return [[LETTERS.get(sequence.slice(1)) ?? sequence.slice(1), 0]];
}

/** A run of %xx: UTF-8 where it is that, else Latin 1. */
function ofBytes(sequence: string): [char: string, offset: number][] {
  const bytes = Buffer.from(sequence.replaceAll('%', ''), 'hex');
  const found: [string, number][] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] as number;
    const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
    const char = bytes.toString('utf8', at, at + length);
    const isWhole = length === 1 ? first < 0x80 : !char.includes('\ufffd');
    found.push([isWhole ? char : String.fromCharCode(first), at * 3]);
    at += isWhole ? length : 1;
  }
  return found;
}
