import type { Origin } from '../model/origin.ts';
import { table } from '../model/table.ts';
import { LineIndex } from '../parse/lines.ts';
import { gap, type RawBody } from './body-text.ts';
import type { Capture, Headers } from './capture.ts';
import { captureOf, type RawRequest } from './requests.ts';

const COMMAND = /\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b/gi;

/** Whether a text calls PowerShell's web commands. */
export function isPowershell(text: string): boolean {
  return text.search(COMMAND) >= 0;
}

/** The requests of Invoke-WebRequest and Invoke-RestMethod, as browsers copy them and as people write them. */
export function readPowershell(text: string, source: Origin): Capture {
  const lines = new LineIndex(text);
  const variables = variablesOf(text);
  const commands = [...text.matchAll(COMMAND)];
  const raw = commands.map(({ index, 0: { length } }, number): RawRequest => {
    const end = commands[number + 1]?.index ?? text.length;
    const parameters = new ParameterReader(text, index + length, end, variables).read();
    const origin = { ...source, ...lines.at(index) };
    const name = commands.length > 1 ? `PowerShell ${number + 1}` : 'PowerShell';
    return { name, ...requestOf(parameters, origin) };
  });
  return captureOf('powershell', raw);
}

type Value = { text: string } | { headers: Headers } | { unknown: string };

function requestOf(parameters: ReadonlyMap<string, Value>, origin: Origin): Omit<RawRequest, 'name'> {
  const textOf = (name: string): string | undefined => {
    const value = parameters.get(name);
    return value && 'text' in value ? value.text : undefined;
  };
  const given = parameters.get('headers');
  const headers = given && 'headers' in given ? given.headers : (Object.create(null) as Headers);
  const address = textOf('uri');
  return {
    origin,
    method: (textOf('method') ?? 'GET').toUpperCase(),
    ...(address !== undefined && { address }),
    headers,
    contentType: textOf('contenttype') ?? headers['content-type']?.toString(),
    body: bodyOf(parameters, origin),
  };
}

function bodyOf(parameters: ReadonlyMap<string, Value>, origin: Origin): RawBody {
  const body = parameters.get('body');
  const file = parameters.get('infile');
  if (file) {
    const args = { file: 'text' in file ? file.text : '' };
    return { problem: [{ code: 'capture-body-missing', severity: 'error', origin, args }] };
  }
  if (!body) return { problem: [gap(origin, 'none-sent')] };
  return 'text' in body ? { text: body.text, origin } : { problem: [gap(origin, 'computed')] };
}

const ASSIGNMENT = /^[ \t]*\$(\w{1,60})\s{0,20}=\s{0,20}/gm;

/** Variables that hold a text. */
function variablesOf(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const {
    index,
    0: { length },
    1: name = '',
  } of text.matchAll(ASSIGNMENT)) {
    const value = readString(text, index + length);
    if (value) found.set(name.toLowerCase(), value.text);
  }
  return found;
}

const GAP = /(?:[ \t\r]|`\r?\n)*/y;
const NAME = /-([A-Za-z]+)(?::|(?=\s|$))/y;
const WORD = /[^\s"'`;|)]+/y;
const PAIR = /[\s;]*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=\s*/y;

/** Reads the parameters of one command. */
class ParameterReader {
  readonly #text: string;
  readonly #end: number;
  readonly #variables: ReadonlyMap<string, string>;
  #at: number;

  constructor(text: string, at: number, end: number, variables: ReadonlyMap<string, string>) {
    this.#text = text;
    this.#at = at;
    this.#end = end;
    this.#variables = variables;
  }

  read(): Map<string, Value> {
    const found = new Map<string, Value>();
    while (this.#at < this.#end) {
      this.#take(GAP);
      const name = this.#take(NAME)?.[1]?.toLowerCase();
      this.#take(GAP);
      if (/[\n;|]/.test(this.#text[this.#at] ?? '\n')) break;
      if (name !== undefined && this.#text[this.#at] === '-') continue;
      const before = this.#at;
      const value = this.#value();
      if (name !== undefined) found.set(name, value);
      else if (!found.has('uri')) found.set('uri', value);
      if (this.#at === before) this.#at += 1;
    }
    return found;
  }

  #value(): Value {
    if (this.#text.startsWith('@{', this.#at)) return this.#table();
    const string = readString(this.#text, this.#at);
    if (string) {
      this.#at = string.end;
      return { text: string.text };
    }
    if (this.#text[this.#at] === '(') return this.#group();
    const word = this.#take(WORD)?.[0] ?? '';
    const variable = /^\$(\w+)$/.exec(word)?.[1]?.toLowerCase();
    if (variable === undefined) return { text: word };
    const text = this.#variables.get(variable);
    return text === undefined ? { unknown: word } : { text };
  }

  /** `@{ "name"="value" … }`, one pair in each line or with semicolons. */
  #table(): Value {
    const headers = Object.create(null) as Headers;
    this.#at += 2;
    for (let pair = this.#take(PAIR); pair; pair = this.#take(PAIR)) {
      const value = this.#value();
      headers[(pair[1] ?? pair[2] ?? pair[3] ?? '').toLowerCase()] = 'text' in value ? value.text : '';
    }
    const close = this.#text.indexOf('}', this.#at);
    this.#at = close < 0 ? this.#end : close + 1;
    return { headers };
  }

  /** `([System.Text.Encoding]::UTF8.GetBytes("…"))`: the text in it. */
  #group(): Value {
    const quote = /["']/g;
    quote.lastIndex = this.#at;
    const string = readString(this.#text, quote.exec(this.#text)?.index ?? this.#end);
    const from = string?.end ?? this.#at;
    const close = /^[\s)]*/.exec(this.#text.slice(from, from + 100))?.[0].length ?? 0;
    this.#at = from + close;
    return string ? { text: string.text } : { unknown: '(' };
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }
}

const HERE = /@(["'])[ \t]*\r?\n/y;
const ESCAPES = table({ n: '\n', r: '\r', t: '\t', '0': '\0' });
const PLAIN = /[^"`$]+/y;
const CHARACTER = /\$\(\[char\](\d{1,7})\)/y;

/** A string of PowerShell that begins at an offset, read as PowerShell reads it; no variable in it is filled in. */
function readString(text: string, at: number): { text: string; end: number } | undefined {
  HERE.lastIndex = at;
  const here = HERE.exec(text);
  if (here) {
    const close = text.indexOf(`\n${here[1]}@`, at);
    if (close < 0) return undefined;
    return { text: text.slice(at + here[0].length, close).replace(/\r$/, ''), end: close + 3 };
  }
  if (text[at] === "'") return singleQuoted(text, at);
  return text[at] === '"' ? doubleQuoted(text, at) : undefined;
}

function singleQuoted(text: string, at: number): { text: string; end: number } | undefined {
  let end = text.indexOf("'", at + 1);
  while (end >= 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  return end < 0 ? undefined : { text: text.slice(at + 1, end).replaceAll("''", "'"), end: end + 1 };
}

function doubleQuoted(text: string, at: number): { text: string; end: number } | undefined {
  let value = '';
  let next = at + 1;
  while (next < text.length) {
    PLAIN.lastIndex = next;
    const plain = PLAIN.exec(text)?.[0] ?? '';
    value += plain;
    next += plain.length;
    const char = text[next];
    CHARACTER.lastIndex = next;
    const code = char === '$' ? CHARACTER.exec(text) : undefined;
    if (code) {
      value += String.fromCharCode(Number(code[1]));
      next += code[0].length;
    } else if (char === '`') {
      const escaped = text[next + 1] ?? '';
      value += ESCAPES[escaped] ?? escaped;
      next += 2;
    } else if (char === '"' && text[next + 1] === '"') {
      value += '"';
      next += 2;
    } else if (char === '"') return { text: value, end: next + 1 };
    else {
      value += char ?? '';
      next += 1;
    }
  }
  return undefined;
}
