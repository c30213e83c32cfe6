/** Turns offsets into a text into lines and columns. Built on first use, since most texts hold no mistake. */
export class LineIndex {
  readonly #text: string;
  #starts: number[] | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  /**
   * Line and column of an offset, both from 1. Columns count UTF-16 code units, as editors built on
   * JavaScript do; line ends are LF, CRLF and CR.
   */
  at(offset: number): { line: number; column: number } {
    this.#starts ??= lineStarts(this.#text);
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.#starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - (this.#starts[low] ?? 0) + 1 };
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  const end = /\r\n?|\n/g;
  // Without CR, which is usual, there is a faster way than a pattern.
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  while (end.test(text)) starts.push(end.lastIndex);
  return starts;
}
