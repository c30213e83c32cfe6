import type { NotJson } from '../model/capture-facts.ts';
import { parseJsonText } from '../model/json-text.ts';
import { table } from '../model/table.ts';

/** A way to wrap JSON in something else, and how to undo it. */
interface Unwrapping {
  cause: NotJson;
  sign: RegExp;
  undo: (text: string) => string | undefined;
}

const ENTITIES = table({ quot: '"', amp: '&', lt: '<', gt: '>', apos: "'", nbsp: ' ' });

/** Replaces the entities of HTML that stand in JSON which a page or an XML file has escaped; once, as it was escaped. */
export function withoutEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(quot|amp|lt|gt|apos|nbsp));/gi,
    (whole, dec, hex, name) => {
      if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const point = dec === undefined ? Number.parseInt(hex, 16) : Number(dec);
      return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
    },
  );
}

/** Takes one level of backslashes away, as if the text stood in a JSON string; undefined when it could not. */
export function withoutBackslashes(text: string): string | undefined {
  const value = parseJsonText(`"${text.replace(/\r?\n/g, '\\n').replace(/\t/g, '\\t')}"`);
  return typeof value === 'string' ? value : undefined;
}

/** Percent escapes undone, with `+` for a blank as forms write it. */
function withoutPercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text.trim().replaceAll('+', ' ')).replace(/^[\w.-]{0,40}=(?=[[{])|=$/g, '');
  } catch {
    return undefined;
  }
}

/** In the order in which they are tried. */
export const UNWRAPPINGS: readonly Unwrapping[] = [
  { cause: 'byte-order-mark', sign: /^\ufeff/, undo: (text) => text.slice(1) },
  { cause: 'html-entities', sign: /&(?:quot|#34|#x22);/i, undo: withoutEntities },
  { cause: 'url-encoded', sign: /^\s*(?:[\w.-]{1,40}=)?%(?:7B|5B)/i, undo: withoutPercent },
  // curl -d with a content type of a form, and jQuery, leave a form's field whose name is the JSON.
  {
    cause: 'url-encoded',
    sign: /^\s*(?:[\w.-]{1,40}=[[{]|[[{][\s\S]*=\s*$)/,
    undo: (text) => withoutPercent(text),
  },
  {
    cause: 'escaped-quotes',
    sign: /^\s*["']?[[{]\s*(?:\\n|\\t|\s)*\\+"/,
    undo: (text) => withoutBackslashes(text.trim().replace(/^["']|["']$/g, '')),
  },
  // What begins with a brace begins with these letters in Base64, `[` with a W.
  {
    cause: 'base64',
    sign: /^\s*(?:e[wy]|W[ywz])[\w+/=\s-]{20,}$/,
    undo: (text) => Buffer.from(text, 'base64').toString('utf8'),
  },
  { cause: 'escaped-quotes', sign: /^\s*"?[[{]\s*""/, undo: (text) => inner(text).replaceAll('""', '"') },
  { cause: 'escaped-quotes', sign: /^\s*"?[[{]\s*`"/, undo: (text) => inner(text).replaceAll('`"', '"') },
  {
    cause: 'escaped-quotes',
    sign: /^\s*"?\^?[[{]\s*(?:\^?\\?\^?")/,
    undo: (text) => inner(text).replace(/\^(.)/gs, '$1').replaceAll('\\"', '"'),
  },
  // A quotation that was opened around the body and belongs to the shell.
  { cause: 'escaped-quotes', sign: /^\s*'[\s\S]*'\s*$/, undo: inner },
];

/** The text without a pair of quotes around it. */
function inner(text: string): string {
  const trimmed = text.trim();
  const [first] = trimmed;
  return (first === '"' || first === "'") && trimmed.length > 1 && trimmed.endsWith(first)
    ? trimmed.slice(1, -1)
    : trimmed;
}
