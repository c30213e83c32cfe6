import { type Origin, placed, type SourceText } from '../model/origin.ts';

/** Turns offsets into a text into lines and columns. Lines are counted when asked for, and no further, since most texts hold no mistake. */
export class LineIndex implements SourceText {
  readonly text: string;
  readonly form: SourceText['form'];
  /** Where the lines begin, as far as they are known. */
  readonly #starts = [0];
  #complete = false;
  #hasReturns: boolean | undefined;

  constructor(text: string, form: SourceText['form'] = 'json') {
    this.text = text;
    this.form = form;
  }

  /** The origin of what stands at an offset of this text, which came from `source`; it knows its place in the text. */
  origin(source: Origin, offset: number): Origin {
    return placed({ ...source, ...this.at(offset) }, { source: this, offset });
  }

  /**
   * Line and column of an offset, both from 1. Columns count UTF-16 code units, as editors built on
   * JavaScript do; line ends are LF, CRLF and CR.
   */
  at(offset: number): { line: number; column: number } {
    this.#readTo(offset);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }

  #readTo(offset: number): void {
    let last = this.#starts.at(-1) ?? 0;
    while (last <= offset && !this.#complete) {
      last = this.#lineAfter(last);
      if (last < 0) this.#complete = true;
      else this.#starts.push(last);
    }
  }

  /** Where the line behind the one that begins at `start` begins; -1 when that is the last one. */
  #lineAfter(start: number): number {
    this.#hasReturns ??= this.text.includes('\r');
    // Without CR, which is usual, there is a faster way than a pattern.
    if (!this.#hasReturns) return this.text.indexOf('\n', start) + 1 || -1;
    LINE_END.lastIndex = start;
    return LINE_END.test(this.text) ? LINE_END.lastIndex : -1;
  }
}

const LINE_END = /\r\n?|\n/g;
