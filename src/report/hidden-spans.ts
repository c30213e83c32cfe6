import { isSensitiveName, SENSITIVE_NAMES } from '../model/sensitive.ts';
import { isTelling } from './own-words.ts';

/** A part of a text, as offsets. */
export interface Span {
  start: number;
  end: number;
}

/** A value of a text of which only its key may be told, with the key. */
export interface HiddenSpan extends Span {
  /** It is known to identify somebody; else nothing is known of the key. */
  sensitive: boolean;
}

/** Keys whose values may be repeated: those of the API and of its parts, and the settings. Of any other nobody knows what it holds. */
const OPEN_KEY =
  /^(?:(?:media|analytics|visitor|quality|a)\.[\w.-]+|eventType|playhead|ts|endpoint|trackingServer|reportSuite|orgId|connectTimeout|timeout|retry|caCert)$/;

/** Whether the value under a key may be repeated, as far as the key alone tells. */
export function isOpenKey(key: string): boolean {
  return OPEN_KEY.test(key) && !key.split('.').some(isTelling);
}

/** A string in any quotation marks, up to its end or that of the line; a bracket, colon or comma; or anything else up to one. */
const TOKEN =
  /"(?:[^"\\\n\r]|\\[^\n\r])*"?|'(?:[^'\\\n\r]|\\[^\n\r])*'?|`[^`\n\r]*`?|[\u201c\u201d][^\u201c\u201d\n\r]*[\u201c\u201d]?|[{}[\]:,]|[^\s{}[\]:,"'`\u201c\u201d]+/g;

/** What is open while tokens are read: the names on the way to it, with dots around them, as far as they can matter. */
interface Frame {
  name: string;
  isList: boolean;
  /** All that is in it is. */
  sensitive: boolean;
}

/** Longer than any name that tells something: the ways into deeply nested text must not fill the memory. */
const LONGEST_NAME = 120;

/**
 * The values of a JSON text that are not to be repeated. Broken JSON is read as far as it makes sense, and a second value without a
 * comma between belongs to the first, as to its key. `base`: the names on the way to the text, as `.params.`.
 */
export function hiddenSpans(text: string, base = '.'): HiddenSpan[] {
  const spans: HiddenSpan[] = [];
  const root: Frame = { name: base, isList: false, sensitive: isSensitiveName(base) };
  const frames: Frame[] = [root];
  let key: string | undefined;
  let last: string | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const [token] = match;
    const end = match.index + token.length;
    const frame = frames.at(-1) ?? root;
    if (token === '{' || token === '[') {
      const name = nameOf(frame, key);
      frames.push({ name, isList: token === '[', sensitive: frame.sensitive || isSensitiveName(name) });
      key = last = undefined;
    } else if (token === '}' || token === ']') {
      if (frames.length > 1) frames.pop();
      key = last = undefined;
    } else if (token === ',') {
      if (!frame.isList) key = undefined;
      last = undefined;
    } else if (token === ':') {
      key = last ?? key;
      last = undefined;
    } else {
      const isKey = !frame.isList && key === undefined && last === undefined;
      const own = isKey ? undefined : (key ?? last);
      // A key within a sensitive object, such as a customer ID's, is as telling as its value.
      const name = isKey ? frame.name : nameOf(frame, own);
      const isSensitive = frame.sensitive || isSensitiveName(name);
      const sensitive = isSensitive && !(isKey && /\.custommetadata\.$/i.test(name));
      const unknown = !isKey && isText(token) && !isOpenKey(own ?? lastName(frame.name));
      if (sensitive || unknown) spans.push({ start: match.index, end, sensitive });
      last = unquoted(token);
    }
  }
  return spans;
}

function nameOf({ name }: Frame, key: string | undefined): string {
  return key === undefined ? name : `${name}${key}.`.slice(-LONGEST_NAME);
}

function lastName(name: string): string {
  return name.split('.').at(-2) ?? '';
}

function isText(token: string): boolean {
  return !/^(?:-?\d[\d.eE+-]*|true|false|null)$/.test(token);
}

function unquoted(token: string): string {
  return token.replace(/^["'`\u201c\u201d]|["'`\u201c\u201d]$/g, '');
}

const YAML_LINE = /^(\s*(?:-\s+)*)(?:"([^"]*)"|'([^']*)'|([^\s#&*!|>'"%@`{[][^#]*?))\s*:(?=\s|$)/;

/** The same of one line of a YAML text: its values by the keys that it stands beneath. `lines` ends with it. */
export function hiddenInYaml(lines: readonly string[]): HiddenSpan[] {
  const line = lines.at(-1) ?? '';
  const base = `.${parentsOf(lines).join('.')}.`;
  const [whole = '', , ...names] = YAML_LINE.exec(line) ?? [];
  const key = names.find((name) => name !== undefined);
  const rest = { start: line.length - line.slice(whole.length).trimStart().length, end: line.length };
  const name = key === undefined ? base : `${base}${key}.`;
  if (isSensitiveName(name) || namesSecret(line.slice(whole.length))) return [{ ...rest, sensitive: true }];
  const value = line.slice(whole.length);
  if (/^\s*[{[]/.test(value)) return shifted(hiddenSpans(value, name), whole.length);
  const comment = /(?:^|\s)#.*$/.exec(value);
  const noted = comment ? [{ start: whole.length + comment.index, end: line.length, sensitive: false }] : [];
  const isOpen = key === undefined ? lastKeyIsOpen(base) : isOpenKey(key);
  if (isOpen || /^\s*(?:#|$)/.test(value) || !isText(value.trim())) return noted;
  return [{ ...rest, sensitive: false }];
}

function lastKeyIsOpen(base: string): boolean {
  const ignored = /\.ignore\.$/.test(base);
  return ignored || isOpenKey(base.split('.').slice(-3, -1).join('.'));
}

function shifted(spans: readonly HiddenSpan[], by: number): HiddenSpan[] {
  return spans.map(({ start, end, sensitive }) => ({ start: start + by, end: end + by, sensitive }));
}

/** The keys above the last of some lines, by their indentation. */
function parentsOf(lines: readonly string[]): string[] {
  const parents: string[] = [];
  let indent = indentOf(lines.at(-1) ?? '');
  for (let at = lines.length - 2; at >= 0 && indent > 0; at--) {
    const line = lines[at] ?? '';
    const own = indentOf(line);
    if (line.trim() === '' || own >= indent) continue;
    const [, , ...names] = YAML_LINE.exec(line) ?? [];
    const key = names.find((name) => name !== undefined);
    if (key !== undefined) parents.unshift(key);
    indent = own;
  }
  return parents;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Whether a text names something that identifies somebody, wherever it does. */
export function namesSecret(text: string): boolean {
  return firstSecret(text) >= 0;
}

/** Where the first such name in a text ends; -1 without one. */
export function firstSecret(text: string): number {
  const lower = text.toLowerCase();
  const ends = SENSITIVE_NAMES.map((name) => name.slice(1, -1)).flatMap((name) => {
    const at = lower.indexOf(name);
    return at < 0 ? [] : [at + name.length];
  });
  return ends.length === 0 ? -1 : Math.min(...ends);
}
