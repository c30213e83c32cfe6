import { readMilliseconds } from '../parse/durations.ts';

/** A number without a unit means seconds. */
const HOUR = 60 * 60 * 1000;

/**
 * A duration in milliseconds, as {@link readMilliseconds} reads it. Undefined for any other text, and for a duration that is
 * nothing or longer than `longest`, an hour if nobody says.
 */
export function parseDuration(text: string, longest = HOUR): number | undefined {
  const milliseconds = readMilliseconds(text);
  return milliseconds !== undefined && milliseconds > 0 && milliseconds <= longest ? milliseconds : undefined;
}
