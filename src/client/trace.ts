import type { Peer, Stage, Timings } from '../model/exchange.ts';
import type { ConnectFailure } from './failure.ts';

/** Records when each step of an exchange began and what was learnt on the way. Times come from a monotonic clock. */
export class Trace {
  stage: Stage = 'dns';
  /** Why the connection failed, once that is known. */
  failure: ConnectFailure | undefined;
  readonly peer: Peer = { addresses: [] };
  readonly #begin = performance.now();
  #stageBegin = this.#begin;
  #firstByte: number | undefined;
  readonly #spent: Partial<Record<Stage, number>> = {};
  readonly #watch: ((stage: Stage) => void) | undefined;

  constructor(watch?: (stage: Stage) => void) {
    this.#watch = watch;
    watch?.(this.stage);
  }

  /** Ends the current step and begins the next. */
  enter(stage: Stage): void {
    const now = performance.now();
    this.#spent[this.stage] = (this.#spent[this.stage] ?? 0) + now - this.#stageBegin;
    this.stage = stage;
    this.#stageBegin = now;
    this.#watch?.(stage);
  }

  /** Notes that the head of an answer has come. */
  answered(): void {
    this.#firstByte ??= performance.now() - this.#stageBegin;
  }

  /** Milliseconds per step so far, to a tenth. */
  timings(): Timings {
    const steps: Partial<Timings> = {};
    for (const stage of ['dns', 'connect', 'proxy', 'tls'] as const) {
      const value = this.#spent[stage];
      if (value !== undefined) steps[stage] = tenth(value);
    }
    if (this.#firstByte !== undefined) steps.firstByte = tenth(this.#firstByte);
    return { ...steps, total: tenth(performance.now() - this.#begin) };
  }
}

function tenth(milliseconds: number): number {
  return Math.round(milliseconds * 10) / 10;
}
