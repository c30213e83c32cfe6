import type { ClosedState } from '../model/sandbox-facts.ts';

/** Without an event for this long, in milliseconds, the API closes a session (Adobe's page on time-outs). */
export const EVENT_TIMEOUT_MS = 10 * 60_000;

/** Without a moving playhead for this long, in milliseconds, the API closes a session (same page). */
export const PLAYHEAD_TIMEOUT_MS = 30 * 60_000;

/** How many sessions are kept; the oldest is forgotten first, so that a long run cannot fill the memory. */
const MAX_SESSIONS = 100_000;

/** What the sandbox knows of a session: open, or why it takes no event. */
export type SessionState = 'open' | ClosedState;

interface Session {
  lastEvent: number;
  playhead: number | undefined;
  playheadMoved: number;
  closed: Exclude<ClosedState, 'unknown'> | undefined;
}

/** The sessions of a sandbox, in memory. All times are milliseconds of one clock, which the caller reads. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();
  readonly #max: number;

  /** `max`: how many sessions are kept. */
  constructor(max: number = MAX_SESSIONS) {
    this.#max = max;
  }

  /** Opens a session under `id` with the playhead, in seconds, of its sessionStart. */
  open(id: string, time: number, playhead?: number): void {
    this.#sessions.set(id, { lastEvent: time, playhead, playheadMoved: time, closed: undefined });
    if (this.#sessions.size <= this.#max) return;
    for (const oldest of this.#sessions.keys()) {
      this.#sessions.delete(oldest);
      return;
    }
  }

  /** The state at `time`. A session that has timed out stays so, even if the clock is set back. */
  state(id: string, time: number): SessionState {
    const session = this.#sessions.get(id);
    if (session === undefined) return 'unknown';
    session.closed ??= timedOut(session, time);
    return session.closed ?? 'open';
  }

  /** Notes an accepted event and its playhead in seconds; only a changed playhead counts as movement. */
  touch(id: string, time: number, playhead?: number): void {
    const session = this.#sessions.get(id);
    if (session === undefined) return;
    session.lastEvent = time;
    if (playhead === undefined || playhead === session.playhead) return;
    session.playhead = playhead;
    session.playheadMoved = time;
  }

  /** Forgets a session on purpose: from now on it is not found. */
  lose(id: string): void {
    const session = this.#sessions.get(id);
    if (session !== undefined) session.closed = 'lost';
  }

  /** Forgets all sessions. */
  clear(): void {
    this.#sessions.clear();
  }

  /** Closes a session, as sessionEnd does. */
  end(id: string): void {
    const session = this.#sessions.get(id);
    if (session !== undefined) session.closed ??= 'ended';
  }
}

function timedOut(session: Session, time: number): 'no-events' | 'no-playhead' | undefined {
  if (time - session.lastEvent >= EVENT_TIMEOUT_MS) return 'no-events';
  if (time - session.playheadMoved >= PLAYHEAD_TIMEOUT_MS) return 'no-playhead';
  return undefined;
}
