import { looksLikeBody } from '../model/body-keys.ts';
import { InputError } from '../model/errors.ts';
import type { JsonValue, Path } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import { type Origin, onLine, placed, type SourceText } from '../model/origin.ts';
import { inspectJson, type JsonDocument, parseJson } from '../parse/parse-json.ts';
import { plainJson } from '../parse/plain-json.ts';
import type { Capture, CapturedBody, CapturedRequest } from './capture.ts';
import { findRequests } from './finder.ts';
import { offsetOf, skipSpace, skipValue } from './json-scan.ts';
import { otherDocument } from './other-api.ts';
import { captureOf } from './requests.ts';
import { isResult, readResult } from './result.ts';

/**
 * One JSON document: a body, a list of bodies, the output of this tool, or anything else, in which bodies may stand as
 * objects or as text. Undefined when the text is no single JSON value. Throws InputError for a body with a slip in its keys
 * or numbers.
 */
export function readDocument(text: string, source: Origin): Capture | undefined {
  const value = parseJsonText(text);
  if (value === undefined) return undefined;
  if (isResult(value)) return readResult(inspectJson(text, source).document);
  // Of a large document of somebody else no places are needed.
  if (looksLikeBody(value)) return readBodies(text, source);
  const found = findRequests(text, source);
  if (found.length > 0) return captureOf('json', found);
  return captureOf('json', [], { other: [{ ...otherDocument(value), label: 'document', origin: source }] });
}

function readBodies(text: string, source: Origin): Capture {
  const { document, findings } = inspectJson(text, source);
  if (findings.length > 0) throw new InputError('file', findings);
  const { value } = document;
  const requests = Array.isArray(value)
    ? value.map((_body, index) => bodyRequest(document, [index], `body ${index + 1}`))
    : [bodyRequest(document, [], 'body')];
  return captureOf('body', [], { requests });
}

/** Whether the first line of a text is a JSON object of its own, and others follow. */
export function isNdjson(text: string): boolean {
  const begin = skipSpace(text, 0);
  if (text[begin] !== '{') return false;
  const newline = text.indexOf('\n', begin);
  if (newline < 0 || skipSpace(text, newline) === text.length) return false;
  const end = skipValue(text, begin);
  return end > 0 && end <= newline && text.slice(end, newline).trim() === '';
}

/**
 * NDJSON: a body in each line. Undefined when no line is one by itself: then it is a log, whose lines hold them somewhere. Lines
 * that are JSON of another kind are passed over and counted.
 */
export function readNdjson(text: string, source: Origin): Capture | undefined {
  const requests: CapturedRequest[] = [];
  let passed = 0;
  let line = 0;
  for (let begin = 0; begin <= text.length; ) {
    const newline = text.indexOf('\n', begin);
    const end = newline < 0 ? text.length : newline;
    const own = text.slice(begin, end).trimEnd();
    line += 1;
    begin = end + 1;
    if (own === '') continue;
    // What is written around bodies belongs to a log.
    if (!/^\s*[[{"]/.test(own)) return undefined;
    const request = readLine(own, line, source);
    if (request) requests.push(request);
    else passed += 1;
  }
  if (!requests.some(({ body }) => body)) return undefined;
  return captureOf('ndjson', [], {
    requests,
    passed: passed > 0 ? [{ kind: 'lines', count: passed }] : [],
  });
}

/** One line. A mistake in it is the line's own, and does not hide the others; undefined for JSON that is no body. */
function readLine(text: string, line: number, source: Origin): CapturedRequest | undefined {
  const plain = plainJson(text);
  if (plain !== undefined)
    return looksLikeBody(plain) ? lineRequest(new LineBody(plain, text, line, source)) : undefined;
  try {
    const { value } = parseJson(text, source);
    return looksLikeBody(value) ? lineRequest(new LineBody(value, text, line, source)) : undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const bodyProblem = error.findings.map((finding) => ({
      ...finding,
      origin: onLine(finding.origin ?? source, line),
    }));
    return { kind: 'body', label: `line ${line}`, origin: onLine(source, line), bodyProblem };
  }
}

function lineRequest(body: LineBody): CapturedRequest {
  return { kind: 'body', label: `line ${body.line}`, origin: body.origin, body };
}

/** The body of a line, of which there may be very many: most are never looked into, so places are found when one is asked for. */
class LineBody implements CapturedBody, SourceText {
  readonly value: JsonValue;
  readonly text: string;
  readonly form = 'json';
  readonly line: number;
  readonly #source: Origin;

  constructor(value: JsonValue, text: string, line: number, source: Origin) {
    this.value = value;
    this.text = text;
    this.line = line;
    this.#source = source;
  }

  /** Where it begins. */
  get origin(): Origin {
    const { kind, name } = this.#source;
    return { kind, name, line: this.line, column: skipSpace(this.text, 0) + 1 };
  }

  originOf(path: Path, part: 'key' | 'value' = 'value'): Origin {
    const { kind, name } = this.#source;
    const offset = offsetOf(this.text, path, part);
    return placed({ kind, name, line: this.line, column: offset + 1 }, { source: this, offset });
  }
}

function bodyRequest(
  document: Pick<JsonDocument, 'locate' | 'value'>,
  at: Path,
  label: string,
): CapturedRequest {
  let value: JsonValue = document.value;
  for (const step of at) value = (value as JsonValue[])[Number(step)] ?? null;
  return {
    kind: 'body',
    label,
    origin: document.locate(at),
    body: { value, originOf: (path, part) => document.locate([...at, ...path], part) },
  };
}
