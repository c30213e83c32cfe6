import { type Finding, hasError } from './finding.ts';
import type { ResultError } from './result.ts';

/** Names and values of headers in the order in which they stood. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** What the real API said to a request that was passed on. */
export interface Forwarded {
  /** Where it was sent. */
  url: string;
  /** 0: there was no readable response. */
  status: number;
  /** What the sandbox would have answered. */
  sandboxStatus: number;
}

/** One request that the sandbox received, and what there is to say of it. Times are milliseconds. */
export interface SandboxRequest {
  /** Counts from 1, and is never used again. */
  id: number;
  /** When it came in, since the epoch, by the clock of the sandbox. */
  time: number;
  /** Until the response was decided. */
  duration: number;
  /** How far the clock was ahead of that of the machine. */
  ahead?: number;
  /** Empty where none could be read. */
  method: string;
  /** Without the query. */
  path: string;
  /** The status that was sent; 0: none. */
  status: number;
  kind?: 'session' | 'event' | 'batch';
  eventType?: string;
  sessionId?: string;
  /** The session's short number. */
  session?: number;
  /** Seconds. */
  playhead?: number;
  /** Those of the body, of the session's rules that it breaks, and of the sandbox itself. */
  findings: readonly Finding[];
  request: {
    httpVersion: string;
    /** Path and query. */
    url: string;
    headers: HeaderList;
    body: Uint8Array;
    remote: string;
  };
  response: { headers: HeaderList; body: Uint8Array };
  forwarded?: Forwarded;
  /** What the real response means, unless it is a success. */
  error?: ResultError;
}

/** Whether a request is worth a look: it was not answered, or refused, or has an error. */
export function isBad({ status, findings }: SandboxRequest): boolean {
  return status === 0 || status >= 400 || hasError(findings);
}
