import type { Finding } from '../../model/finding.ts';
import { isObject, type JsonValue } from '../../model/json.ts';
import type { Origin } from '../../model/origin.ts';
import { eventOf, SessionTracker, sessionFindings } from '../../session/index.ts';

/**
 * Follows the bodies of a file that is the log of one session: it begins with its start, holds no other, and goes on. Of
 * any other file nothing is said: its bodies need not belong together. Memory stays flat.
 */
export class FileSequence {
  readonly #tracker = new SessionTracker();
  #bodies = 0;
  #isSession = true;

  /** Takes the next body; `ref` is a number from which its place can be told. */
  add(body: JsonValue | undefined, ref: number): void {
    if (!this.#isSession) return;
    const event = isObject(body) ? eventOf(body, ref) : undefined;
    const isStart = event?.eventType === 'sessionStart';
    this.#isSession = isStart === (this.#bodies === 0);
    this.#bodies += 1;
    if (event && this.#isSession) this.#tracker.add(event);
  }

  /** The rules that the session breaks; `originOf` tells where a value of a body stands, by ref and JSON pointer. */
  findings(originOf: (ref: number, path: string) => Origin | undefined): Finding[] {
    if (!this.#isSession || this.#bodies < 2) return [];
    return sessionFindings(this.#tracker.finish().findings, originOf);
  }
}
