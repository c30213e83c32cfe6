import type { ParamSpec } from './params.ts';

/** A value with a meaning of its own, and what it means where the value does not say so itself. */
export interface KnownValue {
  value: string;
  meaning?: string;
}

const named = (...values: string[]): KnownValue[] => values.map((value) => ({ value }));

/**
 * Documented values of params whose schema takes any text. Sources: AdobeDocs/media-analytics.en (the tables of
 * mc-api-req-params.md, content-type.md, stream-type.md, player-state/overview.md) and the constants of the SDKs.
 */
const TEXT_VALUES: ReadonlyMap<string, readonly KnownValue[]> = new Map<string, readonly KnownValue[]>([
  [
    'media.contentType',
    named('vod', 'live', 'linear', 'ugc', 'dvod', 'song', 'radio', 'podcast', 'audiobook', 'aod'),
  ],
  ['media.streamType', named('video', 'audio')],
  [
    'media.showType',
    [
      { value: '0', meaning: 'full episode' },
      { value: '1', meaning: 'preview' },
      { value: '2', meaning: 'clip' },
      { value: '3', meaning: 'other' },
    ],
  ],
  ['media.pass.auth', named('true')],
  ['media.state.name', named('fullScreen', 'mute', 'closedCaptioning', 'pictureInPicture', 'inFocus')],
  ['media.qoe.errorSource', named('player', 'external')],
]);

/** Kinds of content that fill the segments which reports come with. */
export const CONTENT_TYPES: readonly string[] = (TEXT_VALUES.get('media.contentType') ?? []).map(
  ({ value }) => value,
);

/** The values that are known for a param or a quality key; none where any text or number will do. */
export function knownValues({ key, type }: Pick<ParamSpec, 'key' | 'type'>): readonly KnownValue[] {
  return type === 'boolean' ? named('true', 'false') : (TEXT_VALUES.get(key) ?? []);
}
