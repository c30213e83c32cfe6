import { readMilliseconds } from '../parse/durations.ts';

const LONGEST = 60 * 60 * 1000;

/**
 * A duration in milliseconds, as {@link readMilliseconds} reads it. Undefined for any other text, and for a duration that is
 * nothing or longer than an hour.
 */
export function parseDuration(text: string): number | undefined {
  const milliseconds = readMilliseconds(text);
  return milliseconds !== undefined && milliseconds > 0 && milliseconds <= LONGEST ? milliseconds : undefined;
}
