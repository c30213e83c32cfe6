import type { Closed } from '../../model/session.ts';
import type { RuleArgs } from '../../model/session-finding.ts';
import { isAccepted, type Moment, PLAYBACK_EVENTS } from '../event.ts';
import { LIMITS } from '../limits.ts';
import { rule, type Say } from '../rule.ts';
import type { Step } from '../step.ts';

/** Neither sessionComplete nor sessionEnd. Downloaded content needs none: SDKs add it. */
const sessionOpen = rule({
  id: 'session-open',
  memory: () => ({}),
  end({ complete, end, last, downloaded }, _memory, say) {
    if (!complete && !end && !downloaded && last) say(last, { lastEvent: last.type });
  },
});

type Dropped = 'session-after-end' | 'session-still' | 'session-idle';

/** An error, unless the server was recorded to have accepted the event. */
function sayDropped<R extends Dropped>(say: Say<R>, step: Step, args: RuleArgs[R]): void {
  say(step.now, args, { severity: isAccepted(step.event) ? 'warning' : 'error' });
}

/** An event after sessionEnd; a second sessionEnd is harmless. */
const sessionAfterEnd = rule({
  id: 'session-after-end',
  dropped: 'only',
  memory: () => ({}),
  on(step, { end }, _memory, say) {
    if (step.dropped !== 'end' || step.now.type === 'sessionEnd') return;
    // One that came before the sessionEnd, but has a later ts: the order of ts is wrong, and that is another rule's.
    if (end && step.now.ref < end.ref) return;
    sayDropped(say, step, { eventType: step.now.type, accepted: isAccepted(step.event) });
  },
});

/** What opens something after sessionComplete; its end and pings are welcome. */
const STARTS = [...PLAYBACK_EVENTS, 'adBreakStart', 'adStart', 'chapterStart'];

/** Playback goes on after sessionComplete. */
const sessionAfterComplete = rule({
  id: 'session-after-complete',
  types: STARTS,
  memory: () => ({}),
  on({ now, before }, _state, _memory, say) {
    if (before.completed) say(now, { eventType: now.type });
  },
});

/** Seen to the end, but not completed. */
const completeMissing = rule({
  id: 'complete-missing',
  types: ['sessionEnd'],
  needsStart: true,
  memory: () => ({}),
  on({ now }, { content, complete, highest }, _memory, say) {
    const length = content?.length;
    if (!length || content.live || complete) return;
    const end = length - Math.max(LIMITS.endS, length * LIMITS.endShare);
    if (highest >= end) say(now, { playhead: highest, length });
  },
});

/** Completed long before the end. */
const completeEarly = rule({
  id: 'complete-early',
  types: ['sessionComplete'],
  needsStart: true,
  memory: () => ({}),
  on({ now, before }, { content, highest }, _memory, say) {
    if (!content?.length || content.live || before.completed || !Number.isFinite(highest)) return;
    // In an ad that was never closed, no playhead counts as that of the content; that the ad is open, is said already.
    const playhead = before.zone === 'ad' ? Math.max(highest, now.p) : highest;
    if (playhead < content.length * LIMITS.earlyShare) say(now, { playhead, length: content.length });
  },
});

/** A resumed session that begins at 0. */
const resumeAtZero = rule({
  id: 'resume-at-zero',
  types: ['sessionStart'],
  needsStart: true,
  memory: () => ({}),
  on({ now, known }, { content, start }, _memory, say) {
    if (start === now && known && content?.resume && now.p === 0) say(now, {});
  },
});

/** Longer than a day. */
const session24h = rule({
  id: 'session-24h',
  memory: (): { shown?: Moment } => ({}),
  on({ now }, { first }, memory) {
    if (first && now.t - first.t > LIMITS.dayMs) memory.shown ??= now;
  },
  end({ first, last, downloaded }, { shown }, say) {
    if (shown && first && last && !downloaded) {
      say(shown, { hours: (last.t - first.t) / 3_600_000 });
    }
  },
});

/** An event that a time-out drops; a sessionEnd then is none too many. */
function sayTimeOut<R extends 'session-still' | 'session-idle'>(
  step: Step,
  closed: Closed,
  since: Moment | undefined,
  say: Say<R>,
): void {
  if (step.dropped !== closed || step.now.type === 'sessionEnd') return;
  const minutes = (step.now.t - (since?.t ?? step.now.t)) / 60_000;
  sayDropped(say, step, { eventType: step.now.type, minutes, accepted: isAccepted(step.event) });
}

/** The playhead stood for 30 minutes, and then more came. */
const sessionStill = rule({
  id: 'session-still',
  dropped: 'only',
  memory: () => ({}),
  on(step, { lastMove }, _memory, say) {
    const late = step.now.t - (lastMove?.t ?? step.now.t) - LIMITS.stillMs;
    // SDKs send a last ping when they notice the 30 minutes.
    if (step.now.type !== 'ping' || late > LIMITS.stillPingMs) sayTimeOut(step, 'still', lastMove, say);
  },
});

/** Nothing came for 10 minutes, and then more did. */
const sessionIdle = rule({
  id: 'session-idle',
  dropped: 'only',
  memory: () => ({}),
  on: (step, { last }, _memory, say) => sayTimeOut(step, 'idle', last, say),
});

/** The rules about the session's opening and closing. */
export const SESSION_RULES = [
  sessionOpen,
  sessionAfterEnd,
  sessionAfterComplete,
  completeMissing,
  completeEarly,
  resumeAtZero,
  session24h,
  sessionStill,
  sessionIdle,
];
