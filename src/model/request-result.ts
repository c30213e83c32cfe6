import type { ErrorCode, Sent } from './error-codes.ts';
import type { Exchange } from './exchange.ts';
import type { Finding } from './finding.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** A session that exists, or existed. */
export interface Session {
  id: string;
  apiVersion: string;
  url: string;
  ended: boolean;
}

/** Numbers of findings, by their codes. */
export type IgnoredCounts = Readonly<Record<string, number>>;

/** Facts that the wording of an error needs. Times are milliseconds. */
export type ErrorArgs = Record<string, string | number | boolean | readonly string[] | undefined>;

/** Why a command did not do what was asked. */
export interface ResultError {
  code: ErrorCode;
  /** The profile it happened to, where a command ran for several. */
  profile?: string;
  args?: ErrorArgs;
  /** The error of a later step that led to this one. */
  cause?: ResultError;
}

/** Whether requests go through a proxy, and why. Holds no credentials. */
export type ProxyUse =
  | { use: true; proxy: string; source: string }
  | { use: false; why: 'none-set' }
  | { use: false; why: 'other-scheme'; source: string }
  | { use: false; why: 'no-proxy'; source: string; entry: string };

/** What every result has. An absent `error` means that the command did what was asked. */
export interface Common {
  error?: ResultError;
  sent: Sent;
  findings: Finding[];
  /** How many findings were left out because they are to be ignored. */
  ignored?: IgnoredCounts;
}

/** A body as it is sent: an event, or a batch of them. */
export type RequestBody = JsonObject | JsonValue[];

/** What there is to say about the request that a command sent. */
export interface Asking {
  exchange?: Exchange;
  /** When the request was sent, in milliseconds since the epoch. */
  startedAt?: number;
  request?: { method: string; url: string; body?: RequestBody };
  /** For -v. */
  requestHeaders?: Record<string, string>;
  /** For -v. */
  proxy?: ProxyUse;
}

/** What is printed in place of sending it. */
export interface Printed {
  form: 'body' | 'curl';
  text: string;
}

export interface StartResult extends Common, Asking {
  command: 'start';
  session?: Session;
  printed?: Printed;
  /** The command line that ends the session; absent where it cannot be ended any more. */
  endWith?: string;
  /** How the session was ended, where start was asked to. */
  ending?: EventResult;
}

export interface EventResult extends Common, Asking {
  command: 'event' | 'end' | 'downloaded';
  printed?: Printed;
  /** The sessionEnd that `end --complete` sends after its sessionComplete; without an `exchange` it was not tried. */
  ending?: EventResult;
}
