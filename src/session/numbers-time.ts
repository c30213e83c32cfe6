import type { DoubtCode } from '../model/doubts.ts';
import type { Doubtful, Value } from '../model/session.ts';
import { LIMITS } from './limits.ts';
import { lengthOf } from './playheads.ts';
import type { SessionState } from './state.ts';
import { doubtful, type Part, rounded, seconds } from './value.ts';

/** Content time, and how far the documents let it differ. Milliseconds. */
function contentTime(state: SessionState): { value: number; low: number; high: number; why: DoubtCode[] } {
  const { totals } = state;
  const value = totals.content - totals.stall;
  const less = totals.strayAd + totals.adGap + totals.errorToPlay + totals.openAd;
  const why: (DoubtCode | false)[] = [
    totals.strayAd > 0 && 'stray-ad',
    totals.openBreaks > 0 && 'break-open',
    totals.abandonedAd > 0 && 'break-abandoned',
    totals.adGap > 0 && 'ad-gap',
    totals.errorToPlay > 0 && 'error-to-play',
    totals.stalls > 0 && 'stall-edges',
    state.gapContent && 'gap-without-events',
    state.equalTs && 'ts-equal',
    state.missingTs && 'ts-missing',
  ];
  return {
    value,
    low: Math.max(0, value - less),
    high: value + totals.stall + totals.abandonedAd,
    why: why.filter((code) => code !== false),
  };
}

/** Streams of half an hour in the media time; doubtful only where the doubt about that makes another number. Milliseconds. */
function estimatedStreams(media: number, low: number, high: number): Value | Doubtful {
  const streams = (ms: number): number => Math.floor(seconds(ms) / LIMITS.streamS) + 1;
  const isOpen = streams(low) !== streams(high);
  return doubtful(streams(media), [isOpen && 'as-content-time'], streams(low), streams(high));
}

/** Times spent, pauses, and what is made of them. */
export function timeNumbers(
  state: SessionState,
): Part<
  | 'contentTimeSpent'
  | 'adTimeSpent'
  | 'mediaTimeSpent'
  | 'uniqueTimePlayed'
  | 'averageMinuteAudience'
  | 'estimatedStreams'
  | 'pauseEvents'
  | 'totalPauseDuration'
  | 'pausedImpactedStreams'
> {
  const { totals } = state;
  const content = contentTime(state);
  const media = content.value + totals.ad;
  // What may be the one or the other, an ad's or content, is in the sum in any case.
  const mediaLow = content.low + totals.openAd + totals.ad - totals.lateAd;
  const mediaHigh = content.high - totals.abandonedAd + totals.ad;
  const asContent: DoubtCode[] = content.why.length > 0 ? ['as-content-time'] : [];
  const length = state.content?.length;
  const audience = (ms: number): number => rounded(seconds(ms) / (length ?? 1), 4);
  const unique = rounded(lengthOf(state.played));
  const isUniqueOpen: (DoubtCode | false)[] = [
    state.wentBack && 'playhead-back',
    state.jumpedS > 0 && 'playhead-jump',
  ];
  return {
    contentTimeSpent: doubtful(
      seconds(content.value),
      content.why,
      seconds(content.low),
      seconds(content.high),
    ),
    adTimeSpent: doubtful(
      seconds(totals.ad),
      [
        totals.openBreaks > 0 && 'break-open',
        totals.abandonedAd > 0 && 'break-abandoned',
        totals.lateAd > 0 && 'after-complete',
        state.gapAd && 'gap-without-events',
        state.missingTs && 'ts-missing',
      ],
      seconds(totals.ad - Math.max(totals.abandonedAd, totals.lateAd)),
      seconds(totals.ad + totals.openAd),
    ),
    mediaTimeSpent: doubtful(
      seconds(media),
      [...asContent, totals.lateAd > 0 && 'after-complete', state.gapAd && 'gap-without-events'],
      seconds(mediaLow),
      seconds(mediaHigh),
    ),
    uniqueTimePlayed: doubtful(unique, isUniqueOpen, Math.max(0, unique - state.jumpedS), unique),
    averageMinuteAudience:
      length === undefined
        ? null
        : doubtful(audience(content.value), asContent, audience(content.low), audience(content.high), 4),
    estimatedStreams: estimatedStreams(media, mediaLow, mediaHigh),
    pauseEvents: totals.pauses,
    totalPauseDuration: doubtful(seconds(totals.pause), [
      state.pauseLost && 'pause-without-play',
      state.equalTs && 'ts-equal',
      state.missingTs && 'ts-missing',
    ]),
    pausedImpactedStreams: totals.pauses > 0 ? 1 : 0,
  };
}
