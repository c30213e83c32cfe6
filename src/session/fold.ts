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
  // Without a play a pause or buffering never ends.
  'playhead-in-pause': ['play-missing'],
  'playhead-in-buffer': ['play-missing'],
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

/** Rules that follow from another one only where both stand on the same event. */
const FOLLOWS_AT: Readonly<Partial<Record<RuleId, readonly RuleId[]>>> = {
  // The close of an ad that comes after the next one's start closes that one.
  'ad-short': ['ad-open', 'ts-wire'],
  // What is measured with a ts that is wrong.
  'ad-gap': ['ts-wire'],
  'ad-long': ['ts-wire'],
  'playhead-in-pause': ['ts-wire'],
  'playhead-in-buffer': ['ts-wire'],
  'playhead-frozen': ['ts-wire'],
  'playhead-back': ['ts-wire'],
  'playhead-jump': ['ts-wire', 'ts-equal'],
  'playhead-live': ['ts-wire'],
  'ping-often': ['ts-wire'],
  'session-still': ['ts-wire'],
};

/** The findings without those that follow from another one, in the order given. */
export function folded(findings: readonly SessionFinding[]): SessionFinding[] {
  const broken = new Map(findings.map((finding) => [finding.rule, finding]));
  return findings.filter(
    (finding) =>
      !causesOf(finding).some((cause) => broken.has(cause)) &&
      !FOLLOWS_AT[finding.rule]?.some((cause) => meet(finding, broken.get(cause))),
  );
}

function meet({ events }: SessionFinding, other: SessionFinding | undefined): boolean {
  return other?.events.some((event) => events.includes(event)) ?? false;
}

/** A break that the viewer left in follows, too, from a session that nobody closed. */
function causesOf({ rule, severity }: SessionFinding): readonly RuleId[] {
  if (rule === 'ad-break-open' && severity === 'info') return CLOSED_EARLY;
  return FOLLOWS[rule] ?? [];
}
