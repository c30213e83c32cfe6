import type { Closed } from '../model/session.ts';
import type { Moment, SessionEvent } from './event.ts';
import { LIMITS } from './limits.ts';
import type { Ad, Break, Chapter, Playback, Run, Zone } from './parts.ts';
import type { SessionState } from './state.ts';
import { zoneOf } from './state.ts';

/** What an event did to a player state. */
interface StateChange {
  name: string;
  change: 'double-start' | 'end-without-start' | 'beyond-limit';
}

/** One event of a sorted session, and the interval that it ends: what a rule looks at. */
export interface Step {
  event: SessionEvent;
  now: Moment;
  prev: Moment | undefined;
  /** The event has a playhead. */
  known: boolean;
  /** Since the event before: milliseconds, and seconds of playhead (0 if unknown). */
  dt: number;
  dp: number;
  /** Both events have a ts, so that `dt` is what passed between them. */
  timed: boolean;
  /** The playhead moved too far for the clock. */
  jump: boolean;
  /** What held since the event before. */
  before: Before;
  /** How much lower its ts is than one that came before: milliseconds. */
  lateMs: number;
  /** The event before closed a break at another playhead than it opened: what follows says nothing about seeks. */
  afterOffBreak: boolean;
  /** The session had closed, so the event does not count. */
  dropped: Closed | undefined;
  stateChanges: StateChange[];
}

interface Before {
  playback: Playback;
  zone: Zone;
  break: Break | undefined;
  ad: Ad | undefined;
  strayAd: Ad | undefined;
  strayClosed: boolean;
  chapter: Chapter | undefined;
  run: Run | undefined;
  completed: boolean;
}

/** The step of an event at `t`, before anything is done about it. */
export function stepOf(state: SessionState, event: SessionEvent, t: number, lateMs: number): Step {
  const prev = state.last;
  const known = event.playhead !== undefined;
  const now: Moment = {
    ref: event.ref,
    type: event.eventType,
    t: prev ? Math.max(t, prev.t) : t,
    p: event.playhead ?? prev?.p ?? 0,
  };
  const dt = prev ? now.t - prev.t : 0;
  const dp = prev && known ? wrapped(state, now.p - prev.p) : 0;
  const timed = event.ts !== undefined && !state.untimed;
  return {
    event,
    now,
    prev,
    known,
    dt,
    dp,
    timed,
    jump: timed && dp > LIMITS.jumpSpeed * (dt / 1000) + LIMITS.jumpS,
    lateMs,
    dropped: undefined,
    afterOffBreak: prev !== undefined && state.offBreakEnd === prev,
    before: {
      playback: state.playback,
      zone: zoneOf(state),
      break: state.break,
      ad: state.ad,
      strayAd: state.strayAd,
      strayClosed: state.strayClosed,
      chapter: state.chapter,
      run: state.run,
      completed: state.complete !== undefined,
    },
    stateChanges: [],
  };
}

/** At midnight the second of the day begins anew: that is no way back. */
function wrapped(state: SessionState, dp: number): number {
  return state.content?.clock && dp < -LIMITS.dayS / 2 ? dp + LIMITS.dayS : dp;
}

/** Whether an interval was main content that played, before sessionComplete. */
export function isMainPlay({ before }: Step): boolean {
  return before.playback === 'playing' && before.zone === 'main' && !before.completed;
}
