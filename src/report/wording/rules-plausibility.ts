import type { Finding, FindingCode } from '../../model/finding.ts';
import { argument, found, instruct, keyOf, toType, value, wanted } from './rules-phrases.ts';
import type { Wording, Words } from './types.ts';

/** Codes about what no schema checks. */
export type PlausibilityCode = Extract<
  FindingCode,
  | `tracking-server-${string}`
  | `ts-${string}`
  | `length-${string}`
  | `playhead-${string}`
  | 'endpoint-host'
  | 'report-suite-form'
  | 'org-id-form'
  | 'ecid-form'
  | 'literal-text'
  | 'content-type-unknown'
  | 'stream-type-missing'
  | 'downloaded-online'
  | 'pass-auth-value'
  | 'custom-metadata-reserved'
  | 'pod-position-zero'
  | 'params-form'
  | 'event-unconfirmed'
  | 'placeholder'
>;

const HOST_KINDS: Readonly<Record<string, string>> = {
  collection: 'a collection API host',
  heartbeat: 'a host of the older heartbeat service',
  analytics: 'an Analytics tracking server',
  edge: 'an Edge Network host',
};
const SWAP =
  'They are swapped: the collection host goes into --endpoint, the Analytics host into --tracking-server.';

/** The words for {@link PlausibilityCode}. */
export const PLAUSIBILITY_WORDING: Wording<PlausibilityCode> = {
  placeholder: {
    summary: 'a placeholder that was not replaced',
    say: (finding) => ({
      message: `${keyOf(finding)} still holds a placeholder${finding.actual === undefined ? '' : `: ${value(finding)}`}.`,
      fix: `Put your own value in its place${orFlag(finding)}.`,
    }),
  },
  'tracking-server-form': {
    summary: 'a tracking server that is not a bare host name',
    say: (finding) => ({
      message: `${keyOf(finding)} must be a bare host name, without scheme, port or path, but is ${value(finding)}. The API may take it and lose the data.`,
      fix: suggested(finding, 'Write the host name alone, such as company.sc.omtrdc.net.'),
    }),
  },
  'tracking-server-host': {
    summary: 'a tracking server that is a host of another service',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}, ${finding.args?.['same'] ? 'the host that this request goes to' : kindOf(finding)}, not an Analytics tracking server.`,
      fix: finding.args?.['swapped']
        ? SWAP
        : `Give the host that your Analytics data goes to${orFlag(finding)}.`,
    }),
  },
  'endpoint-host': {
    summary: 'an endpoint that is a host of another service',
    say: (finding) => ({
      message: `The endpoint ${value(finding)} is ${kindOf(finding)}, not a collection API host.`,
      fix: finding.args?.['swapped']
        ? SWAP
        : suggested(finding, 'Write --endpoint <company>.hb-api.omtrdc.net.'),
    }),
  },
  'report-suite-form': {
    summary: 'a report suite that is not one plain ID',
    say: (finding) => ({
      message: finding.args?.['several']
        ? `${keyOf(finding)} takes one report suite, but ${value(finding)} holds a comma.`
        : `${keyOf(finding)} must be one report suite ID, but ${value(finding)} holds other characters than letters, digits, ".", "_" and "-".`,
      fix: suggested(finding, `Give one report suite ID${orFlag(finding)}.`),
    }),
  },
  'org-id-form': {
    summary: 'an organisation ID of an unusual form',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}; organisation IDs are ${wanted(finding)}.`,
      fix: suggested(finding, `Copy the ID from the Admin Console${orFlag(finding)}.`),
    }),
  },
  'ecid-form': {
    summary: 'an Experience Cloud ID that is not 38 digits',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}; Experience Cloud IDs have ${wanted(finding)}.`,
      fix: suggested(finding, 'Leave the key out if there is no such ID.'),
    }),
  },
  'ts-seconds': {
    summary: 'ts in seconds; it is in milliseconds',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}, which looks like seconds; it must be ${wanted(finding)}.`,
      fix: instruct(finding),
    }),
  },
  'ts-range': {
    summary: 'ts that is not a time near now',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}: ${TS_KINDS[argument(finding, 'kind') ?? ''] ?? 'not a time near now'}.`,
      fix: suggested(finding, 'Leave ts out to send the time of now, or write --ts <milliseconds>.'),
    }),
  },
  'length-milliseconds': {
    summary: 'a length in milliseconds; it is in seconds',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)} seconds, which is ${span(finding)}; it looks like milliseconds.`,
      fix: instruct(finding),
    }),
  },
  'length-not-positive': {
    summary: 'a length of 0 or less, which gives no progress metrics',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}; without a positive length there are no progress metrics.`,
      fix:
        finding.args?.['suggestion'] === undefined
          ? instruct(finding, undefined)
          : `${instruct(finding)} That stands for live content without a known end.`,
    }),
  },
  'playhead-range': {
    summary: 'playhead that is negative or beyond the content',
    say: playheadRange,
  },
  'playhead-milliseconds': {
    summary: 'playhead in milliseconds; it is in seconds',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)} seconds, beyond the end of the content; it looks like milliseconds.`,
      fix: instruct(finding),
    }),
  },
  'literal-text': {
    summary: 'text such as "undefined" or "NaN" in place of a value',
    say: (finding) => ({
      message: finding.args?.['empty']
        ? `${keyOf(finding)} is required, but its text is empty.`
        : `${keyOf(finding)} is the text ${value(finding)}, which a program writes when it has no value.`,
      fix: `Give a value${orFlag(finding)}${finding.args?.['empty'] ? '' : ', or leave the key out'}.`,
    }),
  },
  'content-type-unknown': {
    summary: 'a content type that reports have no segment for',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}, which is accepted, but reports have ready-made segments only for others.`,
      fix: suggested(finding, `If you meant one of the usual kinds, use ${wanted(finding)}.`),
    }),
  },
  'stream-type-missing': {
    summary: 'media.streamType is missing; one page calls it required',
    say: (finding) => ({
      message: `${keyOf(finding)} is missing. The documents disagree whether it is required.`,
      fix: 'Write --stream-type video, or audio.',
    }),
  },
  'downloaded-online': {
    summary: 'media.downloaded is true for an online session',
    say: (finding) => ({
      message: `${keyOf(finding)} is true, which the sessions endpoint refuses: downloaded content is sent to /api/v1/downloaded.`,
      fix: 'For an online session leave the key out, or set it to false.',
    }),
  },
  'pass-auth-value': {
    summary: 'media.pass.auth is other text than true',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}; its only meaningful value is "true".`,
      fix: `${instruct(finding)} Leave the key out if the viewer is not authorised.`,
    }),
  },
  'custom-metadata-reserved': {
    summary: 'a customMetadata key with a reserved prefix',
    say: (finding) => ({
      message: `The customMetadata key ${keyOf(finding)} begins with "${argument(finding, 'prefix') ?? 'media.'}", which is reserved.`,
      fix: argument(finding, 'belongs')
        ? 'Put it in params: there it is a key of its own.'
        : `Rename the key${asIn(finding)}.`,
    }),
  },
  'pod-position-zero': {
    summary: 'the place of an ad in its break is below 1',
    say: (finding) => ({
      message: `${keyOf(finding)} is ${value(finding)}; ads in a break are counted from 1.`,
      fix: suggested(finding, 'Count the ads in a break from 1.'),
    }),
  },
  'params-form': {
    summary: 'params that clients send elsewhere or not at all',
    say: (finding) =>
      argument(finding, 'kind') === 'ping'
        ? { message: 'A ping takes no params.', fix: 'Leave params out.' }
        : {
            message: `${keyOf(finding)} stands in params; the tables and all known clients have it in qoeData.`,
            fix: `Move it to qoeData${argument(finding, 'suggestion') ? ` as ${argument(finding, 'suggestion')}` : ''}.`,
          },
  },
  'event-unconfirmed': {
    summary: 'an event that only one page of the documents has',
    say: () => ({
      message: 'statesUpdate stands on one page of the documents, and in no list of events.',
      fix: 'Check it with media-session schema diff statesUpdate, or send stateStart and stateEnd.',
    }),
  },
};

const TS_KINDS: Readonly<Record<string, string>> = {
  'too-fine': 'too large for milliseconds, perhaps microseconds or nanoseconds',
  negative: 'a time before 1970',
  future: 'more than five minutes ahead of the clock of this machine',
  past: 'more than a day in the past, so the session would be stale at once',
};

function playheadRange(finding: Finding): Words {
  const kind = argument(finding, 'kind');
  const live = 'for live content it is the second of the day, below 86400';
  const reason =
    kind === 'negative'
      ? 'it cannot be negative or infinite'
      : kind === 'live'
        ? live
        : 'the content ends before';
  const epoch = finding.args?.['epoch'] ? ' It looks like a time since 1970.' : '';
  return {
    message: `${keyOf(finding)} is ${value(finding)} seconds: ${reason}.${epoch}`,
    fix:
      toType(finding) === undefined
        ? 'Give the position in seconds.'
        : `Give the position in seconds: ${toType(finding)}.`,
  };
}

function suggested(finding: Finding, otherwise: string): string {
  return finding.args?.['suggestion'] === undefined ? otherwise : instruct(finding);
}

function kindOf(finding: Finding): string {
  return HOST_KINDS[argument(finding, 'kind') ?? ''] ?? 'a host of another service';
}

function orFlag(finding: Finding): string {
  const typed = finding.args?.['flag'] === undefined ? undefined : toType({ ...finding, expected: 'string' });
  return typed === undefined ? '' : `: ${typed}`;
}

function asIn(finding: Finding): string {
  const suggestion = argument(finding, 'suggestion');
  return suggestion === undefined ? '' : `, for instance to ${suggestion}`;
}

/** A length in seconds as hours or days: `41.7 days`. */
function span(finding: Finding): string {
  const hours = Number(value(finding)) / 3600;
  if (!Number.isFinite(hours)) return 'very long';
  return hours < 48 ? `${Number(hours.toFixed(1))} hours` : `${Number((hours / 24).toFixed(1))} days`;
}
