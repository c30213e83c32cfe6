import type { DoubtCode } from './doubts.ts';
import type { MetricKey } from './metrics.ts';

/** What is reported of a player state; time in seconds. */
export interface StateNumbers {
  set: boolean;
  count: number;
  time: number;
}

/** A value as reports show it; `null`: not produced. */
export type Value = number | string | string[] | Record<string, StateNumbers> | null;

/** A number that the documents leave open: the likely value, what they allow, and why. */
export interface Doubtful {
  value: Value;
  range?: [number, number];
  why: DoubtCode[];
}

/** Every number of a session; each certain, or with its doubt. Times in seconds. */
export type Numbers = Record<MetricKey, Value | Doubtful>;

/** Some of the numbers. */
export type Part<K extends MetricKey> = Pick<Numbers, K>;

/** Whether a number is not certain. */
export function isDoubtful(number: Value | Doubtful): number is Doubtful {
  return typeof number === 'object' && number !== null && 'why' in number && Array.isArray(number.why);
}

/** Milliseconds as seconds. */
export const seconds = (ms: number): number => ms / 1000;

/** A value with its doubts; certain without any. An empty range is left out. */
export function doubtful(
  value: Value,
  why: (DoubtCode | false)[],
  low?: number,
  high?: number,
): Value | Doubtful {
  const codes = why.filter((code) => code !== false);
  if (codes.length === 0) return value;
  const hasRange = low !== undefined && high !== undefined && low !== high;
  return { value, ...(hasRange && { range: [rounded(low), rounded(high)] as [number, number] }), why: codes };
}

/** Sums of fractions, without the noise of their binary form. */
export function rounded(value: number, digits = 3): number {
  return Number(value.toFixed(digits));
}
