import type { SessionSummary } from '../model/session.ts';
import type { SessionFinding } from '../model/session-finding.ts';
import type { SessionEvent } from './event.ts';
import { folded } from './fold.ts';
import { Judge } from './judge.ts';
import { LIMITS } from './limits.ts';
import { advance, conclude } from './machine.ts';
import { numbersOf } from './numbers.ts';
import { allSpans } from './spans.ts';
import { newState, type SessionState } from './state.ts';
import { SortedQueue } from './window.ts';

/** How a session is followed. */
export interface TrackerOptions {
  /** A batch of downloaded content: no time-outs. */
  downloaded?: boolean;
  /** How many events are sorted by ts at a time; default: {@link LIMITS.sortWindow}. */
  sortWindow?: number;
}

interface Waiting {
  event: SessionEvent;
  t: number;
  lateMs: number;
}

/** A session that has taken its events so far. */
interface Taken {
  state: SessionState;
  judge: Judge;
}

/**
 * Follows one session, event by event in the order of arrival. Events are sorted by ts within a window; beyond that the order of arrival
 * counts. Memory does not grow with the number of events, but for spans and stretches played, which are few.
 */
export class SessionTracker {
  readonly #waiting = new SortedQueue<Waiting>();
  readonly #sortWindow: number;
  readonly #state: SessionState;
  readonly #judge = new Judge();
  /** The session as if those that wait had been taken; kept from the first time it is asked for until an event comes late. */
  #ahead: Taken | undefined;
  #id: string | null = null;
  #count = 0;
  #earliest = Number.POSITIVE_INFINITY;
  #latest = Number.NEGATIVE_INFINITY;

  constructor({ downloaded = false, sortWindow = LIMITS.sortWindow }: TrackerOptions = {}) {
    this.#sortWindow = sortWindow;
    this.#state = newState(downloaded);
  }

  /** Gives the session its ID, if it has none. */
  identify(id: string): void {
    this.#id ??= id;
  }

  /** Takes the next event. Values that are not finite count as missing. */
  add(given: SessionEvent): void {
    const event = finite(given);
    const isStart = event.eventType === 'sessionStart';
    const { ts } = event;
    // Without a ts an event follows what came before it; at the beginning, it is as early as the earliest.
    const t = ts ?? this.#latest;
    const lateMs = ts !== undefined && ts < this.#latest ? this.#latest - ts : 0;
    // The first ts tells the time of those that came before it without one, too.
    const isFirstTime = ts !== undefined && this.#earliest === Number.POSITIVE_INFINITY;
    const isNext = this.#count === 0 || (lateMs === 0 && !isStart && !isFirstTime);
    const one = { event, t, lateMs };
    this.#count += 1;
    if (ts !== undefined) {
      this.#earliest = Math.min(this.#earliest, ts);
      this.#latest = Math.max(this.#latest, ts);
    }
    if (!isNext) this.#ahead = undefined;
    if (this.#ahead) take(this.#ahead, this.#timed(one));
    // The start is first whatever its ts: the back end does not sort it either.
    this.#waiting.push(isStart ? Number.NEGATIVE_INFINITY : t, one);
    if (this.#waiting.size > this.#sortWindow) this.#release();
  }

  /**
   * The rules that the session has broken so far, without those that only its end can break. Asking after each event costs no
   * more than the event, unless it came late: then what waits is taken again.
   */
  broken(): SessionFinding[] {
    const { judge } = this.#upToDate();
    return folded([...judge.judgement.findings.values()]);
  }

  /** The session as if it ended here; more events may follow. */
  summary(): SessionSummary {
    return this.#summarize(copyOf(this.#upToDate()));
  }

  /** The session; nothing may follow. */
  finish(): SessionSummary {
    while (this.#waiting.size > 0) this.#release();
    return this.#summarize({ state: this.#state, judge: this.#judge });
  }

  #upToDate(): Taken {
    if (this.#ahead) return this.#ahead;
    const ahead = copyOf({ state: this.#state, judge: this.#judge });
    for (const one of this.#waiting.sorted()) take(ahead, this.#timed(one));
    this.#ahead = ahead;
    return ahead;
  }

  #release(): void {
    const one = this.#waiting.pop();
    if (!one) return;
    take({ state: this.#state, judge: this.#judge }, this.#timed(one));
  }

  /**
   * The first events may come without a ts; none before them tells when. A start is as early as the earliest event that lies shortly before
   * it: it comes first, and the time between the others stays what it is.
   */
  #timed(one: Waiting): Waiting {
    const { t } = one;
    if (!Number.isFinite(t)) return { ...one, t: Number.isFinite(this.#earliest) ? this.#earliest : 0 };
    if (one.event.eventType !== 'sessionStart' || this.#earliest >= t) return one;
    const near = (other: Waiting): boolean => other.t < t && t - other.t <= LIMITS.idleMs;
    return {
      ...one,
      t: Math.min(
        t,
        ...this.#waiting
          .sorted()
          .filter(near)
          .map((other) => other.t),
      ),
    };
  }

  #summarize({ state, judge }: Taken): SessionSummary {
    const found = judge.verdict(state);
    conclude(state);
    const { content, closed, downloaded, complete, last } = state;
    return {
      id: this.#id,
      ...(content && { content }),
      downloaded,
      startedAt: Number.isFinite(this.#earliest) ? (state.start?.t ?? this.#earliest) : null,
      endedAt: Number.isFinite(this.#latest) ? this.#latest : null,
      events: this.#count,
      ...(closed && { closed }),
      completed: complete !== undefined,
      lastPlayhead: last?.p ?? 0,
      spans: allSpans(state.spans),
      spansCut: state.spans.cut,
      numbers: numbersOf(state),
      findings: folded(found),
    };
  }
}

/** The sorted session takes an event. Without a start, what was open before it is not known, and playing is most likely. */
function take({ state, judge }: Taken, { event, t, lateMs }: Waiting): void {
  if (!state.first && event.eventType !== 'sessionStart') {
    state.playback = 'playing';
    state.unseen = { break: true, state: true };
  }
  judge.look(state, advance(state, event, t, lateMs));
}

function copyOf({ state, judge }: Taken): Taken {
  const [ownState, judgement] = structuredClone([state, judge.judgement] as const);
  return { state: ownState, judge: new Judge(judgement) };
}

function finite(event: SessionEvent): SessionEvent {
  if (isUsable(event.ts) && isUsable(event.playhead)) return event;
  const { ts, playhead, ...rest } = event;
  return {
    ...rest,
    ...(ts !== undefined && isUsable(ts) && { ts }),
    ...(playhead !== undefined && isUsable(playhead) && { playhead }),
  };
}

function isUsable(value: number | undefined): boolean {
  return value === undefined || Number.isFinite(value);
}
