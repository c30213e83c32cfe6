import type { Finding } from '../model/finding.ts';
import { isObject, type JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import type { SandboxRequest } from '../model/sandbox.ts';
import type { ExplainedSession, SessionMoment, SessionSummary } from '../model/session.ts';
import type { SessionFinding } from '../model/session-finding.ts';
import { eventOf, type SessionEvent, SessionTracker, sessionFindings } from '../session/index.ts';

/** Events of a session that are sorted by ts at a time: the API sorts ten. */
const SORT_WINDOW = 100;

/** About what a session takes of the memory besides its requests: its state, and each event. Bytes. */
const SESSION_BYTES = 6_000;
const EVENT_BYTES = 250;

/** An event that counts in a session. */
interface Counted extends SessionMoment {
  ref: number;
  request: number;
}

/** What one request changed in what the rules of a session found. */
export interface Change {
  /** Broken for the first time, or again. */
  findings: Finding[];
  /** The codes of those that had been broken before. */
  again: string[];
  /** Codes that no longer hold: an event came late, and in the right order nothing is wrong. */
  withdrawn: string[];
}

/** One session that the sandbox follows while it goes on. */
export class KnownSession {
  /** Its short number, from 1. */
  readonly number: number;
  readonly id: string | null;
  /** The ids of its requests that are kept, those included that do not count. */
  readonly requests = new Set<number>();
  /** When its last request came; milliseconds by the clock of the sandbox. */
  lastRequest = 0;
  /** Whether its sessionEnd, or all of its batch, was accepted. */
  ended = false;
  /** The start, for what only the session before it shows. */
  start: SessionEvent | undefined;
  /** Changes with every event. */
  version = 0;
  readonly #tracker: SessionTracker;
  readonly #events: Counted[] = [];
  #refs = 0;
  #broken = new Map<string, number>();

  constructor(number: number, id: string | null, downloaded: boolean) {
    this.number = number;
    this.id = id;
    this.#tracker = new SessionTracker({ downloaded, sortWindow: SORT_WINDOW });
    if (id !== null) this.#tracker.identify(id);
  }

  /** About how much memory it takes, in bytes, without its requests. */
  get bytes(): number {
    return SESSION_BYTES + this.#events.length * EVENT_BYTES;
  }

  /** Takes the event of a request, or those of its batch. */
  count(request: SandboxRequest, value: JsonValue): Change {
    const { status, ahead = 0 } = request;
    // The player's clock was not advanced.
    const time = request.time - ahead;
    // The clock counts whole milliseconds: an event that was sent right after a response must not seem to come before it.
    const answeredAt = Math.floor(time + request.duration);
    const single = isObject(value) && { sentAt: time, answeredAt };
    for (const body of Array.isArray(value) ? value : [value]) {
      if (!isObject(body)) continue;
      const event = { ...eventOf(body, this.#refs++), ...single, status };
      if (event.eventType === 'sessionStart') this.start ??= event;
      this.#tracker.add(event);
      this.#events.push(momentOf(event, request.id));
    }
    this.version += 1;
    return this.#change();
  }

  /** Forgets a request that is no longer kept. */
  forget(id: number): void {
    this.requests.delete(id);
  }

  /** Drops the events of requests that are no longer kept; the numbers stay as they are. */
  trim(): void {
    const kept = this.#events.filter(({ request }) => this.requests.has(request));
    this.#events.splice(0, this.#events.length, ...kept);
  }

  /** What it counts, as if it ended now. */
  summary(): SessionSummary {
    return this.#tracker.summary();
  }

  /** The same for a reader, with its events in the order of their times. */
  explained({ findings, ...summary }: SessionSummary): ExplainedSession {
    const events = inOrder(this.#events);
    const places = new Map(events.map(({ ref }, index) => [ref, index]));
    const originOf = (ref: number): Origin | undefined => events[places.get(ref) ?? -1]?.origin;
    const kept = findings.map((finding) => ({
      ...finding,
      events: finding.events.filter((ref) => places.has(ref)),
    }));
    return {
      ...summary,
      findings: sessionFindings(kept, originOf, (ref) => places.get(ref) ?? -1),
      moments: events.map(({ ref: _ref, request: _request, ...moment }) => moment),
    };
  }

  #change(): Change {
    const now = this.#tracker.broken();
    const worse = now.filter(({ rule, count }) => count > (this.#broken.get(rule) ?? 0));
    const again = worse.filter(({ rule }) => this.#broken.has(rule)).map(({ rule }) => rule);
    const holds = new Set<string>(now.map(({ rule }) => rule));
    const withdrawn = [...this.#broken.keys()].filter((rule) => !holds.has(rule));
    this.#broken = new Map(now.map(({ rule, count }) => [rule, count]));
    return { findings: worse.length === 0 ? [] : withoutPlaces(worse), again, withdrawn };
  }
}

function withoutPlaces(broken: readonly SessionFinding[]): Finding[] {
  return sessionFindings(broken, () => undefined);
}

function momentOf({ eventType, ts, playhead, status, ref }: SessionEvent, request: number): Counted {
  const name = `request ${request}`;
  return {
    eventType,
    ...(ts !== undefined && { ts }),
    ...(playhead !== undefined && { playhead }),
    ...(status !== undefined && { status }),
    origin: { kind: 'request', name },
    label: name,
    ref,
    request,
  };
}

function inOrder(events: readonly Counted[]): Counted[] {
  if (events.some(({ ts }) => ts === undefined)) return [...events];
  return [...events].sort((one, other) => (one.ts ?? 0) - (other.ts ?? 0));
}
