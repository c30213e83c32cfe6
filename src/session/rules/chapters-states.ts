import { LIMITS } from '../limits.ts';
import { rule } from '../rule.ts';

const STATE_EVENTS = ['stateStart', 'stateEnd', 'statesUpdate'];

/** A chapter starts while another one is open. */
const chapterOverlap = rule({
  id: 'chapter-overlap',
  types: ['chapterStart'],
  memory: () => ({}),
  on({ now, before }, _state, _memory, say) {
    if (before.chapter) say([now, before.chapter.start], {});
  },
});

/** A chapter that is open at the end. */
const chapterOpen = rule({
  id: 'chapter-open',
  memory: () => ({}),
  end({ chapter, complete }, _memory, say) {
    if (!chapter) return;
    const isComplete = complete !== undefined;
    say(chapter.start, { complete: isComplete }, { severity: isComplete ? 'warning' : 'info' });
  },
});

/** The close of a chapter that is not open. */
const chapterCloseWithoutOpen = rule({
  id: 'chapter-close-without-open',
  types: ['chapterStart', 'chapterComplete', 'chapterSkip'],
  memory: (): { isSeen: boolean } => ({ isSeen: false }),
  on({ now, before }, state, memory, say) {
    // What a capture without the session's start does not show may be closed once.
    const mayBeOpen = !state.start && !memory.isSeen;
    memory.isSeen = true;
    if (now.type !== 'chapterStart' && !before.chapter && !mayBeOpen) say(now, { eventType: now.type });
  },
});

/** More names of states than a session takes. */
const stateLimit = rule({
  id: 'state-limit',
  types: STATE_EVENTS,
  memory: () => ({}),
  on({ now, stateChanges }, _state, _memory, say) {
    for (const { name, change } of stateChanges) {
      if (change === 'beyond-limit') say(now, { name, limit: LIMITS.states });
    }
  },
});

/** The end of a state that is off. */
const stateEndWithoutStart = rule({
  id: 'state-end-without-start',
  types: STATE_EVENTS,
  memory: () => ({}),
  on({ now, stateChanges }, _state, _memory, say) {
    for (const { name, change } of stateChanges) if (change === 'end-without-start') say(now, { name });
  },
});

/** The start of a state that is on. */
const stateDoubleStart = rule({
  id: 'state-double-start',
  types: STATE_EVENTS,
  memory: () => ({}),
  on({ now, stateChanges }, _state, _memory, say) {
    for (const { name, change } of stateChanges) if (change === 'double-start') say(now, { name });
  },
});

/** The rules about chapters and player states. */
export const CHAPTER_STATE_RULES = [
  chapterOverlap,
  chapterOpen,
  chapterCloseWithoutOpen,
  stateLimit,
  stateEndWithoutStart,
  stateDoubleStart,
];
