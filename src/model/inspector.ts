import type { JsonValue } from './json.ts';
import type { FindingPart, SessionPart } from './parts.ts';

/** The state of the sandbox. Times are milliseconds on the sandbox's clock. */
export interface InspectorStatus {
  version: string;
  url: string;
  time: number;
  /** How far its clock is ahead. */
  advanced: number;
  fault: { name: string; next: number | null; on: string | null } | null;
  /** The endpoint to which requests are passed on. */
  forward: string | null;
  lastId: number;
  kept: { requests: number; sessions: number; bytes: number; limit: number };
  dropped: { requests: number; sessions: number };
}

/** A session as the live page has it: without its events, and with its short number. */
export interface InspectorSession extends Omit<SessionPart, 'events'> {
  number: number;
}

/** A request as the sandbox lists it. `status` 0: no response was sent. */
export interface InspectorRequest {
  id: number;
  time: number;
  method: string;
  path: string;
  status: number;
  eventType: string | null;
  sessionId: string | null;
  body: JsonValue;
  findings: FindingPart[];
}

type Headers = readonly (readonly [name: string, value: string])[];

/** All of a request: what came, and what was answered. */
export interface InspectorDetail extends InspectorRequest {
  session: number | null;
  playhead: number | null;
  request: { httpVersion: string; url: string; headers: Headers; text: string; remote: string };
  response: { statusText: string; headers: Headers; text: string };
  /** What the real endpoint responded, what the sandbox would have, and what that means. */
  forwarded: {
    url: string;
    status: number;
    sandboxStatus: number;
    error: { code: string; message: string; fix: string } | null;
  } | null;
}
