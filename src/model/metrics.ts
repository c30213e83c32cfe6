/** Where a number stands. `rule`: Analytics needs a processing rule to show it. */
export interface Metric {
  /** Name in Adobe's reports. */
  name: string;
  /** Analytics context variable. */
  analytics: string;
  /** XDM path. */
  xdm: string;
  /** s: seconds; ratio: content time by length. */
  unit: 'count' | 'flag' | 's' | 'ratio' | 'text' | 'list' | 'states';
  rule?: true;
}

/** `analytics` comes after `a.media.`, `xdm` after `mediaReporting.`. */
type Row = [name: string, analytics: string, xdm: string, unit: Metric['unit'], rule?: 'rule'];

const SESSION = 'sessionDetails';
const AD = 'advertisingDetails';
const CHAPTER = 'chapterDetails';
const QOE = 'qoeDataDetails';

/** Every number, by its key. Sources: AdobeDocs/media-analytics.en, reporting/ and implementation/edge/reporting-schema.md. */
const ROWS = {
  mediaStarts: ['Media starts', 'view', `${SESSION}.isViewed`, 'count'],
  contentStarts: ['Content starts', 'play', `${SESSION}.isPlayed`, 'count'],
  dropsBeforeStart: ['Drops before start', 'qoe.dropBeforeStart', `${QOE}.isDroppedBeforeStart`, 'count'],
  contentSegmentViews: ['Content segment views', 'segmentView', `${SESSION}.hasSegmentView`, 'count'],
  contentSegment: ['Content segment', 'segment', `${SESSION}.segment`, 'text'],
  contentCompletes: ['Content completes', 'complete', `${SESSION}.isCompleted`, 'count'],
  contentTimeSpent: ['Content time spent', 'timePlayed', `${SESSION}.timePlayed`, 's'],
  adTimeSpent: ['Ad time spent', 'ad.timePlayed', `${AD}.timePlayed`, 's'],
  mediaTimeSpent: ['Media time spent', 'totalTimePlayed', `${SESSION}.totalTimePlayed`, 's'],
  uniqueTimePlayed: ['Unique time played', 'uniqueTimePlayed', `${SESSION}.uniqueTimePlayed`, 's'],
  averageMinuteAudience: [
    'Average minute audience',
    'averageMinuteAudience',
    `${SESSION}.averageMinuteAudience`,
    'ratio',
  ],
  estimatedStreams: ['Estimated streams', 'estimatedStreams', `${SESSION}.estimatedStreams`, 'count', 'rule'],
  progress10: ['10% progress marker', 'progress10', `${SESSION}.hasProgress10`, 'count'],
  progress25: ['25% progress marker', 'progress25', `${SESSION}.hasProgress25`, 'count'],
  progress50: ['50% progress marker', 'progress50', `${SESSION}.hasProgress50`, 'count'],
  progress75: ['75% progress marker', 'progress75', `${SESSION}.hasProgress75`, 'count'],
  progress95: ['95% progress marker', 'progress95', `${SESSION}.hasProgress95`, 'count'],
  contentResumes: ['Content resumes', 'resume', `${SESSION}.hasResume`, 'count'],
  pauseEvents: ['Pause events', 'pauseCount', `${SESSION}.pauseCount`, 'count'],
  totalPauseDuration: ['Total pause duration', 'pauseTime', `${SESSION}.pauseTime`, 's'],
  pausedImpactedStreams: ['Paused impacted streams', 'pause', `${SESSION}.hasPauseImpactedStreams`, 'flag'],
  authorized: ['Authorized', 'pass.auth', `${SESSION}.authorized`, 'flag'],
  federated: ['Federated data', 'federated', `${SESSION}.isFederated`, 'flag', 'rule'],
  secondsSinceLastCall: [
    'Seconds since last call',
    'secondsSinceLastCall',
    `${SESSION}.secondsSinceLastCall`,
    's',
    'rule',
  ],
  adStarts: ['Ad starts', 'ad.view', `${AD}.isStarted`, 'count'],
  adCount: ['Ad count', 'adCount', `${SESSION}.adCount`, 'count', 'rule'],
  adCompletes: ['Ad completes', 'ad.complete', `${AD}.isCompleted`, 'count'],
  chapterStarts: ['Chapter starts', 'chapter.view', `${CHAPTER}.isStarted`, 'count'],
  chapterCount: ['Chapter count', 'chapterCount', `${SESSION}.chapterCount`, 'count', 'rule'],
  chapterCompletes: ['Chapter completes', 'chapter.complete', `${CHAPTER}.isCompleted`, 'count'],
  chapterTimeSpent: ['Chapter time spent', 'chapter.timePlayed', `${CHAPTER}.timePlayed`, 's'],
  bufferEvents: ['Buffer events', 'qoe.bufferCount', `${QOE}.bufferCount`, 'count'],
  totalBufferDuration: ['Total buffer duration', 'qoe.bufferTime', `${QOE}.bufferTime`, 's'],
  bufferImpactedStreams: ['Buffer impacted streams', 'qoe.buffer', `${QOE}.hasBufferImpactedStreams`, 'flag'],
  stallEvents: ['Stall events', 'qoe.stallCount', `${QOE}.stallCount`, 'count', 'rule'],
  totalStallingDuration: ['Total stalling duration', 'qoe.stallTime', `${QOE}.stallTime`, 's', 'rule'],
  stallImpactedStreams: [
    'Stall impacted streams',
    'qoe.stall',
    `${QOE}.hasStallImpactedStreams`,
    'flag',
    'rule',
  ],
  errorEvents: ['Error events', 'qoe.errorCount', `${QOE}.errorCount`, 'count'],
  errorImpactedStreams: ['Error impacted streams', 'qoe.error', `${QOE}.hasErrorImpactedStreams`, 'flag'],
  playerSdkErrors: ['Player SDK error IDs', 'qoe.playerSdkErrors', `${QOE}.playerSdkErrors`, 'list'],
  externalErrors: ['External error IDs', 'qoe.externalErrors', `${QOE}.externalErrors`, 'list'],
  bitrateChanges: ['Bitrate changes', 'qoe.bitrateChangeCount', `${QOE}.bitrateChangeCount`, 'count'],
  bitrateChangeImpactedStreams: [
    'Bitrate change impacted streams',
    'qoe.bitrateChange',
    `${QOE}.hasBitrateChangeImpactedStreams`,
    'flag',
  ],
  averageBitrate: ['Average bitrate', 'qoe.bitrateAverage', `${QOE}.bitrateAverage`, 'count'],
  averageBitrateBucket: [
    'Average bitrate bucket',
    'qoe.bitrateAverageBucket',
    `${QOE}.bitrateAverageBucket`,
    'text',
  ],
  droppedFrames: ['Dropped frames', 'qoe.droppedFrameCount', `${QOE}.droppedFrameCount`, 'count'],
  droppedFrameImpactedStreams: [
    'Dropped frame impacted streams',
    'qoe.droppedFrames',
    `${QOE}.hasDroppedFrameImpactedStreams`,
    'flag',
  ],
  timeToStart: ['Time to start', 'qoe.timeToStart', `${QOE}.timeToStart`, 's'],
  states: ['Player states', 'states', 'states', 'states', 'rule'],
} as const satisfies Record<string, Row>;

/** The key of a number, in JSON and in tests. */
export type MetricKey = keyof typeof ROWS;

/** Every number in the order of the reports, with its names. */
export const METRICS = Object.fromEntries(
  Object.entries(ROWS).map(([key, row]) => {
    const [name, analytics, xdm, unit, rule] = row as Row;
    return [
      key,
      {
        name,
        analytics: `a.media.${analytics}`,
        xdm: `mediaReporting.${xdm}`,
        unit,
        ...(rule && { rule: true }),
      },
    ];
  }),
) as Record<MetricKey, Metric>;

/** Whether a text is the key of a number. */
export const isMetric = (key: string): key is MetricKey => Object.hasOwn(METRICS, key);
