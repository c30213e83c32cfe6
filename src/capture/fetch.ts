import type { Finding } from '../model/finding.ts';
import { asObject, isObject, type JsonObject } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { gap, type RawBody } from './body-text.ts';
import type { Capture, Headers } from './capture.ts';
import { type Literal, readLiteral } from './literal.ts';
import { captureOf, type RawRequest } from './requests.ts';

const CALL = /(?<![\w$.])(?:window\.|globalThis\.)?fetch\(\s*/g;

/** Whether a text has calls of fetch in it. */
export function isFetch(text: string): boolean {
  return text.search(CALL) >= 0;
}

/** The requests of calls of fetch, as browsers copy them and as people write them, for browsers and for Node. */
export function readFetch(text: string, source: Origin): Capture {
  const lines = new LineIndex(text);
  const calls = [...text.matchAll(CALL)].flatMap(({ index, 0: { length } }) => {
    return readCall(text, index + length, { ...source, ...lines.at(index) }) ?? [];
  });
  const named = calls.map((call, index) => ({
    ...call,
    name: calls.length > 1 ? `fetch ${index + 1}` : 'fetch',
  }));
  return captureOf('fetch', named);
}

function readCall(text: string, at: number, origin: Origin): Omit<RawRequest, 'name'> | undefined {
  const target = readLiteral(text, at);
  if (!target) return undefined;
  const comma = /^\s*,/.exec(text.slice(target.end, target.end + 200))?.[0].length ?? 0;
  const given = comma > 0 ? readLiteral(text, target.end + comma) : undefined;
  const options = asObject(given?.value);
  const headers = headersOf(options);
  const method = typeof options['method'] === 'string' ? options['method'] : 'GET';
  // An address that code computes is known by the parts that are written out.
  const address = typeof target.value === 'string' && target.computed.length === 0 ? target.value : undefined;
  return {
    origin,
    method,
    ...(address !== undefined && { address }),
    headers,
    contentType: headers['content-type']?.toString(),
    body: bodyOf(options, given, origin),
  };
}

function headersOf(options: JsonObject): Headers {
  const headers = Object.create(null) as Headers;
  for (const [name, value] of Object.entries(asObject(options['headers'])))
    headers[name.toLowerCase()] = String(value);
  return headers;
}

/** A body is text, or the value that the code puts into JSON there. */
function bodyOf(options: JsonObject, given: Literal | undefined, origin: Origin): RawBody {
  const { body } = options;
  const problem = (reason: 'none-sent' | 'computed'): { problem: Finding[] } => ({
    problem: [gap(origin, reason)],
  });
  if (body === undefined || body === null) return problem('none-sent');
  if (given?.computed.includes('/body')) return problem('computed');
  if (typeof body === 'string') return { text: body, origin };
  if (!isObject(body) && !Array.isArray(body)) return problem('computed');
  const computed = (given?.computed ?? [])
    .filter((path) => path.startsWith('/body/'))
    .map((path) => path.slice(5));
  return { value: body, originOf: () => origin, computed };
}
