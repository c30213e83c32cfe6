import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import type { Origin, OriginLookup } from '../model/origin.ts';

/** What a server was recorded to have answered. */
export interface CapturedAnswer {
  status: number;
  statusText: string;
  /** Names in lower case. */
  headers: Record<string, string | string[]>;
  bodyText: string;
}

/** One request of a capture. */
export interface CapturedRequest {
  /** By its URL: a session start or an event; `body`: no URL is known. */
  kind: 'session' | 'event' | 'body';
  /** The request in a few words, for the reader. */
  label: string;
  origin: Origin;
  /** In capitals. */
  method?: string;
  /** Without a user name and a password. */
  url?: URL;
  /** What the request proved who it came from with: never shown, and hidden wherever it is repeated. */
  credentials?: string[];
  /** From the path of an event, or from the answer to a session start. */
  sessionId?: string;
  /** The content type that was declared for the body. */
  contentType?: string;
  /** When it was sent, in milliseconds since the epoch. */
  startedAt?: number;
  body?: { value: JsonValue; originOf: OriginLookup };
  /** Why the body could not be read. */
  bodyProblem?: Finding[];
  answer?: CapturedAnswer;
}

/** What a file turned out to be, and the requests in it. */
export interface Capture {
  form: 'har' | 'curl' | 'body' | 'ndjson' | 'result';
  requests: CapturedRequest[];
  /** How many requests go elsewhere. */
  ignored: number;
}
