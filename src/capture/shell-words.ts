/** The words of a command line, and whether it ended inside a quotation. */
export interface ShellWords {
  words: string[];
  unclosed: boolean;
}

const ANSI: Record<string, string> = {
  n: '\n',
  r: '\r',
  t: '\t',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  v: '\v',
};

/**
 * Splits the first command of a POSIX shell line into words: quotes of either kind, backslashes, `$'…'` as bash and
 * browsers write it, line continuations. Nothing is expanded. An unquoted `|`, `;`, `&` or line end is a word of its own.
 */
export function posixWords(text: string): ShellWords {
  return new PosixReader(text).read();
}

class PosixReader {
  readonly #text: string;
  #at = 0;
  #word: string | undefined;
  readonly #words: string[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  read(): ShellWords {
    let unclosed = false;
    while (this.#at < this.#text.length && !unclosed) unclosed = !this.#step();
    this.#finish();
    return { words: this.#words, unclosed };
  }

  /** Takes the next piece; false when a quotation has no end. */
  #step(): boolean {
    const char = this.#text[this.#at] ?? '';
    if (char === "'") return this.#single();
    if (char === '"') return this.#double();
    if (char === '$' && this.#text[this.#at + 1] === "'") return this.#ansi();
    this.#at += 1;
    if (char === '\\') this.#escape();
    else if (char === ' ' || char === '\t') this.#finish();
    else if (/[|;&\r\n]/.test(char)) {
      this.#finish();
      this.#words.push(char === '\r' ? '\n' : char);
    } else this.#add(char);
    return true;
  }

  #add(text: string): void {
    this.#word = (this.#word ?? '') + text;
  }

  #finish(): void {
    if (this.#word !== undefined) this.#words.push(this.#word);
    this.#word = undefined;
  }

  #escape(): void {
    const newline = /^\r?\n/.exec(this.#text.slice(this.#at, this.#at + 2))?.[0];
    if (newline) this.#at += newline.length;
    else {
      this.#add(this.#text[this.#at] ?? '');
      this.#at += 1;
    }
  }

  #single(): boolean {
    const end = this.#text.indexOf("'", this.#at + 1);
    this.#add(this.#text.slice(this.#at + 1, end < 0 ? undefined : end));
    this.#at = end + 1;
    return end >= 0;
  }

  #double(): boolean {
    this.#add('');
    for (this.#at += 1; this.#at < this.#text.length; this.#at += 1) {
      const char = this.#text[this.#at] ?? '';
      if (char === '"') {
        this.#at += 1;
        return true;
      }
      const next = this.#text[this.#at + 1] ?? '';
      if (char === '\\' && /["\\$`\n]/.test(next)) {
        this.#at += 1;
        if (next !== '\n') this.#add(next);
      } else this.#add(char);
    }
    return false;
  }

  #ansi(): boolean {
    this.#add('');
    this.#at += 2;
    while (this.#at < this.#text.length) {
      const char = this.#text[this.#at] ?? '';
      if (char === "'") {
        this.#at += 1;
        return true;
      }
      if (char === '\\') this.#ansiEscape();
      else {
        this.#add(char);
        this.#at += 1;
      }
    }
    return false;
  }

  #ansiEscape(): void {
    const code = /^\\(?:x([0-9a-f]{1,2})|u([0-9a-f]{1,4})|U([0-9a-f]{1,8})|([0-7]{1,3}))/i.exec(
      this.#text.slice(this.#at, this.#at + 11),
    );
    if (code) {
      const hex = code[1] ?? code[2] ?? code[3];
      const point = hex === undefined ? Number.parseInt(code[4] ?? '0', 8) : Number.parseInt(hex, 16);
      this.#add(point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd');
      this.#at += code[0].length;
      return;
    }
    const next = this.#text[this.#at + 1] ?? '';
    this.#add(ANSI[next] ?? next);
    this.#at += 2;
  }
}

/**
 * Splits a line for the Windows command prompt as browsers write it: `^` escapes the next character and continues a
 * line, `"…"` quotes, `\"` and `""` are a quote within.
 */
export function cmdWords(text: string): ShellWords {
  const plain = text
    .replace(/\^\r?\n(\r?\n)?/g, (_all, kept?: string) => (kept ? '\n' : ' '))
    .replace(/\^([\s\S])/g, '$1');
  const words: string[] = [];
  let word: string | undefined;
  let quoted = false;
  for (let at = 0; at < plain.length; at += 1) {
    const char = plain[at] ?? '';
    const next = plain[at + 1];
    if (char === '\\' && (next === '"' || next === '\\') && quoted) {
      word = (word ?? '') + next;
      at += 1;
    } else if (char === '"' && quoted && next === '"') {
      word = `${word ?? ''}"`;
      at += 1;
    } else if (char === '"') {
      quoted = !quoted;
      word ??= '';
    } else if (!quoted && /\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else word = (word ?? '') + char;
  }
  if (word !== undefined) words.push(word);
  return { words, unclosed: quoted };
}
