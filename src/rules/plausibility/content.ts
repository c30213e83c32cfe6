import type { Finding } from '../../model/finding.ts';
import type { Expected } from '../../model/finding-values.ts';
import { isObject } from '../../model/json.ts';
import { table } from '../../model/table.ts';
import { closest } from '../closest.ts';
import { CONTENT_TYPES } from '../known-values.ts';
import { paramsByKey, requiredParams } from '../params.ts';
import { isNothing, isPlaceholder } from '../placeholder.ts';
import { type BodyView, own } from './body-reader.ts';

const VIDEO_OR_AUDIO: Expected = {
  kind: 'any-of',
  branches: ['video', 'audio'].map((value) => ({ kind: 'one-of', values: [value] })),
};

const MISPLACED_ERROR_KEYS = ['media.errorId', 'media.errorSource'];

/** Text that was left to be filled in: the API takes it, and the data is lost. */
export function placeholders(body: BodyView): Finding[] {
  return body.texts
    .filter(([, text]) => isPlaceholder(text))
    .map(([path, text]) => body.finding('placeholder', path, text, { severity: 'error' }));
}

/** What a value of the account must have to be one: a request with another cannot be anybody's. */
const POSSIBLE = table<RegExp>({
  'analytics.trackingServer': /[.:]|^localhost$/,
  'analytics.reportSuite': /^[\w.-]+$/,
  'visitor.marketingCloudOrgId': /@/,
});

/** Text that stands for no value; for required params also no text at all. An error where it cannot be real. */
export function literalText(body: BodyView): Finding[] {
  const required = requiredParams(body.eventType);
  return body.texts.flatMap(([path, text]) => {
    const [section, key] = path;
    const isParam = section === 'params' && path.length === 2;
    const isRequired = isParam && required.has(String(key));
    const isEmpty = isRequired && text.trim() === '';
    if (!isEmpty && !isNothing(text, isParam ? String(key) : undefined)) return [];
    const isPossible = !isParam || isEmpty || POSSIBLE[String(key)]?.test(text) !== false;
    return [
      body.finding('literal-text', path, text, {
        severity: isPossible ? 'warning' : 'error',
        args: { ...(isRequired && { required: true }), ...(isEmpty && { empty: true }) },
      }),
    ];
  });
}

/** Any content type is accepted; only known ones fill the segments that reports come with. */
export function contentTypeUnknown(body: BodyView): Finding | undefined {
  const value = body.text('media.contentType');
  const lower = value?.trim().toLowerCase();
  if (lower === undefined || CONTENT_TYPES.includes(lower)) return undefined;
  const suggestion = closest(lower, CONTENT_TYPES);
  return body.param('content-type-unknown', 'media.contentType', {
    expected: { kind: 'one-of', values: [...CONTENT_TYPES] },
    args: suggestion === undefined ? {} : { suggestion },
  });
}

/** One page (variables/core/stream-type.md) calls streamType required; no table and no schema does. */
export function streamTypeMissing(body: BodyView): Finding | undefined {
  const key = 'media.streamType';
  if (body.eventType !== 'sessionStart' || !isObject(body.body.params) || Object.hasOwn(body.params, key))
    return undefined;
  // Nearly every documented body lacks it, so this is no more than a note: a warning on each start would be noise.
  return body.param('stream-type-missing', key, { severity: 'info', expected: VIDEO_OR_AUDIO });
}

/**
 * What a batch says of itself: its page calls media.downloaded mandatory, and for the endpoint of its own unnecessary. For the
 * sessions endpoint it is what tells a batch from a session that goes on.
 */
export function downloadedBatch(body: BodyView): Finding | undefined {
  const key = 'media.downloaded';
  const { batch } = body.context;
  const value = own(body.params, key);
  if (batch === undefined || body.eventType !== 'sessionStart' || value === true) return undefined;
  if (batch === 'downloaded' && value === undefined) return undefined;
  return body.param('downloaded-batch', key, {
    expected: { kind: 'one-of', values: [true] },
    args: { suggestion: true },
  });
}

/** Downloaded content has an endpoint of its own; the sessions endpoint answers 400 to true (track-downloaded-content.md). */
export function downloadedOnline(body: BodyView): Finding | undefined {
  const key = 'media.downloaded';
  if (own(body.params, key) !== true || !body.context.online) return undefined;
  return body.param('downloaded-online', key, {
    severity: 'error',
    expected: { kind: 'one-of', values: [false] },
    args: { suggestion: false },
  });
}

/** The only value with a meaning is true, as text in any case. */
export function passAuthValue(body: BodyView): Finding | undefined {
  const key = 'media.pass.auth';
  const value = body.text(key);
  if (value === undefined || /^true$/i.test(value)) return undefined;
  return body.param('pass-auth-value', key, {
    expected: { kind: 'one-of', values: ['true'] },
    args: { suggestion: 'true' },
  });
}

/** `a.` is Adobe's own, and `media.` is to be left to the API's params (mc-api-custom-meta.md). */
export function customMetadataReserved(body: BodyView): Finding[] {
  const metadata = body.body.customMetadata;
  const keys = isObject(metadata) ? Object.keys(metadata) : [];
  return keys.flatMap((key) => {
    const prefix = ['media.', 'a.'].find((one) => key.startsWith(one));
    // A key that breaks the rule for all keys is refused by the schema already.
    if (prefix === undefined || !/^[a-zA-Z0-9_.]+$/.test(key)) return [];
    const belongs = paramsByKey(body.eventType).has(key) ? { belongs: 'params' as const } : {};
    const rest = key.slice(prefix.length);
    const args = { prefix, ...belongs, ...(rest !== '' && { suggestion: rest }) };
    return [
      body.finding('custom-metadata-reserved', ['customMetadata', key], undefined, { part: 'key', args }),
    ];
  });
}

/** The tables and the SDKs count ads in a break from 1; two pages show 0. */
export function podPositionZero(body: BodyView): Finding | undefined {
  const key = 'media.ad.podPosition';
  const position = body.number(key);
  if (position === undefined || position >= 1) return undefined;
  return body.param('pod-position-zero', key, {
    expected: { kind: 'or-more', number: 1 },
    args: position === 0 ? { suggestion: 1 } : {},
  });
}

/** What some pages put into params and all clients send in qoeData; and params on a ping, which take none. */
export function paramsForm(body: BodyView): Finding[] {
  // A sessionStart with such keys is refused by its schema already.
  if (body.eventType === 'sessionStart' || !isObject(body.body.params)) return [];
  const code = 'params-form';
  if (body.eventType === 'ping' && Object.keys(body.params).length === 0) {
    return [body.finding(code, ['params'], undefined, { part: 'key', args: { kind: 'ping' } })];
  }
  return Object.keys(body.params).flatMap((key) => {
    const isError = body.eventType === 'error' && MISPLACED_ERROR_KEYS.includes(key);
    if (!isError && !(key.startsWith('media.qoe.') && paramsByKey(body.eventType).has(key))) {
      return [];
    }
    const suggestion = isError
      ? key.replace('errorId', 'qoe.errorID').replace('errorSource', 'qoe.errorSource')
      : key;
    const args = { kind: 'quality', suggestion } as const;
    return [body.finding(code, ['params', key], undefined, { part: 'key', args })];
  });
}

/** `statesUpdate` stands on one page (player-state/overview.md) and in no list of events and no SDK. */
export function eventUnconfirmed(body: BodyView): Finding | undefined {
  if (body.eventType !== 'statesUpdate') return undefined;
  return body.finding('event-unconfirmed', ['eventType'], body.eventType);
}
