import type { Finding } from '../model/finding.ts';
import { asObject, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { gap, notJson, type RawBody } from './body-text.ts';
import type { Capture, Headers } from './capture.ts';
import { type Literal, type LiteralReading, literalsOf } from './literal.ts';
import { captureOf, type RawRequest } from './requests.ts';

const CALL = /(?<![\w$.])(?:window\.|globalThis\.)?fetch\(\s*/g;

/** Whether a text has calls of fetch in it. */
export function isFetch(text: string): boolean {
  return text.search(CALL) >= 0;
}

/** The requests of calls of fetch, as browsers copy them and as people write them, for browsers and for Node. */
export function readFetch(text: string, source: Origin): Capture {
  const lines = new LineIndex(text);
  const reader = new ArgumentReader(text);
  const calls = [...text.matchAll(CALL)].flatMap(({ index, 0: { length } }) => {
    return readCall(reader, index + length, { ...source, ...lines.at(index) }) ?? [];
  });
  const named = calls.map((call, index) => ({
    ...call,
    name: calls.length > 1 ? `fetch ${index + 1}` : 'fetch',
  }));
  return captureOf('fetch', named);
}

const ASSIGNMENT = /\b(?:const|let|var)\s{1,20}([A-Za-z_$][\w$]{0,60})\s{0,20}=\s{0,20}/g;
const NAME = /^[A-Za-z_$][\w$]{0,60}(?=\s{0,20}[,)])/;

/** An argument of a call; `value` is missing for a variable whose value stands elsewhere. */
interface Argument extends Omit<Literal, 'value' | 'features'> {
  value?: JsonValue;
}

/** Reads the arguments of calls, also those that are variables of the same text. */
class ArgumentReader {
  readonly #text: string;
  readonly #literal: LiteralReading;
  readonly #places: Map<string, number>;
  /** Each is read once, however many calls take it. */
  readonly #variables = new Map<string, Literal | undefined>();

  constructor(text: string) {
    this.#text = text;
    this.#literal = literalsOf(text);
    this.#places = new Map(
      [...text.matchAll(ASSIGNMENT)].map(({ index, 0: { length }, 1: name = '' }) => [name, index + length]),
    );
  }

  /** The argument at a place. */
  at(place: number): Argument | undefined {
    const name = NAME.exec(this.#text.slice(place, place + 90))?.[0];
    if (name === undefined) return this.#literal(place);
    const end = place + name.length;
    const variable = this.#variable(name);
    return variable ? { ...variable, end } : { end, computed: [''], encoded: [] };
  }

  /** Where the next argument begins, behind one that ends at `end`. */
  next(end: number): number | undefined {
    const comma = /^\s*,\s*/.exec(this.#text.slice(end, end + 200))?.[0].length;
    return comma === undefined ? undefined : end + comma;
  }

  #variable(name: string): Literal | undefined {
    if (!this.#variables.has(name)) {
      const place = this.#places.get(name);
      this.#variables.set(name, place === undefined ? undefined : this.#literal(place));
    }
    return this.#variables.get(name);
  }
}

function readCall(reader: ArgumentReader, at: number, origin: Origin): Omit<RawRequest, 'name'> | undefined {
  const target = reader.at(at);
  if (!target) return undefined;
  const second = reader.next(target.end);
  const given = second === undefined ? undefined : reader.at(second);
  // An address that code computes is known by the parts that are written out.
  const address = typeof target.value === 'string' && target.computed.length === 0 ? target.value : undefined;
  if (given && given.value === undefined)
    return {
      origin,
      ...(address !== undefined && { address }),
      body: { problem: [gap(origin, 'computed')] },
    };
  const options = asObject(given?.value);
  const method = typeof options['method'] === 'string' ? options['method'] : 'GET';
  const headers = headersOf(options);
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

/** A body is text, or a value; one that the code does not put into JSON is sent as `[object Object]`. */
function bodyOf(options: JsonObject, given: Argument | undefined, origin: Origin): RawBody {
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
  const isEncoded = given?.encoded.includes('/body') === true;
  const spoilt = isEncoded ? {} : { problem: [notJson(origin, 'object-object', true)] };
  return { value: body, originOf: () => origin, computed, ...spoilt };
}
