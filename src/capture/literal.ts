import { type JsonObject, type JsonValue, type Path, pointer } from '../model/json.ts';
import { REDACTED } from '../model/redacted.ts';
import { table } from '../model/table.ts';

/** How a literal differs from JSON. */
type LiteralFeature = 'bare-keys' | 'comments' | 'python' | 'single-quotes' | 'smart-quotes';

/** A literal of JavaScript, Python or JSON, read. */
export interface Literal {
  value: JsonValue;
  /** Offset behind it. */
  end: number;
  features: ReadonlySet<LiteralFeature>;
  /** JSON pointers of values that are expressions: the text does not hold what they come to. */
  computed: readonly string[];
  /** JSON pointers of values that the code puts into JSON. */
  encoded: readonly string[];
}

/** Reads what begins at an offset of a text; undefined for what is no literal. */
export type LiteralReading = (at: number) => Literal | undefined;

/**
 * Reads literals of JavaScript, Python or JSON in a text: quotes of any kind, keys without quotes, comments, trailing commas,
 * `True` and `None`, `JSON.stringify(…)` and `json.dumps(…)` around a value. An expression is not run: its value is unknown and
 * listed in `computed`. Linear, however many are asked for: see {@link LOOKS}.
 */
export function literalsOf(text: string): LiteralReading {
  let left = LOOKS * text.length;
  return (at) => {
    if (left < 0) return undefined;
    const reader = new LiteralReader(text, at);
    try {
      const value = reader.value([]);
      const { features, computed, encoded } = reader;
      return { value, end: reader.at, features, computed, encoded };
    } catch (error) {
      if (error === NO_LITERAL) return undefined;
      throw error;
    } finally {
      left -= reader.at - at;
    }
  };
}

/**
 * How often all readings of a text may look at each of its characters, on average. Code that means something is read once or
 * twice; what looks like the beginning of a literal at every turn, and is none, would be read to its end from each of them.
 */
const LOOKS = 20;

const NO_LITERAL = new Error('no literal');
const MAX_DEPTH = 60;

/** Longer expressions are no values of a body, in characters. */
const MAX_EXPRESSION = 1000;

const SPACE = /(?:\s+|\/\/[^\n]*|\/\*[^*]*\*+(?:[^/*][^*]*\*+)*\/|#[^\n]*)+/y;
const NUMBER = /[-+]?(?:0x[\da-f]+|(?:\d[\d_]*(?:\.\d*)?|\.\d+)(?:e[-+]?\d+)?)[LlDdFf]?(?=\s*[,;)\]}\n]|$)/iy;
const WORD = /(?:true|false|null|undefined|None|True|False|NaN)(?=\s*[,;)\]}\n]|$)/y;
const WRAPPER = /(?:JSON\.stringify|json\.dumps|json_encode|Buffer\.from|dict)\s*\(/y;
const KEY = /[\w$]+(?=\s*:)/y;
const PREFIX = /[burf]{1,2}(?=['"])/iy;

const CLOSING = table<string>({
  '“': '”',
  '”': '”',
  '„': '“',
  '‘': '’',
  '’': '’',
  '«': '»',
  '″': '″',
});
const ESCAPES = table<string>({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', '\n': '' });
const WORDS = table<JsonValue>({ true: true, false: false, True: true, False: false });

class LiteralReader {
  at: number;
  readonly features = new Set<LiteralFeature>();
  readonly computed: string[] = [];
  readonly encoded: string[] = [];
  readonly #text: string;

  constructor(text: string, at: number) {
    this.#text = text;
    this.at = at;
  }

  value(path: Path): JsonValue {
    if (path.length > MAX_DEPTH) throw NO_LITERAL;
    this.#space();
    const char = this.#text[this.at] ?? '';
    if (char === '{') return this.#object(path);
    if (char === '[') return this.#list(path);
    const number = this.#take(NUMBER);
    if (number) return Number(number.replace(/_|[LlDdFf]$/g, (mark) => (/0x/i.test(number) ? mark : '')));
    const word = this.#take(WORD);
    if (word) return this.#word(word);
    const wrapper = this.#take(WRAPPER);
    if (/^json/i.test(wrapper)) this.encoded.push(pointer(path));
    if (wrapper) return this.#wrapped(path);
    this.#take(PREFIX);
    if (/["'`“”„‘’«″]/.test(this.#text[this.at] ?? '')) return this.#texts(path);
    return this.#expression(path);
  }

  #word(word: string): JsonValue {
    if (/^[NTF]/.test(word) && word !== 'NaN') this.features.add('python');
    return WORDS[word] ?? null;
  }

  /** The value that a call puts into JSON. */
  #wrapped(path: Path): JsonValue {
    const value = this.value(path);
    const from = this.at;
    for (let depth = 1; depth > 0; this.at += 1) {
      const char = this.#text[this.at];
      if (char === undefined || this.at - from > MAX_EXPRESSION) throw NO_LITERAL;
      if (char === '(') depth += 1;
      if (char === ')') depth -= 1;
    }
    return value;
  }

  #object(path: Path): JsonObject {
    const object = Object.create(null) as JsonObject;
    this.at += 1;
    while (!this.#closes('}')) {
      const key = this.#key();
      this.#space();
      if (this.#text[this.at] !== ':') throw NO_LITERAL;
      this.at += 1;
      object[key] = this.value([...path, key]);
      this.#comma('}');
    }
    return object;
  }

  #list(path: Path): JsonValue[] {
    const list: JsonValue[] = [];
    this.at += 1;
    while (!this.#closes(']')) {
      list.push(this.value([...path, list.length]));
      this.#comma(']');
    }
    return list;
  }

  #closes(bracket: string): boolean {
    this.#space();
    if (this.#text[this.at] !== bracket) return false;
    this.at += 1;
    return true;
  }

  #comma(bracket: string): void {
    this.#space();
    if (this.#text[this.at] === ',') this.at += 1;
    else if (this.#text[this.at] !== bracket) throw NO_LITERAL;
  }

  #key(): string {
    const bare = this.#take(KEY);
    if (bare) this.features.add('bare-keys');
    return bare || this.#string();
  }

  /** A text, or several put together with `+` or side by side. */
  #texts(path: Path): JsonValue {
    let whole = this.#string();
    for (;;) {
      this.#space();
      const plus = this.#text[this.at] === '+';
      if (plus) this.at += 1;
      this.#space();
      if (/["'`]/.test(this.#text[this.at] ?? '')) whole += this.#string();
      else if (plus) whole += `{${this.#skipExpression()}}`;
      else break;
    }
    const next = this.#text[this.at] ?? '';
    return next === '' || /[,;)\]}\n]/.test(next) || this.#text[this.at - 1] === '\n'
      ? whole
      : this.#expression(path);
  }

  #string(): string {
    const quote = this.#text[this.at] ?? '';
    const closing = CLOSING[quote];
    if (closing === undefined && !/["'`]/.test(quote)) throw NO_LITERAL;
    if (closing !== undefined) this.features.add('smart-quotes');
    if (quote === "'") this.features.add('single-quotes');
    this.at += 1;
    const ends = closing === undefined ? quote : `${closing}"`;
    const plain = closing === undefined ? PLAIN[quote] : PLAIN_SMART;
    let text = '';
    for (;;) {
      text += this.#take(plain ?? PLAIN_SMART);
      const char = this.#text[this.at];
      if (char === undefined) throw NO_LITERAL;
      this.at += 1;
      if (char === '\\') text += this.#escape();
      else if (ends.includes(char)) return text;
      else text += char;
    }
  }

  #escape(): string {
    const char = this.#text[this.at] ?? '';
    this.at += 1;
    const digits = char === 'u' ? 4 : char === 'x' ? 2 : 0;
    const code = this.#text.slice(this.at, this.at + digits);
    if (digits === 0 || !/^[\da-f]+$/i.test(code) || code.length < digits) return ESCAPES[char] ?? char;
    this.at += digits;
    return String.fromCharCode(Number.parseInt(code, 16));
  }

  #expression(path: Path): JsonValue {
    if (this.#skipExpression() === '') throw NO_LITERAL;
    this.computed.push(pointer(path));
    return REDACTED;
  }

  /** Skips to what ends an expression, brackets within it kept together. */
  #skipExpression(): string {
    const from = this.at;
    let depth = 0;
    for (; this.at < this.#text.length; this.at += 1) {
      const char = this.#text[this.at] ?? '';
      if (this.at - from > MAX_EXPRESSION) throw NO_LITERAL;
      if (/[([{]/.test(char)) depth += 1;
      else if (/[)\]}]/.test(char) && depth > 0) depth -= 1;
      else if (depth === 0 && /[,)\]}\n;]/.test(char)) break;
      else if (char === '…' || char === '"') throw NO_LITERAL;
    }
    return this.#text.slice(from, this.at).trim();
  }

  #space(): void {
    if (/[/#]/.test(this.#take(SPACE))) this.features.add('comments');
    if (!this.#text.startsWith('/*', this.at)) return;
    // A comment without an end.
    this.at = this.#text.length;
    throw NO_LITERAL;
  }

  #take(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }
}

const PLAIN = table<RegExp>({ '"': /[^"\\]+/y, "'": /[^'\\]+/y, '`': /[^`\\]+/y });
const PLAIN_SMART = /[^"\\”“’»″]+/y;
