import type { Finding } from '../../model/finding.ts';
import type { Expected } from '../../model/finding-values.ts';
import type { BodyView } from './body-reader.ts';

const MILLISECONDS: Expected = { kind: 'form', form: 'milliseconds' };
const SECONDS: Expected = { kind: 'form', form: 'seconds' };

const DAY_S = 86_400;
const DAY_MS = 86_400_000;
const MAX_AHEAD_MS = 5 * 60_000;

// Seconds since 1970 have ten digits from 2001 to 2286; microseconds have sixteen.
const EPOCH_SECONDS = 1e9;
const EPOCH_SECONDS_END = 1e10;
const EPOCH_MICROSECONDS = 1e14;
const EPOCH_NANOSECONDS = 1e17;

/** No player sent anything before, nor does any send for later: the years 2000 and 2100. */
const EARLIEST = Date.UTC(2000, 0);
const LATEST = Date.UTC(2100, 0);

const LENGTH = 'media.length';

/** Content, chapters and ads longer than this many seconds are taken to be given in milliseconds. */
const LONGEST: readonly (readonly [key: string, seconds: number])[] = [
  [LENGTH, DAY_S],
  ['media.ad.length', 3600],
  ['media.chapter.length', DAY_S],
];

/** `ts` is in milliseconds; seconds are accepted by the API and put the event into 1970. */
export function tsSeconds(body: BodyView): Finding | undefined {
  const ts = body.time('ts');
  if (ts === undefined || !Number.isInteger(ts) || ts < EPOCH_SECONDS || ts >= EPOCH_SECONDS_END)
    return undefined;
  return body.timeFinding('ts-seconds', 'ts', {
    expected: MILLISECONDS,
    args: { suggestion: ts * 1000 },
  });
}

/**
 * Six digits are left of a `ts` of thirteen: of true ones, one in ten million looks like that. That 32 bits could hold it tells nothing:
 * one in a hundred thousand is such a number by chance.
 */
const ROUNDED_MS = 1e7;

const isRounded = (ts: number): boolean =>
  ts >= EPOCH_SECONDS_END && ts < EPOCH_MICROSECONDS && ts % ROUNDED_MS === 0;

/** `ts` with all its digits: `1.79568e+12` is a time up to half an hour off, the same for all events around it. */
export function tsRounded(body: BodyView): Finding | undefined {
  const ts = body.time('ts');
  return ts !== undefined && isRounded(ts) ? body.timeFinding('ts-rounded', 'ts') : undefined;
}

/**
 * `ts` is a moment near now, or near the time of the recording: not negative, not microseconds, not ahead of the clock, and
 * when online not of the past. Without a clock to compare it with, it is at least a moment of this century. How it stands
 * to its neighbours in a capture is for session/ to say.
 */
export function tsRange(body: BodyView): Finding | undefined {
  const ts = body.time('ts');
  if (ts === undefined || (Number.isFinite(ts) && !Number.isInteger(ts))) return undefined;
  if ((ts >= EPOCH_SECONDS && ts < EPOCH_SECONDS_END) || isRounded(ts)) return undefined;
  const kind = wrongRange(ts, body.context);
  if (kind === undefined) return undefined;
  const severity = kind === 'negative' ? 'error' : kind === 'too-fine' ? severityOf(ts) : 'warning';
  const recorded = body.context.recorded ? { recorded: true } : {};
  const args = { ...recorded, kind, ...(kind === 'too-fine' && coarser(ts)) };
  return body.timeFinding('ts-range', 'ts', { severity, expected: MILLISECONDS, args });
}

/** In which direction a `ts` is too far off, if it is. */
function wrongRange(
  ts: number,
  { now, online }: BodyView['context'],
): 'too-fine' | 'negative' | 'future' | 'past' | 'early' | 'late' | undefined {
  if (ts >= EPOCH_MICROSECONDS) return 'too-fine';
  if (ts < 0) return 'negative';
  if (ts > now + MAX_AHEAD_MS) return 'future';
  if (online && ts < now - DAY_MS) return 'past';
  if (!Number.isNaN(now)) return undefined;
  return ts < EARLIEST ? 'early' : ts > LATEST ? 'late' : undefined;
}

/** Microseconds or nanoseconds as milliseconds. */
function coarser(ts: number): { suggestion?: number } {
  const suggestion = Math.floor(ts / (ts >= EPOCH_NANOSECONDS ? 1e6 : 1e3));
  return suggestion < EPOCH_MICROSECONDS ? { suggestion } : {};
}

/** A number that JavaScript cannot hold exactly would not be sent as it was written. */
function severityOf(ts: number): 'error' | 'warning' {
  return Number.isSafeInteger(ts) ? 'warning' : 'error';
}

/** Lengths are in seconds. */
export function lengthMilliseconds(body: BodyView): Finding[] {
  return LONGEST.flatMap(([key, longest]) => {
    const length = body.number(key);
    if (length === undefined || length <= longest) return [];
    const args = Number.isFinite(length) ? { suggestion: length / 1000 } : {};
    return [body.param('length-milliseconds', key, { expected: SECONDS, args })];
  });
}

/** Without a positive length there are no progress metrics; live content without a known end has 86400. */
export function lengthNotPositive(body: BodyView): Finding | undefined {
  const length = body.number(LENGTH);
  if (length === undefined || length > 0) return undefined;
  const args = body.isLive ? { suggestion: DAY_S } : {};
  return body.param('length-not-positive', LENGTH, { expected: { kind: 'more-than', number: 0 }, args });
}

/** `playhead` is in seconds, as the length is. */
export function playheadMilliseconds(body: BodyView): Finding | undefined {
  const playhead = body.time('playhead');
  const length = knownLength(body);
  if (playhead === undefined || !isMilliseconds(playhead, length ?? DAY_S)) return undefined;
  const args = { suggestion: playhead / 1000, beyond: length !== undefined };
  return body.timeFinding('playhead-milliseconds', 'playhead', { expected: SECONDS, args });
}

/** `playhead` lies within the content; for live content it is the second of the day, below 86400. */
export function playheadRange(body: BodyView): Finding | undefined {
  const playhead = body.time('playhead');
  if (playhead === undefined) return undefined;
  if (playhead < 0 || !Number.isFinite(playhead)) {
    const args = { kind: 'negative' } as const;
    return body.timeFinding('playhead-range', 'playhead', {
      severity: 'error',
      expected: { kind: 'or-more', number: 0 },
      args,
    });
  }
  const length = knownLength(body);
  const longest = length ?? DAY_S;
  const isWithin = body.isLive ? playhead < longest : playhead <= longest;
  if (isWithin || isMilliseconds(playhead, longest)) return undefined;
  const kind = body.isLive ? 'live' : length === undefined ? 'day' : 'beyond';
  const args = { kind, ...(playhead >= EPOCH_SECONDS && { epoch: true }) } as const;
  const expected: Expected = { kind: body.isLive ? 'less-than' : 'at-most', number: longest };
  return body.timeFinding('playhead-range', 'playhead', { expected, args });
}

/** Where the content ends, in seconds: at its length where the body has a sound one. An event has none. */
function knownLength(body: BodyView): number | undefined {
  const length = body.isLive ? undefined : body.number(LENGTH);
  return length !== undefined && length > 0 ? length : undefined;
}

/** A playhead little beyond the end has overrun; one far beyond that fits as milliseconds is in milliseconds. */
function isMilliseconds(playhead: number, longest: number): boolean {
  return playhead > 2 * longest && playhead >= 1000 && playhead / 1000 <= longest;
}
