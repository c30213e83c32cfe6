import type { Context, Signal } from '../../model/context.ts';
import { askingOf, type SingleResult, sessionOf } from '../../model/result.ts';

/** Turns SIGINT and SIGTERM into the end of whatever is under way. A second signal ends the process at once. */
export class Interruption {
  readonly #controller = new AbortController();
  readonly #stop: () => void;
  #received: Signal | undefined;

  constructor(context: Context) {
    this.#stop = context.onSignal((signal) => {
      if (this.#received) return context.exitNow(signal === 'SIGINT' ? 130 : 143);
      this.#received = signal;
      this.#controller.abort();
    });
  }

  /** Aborted at the first signal. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Stops listening. */
  stop(): void {
    this.#stop();
  }

  /** The result with the interruption as its error, if one came before it was complete. */
  apply<R extends SingleResult>(result: R): R {
    const signal = this.#received;
    const session = sessionOf(result);
    const { exchange } = askingOf(result);
    if (!signal || (!result.error && session?.ended !== false)) return result;
    if (!result.error && session) return result;
    const code = signal === 'SIGINT' ? 'interrupted' : 'terminated';
    const id = session && !session.ended ? session.id : undefined;
    const status = exchange?.kind === 'answer' ? exchange.status : undefined;
    const starts = result.command === 'start';
    return { ...result, error: { code, args: { signal, sent: result.sent, id, status, starts } } };
  }
}
