import type { FindingCode, FindingOf } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import type { Actual, Expected } from '../model/finding-values.ts';
import type { RuleId } from '../model/session-finding.ts';
import { found, plain, wanted } from './values.ts';
import { instruct, orFlag, suggested, toType } from './what-to-type.ts';
import type { Ways, Wording, Words } from './wording.ts';

/** Codes about times, lengths and content that no schema checks. */
export type ContentCode = Extract<
  Exclude<FindingCode, RuleId>,
  | `ts-${string}`
  | `length-${string}`
  | `playhead-${string}`
  | 'literal-text'
  | 'content-type-unknown'
  | 'stream-type-missing'
  | `downloaded-${string}`
  | `batch-${string}`
  | 'pass-auth-value'
  | 'custom-metadata-reserved'
  | 'pod-position-zero'
  | 'params-form'
  | 'event-unconfirmed'
>;

function kinds(expected: Expected | undefined): string {
  return expected?.kind === 'one-of' ? expected.values.join(', ') : 'others';
}

/** The words for {@link ContentCode}. */
export const CONTENT_WORDING: Wording<ContentCode> = {
  'ts-seconds': {
    summary: 'ts in seconds; it is in milliseconds',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}, which looks like seconds; it must be ${wanted(finding.expected)}.`,
      fix: instruct(finding, ways),
    }),
  },
  'ts-rounded': {
    summary: 'ts whose last digits were rounded away',
    say: (finding) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}: its last digits were rounded away, as happens to a number of 32 bits or of six digits.`,
      fix: 'Keep ts in a 64-bit number, and write it with all its digits, without an exponent.',
    }),
  },
  'ts-range': {
    summary: 'ts that is not a time near now',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}: ${tsKind(finding.args)}.`,
      fix: suggested(
        finding,
        ways,
        finding.args.recorded
          ? 'Let the player send the time of the event, in milliseconds since 1970.'
          : ways.flags
            ? 'Leave ts out to send the current time, or write --ts <milliseconds>.'
            : 'Write the time of the event, in milliseconds since 1970.',
      ),
    }),
  },
  'length-milliseconds': {
    summary: 'a length in milliseconds; it is in seconds',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)} seconds, which is ${span(finding.actual)}; it looks like milliseconds.`,
      fix: instruct(finding, ways),
    }),
  },
  'length-not-positive': {
    summary: 'a length of 0 or less, which gives no progress metrics',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}; without a positive length there are no progress metrics.`,
      fix:
        finding.args.suggestion === undefined
          ? instruct(finding, ways)
          : `${instruct(finding, ways)} (live content without a known end).`,
    }),
  },
  'playhead-range': {
    summary: 'playhead that is negative or beyond the content',
    say: playheadRange,
  },
  'playhead-milliseconds': {
    summary: 'playhead in milliseconds; it is in seconds',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)} seconds, ${finding.args.beyond ? 'beyond the end of the content' : `which is ${span(finding.actual)}`}; it looks like milliseconds.`,
      fix: instruct(finding, ways),
    }),
  },
  'literal-text': {
    summary: 'text such as "undefined", "N/A" or %VIDEO_ID% in place of a value',
    say: (finding, ways) => ({
      message: finding.args.empty
        ? `${finding.args.key} is required, but its text is empty.`
        : `${finding.args.key} is ${found(finding.actual)}, which stands for no value.`,
      fix: `Give a value${orFlag(finding, ways)}${finding.args.required ? '' : ', or leave the key out'}.`,
    }),
  },
  'content-type-unknown': {
    summary: 'a content type that reports have no segment for',
    say: (finding, ways) => ({
      message: `${finding.args.key} ${plain(finding.actual)} is accepted, but reports have built-in segments only for ${kinds(finding.expected)}.`,
      fix: suggested(finding, ways, 'Use one of them if it fits.'),
    }),
  },
  'stream-type-missing': {
    summary: 'media.streamType is missing; one page calls it required',
    say: (finding, ways) => ({
      message: `${finding.args.key} is missing. The documents disagree whether it is required.`,
      fix:
        ways.flags && finding.args.flag !== undefined
          ? 'Write --stream-type video, or audio.'
          : `Add ${finding.args.key}: "video" or "audio".`,
    }),
  },
  'downloaded-online': {
    summary: 'media.downloaded is true for an online session',
    say: (finding) => ({
      message: `${finding.args.key} is true, which the sessions endpoint refuses: downloaded content is sent to /api/v1/downloaded.`,
      fix: 'For an online session leave the key out, or set it to false.',
    }),
  },
  'downloaded-batch': {
    summary: 'a batch whose sessionStart does not say that it was downloaded',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${finding.actual ? plain(finding.actual) : 'missing'} in the sessionStart of a batch of downloaded content.`,
      fix: instruct(finding, ways),
    }),
  },
  'batch-form': {
    summary: 'a batch that is not a list of events that begins with sessionStart',
    say: (finding) => BATCH_FORMS[finding.args.kind](finding),
  },
  'batch-deprecated': {
    summary: 'a batch sent to the sessions endpoint, as was right once',
    say: () => ({
      message:
        'A batch of downloaded content is sent to /api/v1/sessions here; that is accepted, but deprecated.',
      fix: 'Send it to /api/v1/downloaded.',
    }),
  },
  'pass-auth-value': {
    summary: 'media.pass.auth is other text than true',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}; its only meaningful value is "true".`,
      fix: `${instruct(finding, ways)}, or leave the key out if the viewer is not authorised.`,
    }),
  },
  'custom-metadata-reserved': {
    summary: 'a customMetadata key with a reserved prefix',
    say: (finding) => ({
      message: `The customMetadata key ${finding.args.key} begins with "${finding.args.prefix}", which is reserved.`,
      fix: finding.args.belongs
        ? 'Put it in params: there it is a key of its own.'
        : `Rename the key${asIn(finding.args.suggestion)}.`,
    }),
  },
  'pod-position-zero': {
    summary: 'the place of an ad in its break is below 1',
    say: (finding, ways) => ({
      message: `${finding.args.key} is ${plain(finding.actual)}; ads in a break are counted from 1.`,
      fix: suggested(finding, ways, 'Count the ads in a break from 1.'),
    }),
  },
  'params-form': {
    summary: 'params that clients send elsewhere or not at all',
    say: (finding) =>
      finding.args.kind === 'ping'
        ? { message: 'A ping takes no params.', fix: 'Leave params out.' }
        : {
            message: `${finding.args.key} is in params; the tables and all known clients have it in qoeData.`,
            fix: `Move it to qoeData as ${finding.args.suggestion}.`,
          },
  },
  'event-unconfirmed': {
    summary: 'an event that only one page of the documents has',
    say: () => ({
      message: 'statesUpdate stands on one page of the documents, and in no list of events.',
      fix: 'Send stateStart and stateEnd, or check whether the endpoint has it:',
      run: ['media-session schema diff statesUpdate'],
    }),
  },
};

const BATCH_FORMS: Readonly<
  Record<FindingArgs['batch-form']['kind'], (finding: FindingOf<'batch-form'>) => Words>
> = {
  empty: () => ({
    message: 'The batch is empty.',
    fix: 'Put the events of one downloaded session into it, sessionStart first.',
  }),
  'not-a-list': ({ actual }) => ({
    message: `A batch is a list of events, but this is ${found(actual)}.`,
    fix: 'Put the events into [ ... ], sessionStart first, or write one on each line.',
  }),
  first: ({ actual }) => ({
    message: `A batch begins with sessionStart, but this one with ${plain(actual)}.`,
    fix: 'Put the sessionStart of the session first.',
  }),
  again: () => ({
    message: 'A batch holds one session, but here a second sessionStart follows.',
    fix: 'Send each session as a batch of its own.',
  }),
};

const TS_KINDS: Readonly<Record<FindingArgs['ts-range']['kind'], string>> = {
  'too-fine': 'too large for milliseconds, perhaps microseconds or nanoseconds',
  negative: 'a time before 1970',
  future: 'more than five minutes ahead of the clock of this machine',
  past: 'more than a day in the past',
  early: 'a time before the year 2000',
  late: 'a time after the year 2100',
};

/** The same of what was recorded: this machine's clock has nothing to do with it. */
const RECORDED_TS_KINDS: Partial<typeof TS_KINDS> = {
  future: 'more than five minutes after the time at which the capture says that it was sent',
  past: 'more than a day before the time at which the capture says that it was sent',
};

function tsKind({ kind, recorded }: FindingArgs['ts-range']): string {
  return (recorded ? RECORDED_TS_KINDS[kind] : undefined) ?? TS_KINDS[kind];
}

const PLAYHEAD_REASONS: Readonly<Record<FindingArgs['playhead-range']['kind'], string>> = {
  negative: 'it cannot be negative or infinite',
  live: 'for live content it is the second of the day, below 86400',
  beyond: 'the content ends before',
  day: 'that is more than a day',
};

function playheadRange(finding: FindingOf<'playhead-range'>, ways: Ways): Words {
  const reason = PLAYHEAD_REASONS[finding.args.kind];
  const epoch = finding.args.epoch ? ' It looks like a time since 1970.' : '';
  return {
    message: `${finding.args.key} is ${plain(finding.actual)} seconds: ${reason}.${epoch}`,
    fix:
      toType(finding, ways) === undefined
        ? 'Give the position in seconds.'
        : `Give the position in seconds: ${toType(finding, ways)}.`,
  };
}

function asIn(suggestion: string | undefined): string {
  return suggestion === undefined ? '' : `, for instance to ${suggestion}`;
}

/** A length in seconds as hours or days: `41.7 days`. */
function span(actual: Actual | undefined): string {
  const hours = Number(plain(actual)) / 3600;
  if (!Number.isFinite(hours)) return 'very long';
  return hours < 48 ? `${Number(hours.toFixed(1))} hours` : `${Number((hours / 24).toFixed(1))} days`;
}
