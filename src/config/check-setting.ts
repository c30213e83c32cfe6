import type { Finding } from '../model/finding.ts';
import { actualOf, type Form } from '../model/finding-values.ts';
import type { EdgeProblem, SettingProblem } from '../model/mistakes.ts';
import type { Sourced } from '../model/origin.ts';
import { isPlaceholder } from '../rules/placeholder.ts';
import { parseDuration } from './durations.ts';
import { redactEndpoint } from './endpoint.ts';
import type { SettingSpec } from './settings.ts';

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
  if (reason !== undefined) return [invalid(spec, sourced, { reason })];
  if (spec.type === 'duration' && parseDuration(sourced.value) === undefined) {
    return [invalid(spec, sourced, { reason: 'not-a-duration' }, 'duration')];
  }
  if (spec.type === 'count' && parseCount(sourced.value) === undefined) {
    return [invalid(spec, sourced, { reason: 'not-a-count' }, 'count')];
  }
  if (spec.param === undefined || !isPlaceholder(sourced.value)) return [];
  const { value, origin } = sourced;
  const args = { key: spec.key, flag: spec.flag };
  return [{ code: 'placeholder', severity: 'error', path: spec.key, actual: actualOf(value), origin, args }];
}

function edgeProblem(text: string): EdgeProblem | undefined {
  if (text === '') return 'empty';
  if (/[\r\n]/.test(text)) return 'line-break';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding them is the point
  if (/[\u0000-\u001f\u007f-\u009f]/.test(text)) return 'control-character';
  return text.trim() === text ? undefined : 'outer-blanks';
}

function invalid(spec: SettingSpec, sourced: Sourced<string>, problem: SettingProblem, form?: Form): Finding {
  const shown = spec.key === 'endpoint' ? redactEndpoint(sourced.value) : sourced.value;
  return {
    code: 'setting-invalid',
    severity: 'error',
    path: spec.key,
    ...(form !== undefined && { expected: { kind: 'form', form } }),
    actual: { type: 'text', value: shown },
    origin: sourced.origin,
    args: { key: spec.key, flag: spec.flag, ...problem },
  };
}
