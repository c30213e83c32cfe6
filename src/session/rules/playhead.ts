import type { Moment, SessionEvent } from '../event.ts';
import { LIMITS } from '../limits.ts';
import { isStall } from '../machine.ts';
import type { Playback } from '../parts.ts';
import { rule, type Say } from '../rule.ts';
import type { SessionState } from '../state.ts';
import { isMainPlay, type Step } from '../step.ts';

/** Follows the playhead of a player that says it stands still. */
interface Stillness {
  since: Moment | undefined;
}

function watch(
  playback: Playback,
  { now, known, before }: Step,
  state: SessionState,
  memory: Stillness,
  say: Say<'playhead-in-pause'> | Say<'playhead-in-buffer'>,
): void {
  const isStill = before.playback === playback && before.zone === 'main' && !before.completed;
  if (isStill && memory.since && known && !state.content?.live && movesWithClock(memory.since, now)) {
    say([now, memory.since], { seconds: (now.t - memory.since.t) / 1000, moved: now.p - memory.since.p });
  }
  if (state.playback !== playback) memory.since = undefined;
  else if (before.playback !== playback) memory.since = now;
}

/** A seek moves the playhead otherwise than the clock does. */
function movesWithClock(since: Moment, now: Moment): boolean {
  const seconds = (now.t - since.t) / 1000;
  const moved = now.p - since.p;
  const off =
    now.type === 'play' ? LIMITS.clockOffPlayS : Math.max(LIMITS.clockOffS, seconds * LIMITS.clockOffShare);
  return now.t - since.t > LIMITS.stillnessMs && moved > LIMITS.growthS && Math.abs(moved - seconds) <= off;
}

/** The playhead runs on in a pause. */
const playheadInPause = rule({
  id: 'playhead-in-pause',
  needsStart: true,
  memory: (): Stillness => ({ since: undefined }),
  on: (step, state, memory, say) => watch('paused', step, state, memory, say),
});

/** The playhead runs on while buffering. */
const playheadInBuffer = rule({
  id: 'playhead-in-buffer',
  needsStart: true,
  memory: (): Stillness => ({ since: undefined }),
  on: (step, state, memory, say) => watch('buffering', step, state, memory, say),
});

/** The playhead of an ad is not the position in the main content. An ad that is never closed may be content. */
const playheadInAd = rule({
  id: 'playhead-in-ad',
  needsStart: true,
  memory: (): { pending: Moment[]; count: number; wanted: number } => ({ pending: [], count: 0, wanted: 0 }),
  on({ now, known, before }, state, memory, say) {
    const open = before.break;
    const inAd = before.zone === 'ad' || now.type === 'adStart' || now.type === 'adBreakComplete';
    if (!open || state.content?.live) return;
    if (inAd && known && Math.abs(now.p - open.start.p) > LIMITS.adPlayheadS) {
      memory.wanted = open.start.p;
      memory.count += 1;
      if (memory.pending.length < LIMITS.eventsOfFinding) memory.pending.push(now);
    }
    const isOver = (before.ad !== undefined && before.ad !== state.ad) || now.type.startsWith('adBreak');
    if (!isOver) return;
    const [first] = memory.pending;
    if (first && now.type !== 'adBreakStart')
      say(memory.pending, { playhead: first.p, wanted: memory.wanted }, { count: memory.count });
    memory.pending = [];
    memory.count = 0;
  },
});

/** Main content plays, and the playhead stands. */
const playheadFrozen = rule({
  id: 'playhead-frozen',
  needsStart: true,
  memory: (): { reported?: number } => ({}),
  on({ now }, state, memory, say) {
    const { run } = state;
    if (!run || state.content?.live || !isStall(run) || memory.reported === run.first.ref) return;
    memory.reported = run.first.ref;
    say([now, run.first], { playhead: now.p, seconds: (now.t - run.first.t) / 1000 });
  },
});

const SEEK_STARTS = new Set(['pauseStart', 'bufferStart']);

/** Whether a playhead lies past the end: a rule of its own, which the way there and back follows from. */
function isPast({ p }: Moment, { content }: SessionState): boolean {
  return content?.length !== undefined && !content.live && p > content.length + LIMITS.pastLengthS;
}

/** The playhead falls while main content plays. */
const playheadBack = rule({
  id: 'playhead-back',
  needsStart: true,
  memory: () => ({}),
  on(step, state, _memory, say) {
    const { prev, now, known, dp, afterOffBreak } = step;
    if (
      !prev ||
      !known ||
      afterOffBreak ||
      isPast(prev, state) ||
      dp >= -LIMITS.backS ||
      !isMainPlay(step) ||
      SEEK_STARTS.has(now.type)
    )
      return;
    say([now, prev], { from: prev.p, to: now.p });
  },
});

/** The playhead jumps ahead while main content plays. */
const playheadJump = rule({
  id: 'playhead-jump',
  needsStart: true,
  memory: () => ({}),
  on(step, state, _memory, say) {
    const { prev, now, jump, dt, before, afterOffBreak } = step;
    // A playhead that stood and then is right again is no jump of the viewer's.
    const wasFrozen = before.run !== undefined && isStall(before.run);
    if (!prev || !jump || wasFrozen || afterOffBreak || isPast(now, state)) return;
    if (!isMainPlay(step) || SEEK_STARTS.has(now.type)) return;
    say([now, prev], { from: prev.p, to: now.p, seconds: dt / 1000 });
  },
});

/** The playhead lies past the end. */
const playheadPastLength = rule({
  id: 'playhead-past-length',
  needsStart: true,
  memory: () => ({}),
  on({ now, known, before }, state, _memory, say) {
    const { content } = state;
    if (!known || !content?.length || before.completed || !isPast(now, state)) return;
    say(now, { playhead: now.p, length: content.length });
  },
});

/** The playhead of a live stream is not the second of the day in UTC. */
const playheadLive = rule({
  id: 'playhead-live',
  types: ['play', 'ping'],
  needsStart: true,
  memory: () => ({}),
  on({ now, known, event, before }, { content, strayAd }, _memory, say) {
    const isMain = before.zone === 'main' && !strayAd && !before.completed;
    if (!known || content?.length !== LIMITS.dayS || !content.live || !isMain) return;
    const wanted = secondOfDay(event);
    if (wanted === undefined) return;
    const off = circular(now.p - wanted, LIMITS.dayS);
    if (Math.abs(off) <= LIMITS.liveOffS) return;
    const timeZone = Math.abs(circular(off, LIMITS.zoneS)) <= LIMITS.liveOffS;
    say(now, { playhead: now.p, wanted: Math.floor(wanted), timeZone });
  },
});

function secondOfDay({ ts }: SessionEvent): number | undefined {
  return ts === undefined ? undefined : (ts % LIMITS.dayMs) / 1000;
}

/** A difference on a circle: from −half to half of it. */
function circular(difference: number, circle: number): number {
  const rest = ((difference % circle) + circle) % circle;
  return rest > circle / 2 ? rest - circle : rest;
}

/** The rules about playheads. */
export const PLAYHEAD_RULES = [
  playheadInPause,
  playheadInBuffer,
  playheadInAd,
  playheadFrozen,
  playheadBack,
  playheadJump,
  playheadPastLength,
  playheadLive,
];
