import { STATUS_CODES } from 'node:http';
import type { LiveEvidence } from '../diagnosis/explain.ts';
import type { Finding } from '../model/finding.ts';
import type { ResultError } from '../model/result.ts';
import type { Forwarded, HeaderList } from '../model/sandbox.ts';

/** A request that came in, and the response to it. Times are milliseconds by the sandbox's clock. */
export interface Received {
  time: number;
  /** How long the response took. */
  duration: number;
  /** How far the clock was ahead of that of the machine. */
  ahead?: number;
  method: string;
  /** Path and query, as they came. */
  url: string;
  httpVersion: string;
  headers: HeaderList;
  /** The address of the client. */
  remote: string;
  body: Uint8Array;
  /** What its path asks for; undefined for all but the POSTs of the API. */
  kind?: 'session' | 'event' | 'batch';
  /** The session of its path, or the one that it opened. */
  sessionId?: string;
  /** The status that was sent; 0 when none was (a fault, or a client that went away). */
  status: number;
  response: { headers: HeaderList; body: Uint8Array };
  /** What the sandbox itself has to say: which fault acted, why a session takes no event. */
  notes: readonly Finding[];
  forwarded?: Forwarded;
  /** What the real response means. */
  verdict?: RealVerdict;
}

/** What the real API's response means. */
export interface RealVerdict {
  /** Unless it is a success. */
  error?: ResultError;
  /** After a 400: what its own schema says. */
  live?: LiveEvidence;
}

/** What an answer adds to what is known of its request. */
export type AnswerDetail = Partial<Pick<Received, 'sessionId' | 'notes'>>;

/** An HTTP answer as a value, before it is written. `headers` are those beyond {@link commonHeaders}. */
export interface Answer {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: string | Uint8Array<ArrayBuffer> | null;
  /** Its headers are all that there are, but for those that a browser needs. */
  isComplete?: boolean;
  detail?: AnswerDetail;
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

/** All headers of an answer. `time` as in {@link commonHeaders}. */
export function headersOf(answer: Answer, time: number): Record<string, string> {
  if (answer.isComplete) return withCors(answer.headers);
  return { ...commonHeaders(time), ...answer.headers };
}

/** A real response, which a page must be able to read through the sandbox, too. */
function withCors(headers: Answer['headers']): Record<string, string> {
  const names = new Set(Object.keys(headers).map((name) => name.toLowerCase()));
  const missing = Object.entries(CORS).filter(([name]) => !names.has(name.toLowerCase()));
  return { ...headers, ...Object.fromEntries(missing) };
}

/** An answer as the framework's response object. `time` as in {@link commonHeaders}. */
export function toResponse(answer: Answer, time: number): Response {
  return new Response(answer.body, { status: answer.status, headers: headersOf(answer, time) });
}

/**
 * The head of an answer as it goes over the wire, for faults that write to the socket themselves. Ends after
 * the last header's line break; the empty line that closes a head is the caller's to send or to leave out.
 */
export function rawHead(answer: Answer, time: number): string {
  const headers = { ...headersOf(answer, time), Connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return `${[`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, ...lines].join('\r\n')}\r\n`;
}
