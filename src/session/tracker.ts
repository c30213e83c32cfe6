import type { SessionSummary } from '../model/session.ts';
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
}

interface Waiting {
  event: SessionEvent;
  t: number;
  lateMs: number;
}

/**
 * Follows one session, event by event in the order of arrival. Events are sorted by ts within a window of {@link LIMITS.sortWindow}; beyond
 * that the order of arrival counts. Memory does not grow with the number of events, but for spans and stretches played, which are few.
 */
export class SessionTracker {
  readonly #waiting = new SortedQueue<Waiting>();
  readonly #state: SessionState;
  readonly #judge = new Judge();
  #id: string | null = null;
  #count = 0;
  #earliest = Number.POSITIVE_INFINITY;
  #latest = Number.NEGATIVE_INFINITY;

  constructor({ downloaded = false }: TrackerOptions = {}) {
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
    this.#count += 1;
    if (ts !== undefined) {
      this.#earliest = Math.min(this.#earliest, ts);
      this.#latest = Math.max(this.#latest, ts);
    }
    // The start is first whatever its ts: the back end does not sort it either.
    this.#waiting.push(isStart ? Number.NEGATIVE_INFINITY : t, { event, t, lateMs });
    if (this.#waiting.size > LIMITS.sortWindow) this.#release();
  }

  /** The session as if it ended here; more events may follow. */
  summary(): SessionSummary {
    const [state, judgement] = structuredClone([this.#state, this.#judge.judgement] as const);
    const judge = new Judge(judgement);
    for (const one of this.#waiting.sorted()) take(state, judge, this.#timed(one));
    return this.#summarize(state, judge);
  }

  /** The session; nothing may follow. */
  finish(): SessionSummary {
    while (this.#waiting.size > 0) this.#release();
    return this.#summarize(this.#state, this.#judge);
  }

  #release(): void {
    const one = this.#waiting.pop();
    if (!one) return;
    take(this.#state, this.#judge, this.#timed(one));
  }

  /** The first events may come without a ts; none before them tells when. */
  #timed(one: Waiting): Waiting {
    if (Number.isFinite(one.t)) return one;
    return { ...one, t: Number.isFinite(this.#earliest) ? this.#earliest : 0 };
  }

  #summarize(state: SessionState, judge: Judge): SessionSummary {
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
function take(state: SessionState, judge: Judge, { event, t, lateMs }: Waiting): void {
  if (!state.first && event.eventType !== 'sessionStart') {
    state.playback = 'playing';
    state.unseen = { break: true, state: true };
  }
  judge.look(state, advance(state, event, t, lateMs));
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
