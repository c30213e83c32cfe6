import type { Finding } from '../model/finding.ts';
import type { Sourced } from '../model/origin.ts';
import { describeValue } from '../rules/describe.ts';
import { isPlaceholder } from '../rules/placeholder.ts';
import { parseDuration } from './durations.ts';
import { redactEndpoint } from './endpoint.ts';
import type { SettingSpec } from './settings.ts';

const MOST_RETRIES = 99;

/** A small whole number in plain digits, 0 to 99; undefined for any other text. */
export function parseCount(text: string): number | undefined {
  return /^(?:0|[1-9]\d?)$/.test(text) ? Number(text) : undefined;
}

/**
 * What is wrong with the text of a setting: `setting-invalid` (args.reason, args.key) or `placeholder`.
 * Of an endpoint only its edges are looked at here; the rest is parseEndpoint's.
 */
export function checkSetting(spec: SettingSpec, sourced: Sourced<string>): Finding[] {
  const reason = edgeProblem(sourced.value);
  if (reason !== undefined) return [invalid(spec, sourced, reason)];
  if (spec.type === 'duration' && parseDuration(sourced.value) === undefined) {
    return [invalid(spec, sourced, 'it is no duration', 'a duration such as 5s, 800ms or 2m, up to 1 hour')];
  }
  if (spec.type === 'count' && parseCount(sourced.value) === undefined) {
    return [invalid(spec, sourced, 'it is no such number', `a whole number from 0 to ${MOST_RETRIES}`)];
  }
  if (spec.param === undefined || !isPlaceholder(sourced.value)) return [];
  const { value, origin } = sourced;
  const args = { key: spec.key, flag: spec.flag };
  return [
    { code: 'placeholder', severity: 'error', path: spec.key, actual: describeValue(value), origin, args },
  ];
}

function edgeProblem(text: string): string | undefined {
  if (text === '') return 'it is empty';
  if (/[\r\n]/.test(text)) return 'it holds a line break';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return 'it holds a control character';
  return text.trim() === text ? undefined : 'it starts or ends with white space';
}

function invalid(spec: SettingSpec, sourced: Sourced<string>, reason: string, expected?: string): Finding {
  const shown = spec.key === 'endpoint' ? redactEndpoint(sourced.value) : sourced.value;
  return {
    code: 'setting-invalid',
    severity: 'error',
    path: spec.key,
    ...(expected !== undefined && { expected }),
    actual: JSON.stringify(shown),
    origin: sourced.origin,
    args: { key: spec.key, flag: spec.flag, reason },
  };
}
