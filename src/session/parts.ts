import type { Moment } from './event.ts';
import type { Playheads } from './playheads.ts';

/** What the player does; `starting` until something plays. */
export type Playback = 'starting' | 'playing' | 'paused' | 'buffering';

/** Where: main content, a break between its ads, an ad of a break, an ad without break. */
export type Zone = 'main' | 'gap' | 'ad' | 'stray';

/** An ad that is open. */
export interface Ad {
  start: Moment;
  label?: string;
  /** Seconds. */
  length?: number;
  /** Time it played, without pauses and buffering. */
  playedMs: number;
  /** Events in it. */
  events: number;
}

/** A break that is open. Its numbers are counted when it closes: in one that never does, ads are ignored. */
export interface Break {
  start: Moment;
  label?: string;
  /** False for the break of an ad whose adBreakStart lies before a capture without the session's start. */
  seen: boolean;
  /** What the player did before, and does again afterwards. */
  saved: Playback;
  adMs: number;
  adChapterMs: number;
  /** Playing time since the last ad. */
  gapMs: number;
  gapFrom: number;
  /** Playing time of all gaps, and of those that are long enough for SDKs to credit them. */
  allGapsMs: number;
  creditedMs: number;
  starts: number;
  completes: number;
  played: Playheads;
  /** Main content went on, so the break was left open by mistake and not by a viewer who left. */
  contentWentOn: boolean;
  /** It opened after sessionComplete. */
  late: boolean;
  lastAdEnd?: Moment;
}

/** Consecutive events in main content that plays, with one playhead. */
export interface Run {
  first: Moment;
  last: Moment;
  count: number;
}

/** A chapter that is open. */
export interface Chapter {
  start: Moment;
  label?: string;
}

/** What was counted of a player state. */
export interface CountedState {
  count: number;
  timeMs: number;
  /** Since when it is on. */
  since?: number;
}

/** Last values and sums of qoeData. */
export interface Quality {
  playerErrors: Set<string>;
  externalErrors: Set<string>;
  bitrate?: number;
  bitrateVaries: boolean;
  bitrateWeighted: number;
  bitrateMs: number;
  /** Time that played before the first bitrate was known; it goes to that one. */
  bitrateUnknownMs: number;
  droppedFrames: number;
  timeToStart?: number;
}

/** How far a marker got: counted for certain, or passed in a jump. */
export type Marker = 'passed' | 'jumped';
