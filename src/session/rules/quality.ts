import { numberOf, textOf } from '../content.ts';
import { rule } from '../rule.ts';

/** An error that no report of error IDs shows. */
const errorWithoutId = rule({
  id: 'error-without-id',
  types: ['error'],
  memory: () => ({}),
  on({ now, event }, _state, _memory, say) {
    if (textOf(event.qoeData?.['media.qoe.errorID']) === undefined) say(now, {});
  },
});

/** A change of the bitrate to nothing known. */
const bitrateWithoutValue = rule({
  id: 'bitrate-without-value',
  types: ['bitrateChange'],
  memory: () => ({}),
  on({ now, event }, _state, _memory, say) {
    if (numberOf(event.qoeData?.['media.qoe.bitrate']) === undefined) say(now, {});
  },
});

/** The running total of dropped frames falls. */
const droppedFramesReset = rule({
  id: 'dropped-frames-reset',
  memory: (): { last?: number } => ({}),
  on({ now, event }, _state, memory, say) {
    const frames = numberOf(event.qoeData?.['media.qoe.droppedFrames']);
    if (frames === undefined) return;
    if (memory.last !== undefined && frames < memory.last) say(now, { from: memory.last, to: frames });
    memory.last = frames;
  },
});

/** The time to start changes after the start. */
const timeToStartMoved = rule({
  id: 'time-to-start-moved',
  memory: (): { last?: number } => ({}),
  on({ now, event }, { firstPlay }, memory, say) {
    const time = numberOf(event.qoeData?.['media.qoe.timeToStart']);
    if (time === undefined) return;
    const isAfter = firstPlay !== undefined && firstPlay !== now;
    if (isAfter && memory.last !== undefined && time !== memory.last)
      say(now, { from: memory.last, to: time });
    memory.last = time;
  },
});

/** The rules about quality. */
export const QUALITY_RULES = [errorWithoutId, bitrateWithoutValue, droppedFramesReset, timeToStartMoved];
