/** A queue that gives back the smallest key first, and of equal keys the one that came first. A binary heap. */
export class SortedQueue<T> {
  readonly #heap: { key: number; order: number; value: T }[] = [];
  #order = 0;

  /** How many wait. */
  get size(): number {
    return this.#heap.length;
  }

  /** Adds a value. */
  push(key: number, value: T): void {
    const heap = this.#heap;
    heap.push({ key, order: this.#order++, value });
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!this.#isBefore(at, parent)) return;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes the smallest. */
  pop(): T | undefined {
    const heap = this.#heap;
    if (heap.length === 0) return undefined;
    this.#swap(0, heap.length - 1);
    const value = heap.pop()?.value;
    this.#sink();
    return value;
  }

  /** All that wait, sorted; they stay. */
  sorted(): T[] {
    return [...this.#heap]
      .sort((one, other) => one.key - other.key || one.order - other.order)
      .map(({ value }) => value);
  }

  #sink(): void {
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) {
        if (child < this.#heap.length && this.#isBefore(child, least)) least = child;
      }
      if (least === at) return;
      this.#swap(at, least);
      at = least;
    }
  }

  #isBefore(one: number, other: number): boolean {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    return a !== undefined && b !== undefined && (a.key - b.key || a.order - b.order) < 0;
  }

  #swap(one: number, other: number): void {
    const [a, b] = [this.#heap[one], this.#heap[other]];
    if (!a || !b) return;
    this.#heap[one] = b;
    this.#heap[other] = a;
  }
}
