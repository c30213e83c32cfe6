interface Entry<T> {
  key: number;
  value: T;
}

/** Entries that were taken are dropped from the front once there are this many. */
const TAKEN = 1_000;

/**
 * A queue that gives back the smallest key first, and of equal keys the one that came first. Keys that nearly rise, as times do, cost
 * nothing to sort.
 */
export class SortedQueue<T> {
  #entries: Entry<T>[] = [];
  #taken = 0;

  /** How many wait. */
  get size(): number {
    return this.#entries.length - this.#taken;
  }

  /** Adds a value. */
  push(key: number, value: T): void {
    const last = this.size > 0 ? this.#entries.at(-1) : undefined;
    if (!last || last.key <= key) this.#entries.push({ key, value });
    else this.#entries.splice(this.#placeOf(key), 0, { key, value });
  }

  /** Takes the smallest. */
  pop(): T | undefined {
    if (this.size === 0) return undefined;
    const value = this.#entries[this.#taken]?.value;
    this.#taken += 1;
    if (this.#taken >= TAKEN) {
      this.#entries.splice(0, this.#taken);
      this.#taken = 0;
    }
    return value;
  }

  /** All that wait, sorted; they stay. */
  sorted(): T[] {
    return this.#entries.slice(this.#taken).map(({ value }) => value);
  }

  /** Behind every entry whose key is not larger. */
  #placeOf(key: number): number {
    let [low, high] = [this.#taken, this.#entries.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#entries[middle]?.key ?? key) <= key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
