import type { SessionSummary } from '../model/session.ts';
import type { SessionEvent } from './event.ts';
import { LIMITS } from './limits.ts';
import { judgeSuccessors, type Started } from './successors.ts';
import { SessionTracker, type TrackerOptions } from './tracker.ts';

/** What stands in a URL where the ID was not known yet. */
const PLACEHOLDER = /^(?:undefined|null|nan|none|true|false|\[object.*|)$|[{}<>$:%]/i;

interface Followed {
  index: number;
  tracker: SessionTracker;
  start?: SessionEvent;
  id?: string;
}

/**
 * Tells the sessions of mixed events apart, and follows each: by session ID, by the Location of a 201, and where neither is known by the
 * order of arrival, in which a start begins a new session. Takes any number of events in linear time.
 */
class SessionsTracker {
  readonly #options: TrackerOptions;
  readonly #sessions: Followed[] = [];
  readonly #byId = new Map<string, Followed>();
  /** Where events without an ID go. */
  #current: Followed | undefined;
  /** A start whose response is missing: the next unknown ID is its. */
  #nameless: Followed | undefined;

  constructor(options: TrackerOptions = {}) {
    this.#options = options;
  }

  /** Takes the next event, and says which session it belongs to, counted from 0. */
  add(event: SessionEvent): number {
    const id = properId(event.sessionId);
    const followed = event.eventType === 'sessionStart' ? this.#begin(event, id) : this.#find(id);
    followed.tracker.add(event);
    return followed.index;
  }

  /** Every session in the order of its first event; nothing may follow. */
  finish(): SessionSummary[] {
    const all = this.#sessions.map(({ tracker, start }) => ({ start, summary: tracker.finish() }));
    judgeSuccessors(all.filter((one): one is Started => one.start !== undefined));
    return all.map(({ summary }) => summary);
  }

  #begin(event: SessionEvent, id: string | undefined): Followed {
    const followed = this.#waitingFor(event, id) ?? this.#open();
    followed.start = event;
    this.#current = followed;
    if (id === undefined) this.#nameless = followed;
    else this.#name(followed, id);
    return followed;
  }

  /** Events that came before their start: of its ID, or without one and not before it in time. */
  #waitingFor(event: SessionEvent, id: string | undefined): Followed | undefined {
    const named = id === undefined ? undefined : this.#byId.get(id);
    if (named && !named.start && named.tracker.isUntouched) return named;
    const loose = this.#current;
    if (!loose || loose.start || loose.id !== undefined || !loose.tracker.isUntouched) return undefined;
    return (event.ts ?? 0) - loose.tracker.earliest <= LIMITS.sortSafeMs ? loose : undefined;
  }

  #find(id: string | undefined): Followed {
    if (id === undefined) {
      this.#current ??= this.#open();
      return this.#current;
    }
    const known = this.#byId.get(id);
    if (known) return known;
    const followed = this.#nameless ?? this.#open();
    this.#nameless = undefined;
    this.#name(followed, id);
    return followed;
  }

  #open(): Followed {
    const followed: Followed = {
      index: this.#sessions.length,
      tracker: new SessionTracker(this.#options),
    };
    this.#sessions.push(followed);
    return followed;
  }

  #name(followed: Followed, id: string): void {
    followed.id = id;
    followed.tracker.identify(id);
    this.#byId.set(id, followed);
  }
}

function properId(id: string | undefined): string | undefined {
  return id === undefined || PLACEHOLDER.test(id.trim()) ? undefined : id;
}

/** A session, and its events in the order of their ts, or of arrival where they are too many to sort. */
export interface FollowedSession {
  summary: SessionSummary;
  events: SessionEvent[];
}

/**
 * The sessions of events that are all there, in the order of sending if every one has its time, as writers of HAR group by host; else in
 * the order given.
 */
export function followAll(events: readonly SessionEvent[], options: TrackerOptions = {}): FollowedSession[] {
  const tracker = new SessionsTracker(options);
  const groups: SessionEvent[][] = [];
  for (const event of bySending(events)) {
    const session = tracker.add(event);
    const group = groups[session];
    if (group) group.push(event);
    else groups[session] = [event];
  }
  return tracker.finish().map((summary, index) => ({ summary, events: byTime(groups[index] ?? []) }));
}

function bySending(events: readonly SessionEvent[]): readonly SessionEvent[] {
  if (events.some(({ sentAt }) => sentAt === undefined)) return events;
  return [...events].sort((one, other) => (one.sentAt ?? 0) - (other.sentAt ?? 0));
}

function byTime(events: SessionEvent[]): SessionEvent[] {
  const isSortable = events.length <= LIMITS.sortWindow && events.every(({ ts }) => ts !== undefined);
  return isSortable ? events.sort((one, other) => (one.ts ?? 0) - (other.ts ?? 0)) : events;
}
