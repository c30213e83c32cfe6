import type { Passed } from './capture-verdict.ts';
import type { JsonValue } from './json.ts';
import type { FindingPart, MetricsPart, SessionPart, VerdictState } from './parts.ts';

/** A request as the page shows it. */
export interface PageRequest {
  /** Where it stands: `entry 3: POST https://…`, `line 12`. */
  label: string;
  state: VerdictState;
  /** How it fared, in words. */
  verdict: string;
  /** Status of the response; missing where none was seen. */
  status?: number;
  findings: FindingPart[];
  /** The body as it was sent; left out where it was not read, or the report would grow too large. */
  body?: JsonValue;
  /** The body put right. */
  corrected?: PageCorrection;
}

/** A corrected body: what is new in it, and the blanks that are left, as JSON pointers. */
export interface PageCorrection {
  body: JsonValue;
  changed: string[];
  open: string[];
}

/** A session, and which of the capture it is, from 1. */
export interface PageSession {
  number: number;
  session: SessionPart;
}

/** How much less a report holds than its capture does. */
export interface PageLeft {
  sessions: number;
  requests: number;
  events: number;
  bodies: number;
}

/** All that the page of a report needs. */
export interface PageReport {
  /** What the report is about: the name of the capture. */
  subject: string;
  tool: string;
  /** When it was made, ISO 8601 in UTC. */
  made: string;
  ok: boolean;
  /** The verdict in a sentence. */
  verdict: string;
  counts: { requests: number; sessions: number; errors: number; warnings: number; notes: number };
  passed: Passed[];
  /** What is said of the capture as a whole, where no request in it could be read. */
  findings: FindingPart[];
  sessions: PageSession[];
  requests: PageRequest[];
  metrics: MetricsPart;
  left: PageLeft;
}
