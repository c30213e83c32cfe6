import { duration } from '../messages/index.ts';
import type { RetryNotice } from '../model/exchange.ts';
import { sanitize } from './sanitize.ts';

/** The line that announces a wait before another attempt. */
export function waitText(
  { exchange, waitMs, attempt, retries }: RetryNotice,
  profile: string | undefined,
): string {
  const what =
    exchange.kind === 'answer'
      ? `the server responded with ${exchange.status}`
      : `it failed (${exchange.code})`;
  const whose = profile === undefined ? '' : `Profile ${profile}: `;
  const text = `${whose}Attempt ${attempt} of ${retries + 1}: ${what}; trying again in ${duration(waitMs)}.`;
  return `${sanitize(text)}\n`;
}
