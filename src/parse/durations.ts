import { table } from '../model/table.ts';

/** Milliseconds per unit; a number without a unit means seconds. */
const UNITS = table<number>({ ms: 1, s: 1000, m: 60_000, h: 3_600_000 });

/** What a text looks like that {@link readMilliseconds} takes, for JSON Schemas. */
export const DURATION_PATTERN = '^\\d{1,9}(\\.\\d{1,9})?(ms|s|m|h)?$';

/**
 * The milliseconds of a text: `5s`, `800ms`, `2m`, `1h`, `1.5s`, `5` (seconds). Undefined for any other. Parts of a millisecond are
 * rounded up.
 */
export function readMilliseconds(text: string): number | undefined {
  const [, digits, unit = 's'] = /^(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)?$/.exec(text) ?? [];
  if (digits === undefined) return undefined;
  // Rounding first keeps 1.1s from becoming 1101 ms through a binary fraction.
  return Math.ceil(Number((Number(digits) * (UNITS[unit] ?? 0)).toFixed(6)));
}
