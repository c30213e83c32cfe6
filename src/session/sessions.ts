import type { SessionSummary } from '../model/session.ts';
import type { SessionEvent } from './event.ts';
import { LIMITS } from './limits.ts';
import { judgeSuccessors } from './successors.ts';
import { SessionTracker, type TrackerOptions } from './tracker.ts';

/** What stands in a URL where the ID was not known yet. */
const PLACEHOLDER = /^(?:undefined|null|nan|none|true|false|\[object.*|)$|[{}<>$:%]/i;

/** The events of one session in the order in which they came. */
interface Group {
  id?: string;
  start?: SessionEvent;
  events: SessionEvent[];
  /** The lowest ts, in milliseconds; Infinity without any. */
  earliest: number;
}

/**
 * Tells the sessions of mixed events apart: by session ID, by the Location of a 201, and where neither is known by the order of arrival, in
 * which a start begins a new session. Takes any number of events in linear time.
 */
class Grouping {
  /** In the order of their first events. */
  readonly groups: Group[] = [];
  readonly #byId = new Map<string, Group>();
  /** Where events without an ID go. */
  #current: Group | undefined;
  /** A start whose response is missing: the next unknown ID is its. */
  #nameless: Group | undefined;

  /** Puts the next event where it belongs. */
  add(event: SessionEvent): void {
    const id = properId(event.sessionId);
    const group = event.eventType === 'sessionStart' ? this.#begin(event, id) : this.#find(id);
    group.events.push(event);
    if (event.ts !== undefined && event.ts < group.earliest) group.earliest = event.ts;
  }

  #begin(event: SessionEvent, id: string | undefined): Group {
    const group = this.#waitingFor(event, id) ?? this.#open();
    group.start = event;
    this.#current = group;
    if (id === undefined) this.#nameless = group;
    else this.#name(group, id);
    return group;
  }

  /** Events that came before their start: of its ID, or without one and not before it in time. */
  #waitingFor(event: SessionEvent, id: string | undefined): Group | undefined {
    const named = id === undefined ? undefined : this.#byId.get(id);
    if (named && mayBegin(named)) return named;
    const loose = this.#current;
    if (!loose || loose.id !== undefined || !mayBegin(loose)) return undefined;
    return (event.ts ?? 0) - loose.earliest <= LIMITS.sortSafeMs ? loose : undefined;
  }

  #find(id: string | undefined): Group {
    if (id === undefined) {
      this.#current ??= this.#open();
      return this.#current;
    }
    const known = this.#byId.get(id);
    if (known) return known;
    const group = this.#nameless ?? this.#open();
    this.#nameless = undefined;
    this.#name(group, id);
    return group;
  }

  #open(): Group {
    const group: Group = { events: [], earliest: Number.POSITIVE_INFINITY };
    this.groups.push(group);
    return group;
  }

  #name(group: Group, id: string): void {
    group.id = id;
    this.#byId.set(id, group);
  }
}

/** Whether a start can still come first: it is not too late to sort it. */
function mayBegin({ start, events }: Group): boolean {
  return start === undefined && events.length <= LIMITS.sortWindow;
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
  const grouping = new Grouping();
  for (const event of bySending(events)) grouping.add(event);
  // One after the other: of each, only what waits to be sorted is held.
  const all = grouping.groups.map((group) => ({ group, summary: follow(group, options) }));
  judgeSuccessors(all.flatMap(({ group: { start }, summary }) => (start ? { start, summary } : [])));
  return all.map(({ group, summary }) => ({ summary, events: byTime(group.events) }));
}

function follow({ id, events }: Group, options: TrackerOptions): SessionSummary {
  const tracker = new SessionTracker(options);
  if (id !== undefined) tracker.identify(id);
  for (const event of events) tracker.add(event);
  return tracker.finish();
}

function bySending(events: readonly SessionEvent[]): readonly SessionEvent[] {
  if (events.some(({ sentAt }) => sentAt === undefined)) return events;
  return [...events].sort((one, other) => (one.sentAt ?? 0) - (other.sentAt ?? 0));
}

function byTime(events: SessionEvent[]): SessionEvent[] {
  const isSortable = events.length <= LIMITS.sortWindow && events.every(({ ts }) => ts !== undefined);
  return isSortable ? events.sort((one, other) => (one.ts ?? 0) - (other.ts ?? 0)) : events;
}
