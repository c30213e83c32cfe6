/**
 * Every threshold of the session rules and numbers. Those marked "(ours)" stand in no document: they are our choice, and the rate
 * of false alarms in the field is unknown, so they are all here, to be changed in one place. Sources are pages below help/ of
 * AdobeDocs/media-analytics.en; those named mc-api-… stand in implementation/media-collection-api/.
 * Milliseconds (`Ms`) for differences of ts, seconds (`S`) for playheads.
 */
export const LIMITS = {
  /** Events of one session that are sorted by ts at a time; beyond that the order of arrival counts. (ours) */
  sortWindow: 10_000,
  /** The back end may fail to sort an event that is later than this. Source: mc-api-ctrl-order.md. */
  sortSafeMs: 1_000,
  /** A session without events closes. Source: mc-api-timeout.md. */
  idleMs: 600_000,
  /** A session whose playhead does not move closes. Source: mc-api-timeout.md. */
  stillMs: 1_800_000,
  /** A ping or sessionEnd this soon after the 30 minutes is an SDK habit. (ours) */
  stillPingMs: 60_000,
  /** SDKs start anew. Source: AdobeDocs/analytics-collection-apis, methods/media-collection/implementation.md. */
  dayMs: 86_400_000,

  /** A pre-roll follows the play by no more than this. (ours) */
  prerollMs: 10_000,
  /** … at the same playhead. (ours) */
  prerollS: 1,
  /** A gap between ads that SDKs do not credit to main content. Source: implementation/events/ads/overview.md. */
  adGapMs: 250,
  /** How far the playing time of an ad may be off its length: seconds, and share of the length. (ours) */
  adOffS: 1.5,
  adOffShare: 0.1,

  /** Playhead growth that shows content without a play. Source: sessions with one frame do not count. (ours) */
  growthS: 1,
  /** In a pause or buffer the playhead is watched after this. (ours) */
  stillnessMs: 2_000,
  /** It moves with the clock if it grew by more than `growthS` and is off the clock by no more than this. (ours) */
  clockOffS: 1.5,
  clockOffShare: 0.15,
  /** The same for the play that ends it. (ours) */
  clockOffPlayS: 0.5,
  /** An ad this soon after the start of a resumed session goes on from the session before. (ours) */
  adGoesOnMs: 1_000,
  /** How far the playhead of an ad may be off that of its break. (ours) */
  adPlayheadS: 0.5,
  /** A stall: this many events with one playhead … Source: reporting/metrics/stall-events.md. */
  stallEvents: 3,
  /** … with this between the first and the last. (ours) */
  stallMs: 2_000,
  /** A fall of the playhead that is no rounding. (ours) */
  backS: 1,
  /** A jump: more than this many times the clock, and seconds on top. (ours) */
  jumpSpeed: 4,
  jumpS: 5,
  /** How far past the length a playhead may be. (ours) */
  pastLengthS: 1,
  /** How far off the second of the day a live playhead may be. (ours) */
  liveOffS: 120,
  /** Time zones differ by half-hours. */
  zoneS: 1_800,
  /** Seconds of a day, the length of a live stream. Source: removed page live-main-content. */
  dayS: 86_400,

  /** A log of this length has a ping. (ours) */
  pingSpanMs: 20_000,
  /** Two pings of 10 s, and what timers are late. (ours) */
  pingGapMs: 20_500,
  /** Downloaded content is pinged every 50 s. (ours) */
  pingGapDownloadedMs: 60_000,
  /** This many pings in a row … (ours) */
  pingsInRow: 3,
  /** … closer than this outside and inside ads. (ours) */
  pingOftenMs: 5_000,
  pingOftenAdMs: 500,
  /** States of a session. Source: implementation/events/player-state/overview.md. */
  states: 10,

  /** Content was watched to its end: seconds and share before the length. (ours) */
  endS: 1,
  endShare: 0.01,
  /** sessionComplete before this share of the length. Source: the 95 % marker. */
  earlyShare: 0.95,
  /** A second start this soon is a restart. (ours) */
  restartMs: 60_000,
  /** A second start this near to the last playhead is a resume. (ours) */
  resumeS: 5,
  /** How far ts − time of sending may be off the session's median. (ours) */
  wireMs: 5_000,

  /** Media time of one estimated stream. Source: implementation/variables/*-parameters.md, until May 2026. */
  streamS: 1_800,
  /** Events that a finding names; the rest are counted. (ours) */
  eventsOfFinding: 20,
  /** Spans that are kept. (ours) */
  spans: 10_000,
  /** Error IDs that are kept. (ours) */
  errorIds: 1_000,
} as const;

/** The progress markers, in percent. */
export const MARKERS = [10, 25, 50, 75, 95] as const;
