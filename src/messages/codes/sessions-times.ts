import type { RuleId } from '../../model/session-finding.ts';
import type { Explanation } from './explanation.ts';
import { session, states, still } from './session-lines.ts';

/** The rules about chapters, states, the ends of sessions, times and quality. */
export const TIMES_EXPLANATIONS = {
  'chapter-overlap': session(
    'A chapter starts while another one is open.',
    'Time and close of the first chapter are uncertain.',
    ['0 sessionStart 0', '0.1 play 0', '1 chapterStart 1', '20 chapterStart 20'],
    ['0 sessionStart 0', '0.1 play 0', '1 chapterStart 1', '20 chapterComplete 20', '20.1 chapterStart 20'],
  ),
  'chapter-open': session(
    'A chapter is still open at the end.',
    'Its numbers may never be reported.',
    ['0 sessionStart 0', '0.1 play 0', '1 chapterStart 1', '20 sessionEnd 20'],
    ['0 sessionStart 0', '0.1 play 0', '1 chapterStart 1', '19.9 chapterSkip 20', '20 sessionEnd 20'],
  ),
  'chapter-close-without-open': session(
    'A chapter was closed that was not open.',
    'The event is ignored.',
    ['0 sessionStart 0', '0.1 play 0', '10 chapterComplete 10'],
    ['0 sessionStart 0', '0.1 play 0', '1 chapterStart 1', '10 chapterComplete 10'],
  ),
  'state-limit': session(
    'A session has more player states than the API takes.',
    'The states beyond the limit are discarded.',
    states(11),
    states(10),
  ),
  'state-end-without-start': session(
    'A player state ends that was not started in this session.',
    'Nothing is counted for it. States have to be started again in each session.',
    ['0 sessionStart 0', '0.1 play 0', '10 stateEnd 10 media.state.name=mute'],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '5 stateStart 5 media.state.name=mute',
      '10 stateEnd 10 media.state.name=mute',
    ],
  ),
  'state-double-start': session(
    'A player state starts that is on already.',
    'How often the state counts is uncertain.',
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '5 stateStart 5 media.state.name=mute',
      '10 stateStart 10 media.state.name=mute',
    ],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '5 stateStart 5 media.state.name=mute',
      '10 stateEnd 10 media.state.name=mute',
    ],
  ),
  'session-open': session(
    'The session is neither completed nor ended after its last event.',
    'Its numbers arrive only when the API closes it: 10 minutes after the last event.',
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '11 sessionEnd 11'],
  ),
  'session-after-end': session(
    'An event comes after sessionEnd.',
    'The API drops it, or answers 404 or 410.',
    ['0 sessionStart 0', '0.1 play 0', '10 sessionEnd 10', '20 ping 20'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 sessionEnd 20'],
  ),
  'session-after-complete': session(
    'Playback goes on after sessionComplete.',
    'Whether it counts is not documented. A new playback needs a new session.',
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 pauseStart 10',
      '11 play 50',
      '20 sessionComplete 60',
      '21 play 0',
      '31 ping 10',
    ],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 pauseStart 10',
      '11 play 50',
      '20 sessionComplete 60',
      '21 sessionEnd 60',
    ],
  ),
  'complete-missing': session(
    'The content was seen to its end, but sessionEnd comes without sessionComplete.',
    'No content complete is counted.',
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '11 play 50', '20 ping 60', '21 sessionEnd 60'],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 pauseStart 10',
      '11 play 50',
      '20 sessionComplete 60',
      '21 sessionEnd 60',
    ],
  ),
  'complete-early': session(
    'sessionComplete comes long before the end of the content.',
    'A content complete is counted without the 95 % marker.',
    ['0 sessionStart 0', '0.1 play 0', '10 sessionComplete 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 sessionEnd 10'],
  ),
  'session-24h': session(
    'The session lasts more than 24 hours.',
    'What the back end does then is not documented. The SDKs end such sessions and resume.',
    ['0 sessionStart 0', '0.1 play 0', 'ping every 590 s to +90000 s, playhead moving'],
    ['0 sessionStart 0', '0.1 play 0', 'ping every 590 s to +3600 s, playhead moving'],
  ),
  'session-still': session(
    'The playhead stood for 30 minutes, and then more events came.',
    'The API has closed the session after 30 minutes. Nothing after that is counted.',
    still(40),
    still(20),
  ),
  'session-idle': session(
    'Ten minutes passed without an event, and then more events came.',
    'The API has closed the session after 10 minutes. Nothing after that is counted.',
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '720 play 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '300 ping 10', '590 play 10'],
  ),
  'resume-at-zero': session(
    'media.resume is true, but the playhead is 0.',
    'The position where the content goes on is lost.',
    ['0 sessionStart 0 media.resume=true', '0.1 play 0'],
    ['0 sessionStart 42 media.resume=true', '0.1 play 42'],
  ),
  'ts-before-start': session(
    'An event has a lower ts than the sessionStart.',
    'Its order against the start is not defined.',
    ['0 sessionStart 0', '-2 play 0', '10 ping 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10'],
  ),
  'ts-order': session(
    'An event has a lower ts than one that was sent before it.',
    'Playback states may be swapped. Above one second the server may not sort them.',
    ['0 sessionStart 0', '0.1 play 0', '20 pauseStart 20', '18 ping 18'],
    ['0 sessionStart 0', '0.1 play 0', '18 ping 18', '20 pauseStart 20'],
  ),
  'ts-equal': session(
    'Two pings, or two playback states, have the same ts.',
    'Which of the two holds is left to chance.',
    ['0 sessionStart 0', '10 play 0', '10 pauseStart 0'],
    ['0 sessionStart 0', '10 play 0', '10.001 pauseStart 0'],
  ),
  'error-without-id': session(
    'An error has no media.qoe.errorID in its qoeData.',
    'The error is counted, but is in no report of error IDs.',
    ['0 sessionStart 0', '0.1 play 0', '10 error 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 error 10 media.qoe.errorID=E42 media.qoe.errorSource=player'],
  ),
  'bitrate-without-value': session(
    'bitrateChange has no media.qoe.bitrate in its qoeData.',
    'The change is counted, but the average bitrate stays the same.',
    ['0 sessionStart 0', '0.1 play 0', '10 bitrateChange 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 bitrateChange 10 media.qoe.bitrate=1200'],
  ),
  'dropped-frames-reset': session(
    'media.qoe.droppedFrames falls within the session.',
    'Only the last value is reported, so that frames dropped before are lost.',
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 ping 10 media.qoe.droppedFrames=9',
      '20 ping 20 media.qoe.droppedFrames=2',
    ],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 ping 10 media.qoe.droppedFrames=9',
      '20 ping 20 media.qoe.droppedFrames=11',
    ],
  ),
  'time-to-start-moved': session(
    'media.qoe.timeToStart changes after the first play.',
    'Only the last value is reported, so that the time to start is wrong.',
    ['0 sessionStart 0', '0.1 play 0 media.qoe.timeToStart=900', '10 ping 10 media.qoe.timeToStart=1200'],
    ['0 sessionStart 0', '0.1 play 0 media.qoe.timeToStart=900', '10 ping 10 media.qoe.timeToStart=900'],
  ),
  'session-restart': session(
    'The same content is started again soon after a session of it that was not closed.',
    'Two media starts are counted, and times and markers are split between two sessions.',
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '40 sessionStart 10', '40.1 play 10', '50 ping 20'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '11 pauseStart 11', '40 play 11', '50 ping 21'],
  ),
  'resume-missing': session(
    'The session begins where an earlier session of this content stopped, but media.resume is not true.',
    'A new start is counted instead of a resume.',
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 ping 10',
      '20 sessionEnd 20',
      '900 sessionStart 20',
      '900.1 play 20',
      '910 ping 30',
    ],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 ping 10',
      '20 sessionEnd 20',
      '900 sessionStart 20 media.resume=true',
      '900.1 play 20',
      '910 ping 30',
    ],
  ),
  'event-before-session': {
    what: 'An event was sent before the response to sessionStart had arrived.',
    why: 'The client cannot know the session ID yet. The event is lost, or gets a 404.',
    example: {
      of: 'traffic',
      before:
        '+0 s  POST /api/v1/sessions -> 201 after 2 s\n+1 s  POST /api/v1/sessions/abc123/events -> 404 after 0.1 s',
      after:
        '+0 s  POST /api/v1/sessions -> 201 after 2 s\n+3 s  POST /api/v1/sessions/abc123/events -> 204 after 0.1 s',
    },
    deeper: ['media-session explain session.har'],
  },
  'ts-wire': {
    what: 'playerTime.ts does not fit the time at which the event was sent.',
    why: 'Time moves from one state to another. Events that were queued offline look like this, too, and are right.',
    example: {
      of: 'traffic',
      before:
        '+0 s  POST /api/v1/sessions -> 201 after 0.1 s\n+10 s  POST /api/v1/sessions/abc123/events -> 204 after 0.1 s, ts +300 s',
      after:
        '+0 s  POST /api/v1/sessions -> 201 after 0.1 s\n+10 s  POST /api/v1/sessions/abc123/events -> 204 after 0.1 s, ts +10 s',
    },
    deeper: ['media-session explain session.har', 'media-session help clock-skew'],
  },
} as const satisfies Partial<Record<RuleId, Explanation>>;
