import type { Span } from './json-scan.ts';

/** An object that may be a body, and how it is quoted. */
export interface Candidate extends Span {
  /** How many backslashes stand before each of its quotation marks. */
  backslashes: number;
}

interface Frame {
  start: number;
  eventType: boolean;
  playerTime: boolean;
  params: boolean;
}

/** How deep JSON may stand in strings of JSON: the backslashes before a quotation mark in each. */
export const DEPTHS = [0, 1, 3, 7] as const;

/** Backslashes match whether or not a mark follows, so that a long run of them is looked at once. */
const TOKEN = /\\+"?|"|[{}\n]/g;

/**
 * Finds the objects that hold `eventType` with `playerTime` or `params` as keys of their own, anywhere in a text. What stands
 * around them is no JSON, so a quotation mark may mean anything: a string ends with its line at the latest, and an object may begin
 * within what looked like one. One pass; the innermost object counts.
 * @param backslashes how many of them stand before each quotation mark, one of {@link DEPTHS}
 */
export function candidates(text: string, backslashes: number): Candidate[] {
  return new BraceReader(text, backslashes).read();
}

class BraceReader {
  readonly #text: string;
  readonly #depth: number;
  readonly #begins: RegExp;
  readonly #found: (Candidate & { strong: boolean })[] = [];
  #stack: Frame[] = [];
  /** Where the string began that is being read; -1 outside of one. */
  #string = -1;

  constructor(text: string, depth: number) {
    this.#text = text;
    this.#depth = depth;
    const quote = `\\\\{${depth}}"`;
    this.#begins = new RegExp(
      `\\{(?:\\s|\\\\+[nrt]){0,200}${quote}[\\w.$-]{1,60}${quote}(?:\\s|\\\\+[nrt]){0,20}:`,
      'y',
    );
  }

  read(): Candidate[] {
    TOKEN.lastIndex = 0;
    for (let token = TOKEN.exec(this.#text); token; token = TOKEN.exec(this.#text)) {
      const [whole] = token;
      if (whole.endsWith('"')) this.#quote(token.index, whole.length - 1, whole.length);
      else if (whole === '\n') this.#string = -1;
      else if (whole === '{') this.#open(token.index);
      else if (whole === '}' && this.#string < 0) this.#close(token.index);
    }
    return this.#found;
  }

  #quote(at: number, before: number, length: number): void {
    // A mark with fewer backslashes ends the text in which these objects stand.
    if (before < this.#depth) {
      this.#stack = [];
      this.#string = -1;
      return;
    }
    if (before % (2 * this.#depth + 2) !== this.#depth) return;
    if (this.#string >= 0) {
      this.#mark(this.#text.slice(this.#string, at + before - this.#depth), at + length);
      this.#string = -1;
    } else this.#string = at + length;
  }

  /** Notes a key of the object that is open. */
  #mark(name: string, after: number): void {
    const frame = this.#stack.at(-1);
    if (!frame || !/^(?:eventType|playerTime|params)$/.test(name)) return;
    AFTER_KEY.lastIndex = after;
    if (AFTER_KEY.test(this.#text)) frame[name as 'eventType' | 'playerTime' | 'params'] = true;
  }

  #open(at: number): void {
    if (this.#string >= 0) {
      this.#begins.lastIndex = at;
      if (!this.#begins.test(this.#text)) return;
      this.#string = -1;
    }
    this.#stack.push({ start: at, eventType: false, playerTime: false, params: false });
  }

  #close(at: number): void {
    const frame = this.#stack.pop();
    if (!frame?.eventType || !(frame.playerTime || frame.params)) return;
    const strong = frame.playerTime;
    while ((this.#found.at(-1)?.start ?? -1) > frame.start) {
      if (this.#found.at(-1)?.strong && !strong) return;
      this.#found.pop();
    }
    this.#found.push({ start: frame.start, end: at + 1, backslashes: this.#depth, strong });
  }
}

const AFTER_KEY = /(?:\s|\\+[nrt]){0,20}:/y;

/** Puts objects together that are the elements of one list, as a batch is. */
export function withLists(text: string, found: readonly Candidate[]): Candidate[] {
  const grouped: Candidate[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const first = found[at] as Candidate;
    let last = at;
    while (last + 1 < found.length && isComma(text, found[last] as Candidate, found[last + 1] as Candidate))
      last += 1;
    const end = (found[last] as Candidate).end;
    const before = OPENING.exec(text.slice(Math.max(0, first.start - 100), first.start));
    const after = CLOSING.exec(text.slice(end, end + 100));
    if (before && after) {
      grouped.push({ ...first, start: first.start - before[0].length, end: end + after[0].length });
    } else grouped.push(...found.slice(at, last + 1));
    at = last;
  }
  return grouped;
}

const OPENING = /\[(?:\s|\\[nrt]){0,50}$/;
const CLOSING = /^(?:\s|\\[nrt]){0,50}\]/;

function isComma(text: string, { end }: Candidate, { start }: Candidate): boolean {
  return start - end < 200 && /^(?:\s|\\[nrt])*,(?:\s|\\[nrt])*$/.test(text.slice(end, start));
}
