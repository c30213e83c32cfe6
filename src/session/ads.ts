import { endGap } from './clock.ts';
import { numberOf, textOf } from './content.ts';
import type { Moment } from './event.ts';
import { LIMITS } from './limits.ts';
import type { Ad, Break } from './parts.ts';
import { addAll, noPlayheads } from './playheads.ts';
import { addBeside, relabel } from './spans.ts';
import type { SessionState } from './state.ts';
import type { Step } from './step.ts';

/** adBreakStart: opens a break; one that is still open was never closed. */
export function startBreak(state: SessionState, { now, event }: Step): void {
  if (state.break) leaveBreak(state, state.break, false);
  endStrayAd(state);
  state.strayClosed = false;
  state.unseen.break = false;
  state.break = newBreak(state, now, true, textOf(event.params?.['media.ad.podFriendlyName']));
}

function newBreak(state: SessionState, start: Moment, seen: boolean, label?: string): Break {
  return {
    start,
    ...(label !== undefined && { label }),
    seen,
    saved: state.playback,
    adMs: 0,
    adChapterMs: 0,
    gapMs: 0,
    gapFrom: start.t,
    allGapsMs: 0,
    creditedMs: 0,
    starts: 0,
    completes: 0,
    played: noPlayheads(),
    contentWentOn: false,
    late: state.complete !== undefined,
  };
}

/** adStart: the back end switches to playing by itself. Outside a break the ad is ignored. */
export function startAd(state: SessionState, step: Step): void {
  const { now } = step;
  if (!state.break && state.unseen.break) state.break = newBreak(state, now, false);
  state.pauseLost ||= state.playback === 'paused';
  const open = state.break;
  if (open) {
    settleGap(state, open);
    open.starts += 1;
    open.contentWentOn = false;
    state.ad = newAd(step);
  } else {
    const saved = state.strayAd?.saved ?? state.playback;
    state.totals.strayAds += 1;
    state.strayAd = { ...newAd(step), saved };
  }
  state.playback = 'playing';
}

function newAd({ now, event }: Step): Ad {
  const length = numberOf(event.params?.['media.ad.length']);
  const label = textOf(event.params?.['media.ad.name']) ?? textOf(event.params?.['media.ad.id']);
  return {
    start: now,
    ...(label !== undefined && { label }),
    ...(length !== undefined && length > 0 && { length }),
    playedMs: 0,
    events: 0,
  };
}

/** adComplete or adSkip: only the first counts a completion. */
export function endAd(state: SessionState, { now }: Step, completed: boolean): void {
  if (state.break && state.ad) {
    if (completed) state.break.completes += 1;
    state.break.lastAdEnd = now;
    state.break.gapFrom = now.t;
    state.ad = undefined;
  } else if (state.strayAd) {
    endStrayAd(state);
  }
}

function endStrayAd(state: SessionState): void {
  if (!state.strayAd) return;
  if (state.playback === 'playing') state.playback = state.strayAd.saved;
  state.strayAd = undefined;
  state.strayClosed = true;
}

/** adBreakComplete: the ads of the break count, and the player does what it did before. */
export function endBreak(state: SessionState, { now }: Step): void {
  endStrayAd(state);
  state.strayClosed = false;
  state.unseen.break = false;
  const open = state.break;
  if (!open) return;
  if (Math.abs(now.p - open.start.p) > LIMITS.adPlayheadS) state.offBreakEnd = now;
  countAds(state, open);
  state.totals.breaksClosed += 1;
  closeBreak(state, open, now.t);
}

function closeBreak(state: SessionState, open: Break, end: number): void {
  if (state.playback === 'playing') state.playback = open.saved;
  addBeside(state.spans, {
    kind: 'break',
    begin: open.start.t,
    end,
    ...(open.label !== undefined && { label: open.label }),
  });
  state.break = undefined;
  state.ad = undefined;
}

function countAds(state: SessionState, open: Break): void {
  settleGap(state, open);
  const { totals } = state;
  totals.ad += open.adMs;
  totals.content += open.creditedMs;
  totals.adGap += open.creditedMs;
  totals.adStarts += open.starts;
  totals.adCompletes += open.completes;
  if (!open.late) return;
  totals.lateAd += open.adMs;
  totals.lateStarts += open.starts;
  totals.lateCompletes += open.completes;
}

function settleGap(state: SessionState, open: Break): void {
  if (open.gapMs > LIMITS.adGapMs) relabel(state.spans, open.gapFrom, 'waiting', 'content');
  endGap(open);
}

/** Whether nothing but the end follows a break that is open: the viewer left in it. */
export function isAbandoned(state: SessionState, open: Break): boolean {
  const moved = state.ad !== undefined && Math.abs((state.last?.p ?? 0) - open.start.p) > LIMITS.growthS;
  return !open.contentWentOn && !moved;
}

/**
 * A break that is never closed. If the viewer left in it, its ads count, with doubt; otherwise they are ignored and their time goes to
 * main content.
 */
export function leaveBreak(state: SessionState, open: Break, abandoned: boolean): void {
  const { totals } = state;
  if (abandoned) {
    countAds(state, open);
    totals.abandonedAd += open.adMs;
    totals.abandonedStarts += open.starts;
    totals.abandonedCompletes += open.completes;
  } else {
    settleGap(state, open);
    totals.content += open.adMs + open.allGapsMs;
    totals.openAd += open.adMs;
    totals.openStarts += open.starts;
    totals.openCompletes += open.completes;
    if (open.adMs > 0) totals.openBreaks += 1;
    totals.chapter += open.adChapterMs;
    addAll(state.played, open.played);
    if (state.firstPlayInBreak) state.firstPlay ??= state.firstPlayInBreak;
    relabel(state.spans, open.start.t, 'ad', 'content');
    relabel(state.spans, open.start.t, 'waiting', 'content');
  }
  closeBreak(state, open, state.last?.t ?? open.start.t);
}
