/**
 * The time limit of a whole command: follow-ups, schema GETs, retries and all profiles included. The clock starts with the
 * first exchange, so that reading a body from a slow pipe costs nothing.
 */
export class Deadline {
  readonly #limitMs: number;
  readonly #since: () => number;

  /** `limitMs` after `since`, an instant of the monotonic clock (`performance.now()`) that the first call fixes. */
  constructor(limitMs: number, since: () => number) {
    this.#limitMs = limitMs;
    this.#since = since;
  }

  /** How much is left, in whole milliseconds; 0 when the time is up. At most `atMost`. */
  left(atMost = Number.POSITIVE_INFINITY): number {
    const end = this.#since() + this.#limitMs;
    return Math.min(atMost, Math.max(0, Math.ceil(end - performance.now())));
  }
}
