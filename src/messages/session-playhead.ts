import type { RuleId } from '../model/session-finding.ts';
import { plural } from './phrases.ts';
import { at, inSeconds, type SessionWording } from './session-wording.ts';

type PlayheadRule = Extract<
  RuleId,
  `playhead-${string}` | `ping-${string}` | `chapter-${string}` | `state-${string}`
>;

const SEEK = 'If the viewer seeks here, send pauseStart when the seek starts and play at the new position.';
const CONTENT_POSITION = 'Read the position of the main content anew for every event.';

/** The words for the rules about playheads, pings, chapters and player states. */
export const PLAYHEAD_RULE_WORDING: SessionWording<PlayheadRule> = {
  'playhead-in-pause': {
    summary: 'a playhead that runs on in a pause',
    say: ({ seconds, moved }) => ({
      message: `The playhead moved ${inSeconds(moved)} in ${inSeconds(seconds)} of pause.`,
      fix: 'Keep the playhead still in a pause; if playback had resumed, send play then.',
    }),
    effect: 'The time counts as pause, so content time is too small.',
  },
  'playhead-in-buffer': {
    summary: 'a playhead that runs on while buffering',
    say: ({ seconds, moved }) => ({
      message: `The playhead moved ${inSeconds(moved)} in ${inSeconds(seconds)} of buffering.`,
      fix: 'Send play when buffering ends.',
    }),
    effect: 'Content that was seen counts as buffering.',
  },
  'playhead-in-ad': {
    summary: 'the playhead of an ad instead of the main content',
    say: ({ playhead, wanted }) => ({
      message: `The playhead in an ad is ${at(playhead)}; the break began at ${at(wanted)}.`,
      fix: `Send the position in the main content during ads: ${at(wanted)}.`,
    }),
    effect: 'Unique time, progress markers and content segment are wrong.',
  },
  'playhead-frozen': {
    summary: 'a playhead that stands while the content plays',
    say: ({ playhead, seconds }) => ({
      message: `The playhead stayed at ${at(playhead)} for ${inSeconds(seconds)} or more while the content played.`,
      fix: CONTENT_POSITION,
    }),
    effect: 'A stall is counted, content time may lose it, and after 30 minutes the session closes.',
  },
  'playhead-back': {
    summary: 'a playhead that falls while the content plays',
    say: ({ from, to }) => ({
      message: `The playhead fell from ${at(from)} to ${at(to)} while the content played.`,
      fix: SEEK,
    }),
    effect: 'Time of the seek counts as content time, and unique time is uncertain.',
  },
  'playhead-jump': {
    summary: 'a playhead that jumps ahead while the content plays',
    say: ({ from, to, seconds }) => ({
      message: `The playhead jumped from ${at(from)} to ${at(to)} in ${inSeconds(seconds)} of playing.`,
      fix: SEEK,
    }),
    effect: 'Time of the seek counts as content time; unique time and the markers passed are uncertain.',
  },
  'playhead-past-length': {
    summary: 'a playhead past the end of the content',
    say: ({ playhead, length }) => ({
      message: `The playhead is ${at(playhead)}, but media.length is ${at(length)}.`,
      fix: 'Correct media.length or the playhead; both are in seconds.',
    }),
    effect: 'Progress markers come too early, and average minute audience exceeds 1.',
  },
  'playhead-live': {
    summary: 'a live playhead that is not the second of the UTC day',
    say: ({ playhead, wanted, timeZone }) => ({
      message: `The playhead is ${at(playhead)}, but the UTC second of the day was ${wanted}${timeZone ? '; the player seems to send local time' : ''}.`,
      fix: 'Send the current second of the day in UTC, or position and length of the programme.',
    }),
    effect: 'Reports by segment and time of day are shifted.',
  },
  'ping-missing': {
    summary: 'a session without pings',
    say: ({ seconds }) => ({
      message: `No ping was sent in ${inSeconds(seconds)}.`,
      fix: 'Send a ping every 10 seconds from the start on.',
    }),
    effect:
      'Time and playhead are known only from the other events; an abandoned session loses all since the last one, and closes after 10 minutes.',
  },
  'ping-rare': {
    summary: 'long times without any event',
    say: ({ gaps, longest }) => ({
      message:
        gaps === 1
          ? `No event was sent for ${inSeconds(longest)}.`
          : `Events were too far apart ${plural(gaps, 'time')}; the longest gap was ${inSeconds(longest)}.`,
      fix: 'Send a ping every 10 seconds, also in pauses. If pings were lost on the way, check the client.',
    }),
    effect: 'Times are coarse, and progress markers come late.',
  },
  'ping-often': {
    summary: 'pings that follow each other too fast',
    say: ({ seconds, inAd }) => ({
      message: `Pings are ${inSeconds(seconds)} apart${inAd ? ' in an ad' : ''}.`,
      fix: inAd ? 'Send one ping a second in ads.' : 'Go back to 10 seconds after the ad break.',
    }),
    effect: 'None; it is load.',
  },
  'chapter-overlap': {
    summary: 'a chapter that starts while another one is open',
    say: () => ({
      message: 'chapterStart was sent while another chapter is open.',
      fix: 'Send chapterComplete or chapterSkip for the old chapter first.',
    }),
    effect: 'Time and close of the first chapter are uncertain.',
  },
  'chapter-open': {
    summary: 'a chapter that is open at the end',
    say: ({ complete }) => ({
      message: `The chapter is still open at the end${complete ? ', after sessionComplete' : ''}.`,
      fix: 'Send chapterComplete or chapterSkip before the end.',
    }),
    effect: 'The numbers of the chapter may never be reported.',
  },
  'chapter-close-without-open': {
    summary: 'the close of a chapter that is not open',
    say: ({ eventType }) => ({
      message: `${eventType} was sent, but no chapter is open.`,
      fix: 'Send chapterStart first.',
    }),
    effect: 'The event is ignored.',
  },
  'state-limit': {
    summary: 'more player states than a session takes',
    say: ({ name, limit }) => ({
      message: `${JSON.stringify(name)} is one state too many; a session takes ${limit}.`,
      fix: `Track ${limit} states at most.`,
    }),
    effect: 'The state is discarded.',
  },
  'state-end-without-start': {
    summary: 'the end of a player state that is off',
    say: ({ name }) => ({
      message: `The state ${JSON.stringify(name)} ends, but was not started in this session.`,
      fix: 'Send stateStart first, and again in each session.',
    }),
    effect: 'Nothing is counted for it.',
  },
  'state-double-start': {
    summary: 'the start of a player state that is on',
    say: ({ name }) => ({
      message: `The state ${JSON.stringify(name)} starts, but is on already.`,
      fix: 'Send changes only.',
    }),
    effect: 'The count of the state is uncertain.',
  },
};
