import { gapLimit } from '../clock.ts';
import type { Moment } from '../event.ts';
import { LIMITS } from '../limits.ts';
import { rule } from '../rule.ts';
import type { SessionState } from '../state.ts';

/** Not one ping in a log that is long enough for one. */
const pingMissing = rule({
  id: 'ping-missing',
  memory: (): { hasPing: boolean; shown?: Moment } => ({ hasPing: false }),
  on({ now }, { first }, memory) {
    memory.hasPing ||= now.type === 'ping';
    if (first && now.t - first.t >= LIMITS.pingSpanMs) memory.shown ??= now;
  },
  end({ first, last, downloaded }, { hasPing, shown }, say) {
    if (hasPing || !shown || downloaded || !first || !last) return;
    say(shown, { seconds: (last.t - first.t) / 1000 });
  },
});

/** Pings, but also long times without any event. */
const pingRare = rule({
  id: 'ping-rare',
  memory: (): { hasPing: boolean; after: Moment[]; gaps: number; longest: number } => ({
    hasPing: false,
    after: [],
    gaps: 0,
    longest: 0,
  }),
  on({ now, dt, timed, before }, state, memory) {
    memory.hasPing ||= now.type === 'ping';
    // After sessionComplete a ping is welcome, but nobody has to send one.
    if (!timed || dt <= gapLimit(state) || before.completed) return;
    memory.gaps += 1;
    memory.longest = Math.max(memory.longest, dt / 1000);
    if (memory.after.length < LIMITS.eventsOfFinding) memory.after.push(now);
  },
  end(_state, { hasPing, after, gaps, longest }, say) {
    if (hasPing && gaps > 0) say(after, { gaps, longest }, { count: gaps });
  },
});

/** Pings that follow each other too fast. */
const pingOften = rule({
  id: 'ping-often',
  types: ['ping', 'adStart', 'adComplete', 'adSkip', 'adBreakStart', 'adBreakComplete'],
  memory: (): { last: Moment | undefined; row: number } => ({ last: undefined, row: 0 }),
  on({ now, dp, before }, state: SessionState, memory, say) {
    if (now.type !== 'ping') {
      memory.row = 0;
      memory.last = undefined;
      return;
    }
    // In a capture without the session's start, a playhead that stands may be that of an ad.
    const inAd = before.zone !== 'main' || (state.unseen.break && dp === 0);
    const limit = inAd ? LIMITS.pingOftenAdMs : LIMITS.pingOftenMs;
    const since = memory.last ? now.t - memory.last.t : Number.POSITIVE_INFINITY;
    // Two pings with one ts are another rule's.
    memory.row = since > 0 && since < limit ? memory.row + 1 : 0;
    memory.last = now;
    if (memory.row === LIMITS.pingsInRow && !state.downloaded) say(now, { seconds: since / 1000, inAd });
  },
});

/** The rules about pings. */
export const PING_RULES = [pingMissing, pingRare, pingOften];
