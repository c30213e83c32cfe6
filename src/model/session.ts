import type { DoubtCode } from './doubts.ts';
import type { Finding } from './finding.ts';
import type { MetricKey } from './metrics.ts';
import type { Origin } from './origin.ts';
import type { SessionFinding } from './session-finding.ts';

/** What sessionStart says about the content. */
export interface Content {
  mediaId?: string;
  name?: string;
  /** Seconds; missing if it is not a positive number. */
  length?: number;
  /** Content type live or linear. */
  live: boolean;
  /** Live whose playhead is the second of the UTC day: no markers, no segment. */
  clock: boolean;
  resume: boolean;
  authorized: boolean;
}

/** What a stretch of a session's time was: the playback lane, and the lanes beside it. */
export type SpanKind = (typeof PLAYBACK_KINDS)[number] | 'break' | 'chapter' | 'state';

/** The kinds of the playback lane: they cover the session and do not overlap. */
export const PLAYBACK_KINDS = ['waiting', 'content', 'ad', 'pause', 'buffer', 'stall'] as const;

/** One stretch of time, in milliseconds since the epoch. */
export interface Span {
  kind: SpanKind;
  begin: number;
  end: number;
  /** The name of an ad, a chapter, a break or a state. */
  label?: string;
}

/** Why a session takes no more events. */
export type Closed = 'end' | 'idle' | 'still';

/** What is reported of a player state; time in seconds. */
export interface StateNumbers {
  set: boolean;
  count: number;
  time: number;
}

/** A value as reports show it; `null`: not produced. */
export type Value = number | string | string[] | Record<string, StateNumbers> | null;

/** A number that the documents leave open: the likely value, what they allow, and why. */
export interface Doubtful {
  value: Value;
  range?: [number, number];
  why: DoubtCode[];
}

/** Every number of a session; each certain, or with its doubt. Times in seconds. */
export type Numbers = Record<MetricKey, Value | Doubtful>;

/** Whether a number is not certain. */
export function isDoubtful(number: Value | Doubtful): number is Doubtful {
  return typeof number === 'object' && number !== null && 'why' in number && Array.isArray(number.why);
}

/** What is known of a session. */
export interface SessionSummary {
  /** Session ID; null where the events do not show it. */
  id: string | null;
  /** What sessionStart says; missing if no start was seen. */
  content?: Content;
  downloaded: boolean;
  /** Times of the first and the last event, in milliseconds; null without a single ts. */
  startedAt: number | null;
  endedAt: number | null;
  /** How many events came, those included that do not count. */
  events: number;
  /** How it closed; missing if it is open. */
  closed?: Closed;
  completed: boolean;
  lastPlayhead: number;
  spans: Span[];
  /** More spans than are kept. */
  spansCut: boolean;
  numbers: Numbers;
  findings: SessionFinding[];
}

/** One event of a session that a capture holds. */
export interface SessionMoment {
  eventType: string;
  /** Milliseconds since the epoch. */
  ts?: number | undefined;
  /** Seconds. */
  playhead?: number | undefined;
  /** Status of the response. */
  status?: number | undefined;
  origin: Origin;
  /** What the capture calls its request: `entry 3`. */
  label: string;
}

/** Why reports count nothing of a session, whatever its events come to: its start was refused, or all of its events were. */
export type Uncounted = 'start-refused' | 'none-accepted';

/** A session of a capture: what it counts, what spoils it, and its events in the order of their times. */
export interface ExplainedSession extends Omit<SessionSummary, 'findings'> {
  findings: Finding[];
  moments: SessionMoment[];
  uncounted?: Uncounted;
}

/** The places in {@link ExplainedSession.moments} of the events that a broken rule stands on, and how often it is broken. */
export function brokenAt({ args }: Finding): { events: readonly number[]; count: number } {
  const { events, count } = { ...args } as { events?: unknown; count?: unknown };
  return { events: Array.isArray(events) ? events : [], count: typeof count === 'number' ? count : 1 };
}
