import type { Sink } from '../model/context.ts';

/** Texts for a stream that are written together, once the program has nothing better to do. */
export class Outbox {
  readonly #sink: Sink;
  #texts: string[] = [];
  #writing: Promise<void> | undefined;

  constructor(sink: Sink) {
    this.#sink = sink;
  }

  /** Adds a text. What cannot be written, since nobody reads any more, is lost. */
  add(text: string): void {
    if (text === '') return;
    this.#texts.push(text);
    this.#writing ??= this.#write();
  }

  /** Settles when all is written. */
  async flush(): Promise<void> {
    await this.#writing;
  }

  async #write(): Promise<void> {
    while (this.#texts.length > 0) {
      await new Promise((resolve) => setImmediate(resolve));
      const text = this.#texts.join('');
      this.#texts = [];
      await this.#sink.write(text).catch(() => {});
    }
    this.#writing = undefined;
  }
}
