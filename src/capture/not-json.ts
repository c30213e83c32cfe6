import type { NotJson } from '../model/capture-facts.ts';
import { isObject, type JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import { literalsOf } from './literal.ts';
import { UNWRAPPINGS } from './quoting.ts';

/** Why a text is no JSON; with the value where it can be read all the same. */
export interface Cause {
  cause: NotJson;
  value?: JsonValue;
  /** The JSON that was found inside. */
  source?: string;
  /** JSON pointers of values that code computes. */
  computed?: readonly string[];
}

/** How gzip begins; a program that shows bytes as text makes a replacement character of the second one. */
const GZIP = '\u001f[\u008b\ufffd]';

/** Texts that no undoing makes a body of, by what they look like. Each pattern is anchored and never goes back. */
const SIGNS: readonly [cause: NotJson, sign: RegExp][] = [
  ['object-object', /^\s*"?(?:\[object Object\],?)+"?\s*$/],
  ['object-text', /^\s*"?\[object \w{1,60}\]"?\s*$/],
  ['undefined', /^\s*"?undefined"?\s*$/],
  ['multipart', /^\s*--\S{1,200}\r?\nContent-Disposition:/i],
  ['xml', /^\s*<(?:\?xml|!DOCTYPE|!\[CDATA|[a-z][\w:-]*(?=[\s>/])[\s\S]*(?:<\/|\/>))/i],
  ['compressed', new RegExp(`^${GZIP}`)],
  // Collapsed; a preview with the tree below it; the tree alone.
  ['devtools-tree', /^\s*(?:[▶▼►▸▾⏵⏷]|\{\w+:[^\n]{0,2000}…|\w+:\s*(?:\{…\}|\[…\]|Object\b|Array\(\d+\)))/],
  ['devtools-tree', /^\s*\{\w+: [^\n]*\n\s*\w+: /],
  ['devtools-tree', /^\s*(?:eventType|playerTime|params|customMetadata|qoeData): ?\S/],
  // The panel of Firefox
  ['devtools-tree', /^\s*(?:eventType|playerTime|params|customMetadata|qoeData)\t(?:"|Object \{)/],
  ['java-map', /^\s*\{\s*[\w.]+=/],
  // Ruby; Objective-C, and an anonymous type of C#
  ['printed', /^\s*\{\s*(?:"[^"\n]{1,60}"|:\w{1,60})\s?=>/],
  ['printed', /^\s*\{\s*"?[\w.]{1,60}"?\s=\s/],
  // PHP
  ['printed', /^\s*(?:Array|stdClass Object)\s*\(\s*\[/],
  ['printed', /^\s*(?:array|object\(\w{1,60}\))\(\d{1,6}\)/],
  // Swift; Go; Kotlin and Java's records; .NET
  ['printed', /^\s*\[\s*(?:AnyHashable\()?"[^"\n]{1,60}"\)?\s*:/],
  ['printed', /^\s*&?map\[/],
  ['printed', /^\s*[A-Z]\w{1,60}[([]\w{1,60}=/],
  ['printed', /^\s*System\.[A-Z]/],
];

/** A value may be JSON, as `curl -d 'params={…}'` has it. */
const NAMED = /^[\w.%[\]~+-]{1,80}=[^=\n]*$/;
const FIELD = /^[\w.%[\]~+-]+=[^{"]*$/;

/** Fields of a form, in one line or one in each. */
function isForm(text: string): boolean {
  const trimmed = text.trim();
  const isEach = (mark: RegExp, field: RegExp): boolean =>
    trimmed.split(mark, 1000).every((one) => field.test(one.trim()));
  return isEach(/&/, NAMED) || isEach(/[&\n]/, FIELD);
}

/**
 * Finds the one cause for which a text that was meant as a body is no JSON. Undefined when there is no cause but a slip in the JSON
 * itself, which its parser names with its place. Linear in the length of the text.
 */
export function causeOf(text: string): Cause | undefined {
  const sign = SIGNS.find(([, pattern]) => pattern.test(text));
  if (sign) return { cause: sign[0] };
  return unwrapped(text) ?? literal(text) ?? (isForm(text) ? { cause: 'form' } : undefined);
}

/** The wrapping whose undoing leaves JSON. */
function unwrapped(text: string): Cause | undefined {
  for (const { cause, sign, undo } of UNWRAPPINGS) {
    if (!sign.test(text)) continue;
    const source = undo(text);
    const value = source === undefined ? undefined : jsonOf(source);
    if (value !== undefined) return { cause, value, source: source ?? '' };
  }
  return undefined;
}

/** JSON, which may itself be a JSON string. */
function jsonOf(text: string): JsonValue | undefined {
  const value = parseJsonText(text);
  if (typeof value === 'string') return jsonOf(value);
  return isObject(value) || Array.isArray(value) ? value : undefined;
}

/** An object as Python or JavaScript writes it. */
function literal(text: string): Cause | undefined {
  const begin = text.search(/\S/);
  if (begin < 0 || !/[[{]/.test(text[begin] ?? '')) return undefined;
  const read = literalsOf(text)(begin);
  if (!read || text.slice(read.end).trim().replace(';', '') !== '' || typeof read.value !== 'object')
    return undefined;
  const { value, features, computed } = read;
  const cause = features.has('smart-quotes')
    ? 'smart-quotes'
    : features.has('python')
      ? 'python'
      : features.has('single-quotes') || features.has('bare-keys')
        ? 'js-literal'
        : undefined;
  return cause && { cause, value, computed };
}
