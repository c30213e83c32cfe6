/** What the sentence of each rule needs: seconds, counts, names. */
export interface RuleArgs {
  'play-missing': { seconds: number };
  'play-before-preroll': { seconds: number };
  'play-in-break': { eventType: string };
  'ad-outside-break': { seconds: number };
  'ad-break-open': { abandoned: boolean; ads: number };
  'ad-open': { at: string };
  'ad-close-without-open': { eventType: string };
  'ad-gap': { seconds: number };
  'ad-short': { seconds: number; length: number };
  'ad-long': { seconds: number; length: number };
  'ad-break-empty': Record<never, never>;
  'playhead-in-pause': { seconds: number; moved: number };
  'playhead-in-buffer': { seconds: number; moved: number };
  'playhead-in-ad': { playhead: number; wanted: number };
  'playhead-frozen': { playhead: number; seconds: number };
  'playhead-back': { from: number; to: number };
  'playhead-jump': { from: number; to: number; seconds: number };
  'playhead-past-length': { playhead: number; length: number };
  'playhead-live': { playhead: number; wanted: number; timeZone: boolean };
  'ping-missing': { seconds: number };
  'ping-rare': { gaps: number; longest: number };
  'ping-often': { seconds: number; inAd: boolean };
  'chapter-overlap': Record<never, never>;
  'chapter-open': { complete: boolean };
  'chapter-close-without-open': { eventType: string };
  'state-limit': { name: string; limit: number };
  'state-end-without-start': { name: string };
  'state-double-start': { name: string };
  'session-open': { lastEvent: string };
  'session-after-end': { eventType: string; accepted: boolean };
  'session-after-complete': { eventType: string };
  'complete-missing': { playhead: number; length: number };
  'complete-early': { playhead: number; length: number };
  'session-restart': { seconds: number };
  'resume-missing': { playhead: number; last: number };
  'resume-at-zero': Record<never, never>;
  'session-24h': { hours: number };
  'session-still': { eventType: string; minutes: number; accepted: boolean };
  'session-idle': { eventType: string; minutes: number; accepted: boolean };
  'event-before-session': { eventType: string };
  'ts-before-start': { milliseconds: number };
  'ts-order': { milliseconds: number; unsorted: boolean };
  'ts-equal': { eventType: string; other: string };
  'ts-wire': { seconds: number };
  'error-without-id': Record<never, never>;
  'bitrate-without-value': Record<never, never>;
  'dropped-frames-reset': { from: number; to: number };
  'time-to-start-moved': { from: number; to: number };
}

/** The id of a rule. Stable: scripts match on it, as the code of a finding. */
export type RuleId = keyof RuleArgs;

/** How much a rule weighs: an error where the server no longer takes the event. */
export type RuleSeverity = 'error' | 'warning' | 'info';

/** A rule that a session breaks: once for each rule, with every event that it stands on. */
export type SessionFinding = { [R in RuleId]: FindingOf<R> }[RuleId];

/** A finding of one rule. */
interface FindingOf<R extends RuleId> {
  rule: R;
  severity: RuleSeverity;
  /** The events it stands on, as the caller's refs; the first one is where it points. Long lists are cut, see `count`. */
  events: number[];
  /** How often the rule is broken in the session. */
  count: number;
  /** JSON pointer into the body of the first event. */
  path: string;
  args: RuleArgs[R];
}

const TYPE = '/eventType';
const PLAYHEAD = '/playerTime/playhead';
const TS = '/playerTime/ts';

/** Severity and place of each rule. */
export const RULES: Readonly<Record<RuleId, { severity: RuleSeverity; path: string }>> = {
  'play-missing': { severity: 'warning', path: TYPE },
  'play-before-preroll': { severity: 'warning', path: TYPE },
  'play-in-break': { severity: 'warning', path: TYPE },
  'ad-outside-break': { severity: 'warning', path: TYPE },
  'ad-break-open': { severity: 'warning', path: TYPE },
  'ad-open': { severity: 'warning', path: TYPE },
  'ad-close-without-open': { severity: 'warning', path: TYPE },
  'ad-gap': { severity: 'warning', path: TS },
  'ad-short': { severity: 'warning', path: TYPE },
  'ad-long': { severity: 'info', path: TS },
  'ad-break-empty': { severity: 'info', path: TYPE },
  'playhead-in-pause': { severity: 'warning', path: PLAYHEAD },
  'playhead-in-buffer': { severity: 'warning', path: PLAYHEAD },
  'playhead-in-ad': { severity: 'warning', path: PLAYHEAD },
  'playhead-frozen': { severity: 'warning', path: PLAYHEAD },
  'playhead-back': { severity: 'warning', path: PLAYHEAD },
  'playhead-jump': { severity: 'warning', path: PLAYHEAD },
  'playhead-past-length': { severity: 'warning', path: PLAYHEAD },
  'playhead-live': { severity: 'warning', path: PLAYHEAD },
  'ping-missing': { severity: 'warning', path: TS },
  'ping-rare': { severity: 'warning', path: TS },
  'ping-often': { severity: 'info', path: TS },
  'chapter-overlap': { severity: 'warning', path: TYPE },
  'chapter-open': { severity: 'info', path: TYPE },
  'chapter-close-without-open': { severity: 'warning', path: TYPE },
  'state-limit': { severity: 'warning', path: '/params/media.state.name' },
  'state-end-without-start': { severity: 'warning', path: '/params/media.state.name' },
  'state-double-start': { severity: 'info', path: '/params/media.state.name' },
  'session-open': { severity: 'info', path: TYPE },
  'session-after-end': { severity: 'error', path: TYPE },
  'session-after-complete': { severity: 'info', path: TYPE },
  'complete-missing': { severity: 'warning', path: TYPE },
  'complete-early': { severity: 'info', path: PLAYHEAD },
  'session-restart': { severity: 'warning', path: TYPE },
  'resume-missing': { severity: 'info', path: '/params' },
  'resume-at-zero': { severity: 'info', path: PLAYHEAD },
  'session-24h': { severity: 'warning', path: TS },
  'session-still': { severity: 'error', path: PLAYHEAD },
  'session-idle': { severity: 'error', path: TS },
  'event-before-session': { severity: 'warning', path: '' },
  'ts-before-start': { severity: 'warning', path: TS },
  'ts-order': { severity: 'warning', path: TS },
  'ts-equal': { severity: 'info', path: TS },
  'ts-wire': { severity: 'warning', path: TS },
  'error-without-id': { severity: 'warning', path: '/qoeData' },
  'bitrate-without-value': { severity: 'warning', path: '/qoeData' },
  'dropped-frames-reset': { severity: 'warning', path: '/qoeData/media.qoe.droppedFrames' },
  'time-to-start-moved': { severity: 'info', path: '/qoeData/media.qoe.timeToStart' },
};

/** The ids of all rules. */
export const RULE_IDS = Object.keys(RULES) as RuleId[];
