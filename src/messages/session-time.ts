import type { RuleId } from '../model/session-finding.ts';
import { duration } from './phrases.ts';
import { at, inSeconds, type SessionWording } from './session-wording.ts';

type TimeRule = Exclude<
  RuleId,
  | `play-${string}`
  | `ad-${string}`
  | `playhead-${string}`
  | `ping-${string}`
  | `chapter-${string}`
  | `state-${string}`
>;

/** Whether the server was recorded to have taken an event that it should drop. */
function fate(accepted: boolean): string {
  return accepted ? 'accepted, but probably dropped' : 'dropped';
}

const ONE_CLOCK = 'Read ts from one clock at the moment of the event';
const QUALITY_ONLY = 'Only the last value is reported';

/** The words for the rules about opening, closing, times and quality. */
export const TIME_RULE_WORDING: SessionWording<TimeRule> = {
  'session-open': {
    summary: 'a session that is neither completed nor ended',
    say: ({ lastEvent }) => ({
      message: `The session is still open after its last event, ${lastEvent}.`,
      fix: 'Send sessionEnd if nothing will follow.',
    }),
    effect: 'The numbers arrive 10 minutes after the last event.',
  },
  'session-after-end': {
    summary: 'an event after sessionEnd',
    say: ({ eventType, accepted }) => ({
      message: `${eventType} comes after sessionEnd; it is ${fate(accepted)}.`,
      fix: 'Start a new session for what follows.',
    }),
    effect: 'Nothing after sessionEnd is counted.',
  },
  'session-after-complete': {
    summary: 'playback after sessionComplete',
    say: ({ eventType }) => ({
      message: `${eventType} comes after sessionComplete.`,
      fix: 'Start a new session for a new playback.',
    }),
    effect: 'Whether it counts is not documented.',
  },
  'complete-missing': {
    summary: 'content seen to its end without sessionComplete',
    say: ({ playhead, length }) => ({
      message: `The playhead reached ${at(playhead)} of ${at(length)} s, but sessionEnd comes without sessionComplete.`,
      fix: 'Send sessionComplete before sessionEnd.',
    }),
    effect: 'No content complete is counted.',
  },
  'complete-early': {
    summary: 'sessionComplete long before the end',
    say: ({ playhead, length }) => ({
      message: `sessionComplete comes at ${at(playhead)} of ${at(length)} s.`,
      fix: 'Correct media.length (seconds), or send sessionEnd instead.',
    }),
    effect: 'A content complete is counted without the 95 % marker.',
  },
  'session-restart': {
    summary: 'a second start of content whose session is still open',
    say: ({ seconds }) => ({
      message: `The same content starts again ${inSeconds(seconds)} after the last event of a session that was not closed.`,
      fix: 'Keep the session, and send pauseStart and play around an interruption.',
    }),
    effect: 'Two media starts; times and markers are split between two sessions.',
  },
  'resume-missing': {
    summary: 'content that goes on in a new session without media.resume',
    say: ({ playhead, last }) => ({
      message: `The session starts at ${at(playhead)}, where an earlier one of this content stopped (${at(last)}), without media.resume.`,
      fix: 'Set media.resume to true.',
    }),
    effect: 'A new start is counted instead of a resume.',
  },
  'resume-at-zero': {
    summary: 'media.resume with playhead 0',
    say: () => ({
      message: 'media.resume is true, but the playhead is 0.',
      fix: 'Send the position where the content goes on.',
    }),
    effect: 'The position is lost.',
  },
  'session-24h': {
    summary: 'a session of more than 24 hours',
    say: ({ hours }) => ({
      message: `The session lasts ${Number(hours.toFixed(1))} hours.`,
      fix: 'End it within 24 hours, and start anew with media.resume true.',
    }),
    effect: 'What the back end does is not documented; SDKs never do it.',
  },
  'session-still': {
    summary: 'a playhead that stood for 30 minutes, and then more events',
    say: ({ eventType, minutes, accepted }) => ({
      message: `${eventType} comes ${Number(minutes.toFixed(1))} minutes after the playhead last moved; it is ${fate(accepted)}.`,
      fix: 'Send sessionEnd after 30 minutes, then start a session with media.resume true and start the states again.',
    }),
    effect: 'The session closed after 30 minutes; nothing after that is counted.',
  },
  'session-idle': {
    summary: '10 minutes without an event, and then more events',
    say: ({ eventType, minutes, accepted }) => ({
      message: `${eventType} comes ${Number(minutes.toFixed(1))} minutes after the event before; it is ${fate(accepted)}.`,
      fix: 'Send pings in pauses, too, or start a new session with media.resume true.',
    }),
    effect: 'The session closed after 10 minutes; nothing after that is counted.',
  },
  'event-before-session': {
    summary: 'an event sent before the response to sessionStart',
    say: ({ eventType }) => ({
      message: `${eventType} was sent before the response to sessionStart arrived.`,
      fix: 'Queue events until the 201 has arrived.',
    }),
    effect: 'The event is lost, or answered with 404.',
  },
  'ts-before-start': {
    summary: 'a ts below that of sessionStart',
    say: ({ milliseconds }) => ({
      message: `ts is ${duration(milliseconds)} below that of sessionStart.`,
      fix: 'Start the session first, and give sessionStart the lowest ts.',
    }),
    effect: 'The order against the start is not defined.',
  },
  'ts-order': {
    summary: 'a ts below that of an event sent earlier',
    say: ({ milliseconds, unsorted }) => ({
      message: `ts is ${duration(milliseconds)} below that of an event sent earlier${unsorted ? '; that is too far back to be sorted here' : milliseconds > 1000 ? '; above 1 s the server may not sort it' : ''}.`,
      fix: 'Send events one after the other.',
    }),
    effect: 'States may be swapped.',
  },
  'ts-equal': {
    summary: 'two pings, or two playback states, with one ts',
    say: ({ eventType, other }) => ({
      message: `${eventType} has the same ts as ${eventType === other ? 'another' : 'the'} ${other}.`,
      fix: 'Keep them 1 ms apart.',
    }),
    effect: 'Which state holds is left to chance.',
  },
  'ts-wire': {
    summary: 'a ts that does not fit the time of sending',
    say: ({ seconds }) => ({
      message: `ts is ${inSeconds(Math.abs(seconds))} ${seconds < 0 ? 'earlier' : 'later'} than the time of sending suggests.`,
      fix: `${ONE_CLOCK}; if events were queued offline, this is expected.`,
    }),
    effect: 'Time moves from one state to another.',
  },
  'error-without-id': {
    summary: 'an error without an ID',
    say: () => ({
      message: 'The error has no media.qoe.errorID in qoeData.',
      fix: 'Add media.qoe.errorID and media.qoe.errorSource.',
    }),
    effect: 'The error is counted, but is in no report of error IDs.',
  },
  'bitrate-without-value': {
    summary: 'bitrateChange without a bitrate',
    say: () => ({
      message: 'bitrateChange has no media.qoe.bitrate in qoeData.',
      fix: 'Send the new bitrate with it.',
    }),
    effect: 'The change is counted, but the average bitrate stays the same.',
  },
  'dropped-frames-reset': {
    summary: 'a count of dropped frames that falls',
    say: ({ from, to }) => ({
      message: `media.qoe.droppedFrames falls from ${from} to ${to}.`,
      fix: 'Send the running total of the session.',
    }),
    effect: `${QUALITY_ONLY}, so frames dropped before are lost.`,
  },
  'time-to-start-moved': {
    summary: 'a time to start that changes after the start',
    say: ({ from, to }) => ({
      message: `media.qoe.timeToStart changes from ${from} to ${to} after the first play.`,
      fix: 'Set it once, at the first frame.',
    }),
    effect: `${QUALITY_ONLY}, so time to start is wrong.`,
  },
};
