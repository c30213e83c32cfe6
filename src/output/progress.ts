import type { Sink } from '../model/context.ts';
import type { OutputMode } from '../model/output-mode.ts';

const CLEAR_LINE = '\r\u001b[K';

/** One line on a terminal that says how far the command has come; whatever comes next takes its place. */
export class Progress {
  readonly #stderr: Sink;
  readonly #wanted: boolean;
  #shown = false;

  constructor(stderr: Sink, { json, quiet }: OutputMode) {
    this.#stderr = stderr;
    this.#wanted = stderr.isTTY && !json && !quiet;
  }

  /** Shows a text in place of the one before. */
  show(text: string): void {
    if (!this.#wanted) return;
    this.#shown = true;
    void this.#write(CLEAR_LINE + text);
  }

  /** Takes the line away. */
  async clear(): Promise<void> {
    if (this.#shown) await this.#write(CLEAR_LINE);
  }

  /** A terminal that is gone has nothing left to show. */
  async #write(text: string): Promise<void> {
    await this.#stderr.write(text).catch(() => {});
  }
}
