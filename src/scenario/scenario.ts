import type { Finding } from '../model/finding.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { MetricKey } from '../model/metrics.ts';
import type { Origin, OriginLookup } from '../model/origin.ts';
import type { RuleId } from '../model/session-finding.ts';

/** A number that a scenario expects: a value, or the least and the most. */
export interface ExpectedNumber {
  key: MetricKey;
  wanted: JsonValue;
  origin: Origin;
}

/** What the events of a session must lead to. */
export interface Expectations {
  numbers: readonly ExpectedNumber[];
  /** The rules that are broken, these and no others; undefined: that does not matter. */
  rules?: { ids: readonly RuleId[]; origin: Origin };
}

/** One event of the schedule. */
export interface ScenarioEvent {
  /** Which of the sessions, from 0. */
  session: number;
  /** Milliseconds from the start of the scenario. Within a session, no two events have the same. */
  at: number;
  eventType: string;
  /** Seconds. */
  playhead: number;
  /** Somebody wrote the playhead; else that of a live stream without an end is the second of the day. */
  playheadGiven: boolean;
  params?: JsonObject;
  customMetadata?: JsonObject;
  qoeData?: JsonObject;
  /** Statuses that are as good as the documented one. */
  statuses?: readonly number[];
  /** What the reader knows it by: `step 3`, `entry 12`. */
  label: string;
  /** Where the values of its body stand. */
  originOf: OriginLookup;
  /** Where the whole event stands. */
  origin: Origin;
}

/** Something to play: the events of one or several sessions in the order of sending. */
export interface Scenario {
  name: string;
  title?: string;
  about?: string;
  notes: readonly string[];
  /** All events go in one batch to /api/v1/downloaded. */
  downloaded: boolean;
  events: readonly ScenarioEvent[];
  /** For each session. */
  expectations: readonly Expectations[];
  /** Milliseconds from the first to the last event. */
  length: number;
  /** What is worth telling about where it was read from. */
  warnings: readonly Finding[];
}
