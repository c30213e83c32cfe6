import { STATUS_CODES } from 'node:http';

/** One line of the sandbox's log. `path` and `note` may hold text from the request: escape it for a terminal. */
export interface RequestLog {
  /** When the request came in: milliseconds since the epoch, by the sandbox's clock. */
  time: number;
  method: string;
  /** The path without its query. */
  path: string;
  /** The HTTP status that was sent; 0 when none was (a fault, or a client that went away). */
  status: number;
  eventType?: string;
  sessionId?: string;
  /** What the answer itself does not tell: why a body was rejected, which fault acted. */
  note?: string;
}

/** What an answer adds to the log line of its request. */
export type LogDetail = Pick<RequestLog, 'eventType' | 'sessionId' | 'note'>;

/** An HTTP answer as a value, before it is written. `headers` are those beyond {@link commonHeaders}. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array<ArrayBuffer> | null;
  log?: LogDetail;
}

/** The CORS headers of the documented 201; browser players read the session ID through the last one. */
const CORS = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'OPTIONS,POST,PUT',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Expose-Headers': 'Location',
};

/** The headers of every answer. `time`, in milliseconds, is the sandbox's clock: it also sets `Date`. */
function commonHeaders(time: number): Record<string, string> {
  return { Server: 'media-session-sandbox', Date: new Date(time).toUTCString(), ...CORS };
}

/** An answer without a body. */
export function empty(status: number, headers: Answer['headers'] = {}): Answer {
  return { status, headers, body: null };
}

/** An answer with a JSON body. */
export function json(status: number, value: unknown, headers: Answer['headers'] = {}): Answer {
  return { status, headers: { 'Content-Type': 'application/json', ...headers }, body: JSON.stringify(value) };
}

/** An answer in the API's documented form for errors: an object with a message. */
export function message(status: number, text: string, headers: Answer['headers'] = {}): Answer {
  return json(status, { message: text }, headers);
}

/** A small HTML page, as gateways and portals send one. */
export function page(status: number, title: string, text: string): Answer {
  const body = `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1><p>${text}</p></body></html>\n`;
  return { status, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

/** An answer as the framework's response object. `time` as in {@link commonHeaders}. */
export function toResponse(answer: Answer, time: number): Response {
  const headers = { ...commonHeaders(time), ...answer.headers };
  return new Response(answer.body, { status: answer.status, headers });
}

/**
 * The head of an answer as it goes over the wire, for faults that write to the socket themselves. Ends after
 * the last header's line break; the empty line that closes a head is the caller's to send or to leave out.
 */
export function rawHead(answer: Answer, time: number): string {
  const headers = { ...commonHeaders(time), ...answer.headers, Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, ...lines].join('\r\n')}\r\n`;
}
