import type { RuleId } from '../../model/session-finding.ts';
import type { Explanation } from './explanation.ts';
import { session } from './session-lines.ts';

/** The rules about playheads and pings. */
export const PLAYHEAD_EXPLANATIONS = {
  'playhead-in-pause': session(
    'The playhead moves between pauseStart and the next play.',
    'The time counts as pause, so that content time is too small.',
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '20 ping 20', '30 play 30'],
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '20 ping 10', '30 play 10'],
  ),
  'playhead-in-buffer': session(
    'The playhead moves between bufferStart and the next play.',
    'Content that was seen counts as buffering.',
    ['0 sessionStart 0', '0.1 play 0', '10 bufferStart 10', '20 ping 20', '30 play 30'],
    ['0 sessionStart 0', '0.1 play 0', '10 bufferStart 10', '20 ping 10', '30 play 10'],
  ),
  'playhead-in-ad': session(
    'During an ad the playhead is the position in the ad. It has to be the one in the main content.',
    'Unique time, progress markers and content segments are wrong.',
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 adBreakStart 10',
      '10.1 adStart 0',
      '15 ping 5',
      '25 adComplete 15',
      '25.1 adBreakComplete 10',
      '25.2 play 10',
    ],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 adBreakStart 10',
      '10.1 adStart 10',
      '15 ping 10',
      '25 adComplete 10',
      '25.1 adBreakComplete 10',
      '25.2 play 10',
    ],
  ),
  'playhead-frozen': session(
    'The playhead stays the same while the content plays.',
    'A stall is counted, content time may lose it, and after 30 minutes the session closes.',
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 ping 10', '30 ping 10', '40 ping 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 ping 20', '30 ping 30', '40 ping 40'],
  ),
  'playhead-back': session(
    'The playhead falls while the content plays.',
    'The time of the seek counts as content time, and unique time is uncertain.',
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 ping 20', '30 ping 2'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 pauseStart 20', '21 play 2', '31 ping 12'],
  ),
  'playhead-jump': session(
    'The playhead jumps ahead while the content plays.',
    'The time of the seek counts as content time, and markers that were passed are uncertain.',
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 ping 58'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '11 pauseStart 11', '12 play 50', '20 ping 58'],
  ),
  'playhead-past-length': session(
    'The playhead lies past media.length.',
    'Progress markers come too early, and average minute audience exceeds 1.',
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '11 play 70', '21 ping 80'],
    ['0 sessionStart 0', '0.1 play 0', '10 pauseStart 10', '11 play 40', '21 ping 50'],
  ),
  'playhead-live': session(
    'For live content the playhead is the second of the day in UTC, and this one is not.',
    'Reports by segment and time of day are shifted.',
    ['0 sessionStart 100 media.contentType=live media.length=86400', '0.1 play 100', '10 ping 110'],
    ['0 sessionStart 31755 media.contentType=live media.length=86400', '0.1 play 31755', '10 ping 31765'],
  ),
  'ping-missing': session(
    'No ping was sent in the whole session.',
    'Time and playhead are known only from other events. An abandoned session loses all since the last one.',
    ['0 sessionStart 0', '0.1 play 0', '60 sessionComplete 60', '60.1 sessionEnd 60'],
    [
      '0 sessionStart 0',
      '0.1 play 0',
      '10 ping 10',
      '20 ping 20',
      '30 ping 30',
      '40 ping 40',
      '50 ping 50',
      '60 sessionComplete 60',
      '60.1 sessionEnd 60',
    ],
  ),
  'ping-rare': session(
    'Long times pass without any event.',
    'Times are coarse, and progress markers come late.',
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '50 ping 50'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 ping 20', '30 ping 30', '40 ping 40', '50 ping 50'],
  ),
  'ping-often': session(
    'Pings follow each other faster than they should: every 10 seconds, in ads every second.',
    'The numbers stay right. It is load for the API and for the device.',
    ['0 sessionStart 0', '0.1 play 0', '2 ping 2', '4 ping 4', '6 ping 6', '8 ping 8', '10 ping 10'],
    ['0 sessionStart 0', '0.1 play 0', '10 ping 10', '20 ping 20'],
  ),
} as const satisfies Partial<Record<RuleId, Explanation>>;
