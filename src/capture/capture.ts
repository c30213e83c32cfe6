import type { CaptureForm, CorsProblem, NoResponse, OtherFacts } from '../model/capture-facts.ts';
import type { Passed } from '../model/capture-verdict.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonValue } from '../model/json.ts';
import type { Origin, OriginLookup } from '../model/origin.ts';

/** Names in lower case; made without a prototype, since names are anybody's. */
export type Headers = Record<string, string | string[]>;

/** A response that was recorded. */
export interface SeenResponse {
  kind: 'seen';
  status: number;
  statusText: string;
  headers: Headers;
  bodyText: string;
  /** Whether `bodyText` is what was received; false: the capture left it out; undefined: it does not say. */
  bodyKept?: boolean;
}

/** What a capture says of the response to a request. */
export type CapturedResponse =
  | SeenResponse
  /** `reported`: the recorder's own word for it, such as `net::ERR_BLOCKED_BY_CLIENT`. */
  | { kind: 'none'; reason: NoResponse; reported?: string };

/** A body that was read. */
export interface CapturedBody {
  value: JsonValue;
  originOf: OriginLookup;
  /** The JSON that it was read from, where numbers stand as they were written. */
  source?: string;
  /** JSON pointers of values that code computes: they stand in `value` as {@link REDACTED}. */
  computed?: readonly string[];
}

/** One request of a capture. */
export interface CapturedRequest {
  /** By its URL: a session start, an event, a batch of a downloaded session; `body`: no URL is known. */
  kind: 'session' | 'event' | 'batch' | 'body';
  /** The request in a few words, for the reader. */
  label: string;
  origin: Origin;
  /** In capitals. */
  method?: string;
  url?: URL;
  /** The URL as it was written, without a user name; where it holds placeholders, there is no `url`. */
  address?: string;
  /** What the request proved who it came from with: never shown, and hidden wherever it is repeated. */
  credentials?: string[];
  /** From the path of an event, or from the response to a session start. */
  sessionId?: string;
  /** The content type that was declared for the body. */
  contentType?: string;
  /** When it was sent, in milliseconds since the epoch. */
  startedAt?: number;
  /** When its response had come. */
  answeredAt?: number;
  body?: CapturedBody;
  /** Why the body could not be read; beside a body, what had to be undone to read it. */
  bodyProblem?: Finding[];
  /** What is wrong with method, URL, or the command as a whole. */
  lineProblem?: Finding[];
  /** Undefined: the form of the capture holds no responses. */
  response?: CapturedResponse;
  cors?: CorsProblem;
}

/** A request or a document that belongs elsewhere. */
export interface OtherTraffic extends OtherFacts {
  label: string;
  origin: Origin;
}

/** What a file turned out to be, and the requests in it. */
export interface Capture {
  form: CaptureForm;
  requests: CapturedRequest[];
  other: OtherTraffic[];
  /** How many requests go elsewhere. */
  ignored: number;
  /** What else was passed over, by kind. */
  passed: readonly Passed[];
  /** What is wrong with the capture as a whole: cut off, bytes that are no text. */
  notes: Finding[];
}
