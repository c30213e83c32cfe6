import type { SpanKind } from '../model/session.ts';
import { LIMITS } from './limits.ts';
import type { Break } from './parts.ts';
import { addStretch } from './playheads.ts';
import { addPlayback } from './spans.ts';
import type { SessionState } from './state.ts';
import { isMainPlay, type Step } from './step.ts';

/**
 * Credits the interval that a step ends to what held in it: an interval belongs to the state after its first event.
 * `until`: where the interval ends, milliseconds; earlier than the event if the session closed in between.
 */
export function account(state: SessionState, step: Step, until = step.now.t): void {
  const { prev, before } = step;
  if (!prev) return;
  const ms = Math.max(0, until - prev.t);
  draw(state, step, until);
  if (before.playback === 'playing') accountPlay(state, step, ms);
  else if (!before.completed) accountStill(state, step, ms);
}

function accountStill(state: SessionState, { before }: Step, ms: number): void {
  if (before.playback === 'paused') state.totals.pause += ms;
  if (before.playback === 'buffering') state.totals.buffer += ms;
}

function accountPlay(state: SessionState, step: Step, ms: number): void {
  const { zone, completed } = step.before;
  const isGap = step.timed && ms > gapLimit(state);
  if (zone === 'ad') accountAd(state, step, ms);
  if (zone === 'ad') state.gapAd ||= isGap;
  if (zone === 'ad' || !completed) weighBitrate(state, ms);
  if (completed) return;
  if (zone === 'gap') accountGap(state, step, ms);
  if (zone === 'stray') accountStray(state, ms);
  if (zone === 'main') accountMain(state, step, ms);
  if (zone !== 'ad') state.gapContent ||= isGap;
}

/** The longest time without events that pings leave. Milliseconds. */
export function gapLimit(state: SessionState): number {
  return state.downloaded ? LIMITS.pingGapDownloadedMs : LIMITS.pingGapMs;
}

function accountMain(state: SessionState, step: Step, ms: number): void {
  state.totals.content += ms;
  if (state.chapter) state.totals.chapter += ms;
  if (state.errorMs !== undefined) state.errorMs += ms;
  if (step.dp < -LIMITS.backS) state.wentBack = true;
  if (step.dp <= 0 || !step.prev || step.now.p < step.prev.p) return;
  if (step.jump) state.jumpedS += step.dp;
  addStretch(state.played, step.prev.p, step.now.p);
}

function accountStray(state: SessionState, ms: number): void {
  state.totals.content += ms;
  state.totals.strayAd += ms;
  if (state.chapter) state.totals.chapter += ms;
  if (state.strayAd) state.strayAd.playedMs += ms;
}

function accountAd({ break: open, ad, chapter }: SessionState, step: Step, ms: number): void {
  if (!open || !ad) return;
  ad.playedMs += ms;
  open.adMs += ms;
  if (chapter) open.adChapterMs += ms;
  rise(open, step);
}

function accountGap({ break: open, chapter }: SessionState, step: Step, ms: number): void {
  if (!open) return;
  open.gapMs += ms;
  if (chapter) open.adChapterMs += ms;
  rise(open, step);
  if (step.dp > LIMITS.growthS) open.contentWentOn = true;
}

/** What the playhead passed inside a break counts only if the break turns out to be none. */
function rise(open: Break, { prev, now }: Step): void {
  if (prev && now.p > prev.p) addStretch(open.played, prev.p, now.p);
}

function weighBitrate({ quality }: SessionState, ms: number): void {
  if (quality.bitrate === undefined) {
    quality.bitrateUnknownMs += ms;
    return;
  }
  quality.bitrateWeighted += quality.bitrate * ms;
  quality.bitrateMs += ms;
}

/** Ends the gap between two ads of a break: a long one is credited to main content, as SDKs do. */
export function endGap(open: Break): void {
  open.allGapsMs += open.gapMs;
  if (open.gapMs > LIMITS.adGapMs) open.creditedMs += open.gapMs;
  open.gapMs = 0;
}

function draw(state: SessionState, step: Step, until: number): void {
  const { prev } = step;
  if (!prev) return;
  const kind = kindOf(step);
  addPlayback(state.spans, kind, prev.t, until, kind === 'ad' ? state.ad?.label : undefined);
}

function kindOf(step: Step): SpanKind {
  const { playback, zone, completed } = step.before;
  if (playback === 'paused') return completed ? 'waiting' : 'pause';
  if (playback === 'buffering') return completed ? 'waiting' : 'buffer';
  if (playback === 'playing' && zone === 'ad') return 'ad';
  return isMainPlay(step) || (zone === 'stray' && playback === 'playing' && !completed)
    ? 'content'
    : 'waiting';
}
