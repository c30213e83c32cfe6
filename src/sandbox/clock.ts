/** The clock of a sandbox: that of the machine, and what it was advanced by. Milliseconds. */
export class SandboxClock {
  readonly #base: () => number;
  #advanced = 0;

  constructor(base: () => number) {
    this.#base = base;
  }

  /** The time, since the epoch. */
  readonly now = (): number => this.#base() + this.#advanced;

  /** How far it is ahead. */
  get advanced(): number {
    return this.#advanced;
  }

  /** Lets time pass at once. */
  advance(by: number): void {
    this.#advanced += by;
  }

  /** Back to the clock of the machine. */
  reset(): void {
    this.#advanced = 0;
  }
}
