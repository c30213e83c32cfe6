import { asObject, asText, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { gap, type RawBody } from './body-text.ts';
import type { Capture } from './capture.ts';
import { captureOf, type RawRequest } from './requests.ts';

/** How a line of a request begins, and the first line of `sandbox --json`. */
const BEGINNING = /^\s*\{"(?:id":\d{1,15},"time":\d|schemaVersion":1,"command":"sandbox",)/;

/** Where a sandbox was, if its log does not say. */
const SOMEWHERE = 'http://127.0.0.1';

/** Whether a text is what a sandbox writes of its requests: `--record <file>.ndjson`, `--json`. */
export function isSandboxLog(text: string): boolean {
  return BEGINNING.test(text);
}

/** The requests of a sandbox's log; undefined when no line is one. Lines of another kind are passed over and counted. */
export function readSandboxLog(text: string, source: Origin): Capture | undefined {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, value: parseJsonText(line), isBlank: line.trim() === '' }))
    .filter(({ isBlank }) => !isBlank);
  const url = lines.map(({ value }) => asText(asObject(value)['url'])).find((one) => one !== '');
  const base = url?.replace(/^(https?:\/\/[^/]*).*$/, '$1') ?? SOMEWHERE;
  const raw = lines.flatMap(({ line, value }) =>
    isObject(value) ? (requestOf(value, base, { ...source, line }) ?? []) : [],
  );
  if (raw.length === 0) return undefined;
  const passed = lines.filter(({ value }) => !isObject(value) || !('url' in value || 'path' in value)).length;
  return captureOf('ndjson', raw, { passed: passed > 0 ? [{ kind: 'lines', count: passed }] : [] });
}

function requestOf(record: JsonObject, base: string, origin: Origin): RawRequest | undefined {
  const { path, method, status, time, sessionId, body = null } = record;
  if (typeof path !== 'string' || typeof status !== 'number') return undefined;
  // The log has no headers: the one that tells the session is made anew.
  const location = status === 201 && typeof sessionId === 'string' && `/api/v1/sessions/${sessionId}`;
  const raw = bodyOf(body, origin);
  return {
    name: `line ${origin.line}`,
    origin,
    method: asText(method),
    address: `${base}${path}`,
    ...(raw && { body: raw }),
    ...(typeof time === 'number' && { startedAt: time, answeredAt: time }),
    response:
      status === 0
        ? { kind: 'none', reason: 'not-recorded' }
        : {
            kind: 'seen',
            status,
            statusText: '',
            headers: location ? { location } : {},
            bodyText: '',
            bodyKept: false,
          },
  };
}

/** A text is a body that was no JSON. */
function bodyOf(body: JsonValue, origin: Origin): RawBody | undefined {
  if (body === null) return { problem: [gap(origin, 'none-sent')] };
  if (typeof body === 'string') return { text: body, origin };
  return { value: body, originOf: () => origin };
}
