import type { RuleId } from '../model/session-finding.ts';
import { plural } from './phrases.ts';
import { at, inSeconds, type SessionWording } from './session-wording.ts';

type AdRule = Extract<RuleId, `play-${string}` | `ad-${string}`>;

/** The words for the rules about play and ads. */
export const AD_RULE_WORDING: SessionWording<AdRule> = {
  'play-missing': {
    summary: 'no play outside ads although the content plays',
    say: ({ seconds }) => ({
      message:
        seconds > 0
          ? `The playhead moved ${inSeconds(seconds)} ahead, but no play was sent outside an ad.`
          : 'The content was completed, but no play was sent outside an ad.',
      fix: 'Send play when the first frame appears, and again after a pre-roll.',
    }),
    effect:
      'No content start, no content time and no progress markers; the session counts as a drop before start.',
  },
  'play-before-preroll': {
    summary: 'play before the pre-roll',
    say: ({ seconds }) => ({
      message: `play was sent ${inSeconds(seconds)} before the pre-roll began.`,
      fix: 'Send play after adBreakStart and adStart, not before.',
    }),
    effect: 'Content starts also counts viewers who leave during the ad.',
  },
  'play-in-break': {
    summary: 'play, pauseStart or bufferStart in an ad break, but in no ad',
    say: ({ eventType }) => ({
      message: `${eventType} was sent inside an ad break, but outside an ad.`,
      fix: 'Send no playback event between adBreakStart and adStart, or between two ads; the ad events carry the state.',
    }),
    effect:
      'Content may start too early, time between ads may count as content, and a pause may count that nobody made.',
  },
  'ad-outside-break': {
    summary: 'adStart outside an ad break',
    say: ({ seconds }) => ({
      message: `adStart was sent outside an ad break; ${inSeconds(seconds)} of ads are affected.`,
      fix: 'Send adBreakStart before the first ad and adBreakComplete after the last one.',
    }),
    effect: 'The ad is ignored: no start, no completion, and its time counts as content time, or as a stall.',
  },
  'ad-break-open': {
    summary: 'an ad break that is never closed',
    say: ({ abandoned, ads }) => ({
      message: abandoned
        ? 'The session ends inside an ad break that was not closed.'
        : `An ad break with ${plural(ads, 'ad')} was never closed.`,
      fix: 'Send adBreakComplete after the last ad, also after a skip and before sessionEnd.',
    }),
    effect: 'Ads of a break that is never closed are ignored, and their time counts as content time.',
  },
  'ad-open': {
    summary: 'an ad that is never closed',
    say: ({ at: next }) => ({
      message: `The ad was still open when ${next} was sent.`,
      fix: 'Close every ad with adComplete, or with adSkip if it was not seen to its end.',
    }),
    effect: 'The ad has no completion and no close of its own, so the completion rate falls.',
  },
  'ad-close-without-open': {
    summary: 'the close of an ad or a break that is not open',
    say: ({ eventType }) => ({
      message: `${eventType} was sent, but no ${eventType === 'adBreakComplete' ? 'ad break' : 'ad'} is open.`,
      fix: `Send ${eventType === 'adBreakComplete' ? 'adBreakStart' : 'adStart'} first.`,
    }),
    effect: 'The event is ignored.',
  },
  'ad-gap': {
    summary: 'time between two ads of a break',
    say: ({ seconds }) => ({
      message: `${inSeconds(seconds)} passed between two ads of one break.`,
      fix: 'Hold adComplete back and send it right before the next adStart.',
    }),
    effect:
      'SDKs add the gap to content time, and in a pre-roll start the content early; for this API it is not documented.',
  },
  'ad-short': {
    summary: 'adComplete long before the end of the ad',
    say: ({ seconds, length }) => ({
      message: `adComplete was sent after ${inSeconds(seconds)} of an ad of ${at(length)} s.`,
      fix: 'Send adSkip for an ad that was not seen to its end, or correct media.ad.length (seconds).',
    }),
    effect: 'The ad counts as completed although it was not seen.',
  },
  'ad-long': {
    summary: 'adComplete long after the end of the ad',
    say: ({ seconds, length }) => ({
      message: `adComplete was sent after ${inSeconds(seconds)} of an ad of ${at(length)} s.`,
      fix: 'Send adComplete when the ad ends, or correct media.ad.length (seconds).',
    }),
    effect: 'Ad time spent exceeds the length of the ad.',
  },
  'ad-break-empty': {
    summary: 'an ad break without an ad',
    say: () => ({
      message: 'The ad break closed without an ad.',
      fix: 'Open a break only when an ad plays.',
    }),
    effect: 'None; it suggests that an ad did not load.',
  },
};
