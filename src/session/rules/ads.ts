import { isAbandoned } from '../ads.ts';
import { type Moment, PLAYBACK_EVENTS } from '../event.ts';
import { LIMITS } from '../limits.ts';
import type { Ad, Break } from '../parts.ts';
import { rule } from '../rule.ts';
import type { SessionState } from '../state.ts';

/** No play outside ads, yet the main playhead grows, or the content completes. */
const playMissing = rule({
  id: 'play-missing',
  needsStart: true,
  memory: (): { from?: number; shown?: Moment; seconds: number } => ({ seconds: 0 }),
  on({ now, known, before }, state, memory) {
    const isMain = before.zone === 'main' && state.break === undefined && state.strayAd === undefined;
    if (memory.shown || state.firstPlay || !known || before.completed) return;
    memory.from ??= now.p;
    if (!isMain) return;
    const seconds = now.p - memory.from;
    if (seconds <= LIMITS.growthS && now.type !== 'sessionComplete') return;
    memory.shown = now;
    memory.seconds = seconds;
  },
  end({ firstPlay, firstPlayInBreak }, { shown, seconds }, say) {
    if (shown && !firstPlay && !firstPlayInBreak) say(shown, { seconds });
  },
});

/** The first play comes shortly before the first break, at the same playhead. */
const playBeforePreroll = rule({
  id: 'play-before-preroll',
  types: ['play', 'adBreakStart'],
  needsStart: true,
  memory: (): { play?: Moment; isDone: boolean } => ({ isDone: false }),
  on({ now, before }, _state, memory, say) {
    if (memory.isDone) return;
    if (now.type === 'play') {
      if (before.zone === 'main') memory.play ??= now;
      return;
    }
    memory.isDone = true;
    const { play } = memory;
    if (!play || now.t - play.t > LIMITS.prerollMs || Math.abs(now.p - play.p) > LIMITS.prerollS) return;
    say([play, now], { seconds: (now.t - play.t) / 1000 });
  },
});

/** A state in a break, but of no ad. In a break that is never closed it shows that content went on: a follow-up. */
const playInBreak = rule({
  id: 'play-in-break',
  types: [...PLAYBACK_EVENTS, 'adBreakStart', 'adBreakComplete'],
  memory: (): { pending: Moment[] } => ({ pending: [] }),
  on({ now, before }, _state, memory, say) {
    if (now.type === 'adBreakComplete') {
      for (const one of memory.pending) say(one, { eventType: one.type });
    }
    if (now.type.startsWith('adBreak')) memory.pending = [];
    else if (before.zone === 'gap' && memory.pending.length < LIMITS.eventsOfFinding)
      memory.pending.push(now);
  },
});

/** An ad without a break. */
const adOutsideBreak = rule({
  id: 'ad-outside-break',
  types: ['adStart', 'adComplete', 'adSkip', 'adBreakStart', 'adBreakComplete'],
  memory: (): { ads: Moment[]; playedMs: number } => ({ ads: [], playedMs: 0 }),
  on({ now, before }, state, memory) {
    if (before.strayAd && before.strayAd !== state.strayAd) memory.playedMs += before.strayAd.playedMs;
    if (
      now.type === 'adStart' &&
      state.strayAd?.start === now &&
      memory.ads.length < LIMITS.eventsOfFinding
    ) {
      memory.ads.push(now);
    }
  },
  end({ totals, strayAd }, { ads, playedMs }, say) {
    const seconds = (playedMs + (strayAd?.playedMs ?? 0)) / 1000;
    if (ads.length > 0) say(ads, { seconds }, { count: totals.strayAds });
  },
});

/** A break that is never closed; if nothing but the end follows, the viewer left in it. */
const adBreakOpen = rule({
  id: 'ad-break-open',
  types: ['adBreakStart'],
  memory: () => ({}),
  on({ before }, _state, _memory, say) {
    if (before.break?.seen) say(before.break.start, { abandoned: false, ads: before.break.starts });
  },
  end(state, _memory, say) {
    const open = state.break;
    if (!open?.seen) return;
    const abandoned = isAbandoned(state, open);
    say(open.start, { abandoned, ads: open.starts }, { severity: abandoned ? 'info' : 'warning' });
  },
});

/** An ad that the next one, the end of the break or of the content finds open. */
const adOpen = rule({
  id: 'ad-open',
  types: ['adStart', 'adBreakComplete', 'sessionComplete'],
  memory: () => ({}),
  on({ now, before }, _state, _memory, say) {
    if (before.ad && !(now.type === 'sessionComplete' && before.completed)) {
      say([before.ad.start, now], { at: now.type });
    }
  },
});

/** The close of an ad or break that is not open. */
const adCloseWithoutOpen = rule({
  id: 'ad-close-without-open',
  types: ['adComplete', 'adSkip', 'adBreakComplete'],
  memory: (): { mayBeOpen: boolean } => ({ mayBeOpen: true }),
  on({ now, before }, state, memory, say) {
    // What a capture without the session's start does not show may be closed once.
    const isUnseen = !state.start && memory.mayBeOpen && !before.break;
    if (now.type === 'adBreakComplete') memory.mayBeOpen = false;
    if (isUnseen) return;
    const isOpen = now.type === 'adBreakComplete' ? before.break : (before.ad ?? before.strayAd);
    if (isOpen) return;
    // The close of a break that an ad without break lacks the start of, too.
    if (now.type === 'adBreakComplete' && (before.strayClosed || before.strayAd)) return;
    say(now, { eventType: now.type });
  },
});

/** A pause between two ads of a break. */
const adGap = rule({
  id: 'ad-gap',
  types: ['adStart'],
  memory: () => ({}),
  on({ now, before }, { missingTs }, _memory, say) {
    const end = before.zone === 'gap' ? before.break?.lastAdEnd : undefined;
    if (end && !missingTs && now.t - end.t > LIMITS.adGapMs)
      say([now, end], { seconds: (now.t - end.t) / 1000 });
  },
});

/** Seconds that the playing time of an ad may be off its length. */
function tolerance(length: number): number {
  return Math.max(LIMITS.adOffS, length * LIMITS.adOffShare);
}

function timesOf(
  ad: Ad | undefined,
  { missingTs }: SessionState,
): { seconds: number; length: number } | undefined {
  return ad?.length === undefined || missingTs
    ? undefined
    : { seconds: ad.playedMs / 1000, length: ad.length };
}

/** An ad that completes long before its end. One that a resumed session starts again was seen in part before. */
const adShort = rule({
  id: 'ad-short',
  types: ['adComplete'],
  memory: () => ({}),
  on({ now, before }, state, _memory, say) {
    const { content, start } = state;
    const times = timesOf(before.ad, state);
    if (!before.ad || !times || times.seconds >= times.length - tolerance(times.length)) return;
    if (content?.resume && start && before.ad.start.t - start.t <= LIMITS.adGoesOnMs) return;
    say([now, before.ad.start], times);
  },
});

/** An ad that completes long after its end. */
const adLong = rule({
  id: 'ad-long',
  types: ['adComplete'],
  memory: () => ({}),
  on({ now, before }, state, _memory, say) {
    const times = timesOf(before.ad, state);
    if (!before.ad || !times || times.seconds <= times.length + tolerance(times.length)) return;
    say([now, before.ad.start], times);
  },
});

/** A break without an ad. */
const adBreakEmpty = rule({
  id: 'ad-break-empty',
  types: ['adBreakComplete'],
  memory: () => ({}),
  on({ now, before }, _state, _memory, say) {
    if (isEmpty(before.break)) say([now, before.break.start], {});
  },
});

function isEmpty(open: Break | undefined): open is Break {
  return open?.seen === true && open.starts === 0;
}

/** The rules about play and ads. */
export const AD_RULES = [
  playMissing,
  playBeforePreroll,
  playInBreak,
  adOutsideBreak,
  adBreakOpen,
  adOpen,
  adCloseWithoutOpen,
  adGap,
  adShort,
  adLong,
  adBreakEmpty,
];
