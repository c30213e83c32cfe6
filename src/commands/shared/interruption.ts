import { setMaxListeners } from 'node:events';
import type { Context, Signal } from '../../model/context.ts';
import { askingOf, endingOf, type SingleResult, sessionOf } from '../../model/result.ts';

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into the end of whatever is under way. From here on the process ends by itself
 * only: what a signal finds done is reported, and a second one ends it at once.
 */
export class Interruption {
  readonly #controller = new AbortController();
  #received: Signal | undefined;

  constructor(context: Context) {
    // Each exchange of the command listens, and some make twenty at once.
    setMaxListeners(0, this.#controller.signal);
    context.onSignal((signal) => {
      this.#received = signal;
      this.#controller.abort();
    });
  }

  /** The first signal, if one came. */
  get received(): Signal | undefined {
    return this.#received;
  }

  /** Aborted at the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** The result with the interruption as its error, if one came before it was complete. */
  apply<R extends SingleResult>(result: R): R {
    const signal = this.#received;
    const session = sessionOf(result);
    const { exchange } = askingOf(result);
    if (!signal || !result.error) return result;
    const id = session && !session.ended ? session.id : undefined;
    const status = exchange?.kind === 'answer' ? exchange.status : undefined;
    const starts = result.command === 'start';
    const ending = endingOf(result);
    const args = { signal, sent: result.sent, id, status, starts, ending: ending && ending.sent !== 'no' };
    return { ...result, error: { code: codeOfSignal(signal), args } };
  }
}

/** The error that a signal leads to. SIGHUP, the end of the terminal, is a wish to terminate like SIGTERM. */
export function codeOfSignal(signal: Signal): 'interrupted' | 'terminated' {
  return signal === 'SIGINT' ? 'interrupted' : 'terminated';
}
