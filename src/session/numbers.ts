import type { DoubtCode } from '../model/doubts.ts';
import type { MetricKey } from '../model/metrics.ts';
import { type Doubtful, isDoubtful, type Numbers, type Value } from '../model/session.ts';
import { LIMITS, MARKERS } from './limits.ts';
import { qualityNumbers } from './numbers-quality.ts';
import { timeNumbers } from './numbers-time.ts';
import { type SessionState, startOfPlay } from './state.ts';
import { doubtful, type Part, seconds } from './value.ts';

/** The numbers of a session that was concluded. */
export function numbersOf(state: SessionState): Numbers {
  // Not spread into one literal: that takes twenty times as long, and a recording may hold thousands of sessions.
  const all: Numbers = Object.assign(
    Object.assign(startNumbers(state), timeNumbers(state), markerNumbers(state)),
    breakNumbers(state),
    chapterNumbers(state),
    qualityNumbers(state),
  );
  return state.start ? all : timesAlone(all);
}

/** Without the session's start only times can be said, and none for certain. */
const TIMES: ReadonlySet<string> = new Set<MetricKey>([
  'contentTimeSpent',
  'adTimeSpent',
  'mediaTimeSpent',
  'uniqueTimePlayed',
  'totalPauseDuration',
  'chapterTimeSpent',
  'totalBufferDuration',
  'totalStallingDuration',
]);

function timesAlone(all: Numbers): Numbers {
  const reduced = Object.entries(all).map(([key, number]) => {
    if (!TIMES.has(key)) return [key, null];
    const why: DoubtCode[] = ['start-missing'];
    return [key, isDoubtful(number) ? { ...number, why: [...why, ...number.why] } : { value: number, why }];
  });
  return Object.fromEntries(reduced) as Numbers;
}

function startNumbers(
  state: SessionState,
): Part<
  | 'mediaStarts'
  | 'contentStarts'
  | 'dropsBeforeStart'
  | 'contentSegmentViews'
  | 'contentSegment'
  | 'contentCompletes'
  | 'contentResumes'
  | 'authorized'
  | 'federated'
  | 'secondsSinceLastCall'
> {
  const { content } = state;
  const started = startedBy(state);
  const isClosed = isEnded(state) || (state.complete !== undefined && !state.closed) || state.downloaded;
  return {
    mediaStarts: doubtful(1, [content?.resume === true && 'resume-start'], 0, 1),
    contentStarts: doubtful(started.value, started.why, 0, 1),
    dropsBeforeStart: doubtful(1 - started.value, started.why, 0, 1),
    contentSegmentViews: doubtful(started.value, started.why, 0, 1),
    contentSegment: segmentOf(state),
    contentCompletes: state.complete && state.completeAccepted ? 1 : 0,
    contentResumes: content?.resume ? 1 : 0,
    authorized: content?.authorized ? 1 : 0,
    federated: null,
    secondsSinceLastCall: doubtful(isClosed ? 0 : seconds(LIMITS.idleMs), ['last-call']),
  };
}

/** Closed by its sessionEnd; one that SDKs send when they notice the 30 minutes is that, too. */
function isEnded({ closed, end, lastMove }: SessionState): boolean {
  if (closed !== 'still' || !end || !lastMove) return closed === 'end';
  return end.t - lastMove.t <= LIMITS.stillMs + LIMITS.stillPingMs;
}

function startedBy(state: SessionState): { value: number; why: DoubtCode[] } {
  if (state.firstPlay) return { value: 1, why: [] };
  if (state.firstPlayInBreak) return { value: 1, why: ['play-in-break'] };
  return {
    value: 0,
    why:
      state.totals.breaksClosed > 0 && state.highest > (state.start?.p ?? 0) + 1
        ? ['no-play-after-preroll']
        : [],
  };
}

function segmentOf(state: SessionState): Value | Doubtful {
  if (!startOfPlay(state) || state.content?.clock || state.highestPlayed < state.lowestPlayed) return null;
  const from = Math.floor(Math.max(0, state.lowestPlayed) / 60);
  const to = Math.max(Math.ceil(state.highestPlayed / 60), from + 1);
  return doubtful(`[${from}-${to}]`, ['segment-steps']);
}

function markerNumbers(state: SessionState): Part<`progress${(typeof MARKERS)[number]}`> {
  const has = state.content?.length !== undefined && !state.content.clock;
  const one = (marker: number): Value | Doubtful => {
    const reached = state.markers.get(marker);
    if (!has) return null;
    return reached === 'jumped' ? doubtful(1, ['marker-jumped'], 0, 1) : reached ? 1 : 0;
  };
  const [p10, p25, p50, p75, p95] = MARKERS.map(one) as [Value, Value, Value, Value, Value];
  return { progress10: p10, progress25: p25, progress50: p50, progress75: p75, progress95: p95 };
}

function breakNumbers({ totals }: SessionState): Part<'adStarts' | 'adCount' | 'adCompletes'> {
  const starts = doubtful(
    totals.adStarts,
    [
      totals.openStarts > 0 && 'break-open',
      totals.abandonedStarts > 0 && 'break-abandoned',
      totals.lateStarts > 0 && 'after-complete',
    ],
    totals.adStarts - Math.max(totals.abandonedStarts, totals.lateStarts),
    totals.adStarts + totals.openStarts,
  );
  const completes = doubtful(
    totals.adCompletes,
    [
      totals.openCompletes > 0 && 'break-open',
      totals.abandonedCompletes > 0 && 'break-abandoned',
      totals.lateCompletes > 0 && 'after-complete',
    ],
    totals.adCompletes - Math.max(totals.abandonedCompletes, totals.lateCompletes),
    totals.adCompletes + totals.openCompletes,
  );
  return { adStarts: starts, adCount: starts, adCompletes: completes };
}

function chapterNumbers(
  state: SessionState,
): Part<'chapterStarts' | 'chapterCount' | 'chapterCompletes' | 'chapterTimeSpent'> {
  const { totals, chaptersOverlap } = state;
  const isOpen = totals.chapterStarts > totals.chapterCloses;
  const overlap: (DoubtCode | false)[] = [chaptersOverlap && 'chapters-overlap'];
  return {
    chapterStarts: doubtful(
      totals.chapterStarts,
      [isOpen && 'chapter-open', totals.lateChapters > 0 && 'after-complete'],
      Math.min(totals.chapterCloses, totals.chapterStarts - totals.lateChapters),
      totals.chapterStarts,
    ),
    chapterCount: totals.chapterStarts,
    chapterCompletes: doubtful(totals.chapterCompletes, overlap),
    chapterTimeSpent: doubtful(seconds(totals.chapter), overlap),
  };
}
