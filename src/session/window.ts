interface Entry<T> {
  key: number;
  order: number;
  value: T;
}

/** Entries that were taken are dropped from the front once there are this many. */
const TAKEN = 1_000;

/**
 * A queue that gives back the smallest key first, and of equal keys the one that came first. Keys that rise, as times mostly do, wait in
 * line and cost nothing to sort; those that are late wait in a heap.
 */
export class SortedQueue<T> {
  readonly #line: Entry<T>[] = [];
  #taken = 0;
  readonly #late: Entry<T>[] = [];
  #order = 0;

  /** How many wait. */
  get size(): number {
    return this.#line.length - this.#taken + this.#late.length;
  }

  /** Adds a value. */
  push(key: number, value: T): void {
    const entry = { key, order: this.#order++, value };
    const line = this.#line;
    const last = line.length > this.#taken ? line[line.length - 1] : undefined;
    if (!last || last.key <= key) line.push(entry);
    else rise(this.#late, entry);
  }

  /** Takes the smallest. */
  pop(): T | undefined {
    const first = this.#line[this.#taken];
    const late = this.#late[0];
    // Of equal keys the one in line came first: later ones in line are larger than those that are late.
    if (late && (!first || late.key < first.key)) return sink(this.#late).value;
    if (!first) return undefined;
    this.#taken += 1;
    if (this.#taken >= TAKEN) {
      this.#line.splice(0, this.#taken);
      this.#taken = 0;
    }
    return first.value;
  }

  /** All that wait, sorted; they stay. */
  sorted(): T[] {
    return [...this.#line.slice(this.#taken), ...this.#late]
      .sort((one, other) => one.key - other.key || one.order - other.order)
      .map(({ value }) => value);
  }
}

function isBefore<T>(one: Entry<T>, other: Entry<T>): boolean {
  return one.key < other.key || (one.key === other.key && one.order < other.order);
}

/** Adds an entry to a binary heap. */
function rise<T>(heap: Entry<T>[], entry: Entry<T>): void {
  let at = heap.length;
  while (at > 0) {
    const above = (at - 1) >> 1;
    const parent = heap[above];
    if (!parent || !isBefore(entry, parent)) break;
    heap[at] = parent;
    at = above;
  }
  heap[at] = entry;
}

/** Takes the first entry of a binary heap that is not empty. */
function sink<T>(heap: Entry<T>[]): Entry<T> {
  const [first] = heap;
  const last = heap.pop();
  if (!first || !last) throw new RangeError('the heap is empty');
  if (heap.length > 0) place(heap, last);
  return first;
}

function place<T>(heap: Entry<T>[], entry: Entry<T>): void {
  let at = 0;
  for (;;) {
    const child = lesserChild(heap, 2 * at + 1);
    const below = heap[child];
    if (!below || !isBefore(below, entry)) break;
    heap[at] = below;
    at = child;
  }
  heap[at] = entry;
}

function lesserChild<T>(heap: Entry<T>[], left: number): number {
  const one = heap[left];
  const other = heap[left + 1];
  return one && other && isBefore(other, one) ? left + 1 : left;
}
