import type { Started } from '../model/errors.ts';
import { type PlayedEvent, type Session, sessionOf } from '../model/result.ts';

/** The sessions that exist since this run, whatever becomes of the rest of it. */
export class StartedSessions {
  all: readonly Started[] = [];
  /** IDs that reached stdout in full. */
  readonly written = new Set<string>();
  readonly #ended = new Set<string>();

  add(session: Session, profile: string | undefined): void {
    this.all = [...this.all, { session, profile }];
  }

  /** A session has ended, or takes no more events. */
  end({ id }: Session): void {
    this.#ended.add(id);
  }

  /** The line of an event of a play is written, and with that of a start its ID. */
  wrote({ result }: PlayedEvent): void {
    const session = result && sessionOf(result);
    if (session) this.written.add(session.id);
  }

  /** What is to be said when a second signal ends the process: which IDs were not printed, and what a play leaves open. */
  lastWords(isPlay: boolean): string {
    const ids = this.all.map(({ session }) => session.id);
    const lost = ids.filter((id) => !this.written.has(id) && !isPlay);
    const open = ids.filter((id) => !this.#ended.has(id) && isPlay);
    return [
      ...lost.map((id) => `error: Stopped before the ID of session ${id} was printed.\n`),
      ...open.map(
        (id) =>
          `error: Stopped at once: session ${id} is still open. It closes automatically 10 minutes after its last event.\n`,
      ),
    ].join('');
  }
}
