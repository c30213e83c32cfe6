import { asObject, asText, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { REDACTED, redactedWord } from '../model/redacted.ts';
import { gap, keptElsewhere, type RawBody } from './body-text.ts';

const VARIABLE = String.raw`\{\{[^{}\n]{1,80}\}\}|\{%[^%\n]{1,200}%\}`;

/** A string of JSON, or a variable that stands where a value should, with what is written right beside it. */
const TOKEN = new RegExp(String.raw`"(?:[^"\\\n]|\\.)*"|[\w.+-]*(?:(?:${VARIABLE})[\w.+-]*)+`, 'g');

const HAS_VARIABLE = new RegExp(VARIABLE);
const ONLY_VARIABLE = new RegExp(String.raw`^\s*(?:${VARIABLE})\s*$`);

/**
 * The text of a body in which a tool fills in variables (`{{name}}`, `{% tag %}`) when it sends: what comes of them is not known, and
 * is no mistake. Places in front of a variable stay true.
 */
export function templateBody(text: string, origin: Origin): RawBody {
  if (ONLY_VARIABLE.test(text)) {
    return { problem: [keptElsewhere(origin, { file: text.trim(), form: 'variable' })] };
  }
  if (!HAS_VARIABLE.test(text)) return { text, origin };
  const filled = text.replace(TOKEN, (token, at: number) => {
    if (!HAS_VARIABLE.test(token)) return token;
    if (!token.startsWith('"')) return JSON.stringify(REDACTED);
    const isKey = /^\s*:/.test(text.slice(at + token.length, at + token.length + 20));
    return isKey ? token : JSON.stringify(redactedWord('string'));
  });
  return { text: filled, origin };
}

/** A body that a program keeps in parts of its own, and not as text: the fields of a form, or the name of a file. */
export function bodyInParts(body: JsonObject, origin: Origin): RawBody {
  const form = ['urlencoded', 'formdata', 'params', 'formUrlEncoded', 'multipartForm']
    .map((key) => body[key])
    .find((fields) => Array.isArray(fields) && fields.length > 0);
  if (form !== undefined) return { text: formText(form), origin };
  const file = asText(asObject(body['file'])['src']) || asText(body['fileName']);
  if (file === '') return { problem: [gap(origin, 'none-sent')] };
  return { problem: [keptElsewhere(origin, { file })] };
}

/** The fields of a form as they are sent; their names stand under `name` or `key`. */
export function formText(fields: JsonValue | undefined): string {
  const pairs = Array.isArray(fields) ? fields.map(asObject) : [];
  return pairs
    .map(({ name, key, value }) => {
      const field = asText(name ?? key);
      return asText(value) === '' ? field : `${field}=${asText(value)}`;
    })
    .join('&');
}
