import type { CaptureVerdict } from './capture-verdict.ts';
import type { Evidence, FindingCode, Severity } from './finding.ts';
import type { Metric, MetricKey } from './metrics.ts';
import type { Origin } from './origin.ts';
import type { Closed, Content, Span, Uncounted, Value } from './session.ts';

/** A finding in words, as the document of `--json` and the page have it. */
export interface FindingPart {
  code: FindingCode;
  severity: Severity;
  /** JSON pointer into the body, or the key of a setting. */
  path?: string | undefined;
  expected?: string | undefined;
  actual?: string | undefined;
  /** `endColumn`: behind the last character of what it is about, where that is known. */
  origin?: (Origin & { endColumn?: number }) | undefined;
  evidence?: Evidence | undefined;
  message: string;
  /** What it does to the numbers in reports. */
  effect?: string;
  fix?: string;
}

/** A broken rule of a session: how often it is broken, and the events that it stands on, counted from 0. */
export interface BrokenPart extends FindingPart {
  events: readonly number[];
  count: number;
}

/** A number that the documents leave open, and why in words. */
export interface DoubtfulPart {
  value: Value;
  range?: [number, number];
  why: string;
}

/** Every number of a session, in words where there is a doubt. */
export type NumbersPart = Record<MetricKey, Value | DoubtfulPart>;

/** One event of a session. `ts` in milliseconds since the epoch, `playhead` in seconds. */
export interface EventPart {
  eventType: string;
  ts: number | null;
  playhead: number | null;
  status: number | null;
  origin: Origin;
  label: string;
}

/** A session as the document of `--json` holds it. Times are milliseconds since the epoch, those of numbers seconds. */
export interface SessionPart {
  id: string | null;
  content: Content | null;
  startedAt: number | null;
  endedAt: number | null;
  downloaded: boolean;
  completed: boolean;
  closed: Closed | null;
  spans: Span[];
  /** Where it is there, the numbers are what would have been counted. */
  uncounted?: Uncounted;
  numbers: NumbersPart;
  findings: BrokenPart[];
  events: EventPart[];
}

/** What each number is called, by its key. */
export type MetricsPart = Readonly<Record<MetricKey, Metric>>;

/** How a request of a capture fares. */
export type VerdictState = CaptureVerdict['state'];
