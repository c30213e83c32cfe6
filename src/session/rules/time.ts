import { type Moment, PLAYBACK_EVENTS } from '../event.ts';
import { LIMITS } from '../limits.ts';
import { rule } from '../rule.ts';

/** Two pings, or two states of playback, with one ts. Pairs that SDKs send with one ts are none of these. */
const tsEqual = rule({
  id: 'ts-equal',
  types: ['ping', ...PLAYBACK_EVENTS],
  memory: (): { ts: number | undefined; ping: Moment | undefined; playback: Moment | undefined } => ({
    ts: undefined,
    ping: undefined,
    playback: undefined,
  }),
  on({ now, event }, _state, memory, say) {
    if (event.ts === undefined) return;
    if (event.ts !== memory.ts) {
      memory.ts = event.ts;
      memory.ping = undefined;
      memory.playback = undefined;
    }
    const kind = now.type === 'ping' ? 'ping' : 'playback';
    const other = memory[kind];
    memory[kind] ??= now;
    if (other && (kind === 'ping' || other.type !== now.type)) {
      say([now, other], { eventType: now.type, other: other.type });
    }
  },
});

/** A ts below that of the start. */
const tsBeforeStart = rule({
  id: 'ts-before-start',
  needsStart: true,
  memory: () => ({}),
  on({ now, event }, { startTs }, _memory, say) {
    if (startTs === undefined || event.ts === undefined || event.ts >= startTs) return;
    say(now, { milliseconds: startTs - event.ts });
  },
});

/** A ts below that of an event that came before it. One finding with the worst of them. */
const tsOrder = rule({
  id: 'ts-order',
  memory: (): { late: Moment[]; count: number; milliseconds: number; unsorted: boolean } => ({
    late: [],
    count: 0,
    milliseconds: 0,
    unsorted: false,
  }),
  on({ now, event, lateMs }, { start, startTs }, memory) {
    if (lateMs <= 0 || event.ts === undefined || now === start) return;
    if (startTs !== undefined && event.ts < startTs) return;
    if (memory.late.length < LIMITS.eventsOfFinding) memory.late.push(now);
    memory.count += 1;
    memory.milliseconds = Math.max(memory.milliseconds, lateMs);
    memory.unsorted ||= now.t > event.ts;
  },
  end(_state, { late, count, milliseconds, unsorted }, say) {
    // Points at the first that came late, not at the earliest.
    late.sort((one, other) => one.ref - other.ref);
    if (count > 0) say(late, { milliseconds, unsorted }, { count });
  },
});

/** An event that was sent before the start was answered. */
const eventBeforeSession = rule({
  id: 'event-before-session',
  needsStart: true,
  memory: () => ({}),
  on({ now, event }, { start, startAnsweredAt }, _memory, say) {
    if (now === start || event.sentAt === undefined || startAnsweredAt === undefined) return;
    if (event.sentAt < startAnsweredAt) say(now, { eventType: now.type });
  },
});

/** A ts that is off the time of sending, other than those of the session are. */
const tsWire = rule({
  id: 'ts-wire',
  dropped: 'too',
  memory: (): { offs: { ref: number; ms: number }[] } => ({ offs: [] }),
  on({ event }, { downloaded }, memory) {
    if (event.ts === undefined || event.sentAt === undefined || downloaded) return;
    if (memory.offs.length < LIMITS.sortWindow)
      memory.offs.push({ ref: event.ref, ms: event.ts - event.sentAt });
  },
  end(_state, { offs }, say) {
    const median = [...offs].sort((one, other) => one.ms - other.ms)[Math.floor(offs.length / 2)]?.ms ?? 0;
    const far = offs.filter(({ ms }) => Math.abs(ms - median) > LIMITS.wireMs);
    const [first] = far;
    if (first) say(far, { seconds: (first.ms - median) / 1000 }, { count: far.length });
  },
});

/** The rules about ts and the time of sending. */
export const TIME_RULES = [tsEqual, tsBeforeStart, tsOrder, eventBeforeSession, tsWire];
