import type { RuleId, SessionFinding } from '../model/session-finding.ts';

const CLOSED_EARLY: readonly RuleId[] = ['session-open', 'session-idle', 'session-still'];

/** Rules that follow from the break of another one, and are silent beside it. */
const FOLLOWS: Readonly<Partial<Record<RuleId, readonly RuleId[]>>> = {
  // One event that is missing leaves more than one gap.
  'ad-break-empty': ['ad-close-without-open'],
  'ad-close-without-open': ['ad-open', 'ad-break-open'],
  'chapter-close-without-open': ['chapter-overlap'],
  'state-end-without-start': ['state-double-start'],
  // What is open when the log breaks off, or the session is closed for its client.
  'chapter-open': CLOSED_EARLY,
  'session-open': ['session-idle', 'session-still', 'session-restart'],
  'resume-missing': ['session-restart'],
  // A wrong playhead or length.
  'session-still': ['playhead-frozen'],
  'complete-missing': ['playhead-past-length'],
  'playhead-back': ['playhead-live'],
  'playhead-jump': ['playhead-live'],
  // A wrong time.
  'ts-order': ['ts-wire'],
  'ping-missing': ['ts-wire'],
  'ping-rare': ['ts-wire'],
  'session-idle': ['ts-wire'],
  'session-after-end': ['ts-wire'],
  'ts-before-start': ['event-before-session', 'ts-wire'],
};

/** Rules that measure times: at an event whose ts is off the clock they say nothing of their own. */
const MEASURE: ReadonlySet<RuleId> = new Set<RuleId>([
  'ad-gap',
  'ad-short',
  'ad-long',
  'playhead-in-pause',
  'playhead-in-buffer',
  'playhead-frozen',
  'playhead-back',
  'playhead-jump',
  'playhead-live',
  'ping-often',
  'session-still',
]);

/** The findings without those that follow from another one, in the order given. */
export function folded(findings: readonly SessionFinding[]): SessionFinding[] {
  const broken = new Set(findings.map(({ rule }) => rule));
  const off = new Set(findings.find(({ rule }) => rule === 'ts-wire')?.events);
  const isOff = ({ rule, events }: SessionFinding): boolean =>
    MEASURE.has(rule) && events.some((event) => off.has(event));
  return findings.filter(
    (finding) => !isOff(finding) && !causesOf(finding).some((cause) => broken.has(cause)),
  );
}

/** A break that the viewer left in follows, too, from a session that nobody closed. */
function causesOf({ rule, severity }: SessionFinding): readonly RuleId[] {
  if (rule === 'ad-break-open' && severity === 'info') return CLOSED_EARLY;
  return FOLLOWS[rule] ?? [];
}
