/** What a session counts, and what spoils it: one pure machine over the events of a session, from whatever source. */
export type { Content } from './content.ts';
export { DOUBT_CODES, type DoubtCode } from './doubts.ts';
export type { SessionEvent } from './event.ts';
export {
  type FindingOf,
  RULE_IDS,
  RULES,
  type RuleArgs,
  type RuleId,
  type SessionFinding,
} from './finding.ts';
export { METRICS, type Metric, type MetricKey } from './metrics.ts';
export { SessionsTracker, sessionsOf } from './sessions.ts';
export { PLAYBACK_KINDS, type Span, type SpanKind } from './spans.ts';
export { type SessionSummary, SessionTracker, type TrackerOptions } from './tracker.ts';
export { type Doubtful, isDoubtful, type Numbers, type StateNumbers, type Value } from './value.ts';
