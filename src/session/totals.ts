/** Sums and counts so far; times in milliseconds. */
export interface Totals {
  content: number;
  ad: number;
  pause: number;
  buffer: number;
  stall: number;
  /** Part of `stall` up to the last event of each run that stood. */
  stallLow: number;
  chapter: number;
  /** Content time that may not count, by reason. */
  strayAd: number;
  adGap: number;
  errorToPlay: number;
  /** Time of ads that may be content (session left in a break), or of content that may be an ad's (break left open). */
  abandonedAd: number;
  openAd: number;
  strayAds: number;
  openStarts: number;
  openCompletes: number;
  abandonedStarts: number;
  abandonedCompletes: number;
  openBreaks: number;
  /** Time of ads, and what started and completed, after sessionComplete: it may not count. */
  lateAd: number;
  lateStarts: number;
  lateCompletes: number;
  lateChapters: number;
  pauses: number;
  buffers: number;
  stalls: number;
  adStarts: number;
  adCompletes: number;
  chapterStarts: number;
  chapterCloses: number;
  chapterCompletes: number;
  breaksClosed: number;
  errors: number;
  bitrateChanges: number;
}

/** Nothing counted yet. */
export const NO_TOTALS: Totals = {
  content: 0,
  ad: 0,
  pause: 0,
  buffer: 0,
  stall: 0,
  stallLow: 0,
  chapter: 0,
  strayAd: 0,
  adGap: 0,
  errorToPlay: 0,
  abandonedAd: 0,
  openAd: 0,
  strayAds: 0,
  openStarts: 0,
  openCompletes: 0,
  abandonedStarts: 0,
  abandonedCompletes: 0,
  openBreaks: 0,
  lateAd: 0,
  lateStarts: 0,
  lateCompletes: 0,
  lateChapters: 0,
  pauses: 0,
  buffers: 0,
  stalls: 0,
  adStarts: 0,
  adCompletes: 0,
  chapterStarts: 0,
  chapterCloses: 0,
  chapterCompletes: 0,
  breaksClosed: 0,
  errors: 0,
  bitrateChanges: 0,
};
