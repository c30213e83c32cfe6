import { table } from '../model/table.ts';
/** One command of a command line. */
export interface ShellCommand {
  words: string[];
  /** Offset of its first word in the text. */
  at: number;
  /** Whether a `|` hands its output to the command after it. */
  piped: boolean;
}

/** The commands of a text, and whether the last one ended inside a quotation. */
export interface ShellText {
  commands: ShellCommand[];
  unclosed: boolean;
}

const ANSI = table({
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  E: '\x1b',
  f: '\f',
  v: '\v',
});

/** Characters of an unquoted word that mean themselves. */
const PLAIN = /[^\s'"\\$|;&#]+/y;

/** Where these do not begin something, they mean themselves, too. */
const LONE = /[$#]/y;

/** Characters between double quotes that mean themselves. */
const PLAIN_QUOTED = /[^"\\]+/y;

/** Characters between `$'` and `'` that mean themselves. */
const PLAIN_ANSI = /[^'\\]+/y;

const ANSI_BYTES = /(?:\\x[0-9a-fA-F]{1,2}|\\[0-7]{1,3})+/y;
const ANSI_UNICODE = /\\(?:u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8}))/y;

/**
 * Splits a text for a POSIX shell into commands and their words: quotes of either kind, backslashes, `$'…'` as bash
 * and browsers write it, line continuations, comments. Nothing is expanded. `|`, `;`, `&` and line ends part commands.
 */
export function posixCommands(text: string): ShellText {
  return new PosixReader(text).read();
}

class PosixReader {
  readonly #text: string;
  #at = 0;
  /** Where the piece begins that is being read. */
  #from = 0;
  #word: string | undefined;
  #command: ShellCommand = { words: [], at: 0, piped: false };
  readonly #commands: ShellCommand[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): ShellText {
    let unclosed = false;
    while (this.#at < this.#text.length && !unclosed) unclosed = !this.#step();
    this.#endCommand(false);
    return { commands: this.#commands, unclosed };
  }

  /** Takes the next piece; false when a quotation has no end. */
  #step(): boolean {
    const char = this.#text[this.#at] ?? '';
    this.#from = this.#at;
    if (char === "'") return this.#single();
    if (char === '"') return this.#double();
    if (char === '$' && this.#text[this.#at + 1] === "'") return this.#ansi();
    if (char === '\\') this.#escape();
    else if (char === '#' && this.#word === undefined) this.#comment();
    else if (!this.#plain()) this.#separator(char);
    return true;
  }

  /** Takes characters that mean themselves; false when there are none. */
  #plain(): boolean {
    const found = this.#take(PLAIN) || this.#take(LONE);
    if (found) this.#add(found);
    return found !== '';
  }

  #separator(char: string): void {
    if (/[|;&\r\n]/.test(char)) this.#endCommand(char === '|');
    else this.#endWord();
    this.#at += 1;
  }

  /** What a sticky pattern matches here, which is then behind; '' when it does not match. */
  #take(pattern: RegExp): string {
    const found = this.#match(pattern)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #add(text: string): void {
    if (this.#word === undefined && this.#command.words.length === 0) this.#command.at = this.#from;
    this.#word = (this.#word ?? '') + text;
  }

  #endWord(): void {
    if (this.#word !== undefined) this.#command.words.push(this.#word);
    this.#word = undefined;
  }

  #endCommand(piped: boolean): void {
    this.#endWord();
    if (this.#command.words.length === 0) return;
    this.#commands.push({ ...this.#command, piped });
    this.#command = { words: [], at: 0, piped: false };
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #escape(): void {
    const [escaped = ''] = /^(?:\r?\n|[^\n])/.exec(this.#text.slice(this.#at + 1, this.#at + 3)) ?? [];
    if (escaped !== '' && !escaped.endsWith('\n')) this.#add(escaped);
    this.#at += 1 + escaped.length;
  }

  #single(): boolean {
    const end = this.#text.indexOf("'", this.#at + 1);
    this.#add(this.#text.slice(this.#at + 1, end < 0 ? undefined : end));
    this.#at = end + 1;
    return end >= 0;
  }

  #double(): boolean {
    this.#add('');
    this.#at += 1;
    while (this.#at < this.#text.length) {
      this.#add(this.#take(PLAIN_QUOTED));
      const char = this.#text[this.#at];
      this.#at += 1;
      if (char === '"') return true;
      if (char === '\\') this.#escapeInDouble();
    }
    return false;
  }

  /** Between double quotes a backslash only escapes what would mean something there. */
  #escapeInDouble(): void {
    const [escaped = ''] = /^(?:\r?\n|["\\$`])/.exec(this.#text.slice(this.#at, this.#at + 2)) ?? [];
    if (!escaped.endsWith('\n')) this.#add(escaped || '\\');
    this.#at += escaped.length;
  }

  #ansi(): boolean {
    this.#add('');
    this.#at += 2;
    while (this.#at < this.#text.length) {
      this.#add(this.#take(PLAIN_ANSI));
      if (this.#text[this.#at] === '\\') this.#ansiEscape();
      else if (this.#at < this.#text.length) {
        this.#at += 1;
        return true;
      }
    }
    return false;
  }

  #ansiEscape(): void {
    const bytes = this.#take(ANSI_BYTES);
    if (bytes) {
      this.#add(bytesAsText(bytes));
      return;
    }
    const code = this.#match(ANSI_UNICODE);
    const next = this.#text[this.#at + 1] ?? '';
    if (code) {
      const point = Number.parseInt(code[1] ?? code[2] ?? '', 16);
      this.#add(point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd');
    } else this.#add(ANSI[next] ?? (/['"\\?]/.test(next) ? next : `\\${next}`));
    this.#at += code?.[0].length ?? 2;
  }
}

/** What a run of `\xHH` and `\OOO` says: bytes of UTF-8 to a shell; browsers have meant code points by them, too. */
function bytesAsText(escapes: string): string {
  const numbers = [...escapes.matchAll(/\\(?:x([0-9a-fA-F]+)|([0-7]+))/g)].map(
    ([, hex, octal]) =>
      (hex === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hex, 16)) & 0xff,
  );
  const bytes = Buffer.from(numbers);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
