import { table } from '../model/table.ts';

const HERE = /@(["'])[ \t]*\r?\n/y;
const ESCAPES = table({ n: '\n', r: '\r', t: '\t', '0': '\0' });
const PLAIN = /[^"`$]+/y;
const CHARACTER = /\$\(\[char\](\d{1,7})\)/y;

/** A text of PowerShell, and where it ends. */
interface PowershellString {
  text: string;
  end: number;
}

/**
 * Reads the strings of a text as PowerShell reads them; no variable in them is filled in. A kind of string that has no end from
 * some place on is not looked for again behind it, so that all strings together take linear time.
 */
export class PowershellStrings {
  readonly #text: string;
  /** By the characters that begin a string: from where on none of them ends. */
  readonly #endless = new Map<string, number>();

  constructor(text: string) {
    this.#text = text;
  }

  /** The string that begins at an offset; undefined when none does, or when it has no end. */
  read(at: number): PowershellString | undefined {
    HERE.lastIndex = at;
    const here = HERE.exec(this.#text);
    const kind = here ? `@${here[1]}` : (this.#text[at] ?? '');
    if (!here && kind !== '"' && kind !== "'") return undefined;
    if (at >= (this.#endless.get(kind) ?? Number.POSITIVE_INFINITY)) return undefined;
    const string = here
      ? hereString(this.#text, at + here[0].length, `\n${here[1]}@`)
      : kind === "'"
        ? singleQuoted(this.#text, at)
        : doubleQuoted(this.#text, at);
    if (string === undefined) this.#endless.set(kind, at);
    return string;
  }
}

function hereString(text: string, from: number, close: string): PowershellString | undefined {
  // An empty one closes with the line end that opens it.
  const end = text.indexOf(close, from - 1);
  return end < 0
    ? undefined
    : { text: text.slice(from, Math.max(end, from)).replace(/\r$/, ''), end: end + close.length };
}

function singleQuoted(text: string, at: number): PowershellString | undefined {
  let end = text.indexOf("'", at + 1);
  while (end >= 0 && text[end + 1] === "'") end = text.indexOf("'", end + 2);
  return end < 0 ? undefined : { text: text.slice(at + 1, end).replaceAll("''", "'"), end: end + 1 };
}

function doubleQuoted(text: string, at: number): PowershellString | undefined {
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
