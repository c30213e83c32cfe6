/** A place in a text, as an offset, and what stands there. */
export interface Mark<T> {
  at: number;
  value: T;
}

/** Places in a text, in their order; found by halving. */
export class Marks<T> {
  readonly #marks: readonly Mark<T>[];

  constructor(marks: readonly Mark<T>[]) {
    this.#marks = marks;
  }

  /** The first of those from one offset to another. */
  first(from: number, to: number): Mark<T> | undefined {
    const mark = this.#marks[this.#after(from)];
    return mark && mark.at < to ? mark : undefined;
  }

  /** The last of them. */
  last(from: number, to: number): Mark<T> | undefined {
    const mark = this.#marks[this.#after(to) - 1];
    return mark && mark.at >= from ? mark : undefined;
  }

  /** How many stand before an offset. */
  #after(offset: number): number {
    let low = 0;
    let high = this.#marks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#marks[middle]?.at ?? 0) < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
