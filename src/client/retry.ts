import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Exchange, RetryNotice } from '../model/exchange.ts';
import { exchange } from './exchange.ts';
import type { HttpRequest } from './http.ts';

/** When to try again. */
export interface RetryPolicy {
  /** How many times to repeat after the first try. */
  retries: number;
  /** Also after 5xx and lost answers, although a session may then be started twice. */
  unsafe: boolean;
  /** Told before each wait. */
  announce(notice: RetryNotice): Promise<void>;
}

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** Less time than this is not worth another try. */
const LEAST_LEFT_MS = 50;

/**
 * Sends a request and repeats it where that is safe: when nothing was sent, and on 429 and 503. All tries and
 * waits together stay within `timeoutMs`; a wait that does not fit ends the trying. Gives the last try that sent anything.
 */
export async function exchangeWithRetries(request: HttpRequest, policy: RetryPolicy): Promise<Exchange> {
  const end = performance.now() + request.timeoutMs;
  const left = (): number => Math.max(1, Math.round(end - performance.now()));
  let last = await exchange(request);
  let result = last;
  for (let attempt = 1; attempt <= policy.retries && repeatable(last, policy.unsafe); attempt++) {
    const waitMs = waitBefore(last, attempt, Date.now());
    if (waitMs + LEAST_LEFT_MS > left() || request.signal?.aborted) break;
    await policy.announce({ exchange: last, waitMs, attempt, retries: policy.retries });
    const waited = await sleep(waitMs, true, { ...(request.signal && { signal: request.signal }) }).catch(
      () => false,
    );
    if (!waited) break;
    last = await exchange({ ...request, timeoutMs: left() });
    // A try that sent nothing takes nothing back of what an earlier one sent.
    if (last.sent !== 'no' || result.sent === 'no') result = last;
  }
  return result;
}

/** Whether a repetition can do no harm, or is asked for all the same. */
export function repeatable(result: Exchange, unsafe: boolean): boolean {
  if (result.kind === 'failure') {
    if (result.code === 'interrupted') return false;
    return result.sent === 'no' || unsafe;
  }
  return result.status === 429 || result.status === 503 || (unsafe && result.status >= 500);
}

/** How long to wait: what the server asks for, else a doubling time with jitter. Milliseconds. */
export function waitBefore(
  result: Exchange,
  attempt: number,
  now: number,
  random: () => number = Math.random,
): number {
  const asked = result.kind === 'answer' ? retryAfter(result, now) : undefined;
  if (asked !== undefined) return asked;
  const ceiling = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1));
  return Math.round(ceiling / 2 + (random() * ceiling) / 2);
}

/** The wait that a Retry-After header asks for, in milliseconds; nonsense and the past count as not asked. */
export function retryAfter(answer: Answer, now: number): number | undefined {
  const header = answer.headers['retry-after'];
  if (typeof header !== 'string') return undefined;
  const text = header.trim();
  if (/^\d{1,12}$/.test(text)) return Number(text) * 1000;
  // Only an HTTP-date may be given instead: `Date.parse` alone would read "-5" or "1e9" as a year.
  if (!/^[A-Za-z]{3,9},? /.test(text)) return undefined;
  const wait = Date.parse(text) - now;
  return wait > 0 ? wait : undefined;
}
