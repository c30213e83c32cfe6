import { sayActual, sayExpected } from '../messages/index.ts';
import { type Finding, isError } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { ClosedState } from '../model/sandbox-facts.ts';
import { bundledSchema } from '../rules/bundled-schema.ts';
import { checkBatch, isDownloaded } from '../rules/check-batch.ts';
import { validateBody } from '../rules/validate.ts';
import { type Answer, type AnswerDetail, empty, json, message } from './response.ts';
import { type SessionState, Sessions } from './sessions.ts';

/** The largest request body the sandbox takes, in bytes (the API documents no limit). */
export const MAX_BODY_BYTES = 1024 * 1024;

/** What the API's behaviour depends on besides the requests. */
export interface ApiOptions {
  /** The clock, in milliseconds since the epoch. */
  now: () => number;
  /** Makes a session ID. */
  randomId: () => string;
  /** Whether a 400 tells what is wrong; the real API is not known to. */
  explain: boolean;
}

/** The calls of the API, as functions from a request to an answer. */
export interface Api {
  /** POST /sessions. `prefix` is what stood before `/api/v1` in the path; the Location keeps it. `id`: that of the session. */
  start(prefix: string, body: Uint8Array, id?: string): Answer;
  /** POST /downloaded: a batch. */
  downloaded(body: Uint8Array): Answer;
  /** POST /sessions/{id}/events. */
  event(id: string, body: Uint8Array): Answer;
  /** GET /schemas/{eventType}. */
  schema(eventType: string): Answer;
  /** Whether a session is open, or why not. */
  state(id: string): SessionState;
  /** Forgets a session on purpose. */
  lose(id: string): void;
  /** Forgets all sessions. */
  reset(): void;
}

/** Builds the API over a memory of its own. Nothing here throws for a bad request: that is a 4xx answer. */
export function createApi(options: ApiOptions): Api {
  const sessions = new Sessions();
  const rejected = (problems: readonly string[], detail: AnswerDetail = {}): Answer =>
    reject(problems, detail, options.explain);

  return {
    start(prefix, bytes, id = options.randomId()) {
      const value = parseValue(bytes);
      // Deprecated, but taken: Adobe's iOS and Android extensions send downloaded content here.
      if (Array.isArray(value)) {
        const problems = batchProblems(value, 'sessions');
        if (problems.length > 0) return rejected(problems);
        sessions.open(id, options.now());
        sessions.end(id);
        return created(prefix, id);
      }
      const body = isObject(value) ? value : undefined;
      const problems = body === undefined ? ['body: not a JSON object'] : startProblems(body);
      if (body === undefined || problems.length > 0) return rejected(problems);
      sessions.open(id, options.now(), playheadOf(body));
      return created(prefix, id);
    },

    downloaded(bytes) {
      const value = parseValue(bytes);
      if (!Array.isArray(value)) return rejected(['body: not a JSON array']);
      const problems = batchProblems(value, 'downloaded');
      // Neither a Location nor a body is documented.
      return problems.length > 0 ? rejected(problems) : empty(201, { 'Content-Length': '0' });
    },

    event(id, bytes) {
      const time = options.now();
      const state = sessions.state(id, time);
      const isUnknown = state === 'unknown' || state === 'lost';
      if (isUnknown) return closed(message(404, 'Session not found.'), id, state);
      const body = parseBody(bytes);
      const isEnd = body?.['eventType'] === 'sessionEnd';
      // A second sessionEnd is harmless (session-end.md).
      if (state !== 'open' && !(state === 'ended' && isEnd))
        return closed(message(410, 'Session is closed.'), id, state);
      const detail = { sessionId: id };
      const problems = body === undefined ? ['body: not a JSON object'] : eventProblems(body);
      if (body === undefined || problems.length > 0) return rejected(problems, detail);
      sessions.touch(id, time, playheadOf(body));
      // Only sessionEnd closes a session: after sessionComplete it stays open until it expires (session-complete.md).
      if (isEnd) sessions.end(id);
      return { ...empty(204), detail };
    },

    schema(eventType) {
      const schema = bundledSchema(eventType);
      return schema === undefined ? message(404, 'No schema of this name.') : json(200, schema);
    },

    state: (id) => sessions.state(id, options.now()),
    lose: (id) => sessions.lose(id),
    reset: () => sessions.clear(),
  };
}

function closed(answer: Answer, sessionId: string, state: ClosedState): Answer {
  const note: Finding = { code: 'sandbox-session', severity: 'error', args: { state } };
  return { ...answer, detail: { sessionId, notes: [note] } };
}

/** The documented answer to an accepted sessionStart, header for header; the Location is relative. */
function created(prefix: string, id: string): Answer {
  const headers = {
    'Content-Type': 'application/octet-stream',
    'Content-Length': '0',
    Location: `${prefix}/api/v1/sessions/${id}`,
  };
  return { ...empty(201, headers), detail: { sessionId: id } };
}

/** Terse on purpose: no public source shows that the real API names what is wrong. */
function reject(problems: readonly string[], detail: AnswerDetail, explain: boolean): Answer {
  const reasons = problems.slice(0, 10).join('; ');
  const text = explain ? `Request had improper format. ${reasons}` : 'Request had improper format.';
  return { ...message(400, text), detail };
}

/** The event that a body names; undefined where it names none. */
export function eventTypeOf(bytes: Uint8Array): string | undefined {
  const eventType = parseBody(bytes)?.['eventType'];
  return typeof eventType === 'string' ? eventType : undefined;
}

function parseBody(bytes: Uint8Array): JsonObject | undefined {
  const value = parseValue(bytes);
  return isObject(value) ? value : undefined;
}

function parseValue(bytes: Uint8Array): JsonValue | undefined {
  try {
    return parseJsonText(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** One event that is wrong, and the whole batch is lost (track-downloaded-content.md). */
function batchProblems(bodies: readonly JsonValue[], batch: 'downloaded' | 'sessions'): string[] {
  const options = { originOf: () => undefined, now: Number.NaN, recorded: true, batch } as const;
  const findings = checkBatch(bodies, options).filter(
    ({ code, evidence, severity }) =>
      evidence === 'bundled-schema' ||
      code === 'downloaded-batch' ||
      (code === 'batch-form' && severity === 'error'),
  );
  return findings.map(describe);
}

function startProblems(body: JsonObject): string[] {
  if (body['eventType'] !== 'sessionStart') return ['/eventType: not sessionStart'];
  // No schema forbids it: downloaded content has an endpoint of its own, and here the API answers 400.
  const online = isDownloaded([body]);
  return [
    ...schemaProblems('sessionStart', body),
    ...(online ? ['/params/media.downloaded: true online'] : []),
  ];
}

function eventProblems(body: JsonObject): string[] {
  const eventType = body['eventType'];
  if (typeof eventType !== 'string') return ['/eventType: missing or not a string'];
  if (eventType === 'sessionStart') return ['/eventType: sessionStart inside a session'];
  return schemaProblems(eventType, body);
}

function schemaProblems(eventType: string, body: JsonObject): string[] {
  const schema = bundledSchema(eventType);
  if (schema === undefined) return ['/eventType: not a known event'];
  const findings = validateBody(body, schema, { originOf: () => undefined, evidence: 'bundled-schema' });
  return findings.filter(isError).map(describe);
}

function describe({ code, path, expected, actual }: Finding): string {
  const types = [
    expected && `expected ${sayExpected(expected)}`,
    actual && `got ${sayActual(actual)}`,
  ].filter(Boolean);
  return `${path || '/'}: ${[code, ...types].join(', ')}`;
}

function playheadOf(body: JsonObject): number | undefined {
  const playerTime = body['playerTime'];
  const playhead = isObject(playerTime) ? playerTime['playhead'] : undefined;
  return typeof playhead === 'number' ? playhead : undefined;
}
