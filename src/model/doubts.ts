/** Why a number is not certain. The words stand in src/messages/session-numbers.ts. */
export const DOUBT_CODES = [
  'start-missing',
  'ts-missing',
  'resume-start',
  'play-in-break',
  'no-play-after-preroll',
  'error-to-play',
  'stray-ad',
  'break-open',
  'break-abandoned',
  'ad-gap',
  'stall-edges',
  'gap-without-events',
  'ts-equal',
  'as-content-time',
  'playhead-back',
  'playhead-jump',
  'marker-jumped',
  'segment-steps',
  'last-call',
  'pause-without-play',
  'chapter-open',
  'chapters-overlap',
  'bitrate-weight',
  'bitrate-unit',
  'state-open',
  'state-double-start',
  'after-complete',
] as const;

/** One of {@link DOUBT_CODES}. */
export type DoubtCode = (typeof DOUBT_CODES)[number];
