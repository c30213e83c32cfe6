import type { DoubtCode } from '../model/doubts.ts';
import { METRICS, type MetricKey } from '../model/metrics.ts';
import type { DoubtfulPart, NumbersPart } from '../model/parts.ts';
import { isDoubtful, type Numbers, type Uncounted, type Value } from '../model/session.ts';
import { plural } from './phrases.ts';
import { inSeconds } from './session-wording.ts';

export { inSeconds } from './session-wording.ts';

const UNCOUNTED: Readonly<Record<Uncounted, string>> = {
  'start-refused': 'Reports count nothing of this session: its start was refused.',
  'none-accepted': 'Reports count nothing of this session: the server accepted none of its events.',
};

/** Why the numbers of a session are not told. */
export function sayUncounted(why: Uncounted): string {
  return UNCOUNTED[why];
}

const DOUBTS: Readonly<Record<DoubtCode, string>> = {
  'start-missing': 'the start of the session is not in the capture',
  'ts-missing': 'some events have no ts',
  'resume-start': "Adobe's pages differ on whether a resumed session counts",
  'play-in-break': 'the only play was sent inside an ad break',
  'no-play-after-preroll':
    "no play followed the pre-roll; one of Adobe's pages is content with the first ping",
  'error-to-play': 'whether time between an error and the next play counts is not documented',
  'stray-ad':
    'ads outside a break are ignored and their time goes to main content; whether the still playhead then makes a stall is not documented',
  'break-open':
    'ads of a break that is never closed are ignored and their time goes to main content; yet an ad start is reported at once',
  'break-abandoned': 'the session ends in a break that is never closed, so its ads may be ignored',
  'ad-gap': 'a gap without an ad inside a break is credited to main content by SDKs',
  'stall-edges': 'where a stall begins and ends, and whether it is taken off, is not documented',
  'gap-without-events':
    'more than two ping intervals passed without an event; whether that counts in full is not documented',
  'ts-equal': 'two playback states have one ts; which came first is not known',
  'as-content-time': 'uncertain for the same reason as content time spent',
  'playhead-back': 'the playhead went back while playing',
  'playhead-jump': 'the playhead jumped while playing',
  'marker-jumped':
    "passed in a jump, in an ad or before the first play: one of Adobe's pages counts it, others do not",
  'segment-steps': "Adobe's reference page uses steps of five minutes, its example steps of one minute",
  'last-call': "Adobe's documents define it in three ways",
  'pause-without-play': 'a pause without a play after it',
  'chapter-open': 'reported when the chapter closes, which may never happen to one that is open',
  'chapters-overlap': 'chapters overlap',
  'bitrate-weight': "weighted by playing time here; Adobe's page says by the time each bitrate was active",
  'bitrate-unit': 'holds for kbps only',
  'state-open': 'a state is on at the end; it is counted up to the last event here',
  'state-double-start': 'a state was started while it was on',
  'after-complete': 'what starts after sessionComplete may not count',
};

/** Why a number is not certain, in one line. */
export function sayDoubts(why: readonly DoubtCode[]): string {
  return why.map((code) => DOUBTS[code]).join('; ');
}

/** The numbers of a session, with each doubt in words. */
export function sayNumbers(numbers: Numbers): NumbersPart {
  const said = Object.entries(numbers).map(([key, number]) => [
    key,
    isDoubtful(number) ? { ...number, why: sayDoubts(number.why) } : number,
  ]);
  return Object.fromEntries(said) as NumbersPart;
}

/** The numbers that people look for first: said even where they are 0. */
const ALWAYS: ReadonlySet<MetricKey> = new Set([
  'mediaStarts',
  'contentStarts',
  'contentCompletes',
  'contentTimeSpent',
]);

/** A number as a row of a table. */
interface NumberRow {
  key: MetricKey;
  name: string;
  /** With the range that the documents allow, if they do not say one value. */
  value: string;
  /** The number of the note that says why it is not certain, from 1; 0 where it is. */
  note: number;
}

/** Numbers as a table, with notes on the doubtful ones. */
export interface NumberTable {
  rows: NumberRow[];
  notes: string[];
}

/** The numbers that reports will show, as a table; what is 0 or not produced is left out, unless people look for it. */
export function numberTable(numbers: NumbersPart): NumberTable {
  const notes = new Map<string, number>();
  const noteOn = (why: string): number => {
    if (why === '') return 0;
    if (!notes.has(why)) notes.set(why, notes.size + 1);
    return notes.get(why) ?? 0;
  };
  const rows = (Object.keys(METRICS) as MetricKey[]).flatMap((key) => {
    const number = numbers[key];
    const { value, range, why } = isOpen(number) ? number : { value: number, range: undefined, why: '' };
    if (isNothing(value) && !range && !ALWAYS.has(key)) return [];
    const { name, unit } = METRICS[key];
    const say = (one: Value): string => inUnit(one, unit);
    const between = range ? ` (${say(range[0])} to ${say(range[1])})` : '';
    return [{ key, name, value: say(value) + between, note: noteOn(why) }];
  });
  return { rows, notes: [...notes.keys()] };
}

/** States are an object, too, but have no reason. */
function isOpen(number: Value | DoubtfulPart): number is DoubtfulPart {
  return typeof number === 'object' && number !== null && 'why' in number && typeof number.why === 'string';
}

function isNothing(value: Value): boolean {
  return value === null || value === 0 || (typeof value === 'object' && Object.keys(value).length === 0);
}

function inUnit(value: Value, unit: string): string {
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, { count, time }]) => `${name} ${plural(count, 'time')}, ${inSeconds(time)}`)
      .join('; ');
  if (unit === 'flag') return value === 1 ? 'yes' : 'no';
  return unit === 's' && typeof value === 'number' ? inSeconds(value) : String(value);
}
