import type { Exchange } from '../client/types.ts';
import type { Finding } from './finding.ts';
import type { JsonObject, JsonValue } from './json.ts';
import type { Origin } from './origin.ts';
import type { ErrorCode, Sent } from './outcome.ts';

/** A session that exists, or existed. */
export interface Session {
  id: string;
  apiVersion: string;
  url: string;
  ended: boolean;
}

/** Facts that the wording of an error needs. Times are milliseconds. */
export type ErrorArgs = Record<string, string | number | boolean | readonly string[] | undefined>;

/** Why a command did not do what was asked. */
export interface ResultError {
  code: ErrorCode;
  /** The profile it happened to, where a command ran for several. */
  profile?: string;
  args?: ErrorArgs;
}

/** What `explain` has to say about one request of a capture. */
export interface ExplainedRequest {
  /** The request in a few words, such as `entry 3: POST https://…`. */
  label: string;
  kind: 'session' | 'event' | 'body';
  origin: Origin;
  /** The body as captured; never shown, but what must be hidden elsewhere is read from it. */
  body?: JsonValue;
  /** Passwords of its URL and the like; hidden wherever they are repeated. */
  credentials?: string[];
  /** Status of the recorded answer. */
  status?: number;
  /** What the recorded answer means, unless it is a success. */
  error?: ResultError;
  findings: Finding[];
}

/** One step of `doctor`. */
export interface Step {
  name: string;
  status: 'ok' | 'warning' | 'failed' | 'skipped';
  /** What was looked at, and what was found. */
  detail: string;
  /** Milliseconds. */
  elapsed?: number;
  findings: Finding[];
}

/** What came of one profile, where a command ran for several. */
export interface ProfileRun {
  profile: string;
  result: Result;
}

/** What a command hands to the reports: data only. Absent `error` means it went well. */
export interface Result {
  command: string;
  error?: ResultError;
  session?: Session;
  sent: Sent;
  exchange?: Exchange;
  /** When the request was sent, in milliseconds since the epoch. */
  startedAt?: number;
  request?: { method: string; url: string; body?: JsonObject };
  /** For -v. */
  requestHeaders?: Record<string, string>;
  findings: Finding[];
  /** Findings by request, for `explain`; `findings` is all of them, in the same order. */
  explained?: ExplainedRequest[];
  /** The steps of `doctor`. */
  steps?: Step[];
  /** A result per profile, in the order asked for; the error of the whole is then the worst of theirs. */
  runs?: ProfileRun[];
  /** The command line that ends the session; absent where it cannot be ended any more. */
  endWith?: string;
  /** How the session was ended again, where start was asked to. */
  ending?: Result;
  /** Which proxy was used and why, for -v. */
  proxy?: string;
  /** What goes to stdout in text mode, besides a session's ID. */
  output?: string;
  /** Keys of the JSON document that only this command has. */
  data?: JsonObject;
}
