/** What an exchange opens and must not leave open: a socket, or a request to a proxy. */
interface Closable {
  on(event: 'error', listener: () => void): unknown;
  destroy(): unknown;
}

/**
 * The end of an exchange: destroys whatever was opened for it. An AbortController could do this, too, at the price of an
 * event for each socket, which many sessions in one run notice.
 */
export class Ending {
  /** Whether the exchange is over. */
  over = false;
  readonly #atEnd: (() => void)[] = [];

  /** Does something when the exchange is over; at once, if it is over already. */
  calls(work: () => void): void {
    if (this.over) work();
    else this.#atEnd.push(work);
  }

  /** Destroys something when the exchange is over. */
  closes(opened: Closable): void {
    this.calls(() => quietly(opened));
  }

  /** The exchange is over, however it ended. */
  end(): void {
    this.over = true;
    for (const work of this.#atEnd.splice(0)) work();
  }
}

/** A late error of something that nobody waits for any more must not become an uncaught exception. */
function quietly(opened: Closable): void {
  opened.on('error', () => {});
  opened.destroy();
}
