import type { ParseErrorCode } from 'jsonc-parser';
import { table } from '../model/table.ts';

/** What the parser knew when it stopped. `openers` are the offsets of the brackets still open. */
export interface SyntaxSpot {
  text: string;
  code: ParseErrorCode;
  offset: number;
  length: number;
  openers: readonly number[];
}

/** The mistake behind a syntax error: a stable word for it, the words for the reader, and the best place. */
export interface SyntaxMistake {
  mistake: string;
  reason: string;
  at: number;
  /** Offset of the bracket that the mistake is about. */
  opener?: number;
}

/** jsonc-parser's error codes, which it exports only as an enum that isolated modules cannot read. */
const ESCAPES = table<[mistake: string, reason: string]>({
  14: ['escape', 'a \\u escape needs four hexadecimal digits'],
  15: [
    'escape',
    'a backslash stands before a character that JSON cannot escape (write \\\\ for a backslash)',
  ],
  16: ['control-character', 'a control character, such as a tab, stands in a string (write \\t or \\n)'],
});
const COMMENT = 10;
const UNCLOSED_STRING = 12;
const UNFINISHED_NUMBER = 13;
const AFTER_ROOT = 9;
const COLON_EXPECTED = 5;
const COMMA_EXPECTED = 6;
const CLOSE_EXPECTED: readonly number[] = [7, 8];
const VALUE_EXPECTED = 4;
const SYMBOL = 1;

/** Names the common mistake behind an error of jsonc-parser. */
export function diagnoseSyntax(spot: SyntaxSpot): SyntaxMistake {
  const code = spot.code as number;
  const at = spot.offset;
  const inString = ESCAPES[code];
  if (inString !== undefined) return { mistake: inString[0], reason: inString[1], at };
  if (code === COMMENT) return comment(at);
  if (code === UNCLOSED_STRING) {
    return { mistake: 'unclosed-string', reason: 'a string is not closed before the end of its line', at };
  }
  if (code === UNFINISHED_NUMBER) return { mistake: 'number-form', reason: 'a number is not finished', at };
  if (code === SYMBOL) return symbol(spot);
  return structure(spot, code);
}

function comment(at: number): SyntaxMistake {
  return { mistake: 'comment', reason: 'comments are not JSON', at };
}

/** The parser met a token it expected elsewhere. */
function structure(spot: SyntaxSpot, code: number): SyntaxMistake {
  const { text, offset: at } = spot;
  if (at >= text.length) return cutOff(spot);
  const next = text[at] ?? '';
  const before = lastSolid(text, at);
  if ((next === '}' || next === ']') && text[before] === ',') return trailingComma(next, before);
  if (leadingZero(text, at)) {
    return { mistake: 'number-form', reason: 'a number starts with a needless 0', at: at - 1 };
  }
  if (code === AFTER_ROOT) {
    return { mistake: 'after-root', reason: 'something follows after the end of the JSON value', at };
  }
  if (next === '}' || next === ']') return wrongBracket(spot, next);
  if (next === ',' && text[before] === ':') {
    return { mistake: 'missing-value', reason: 'a value is missing before the comma', at };
  }
  if (next === ',') return { mistake: 'extra-comma', reason: 'a comma has nothing before it', at };
  if (next === ':') return { mistake: 'extra-colon', reason: 'a colon stands where none belongs', at };
  if (code === COLON_EXPECTED) {
    return { mistake: 'missing-colon', reason: 'a colon is missing between a key and its value', at };
  }
  if (code === COMMA_EXPECTED) {
    return { mistake: 'missing-comma', reason: 'a comma is missing before this', at };
  }
  if (code === VALUE_EXPECTED) return { mistake: 'missing-value', reason: 'a value is missing here', at };
  return { mistake: 'key-not-string', reason: 'a key must be a string in double quotes', at };
}

function trailingComma(bracket: string, at: number): SyntaxMistake {
  return { mistake: 'trailing-comma', reason: `a comma stands before the closing ${bracket}`, at };
}

function cutOff({ text, offset, openers }: SyntaxSpot): SyntaxMistake {
  const opener = openers.at(-1);
  if (opener === undefined) {
    return { mistake: 'cut-off', reason: 'the text ends before a value', at: offset };
  }
  const bracket = text[opener] ?? '';
  const at = Math.max(lastSolid(text, offset), 0);
  return { mistake: 'cut-off', reason: `the text ends before the ${bracket} is closed`, at, opener };
}

function wrongBracket({ text, offset: at, openers, code }: SyntaxSpot, bracket: string): SyntaxMistake {
  const opener = openers.at(-1);
  const open = opener === undefined ? '' : (text[opener] ?? '');
  const matches = (open === '{' && bracket === '}') || (open === '[' && bracket === ']');
  if (opener === undefined || (matches && !CLOSE_EXPECTED.includes(code))) {
    return { mistake: 'missing-value', reason: `a value is missing before the ${bracket}`, at };
  }
  return { mistake: 'wrong-bracket', reason: `a ${bracket} cannot close the ${open}`, at, opener };
}

const QUOTES = /^[\u2018-\u201F\u00AB\u00BB\u2039\u203A\u300C-\u300F\uFF02]/;
const INVISIBLE = /^[\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u2064\u3000\uFEFF]/;

/** The parser met something that is no JSON token at all. */
function symbol({ text, offset: at, length }: SyntaxSpot): SyntaxMistake {
  const token = text.slice(at, at + length);
  const shown = token.length > 30 ? `${token.slice(0, 30)}...` : token;
  if (token.startsWith("'")) return quotes('single-quotes', 'single quotes', at);
  if (token.startsWith('`')) return quotes('single-quotes', 'backticks', at);
  if (QUOTES.test(token)) return quotes('curly-quotes', 'curly quotation marks', at);
  if (INVISIBLE.test(token)) {
    const code = token.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
    return { mistake: 'invisible', reason: `an invisible character (U+${code}) stands here`, at };
  }
  if (token.startsWith('#')) return comment(at);
  if (/^(\.\.\.|…)/.test(token)) {
    return { mistake: 'ellipsis', reason: 'an ellipsis copied from an example stands here', at };
  }
  if (/^\s*:/.test(text.slice(at + length, at + length + 100))) {
    return { mistake: 'unquoted-key', reason: `the key ${shown} is not in double quotes`, at };
  }
  return word(text, at, shown);
}

function quotes(mistake: string, kind: string, at: number): SyntaxMistake {
  return { mistake, reason: `${kind} stand where JSON needs double quotes`, at };
}

function word(text: string, at: number, shown: string): SyntaxMistake {
  if (/^[+.]\d/.test(shown) || shown === '-' || /\d/.test(text[at - 1] ?? '')) {
    return { mistake: 'number-form', reason: 'a number is not written the way JSON writes numbers', at };
  }
  if (/^(true|false|null|none|undefined|nan|infinity)$/i.test(shown)) {
    return { mistake: 'literal', reason: `${shown} is not a JSON value`, at };
  }
  return { mistake: 'unquoted-string', reason: `the text ${shown} is not in double quotes`, at };
}

/** The offset of the last character before `end` that is not white space; -1 when there is none. */
function lastSolid(text: string, end: number): number {
  let at = end - 1;
  while (at >= 0 && /\s/.test(text[at] ?? '')) at--;
  return at;
}

function leadingZero(text: string, at: number): boolean {
  return /\d/.test(text[at] ?? '') && text[at - 1] === '0';
}
