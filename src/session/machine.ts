import type { Closed } from '../model/session.ts';
import { isAbandoned, leaveBreak } from './ads.ts';
import { apply, closeState, leaveChapter } from './apply.ts';
import { account } from './clock.ts';
import type { SessionEvent } from './event.ts';
import { LIMITS, MARKERS } from './limits.ts';
import { stall } from './spans.ts';
import { type SessionState, startOfPlay, zoneOf } from './state.ts';
import { type Step, stepOf } from './step.ts';

/**
 * Takes the next event of the sorted session and says what it met. Changes `state` alone; no clock, no I/O.
 * `t`: its time in milliseconds; one below that of the event before counts as equal to it. `lateMs`: how far its ts lies below one that
 * came before it.
 */
export function advance(state: SessionState, event: SessionEvent, t: number, lateMs: number): Step {
  const step = stepOf(state, event, t, lateMs);
  if (!state.closed) closeInTime(state, step);
  if (state.closed) {
    step.dropped = state.closed;
    lose(state, step);
    return step;
  }
  account(state, step);
  apply(state, step);
  follow(state, step);
  return step;
}

/** An event that the closed session no longer takes. A sessionEnd is in time as long as nothing but pings is lost. */
function lose(state: SessionState, { now }: Step): void {
  if (now.type === 'sessionComplete') state.complete ??= now;
  if (now.type === 'sessionEnd' && !state.lost) state.end ??= now;
  state.lost ||= now.type !== 'ping' && now.type !== 'sessionEnd';
}

/** Ends what is still open; after it the state is final. */
export function conclude(state: SessionState): void {
  const { last } = state;
  if (!last) return;
  endRun(state, last.t);
  const open = state.break;
  if (open) leaveBreak(state, open, isAbandoned(state, open));
  state.pauseLost ||= state.playback === 'paused' && !state.complete;
  leaveChapter(state, last.t);
  state.statesOpen = [...state.states.values()].some(({ since }) => since !== undefined);
  for (const name of state.states.keys()) closeState(state, name, last.t);
}

/** Time-outs. Source: mc-api-timeout.md; downloaded content has none. */
function closeInTime(state: SessionState, step: Step): void {
  const closed = timedOut(state, step);
  if (!closed) return;
  state.closed = closed;
  if (closed !== 'still' || !step.prev) return;
  const until = Math.max(step.prev.t, (state.lastMove?.t ?? 0) + LIMITS.stillMs);
  // The playhead of an event that comes too late is none of the session's.
  const now = { ...step.now, p: step.prev.p };
  account(state, { ...step, now, dp: 0 }, until);
  endRun(state, until);
}

function timedOut(state: SessionState, { now, dt, timed, event }: Step): Closed | undefined {
  if (state.downloaded) return undefined;
  if (timed && dt > LIMITS.idleMs) return 'idle';
  const still = now.t - (state.lastMove?.t ?? now.t) - LIMITS.stillMs;
  return still > (event.eventType === 'sessionEnd' ? LIMITS.stillPingMs : 0) ? 'still' : undefined;
}

function follow(state: SessionState, step: Step): void {
  const { now, known, event } = step;
  state.first ??= now;
  state.last = now;
  state.untimed = event.ts === undefined;
  if (!state.lastMove || (known && state.lastMove.p !== now.p)) state.lastMove = now;
  const isAd = step.before.zone === 'ad' || zoneOf(state) === 'ad';
  const isOver = step.before.completed || !known;
  if (!isAd && !isOver) followPlayhead(state, step);
  if (!isOver) followMarkers(state, step);
  followRun(state, step);
  const open = state.ad ?? state.strayAd;
  if (open && event.eventType !== 'adStart') open.events += 1;
}

function followPlayhead(state: SessionState, { now }: Step): void {
  state.highest = Math.max(state.highest, now.p);
  if (!startOfPlay(state)) return;
  state.lowestPlayed = Math.min(state.lowestPlayed, now.p);
  state.highestPlayed = Math.max(state.highestPlayed, now.p);
}

/** A marker counts for certain when the playhead passed it while playing; after a jump pages differ. */
function followMarkers(state: SessionState, step: Step): void {
  const { content, markers } = state;
  if (!startOfPlay(state) || !content?.length || content.clock) return;
  const { playback, zone } = step.before;
  const isPlay = playback === 'playing' && (zone === 'main' || zone === 'gap') && !step.jump;
  for (const marker of MARKERS) {
    const at = (content.length * marker) / 100;
    if (step.now.p < at) return;
    if (markers.get(marker) === 'passed') continue;
    markers.set(marker, isPlay && (step.prev?.p ?? at) < at ? 'passed' : (markers.get(marker) ?? 'jumped'));
  }
}

/** Follows events with one playhead, in main content that plays. */
function followRun(state: SessionState, { now, known }: Step): void {
  const isMain = state.playback === 'playing' && zoneOf(state) === 'main';
  if (!isMain || state.complete || state.closed) {
    endRun(state, now.t);
  } else if (known && state.run?.first.p !== now.p) {
    endRun(state, now.t);
    state.run = { first: now, last: now, count: 1 };
  } else if (known && state.run) {
    state.run.last = now;
    state.run.count += 1;
  }
}

/** Whether the events of a run make a stall. */
export function isStall({ first, last, count }: NonNullable<SessionState['run']>): boolean {
  return count >= LIMITS.stallEvents && last.t - first.t >= LIMITS.stallMs;
}

function endRun(state: SessionState, t: number): void {
  const { run, totals } = state;
  state.run = undefined;
  if (!run || !isStall(run)) return;
  totals.stalls += 1;
  totals.stall += t - run.first.t;
  totals.stallLow += run.last.t - run.first.t;
  stall(state.spans, run.first.t, t);
}
