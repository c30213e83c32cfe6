import type { DoubtCode } from '../model/doubts.ts';
import type { Doubtful, StateNumbers, Value } from '../model/session.ts';
import type { SessionState } from './state.ts';
import type { Totals } from './totals.ts';
import { doubtful, type Part, rounded, seconds } from './value.ts';

type QualityKey =
  | 'bufferEvents'
  | 'totalBufferDuration'
  | 'bufferImpactedStreams'
  | 'stallEvents'
  | 'totalStallingDuration'
  | 'stallImpactedStreams'
  | 'errorEvents'
  | 'errorImpactedStreams'
  | 'playerSdkErrors'
  | 'externalErrors'
  | 'bitrateChanges'
  | 'bitrateChangeImpactedStreams'
  | 'averageBitrate'
  | 'averageBitrateBucket'
  | 'droppedFrames'
  | 'droppedFrameImpactedStreams'
  | 'timeToStart'
  | 'states';

/** Buffering, stalls, errors, bitrates, frames and player states. */
export function qualityNumbers(state: SessionState): Part<QualityKey> {
  const { totals, quality } = state;
  return {
    bufferEvents: totals.buffers,
    totalBufferDuration: doubtful(seconds(totals.buffer), [
      state.equalTs && 'ts-equal',
      state.missingTs && 'ts-missing',
    ]),
    bufferImpactedStreams: totals.buffers > 0 ? 1 : 0,
    ...stallNumbers(totals),
    errorEvents: totals.errors,
    errorImpactedStreams: totals.errors > 0 ? 1 : 0,
    playerSdkErrors: [...quality.playerErrors],
    externalErrors: [...quality.externalErrors],
    bitrateChanges: totals.bitrateChanges,
    bitrateChangeImpactedStreams: totals.bitrateChanges > 0 ? 1 : 0,
    ...bitrateNumbers(state),
    droppedFrames: quality.droppedFrames,
    droppedFrameImpactedStreams: quality.droppedFrames > 0 ? 1 : 0,
    timeToStart: seconds(quality.timeToStart ?? 0),
    states: stateNumbers(state),
  };
}

function stallNumbers(
  totals: Totals,
): Part<'stallEvents' | 'totalStallingDuration' | 'stallImpactedStreams'> {
  const strays = totals.strayAd > 0 ? totals.strayAds : 0;
  const why: (DoubtCode | false)[] = [strays > 0 && 'stray-ad', totals.openBreaks > 0 && 'break-open'];
  const more = totals.strayAd + totals.openAd;
  return {
    stallEvents: doubtful(totals.stalls, why, totals.stalls, totals.stalls + strays + totals.openBreaks),
    totalStallingDuration: doubtful(
      seconds(totals.stall),
      [...why, totals.stalls > 0 && 'stall-edges'],
      seconds(totals.stallLow),
      seconds(totals.stall + more),
    ),
    stallImpactedStreams: totals.stalls > 0 ? 1 : 0,
  };
}

function bitrateNumbers({ quality }: SessionState): Part<'averageBitrate' | 'averageBitrateBucket'> {
  if (quality.bitrate === undefined) return { averageBitrate: null, averageBitrateBucket: null };
  const average = quality.bitrateMs > 0 ? quality.bitrateWeighted / quality.bitrateMs : quality.bitrate;
  const bucket = Math.floor(average / 100) * 100;
  return {
    averageBitrate: doubtful(rounded(average), [quality.bitrateVaries && 'bitrate-weight']),
    averageBitrateBucket: doubtful(`${bucket}-${bucket + 99}`, ['bitrate-unit']),
  };
}

function stateNumbers(state: SessionState): Value | Doubtful {
  const counted = [...state.states].map(([name, { count, timeMs }]): [string, StateNumbers] => [
    name,
    { set: true, count, time: seconds(timeMs) },
  ]);
  return doubtful(Object.fromEntries(counted), [
    state.statesOpen && 'state-open',
    state.statesDoubleStart && 'state-double-start',
  ]);
}
