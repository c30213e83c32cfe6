import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { gap, keptElsewhere, type RawBody } from './body-text.ts';
import type { Capture, Headers } from './capture.ts';
import { LogResponses } from './log-responses.ts';
import { PowershellStrings } from './powershell-strings.ts';
import { captureOf, type RawRequest } from './requests.ts';

/** Before a colon it is the one that failed. */
const COMMAND = /\b(?:Invoke-WebRequest|Invoke-RestMethod|iwr|irm)\b(?!\s?:\s)/gi;

/** Whether a text calls PowerShell's web commands. */
export function isPowershell(text: string): boolean {
  return text.search(COMMAND) >= 0;
}

/** The requests of Invoke-WebRequest and Invoke-RestMethod, as browsers copy them and as people write them. */
export function readPowershell(text: string, source: Origin): Capture {
  const lines = new LineIndex(text);
  const strings = new PowershellStrings(text);
  const variables = variablesOf(text, strings);
  const responses = new LogResponses(text);
  const raw: (Omit<RawRequest, 'name'> & { at: number; end: number })[] = [];
  let end = 0;
  for (const { index, 0: word } of text.matchAll(COMMAND)) {
    // A word within a text of the command before it is no command.
    if (index < end) continue;
    const reader = new ParameterReader(text, index + word.length, strings, variables);
    const request = requestOf(reader.read(), { ...source, ...lines.at(index) });
    end = reader.at;
    raw.push({ ...request, at: index, end });
  }
  const named = raw.map(({ at: _at, end: from, ...one }, number): RawRequest => {
    const to = raw[number + 1]?.at ?? text.length;
    // What PowerShell prints of a failure; a success is an object, or nothing.
    const outcome = responses.failure(from, to);
    return {
      ...one,
      ...(outcome && { response: responses.read(outcome, from, to) }),
      name: raw.length > 1 ? `PowerShell ${number + 1}` : 'PowerShell',
    };
  });
  return captureOf('powershell', named);
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
  if (file) return { problem: [keptElsewhere(origin, { file: 'text' in file ? file.text : '' })] };
  if (!body) return { problem: [gap(origin, 'none-sent')] };
  return 'text' in body ? { text: body.text, origin } : { problem: [gap(origin, 'computed')] };
}

const ASSIGNMENT = /^[ \t]*\$(\w{1,60})\s{0,20}=\s{0,20}/gm;

/** Variables that hold a text. */
function variablesOf(text: string, strings: PowershellStrings): Map<string, string> {
  const found = new Map<string, string>();
  for (const {
    index,
    0: { length },
    1: name = '',
  } of text.matchAll(ASSIGNMENT)) {
    const value = strings.read(index + length);
    if (value) found.set(name.toLowerCase(), value.text);
  }
  return found;
}

const GAP = /(?:[ \t\r]|`\r?\n)*/y;
const NAME = /-([A-Za-z]+)(?::|(?=\s|$))/y;
const WORD = /[^\s"'`;|)]+/y;
const PAIR = /[\s;]*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=\s*/y;
const UNREAD = /[^;\n}]*/y;
const CLOSE = /[\s;]*\}?/y;
const PLAIN = /[^"'()]+/y;

/** What may stand around a text in brackets and leave it as it is. */
const BYTES = /^\(+(?:\[[\w.]+\]::\w+\.GetBytes\(+)?\)*$/i;

/** Reads the parameters of one command, to the end of its last line. */
class ParameterReader {
  at: number;
  readonly #text: string;
  readonly #strings: PowershellStrings;
  readonly #variables: ReadonlyMap<string, string>;

  constructor(text: string, at: number, strings: PowershellStrings, variables: ReadonlyMap<string, string>) {
    this.#text = text;
    this.at = at;
    this.#strings = strings;
    this.#variables = variables;
  }

  read(): Map<string, Value> {
    const found = new Map<string, Value>();
    for (;;) {
      this.#take(GAP);
      const name = this.#take(NAME)?.[1]?.toLowerCase();
      this.#take(GAP);
      if (/[\n;|]/.test(this.#text[this.at] ?? '\n')) return found;
      if (name !== undefined && this.#text[this.at] === '-') continue;
      const before = this.at;
      const value = this.#value();
      if (name !== undefined) found.set(name, value);
      else if (!found.has('uri')) found.set('uri', value);
      if (this.at === before) this.at += 1;
    }
  }

  #value(): Value {
    if (this.#text.startsWith('@{', this.at)) return this.#table();
    const string = this.#string();
    if (string !== undefined) return { text: string };
    if (this.#text[this.at] === '(') return this.#group();
    const word = this.#take(WORD)?.[0] ?? '';
    const variable = /^\$(\w+)$/.exec(word)?.[1]?.toLowerCase();
    if (variable === undefined) return { text: word };
    const text = this.#variables.get(variable);
    return text === undefined ? { unknown: word } : { text };
  }

  /** `@{ "name"="value" … }`, one pair in each line or with semicolons. */
  #table(): Value {
    const headers = Object.create(null) as Headers;
    this.at += 2;
    for (let pair = this.#take(PAIR); pair; pair = this.#take(PAIR)) {
      const value = this.#value();
      headers[(pair[1] ?? pair[2] ?? pair[3] ?? '').toLowerCase()] = 'text' in value ? value.text : '';
      this.#take(UNREAD);
    }
    this.#take(CLOSE);
    return { headers };
  }

  /** `([System.Text.Encoding]::UTF8.GetBytes("…"))`: the text in it. What another command makes is not known. */
  #group(): Value {
    const texts: string[] = [];
    let around = '';
    let depth = 0;
    do {
      const char = this.#text[this.at] ?? '';
      const string = /["']/.test(char) ? this.#string() : undefined;
      if (string !== undefined) texts.push(string);
      else {
        const plain = this.#take(PLAIN)?.[0];
        if (plain === undefined) this.at += 1;
        around += plain ?? char;
        if (char === '(') depth += 1;
        else if (char === ')') depth -= 1;
      }
    } while (depth > 0 && this.at < this.#text.length);
    const [text] = texts;
    return text !== undefined && texts.length === 1 && BYTES.test(around) ? { text } : { unknown: around };
  }

  #string(): string | undefined {
    const string = this.#strings.read(this.at);
    if (string) this.at = string.end;
    return string?.text;
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text);
    if (found) this.at += found[0].length;
    return found;
  }
}
