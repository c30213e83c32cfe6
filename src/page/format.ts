import type { SessionPart } from '../model/parts.ts';

/** A time of a session as a share of its length, from 0 to 1. Milliseconds since the epoch. */
export function shareOf(
  { startedAt, endedAt }: Pick<SessionPart, 'startedAt' | 'endedAt'>,
  time: number,
): number {
  const length = (endedAt ?? 0) - (startedAt ?? 0);
  return length > 0 ? Math.min(1, Math.max(0, (time - (startedAt ?? 0)) / length)) : 0;
}

/** A share as a length of CSS. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(3)}%`;
}
