import type { DoubtCode } from '../model/doubts.ts';
import type { MetricKey } from '../model/metrics.ts';
import type { Doubtful, Numbers, Value } from '../model/session.ts';

/** Some of the numbers. */
export type Part<K extends MetricKey> = Pick<Numbers, K>;

/** Milliseconds as seconds. */
export const seconds = (ms: number): number => ms / 1000;

/** A value with its doubts; certain without any. An empty range is left out. */
export function doubtful(
  value: Value,
  why: (DoubtCode | false)[],
  low?: number,
  high?: number,
  digits = 3,
): Value | Doubtful {
  const codes = why.filter((code) => code !== false);
  if (codes.length === 0) return value;
  const hasRange = low !== undefined && high !== undefined && low !== high;
  return {
    value,
    ...(hasRange && { range: [rounded(low, digits), rounded(high, digits)] as [number, number] }),
    why: codes,
  };
}

/** Sums of fractions, without the noise of their binary form. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
