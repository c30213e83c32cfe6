import type { ErrorCode, Sent } from './error-codes.ts';

/** How long each step took, in milliseconds; a step that did not happen is absent. */
export interface Timings {
  dns?: number;
  connect?: number;
  proxy?: number;
  tls?: number;
  firstByte?: number;
  total: number;
}

/** Where a connection attempt got to. */
export type Stage = 'dns' | 'connect' | 'proxy' | 'tls' | 'sent';

/** What is known about the other end. */
export interface Peer {
  addresses: string[];
  address?: string;
  tls?: TlsFacts;
}

/** The facts of a TLS peer that a user can act on. */
export interface TlsFacts {
  protocol?: string;
  subject?: string;
  issuer?: string;
  names?: string[];
  /** Milliseconds since the epoch. */
  validFrom?: number;
  validTo?: number;
}

/** An answer whose head arrived: the status is known, whatever became of the body. */
export interface Answer {
  kind: 'answer';
  sent: 'yes';
  status: number;
  statusText: string;
  /** Names in lower case; a header that came twice is a list. */
  headers: Record<string, string | string[]>;
  body: AnswerBody;
  timings: Timings;
  peer: Peer;
}

/** The body of an answer as far as it was read and decoded. */
export interface AnswerBody {
  bytes: Uint8Array;
  /** Why it is not complete: larger than the cap, or cut off by the server or the deadline. */
  incomplete?: 'cap' | 'cut' | 'deadline';
}

/** No readable answer. `sent` says whether the request had left. */
export interface Failure {
  kind: 'failure';
  sent: Sent;
  code: ErrorCode;
  stage: Stage;
  detail: FailureDetail;
  timings: Timings;
  peer: Peer;
}

/** What the wording of a failure needs; every part optional. */
export interface FailureDetail {
  /** The system's or library's own code, such as ECONNREFUSED. */
  systemCode?: string;
  /** The library's own text: for -v only. */
  raw?: string;
  proxyStatus?: number;
  /** How a proxy that answered 407 wants to be signed in to, such as `Negotiate`. */
  proxySchemes?: string[];
  /** Limit that ran out, in milliseconds. */
  limitMs?: number;
  /** First bytes of an answer that is not HTTP. */
  bytes?: string;
  certificate?: TlsFacts;
}

/** What became of one request. A 400 is an answer, not an error. */
export type Exchange = Answer | Failure;

/** What is known before a wait. Milliseconds. */
export interface RetryNotice {
  exchange: Exchange;
  waitMs: number;
  attempt: number;
  retries: number;
}
