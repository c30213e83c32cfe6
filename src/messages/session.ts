import type { DoubtCode } from '../model/doubts.ts';
import { RULE_IDS, type RuleId, type SessionFinding } from '../model/session-finding.ts';
import { AD_RULE_WORDING } from './session-ads.ts';
import { PLAYHEAD_RULE_WORDING } from './session-playhead.ts';
import { TIME_RULE_WORDING } from './session-time.ts';
import type { RuleWording, SessionWording, SessionWords } from './session-wording.ts';

const RULES: SessionWording<RuleId> = { ...AD_RULE_WORDING, ...PLAYHEAD_RULE_WORDING, ...TIME_RULE_WORDING };

/** The English of a session's finding: what is the matter, what it does to the numbers, and what to change. */
export function saySessionFinding(finding: SessionFinding): SessionWords {
  // Rule and args of a finding belong together, which the union says, but not the look-up.
  const wording = RULES[finding.rule] as RuleWording<RuleId>;
  return { ...wording.say(finding.args), effect: wording.effect };
}

/** Every rule with its one line, for the help. */
export function ruleSummaries(): { code: RuleId; summary: string }[] {
  return RULE_IDS.map((code) => ({ code, summary: RULES[code].summary }));
}

const DOUBTS: Readonly<Record<DoubtCode, string>> = {
  'start-missing': 'the start of the session is not in the capture',
  'ts-missing': 'some events have no ts',
  'resume-start': 'two pages differ on whether a resumed session counts',
  'play-in-break': 'the only play was sent inside an ad break',
  'no-play-after-preroll': 'no play followed the pre-roll; one page is content with the first ping',
  'error-to-play': 'whether time between an error and the next play counts is not documented',
  'stray-ad':
    'ads outside a break are ignored and their time goes to main content; whether the still playhead then makes a stall is not documented',
  'break-open':
    'ads of a break that is never closed are ignored and their time goes to main content; yet an ad start is reported at once',
  'break-abandoned': 'the session ends in a break that is never closed, so its ads may be ignored',
  'ad-gap': 'a gap without an ad inside a break is credited to main content by SDKs',
  'stall-edges': 'where a stall begins and ends, and whether it is taken off, is not documented',
  'gap-without-events':
    'more than two ping intervals passed without an event; whether that counts in full is not documented',
  'ts-equal': 'two playback states have one ts; which came first is not known',
  'as-content-time': 'as uncertain as content time spent',
  'playhead-back': 'the playhead went back while playing',
  'playhead-jump': 'the playhead jumped while playing',
  'marker-jumped': 'passed in a jump or before the first play: one page counts it, others do not',
  'segment-steps': 'steps of five minutes on the page, of one minute in the sample',
  'last-call': 'three definitions differ',
  'pause-without-play': 'a pause without a play after it',
  'chapter-open': 'reported when the chapter closes, which may never happen to one that is open',
  'chapters-overlap': 'chapters overlap',
  'bitrate-weight': 'weighted by playing time here; the page says by the time each bitrate was active',
  'bitrate-unit': 'holds for kbps only',
  'state-open': 'a state is on at the end; it is counted up to the last event here',
  'state-double-start': 'a state was started while it was on',
  'after-complete': 'ads after sessionComplete may not count',
};

/** Why a number is not certain, in one line. */
export function sayDoubts(why: readonly DoubtCode[]): string {
  return why.map((code) => DOUBTS[code]).join('; ');
}
