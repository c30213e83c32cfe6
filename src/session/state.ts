import type { Closed, Content } from '../model/session.ts';
import type { Moment } from './event.ts';
import type { Ad, Break, Chapter, CountedState, Marker, Playback, Quality, Run, Zone } from './parts.ts';
import { noPlayheads, type Playheads } from './playheads.ts';
import { noSpans, type Spans } from './spans.ts';
import { NO_TOTALS, type Totals } from './totals.ts';

/** All that is known of a session so far: plain data, so that structuredClone copies it. */
export interface SessionState {
  /** Params of the sessionStart; missing as long as none was seen. */
  content: Content | undefined;
  start: Moment | undefined;
  /** Its own ts, where events lie before it. */
  startTs: number | undefined;
  startAnsweredAt: number | undefined;
  first: Moment | undefined;
  /** The last event that counts. */
  last: Moment | undefined;
  downloaded: boolean;
  playback: Playback;
  break: Break | undefined;
  /** An ad of the break that is open. */
  ad: Ad | undefined;
  /** An ad without a break, and what the player did before. */
  strayAd: (Ad & { saved: Playback }) | undefined;
  /** Such an ad came since the last break: what closes a break then is a follow-up. */
  strayClosed: boolean;
  /** In a capture without start: what may have been open before. */
  unseen: { break: boolean; state: boolean };
  /** An adBreakComplete whose playhead is not that of its break. */
  offBreakEnd: Moment | undefined;
  /** The last play, pauseStart or bufferStart that had a ts. */
  lastPlayback: { ts: number; type: string } | undefined;
  chapter: Chapter | undefined;
  chaptersOverlap: boolean;
  states: Map<string, CountedState>;
  statesDoubleStart: boolean;
  /** A state was still on at the end. */
  statesOpen: boolean;
  firstPlay: Moment | undefined;
  firstPlayInBreak: Moment | undefined;
  complete: Moment | undefined;
  completeAccepted: boolean;
  end: Moment | undefined;
  closed: Closed | undefined;
  /** More than pings came after the session had closed. */
  lost: boolean;
  lastMove: Moment | undefined;
  run: Run | undefined;
  /** Time that main content played since an error, which may not count once a play follows. */
  errorMs: number | undefined;
  totals: Totals;
  played: Playheads;
  jumpedS: number;
  wentBack: boolean;
  pauseLost: boolean;
  equalTs: boolean;
  missingTs: boolean;
  /** The last event had no ts. */
  untimed: boolean;
  gapContent: boolean;
  gapAd: boolean;
  /** Playheads of main content: highest from the start on, and both ends since it played. */
  highest: number;
  lowestPlayed: number;
  highestPlayed: number;
  markers: Map<number, Marker>;
  quality: Quality;
  spans: Spans;
}

/** The state before the first event. */
export function newState(downloaded: boolean): SessionState {
  // All that may come is there from the beginning: an object whose keys come and go is slow to read.
  return {
    content: undefined,
    start: undefined,
    startTs: undefined,
    startAnsweredAt: undefined,
    first: undefined,
    last: undefined,
    break: undefined,
    ad: undefined,
    strayAd: undefined,
    offBreakEnd: undefined,
    lastPlayback: undefined,
    chapter: undefined,
    firstPlay: undefined,
    firstPlayInBreak: undefined,
    complete: undefined,
    end: undefined,
    closed: undefined,
    lastMove: undefined,
    run: undefined,
    errorMs: undefined,
    lost: false,
    downloaded,
    playback: 'starting',
    strayClosed: false,
    unseen: { break: false, state: false },
    chaptersOverlap: false,
    states: new Map(),
    statesDoubleStart: false,
    statesOpen: false,
    completeAccepted: false,
    totals: { ...NO_TOTALS },
    played: noPlayheads(),
    jumpedS: 0,
    wentBack: false,
    pauseLost: false,
    equalTs: false,
    missingTs: false,
    untimed: false,
    gapContent: false,
    gapAd: false,
    highest: Number.NEGATIVE_INFINITY,
    lowestPlayed: Number.POSITIVE_INFINITY,
    highestPlayed: Number.NEGATIVE_INFINITY,
    markers: new Map(),
    quality: {
      playerErrors: new Set(),
      externalErrors: new Set(),
      bitrateVaries: false,
      bitrateWeighted: 0,
      bitrateMs: 0,
      bitrateUnknownMs: 0,
      droppedFrames: 0,
    },
    spans: noSpans(),
  };
}

/** The play that the content starts with: the first one outside ads, also in a break. */
export function startOfPlay({ firstPlay, firstPlayInBreak }: SessionState): Moment | undefined {
  return firstPlay ?? firstPlayInBreak;
}

/** Where the session is. */
export function zoneOf(state: SessionState): Zone {
  if (state.break) return state.ad ? 'ad' : 'gap';
  return state.strayAd ? 'stray' : 'main';
}
