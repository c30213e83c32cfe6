import type { ParseErrorCode } from 'jsonc-parser';
import type { JsonMistake } from '../model/mistakes.ts';
import { table } from '../model/table.ts';

/** What the parser knew when it stopped. `openers` are the offsets of the brackets still open. */
export interface SyntaxSpot {
  text: string;
  code: ParseErrorCode;
  offset: number;
  length: number;
  openers: readonly number[];
}

/** The mistake behind a syntax error, and the best place for it. */
export type SyntaxMistake = JsonMistake & {
  at: number;
  /** Offset of the bracket that the mistake is about. */
  opener?: number;
};

/** jsonc-parser's error codes, which it exports only as an enum that isolated modules cannot read. */
const IN_STRINGS = table<'unicode-escape' | 'escape' | 'control-character'>({
  14: 'unicode-escape',
  15: 'escape',
  16: 'control-character',
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
  const inString = IN_STRINGS[code];
  if (inString !== undefined) return { mistake: inString, at };
  if (code === COMMENT) return { mistake: 'comment', at };
  if (code === UNCLOSED_STRING) return unclosed(spot);
  if (code === UNFINISHED_NUMBER) return { mistake: 'unfinished-number', at };
  if (code === SYMBOL) return symbol(spot);
  return structure(spot, code);
}

/** A string that goes on to the end of the text was cut off with it, unless all that is missing is its quotation mark. */
function unclosed(spot: SyntaxSpot): SyntaxMistake {
  const { text, offset: at, length } = spot;
  const rest = text.slice(at + length);
  const isCut = rest.trim() === '' && !/[}\]]\s*$/.test(text);
  return isCut ? cutOff({ ...spot, offset: text.length }) : { mistake: 'unclosed-string', at };
}

/** The parser met a token it expected elsewhere. */
function structure(spot: SyntaxSpot, code: number): SyntaxMistake {
  const { text, offset: at } = spot;
  if (at >= text.length) return cutOff(spot);
  const next = text[at] ?? '';
  const before = lastSolid(text, at);
  if ((next === '}' || next === ']') && text[before] === ',')
    return { mistake: 'trailing-comma', bracket: next, at: before };
  if (text.startsWith('{{', at) || text.startsWith('{{', at - 1)) return { mistake: 'template', at };
  if (/\d/.test(next) && /\d,$/.test(text.slice(Math.max(0, at - 2), at)))
    return { mistake: 'decimal-comma', at: at - 1 };
  if (leadingZero(text, at)) return { mistake: 'leading-zero', at: at - 1 };
  if (code === AFTER_ROOT) return { mistake: 'after-root', at };
  if (next === '}' || next === ']') return wrongBracket(spot, next);
  if (next === ',')
    return { mistake: text[before] === ':' ? 'missing-value-before-comma' : 'extra-comma', at };
  if (next === ':') return { mistake: 'extra-colon', at };
  if (code === COLON_EXPECTED) return { mistake: 'missing-colon', at };
  if (code === COMMA_EXPECTED) return { mistake: 'missing-comma', at };
  return { mistake: code === VALUE_EXPECTED ? 'missing-value' : 'key-not-string', at };
}

function cutOff({ text, offset, openers }: SyntaxSpot): SyntaxMistake {
  const opener = openers.at(-1);
  if (opener === undefined) return { mistake: 'empty', at: offset };
  const bracket = text[opener] ?? '';
  const at = Math.max(lastSolid(text, offset), 0);
  return { mistake: 'cut-off', bracket, at, opener };
}

function wrongBracket({ text, offset: at, openers, code }: SyntaxSpot, bracket: string): SyntaxMistake {
  const opener = openers.at(-1);
  const open = opener === undefined ? '' : (text[opener] ?? '');
  const matches = (open === '{' && bracket === '}') || (open === '[' && bracket === ']');
  if (opener === undefined || (matches && !CLOSE_EXPECTED.includes(code))) {
    return { mistake: 'missing-value-before-bracket', bracket, at };
  }
  return { mistake: 'wrong-bracket', bracket, open, at, opener };
}

const QUOTES = /^[\u2018-\u201F\u00AB\u00BB\u2039\u203A\u300C-\u300F\uFF02]/;
const INVISIBLE = /^[\u00A0\u1680\u2000-\u200F\u2028-\u202F\u205F-\u2064\u3000\uFEFF]/;

/** The parser met something that is no JSON token at all. */
function symbol({ text, offset: at, length }: SyntaxSpot): SyntaxMistake {
  const token = text.slice(at, at + length);
  const shown = token.length > 30 ? `${token.slice(0, 30)}...` : token;
  if (token.startsWith("'")) return { mistake: 'single-quotes', at };
  if (token.startsWith('`')) return { mistake: 'backticks', at };
  if (QUOTES.test(token)) return { mistake: 'curly-quotes', at };
  if (INVISIBLE.test(token)) return { mistake: 'invisible', codePoint: token.charCodeAt(0), at };
  if (token.startsWith('#')) return { mistake: 'comment', at };
  if (/^(\.\.\.|…)/.test(token)) return { mistake: 'ellipsis', at };
  if (/^\s*:/.test(text.slice(at + length, at + length + 100)))
    return { mistake: 'unquoted-key', text: shown, at };
  return word(text, at, shown);
}

function word(text: string, at: number, shown: string): SyntaxMistake {
  if (/^[+.]\d/.test(shown) || shown === '-' || /\d/.test(text[at - 1] ?? '')) {
    return { mistake: 'number-form', at };
  }
  if (/^<[!?\w]/.test(shown)) return { mistake: 'markup', at };
  const isLiteral = /^(true|false|null|none|undefined|nan|infinity)$/i.test(shown);
  return { mistake: isLiteral ? 'literal' : 'unquoted-string', text: shown, at };
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
