import { looksLikeBody } from '../model/body-keys.ts';
import { InputError } from '../model/errors.ts';
import type { JsonValue, Path } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import { type Origin, onLine } from '../model/origin.ts';
import { inspectJson, type JsonDocument, parseJson } from '../parse/parse-json.ts';
import { plainJson } from '../parse/plain-json.ts';
import type { Capture, CapturedRequest } from './capture.ts';
import { findRequests } from './finder.ts';
import { skipSpace, skipValue } from './json-scan.ts';
import { captureOf, foreignBody } from './requests.ts';
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
  if (typeof value !== 'object' || value === null) return undefined;
  const other = { ...foreignBody(value), label: 'document', origin: source };
  return captureOf('json', [], { other: 'api' in other ? [{ api: 'unknown-json', ...other }] : [] });
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
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trimEnd() }))
    .filter((line) => line.text.trim() !== '');
  const read = lines.map((line) => readLine(line, source));
  if (!read.some((one) => one?.body)) return undefined;
  const requests = read.filter((one) => one !== undefined);
  const count = lines.length - requests.length;
  return captureOf('ndjson', [], {
    requests,
    passed: count > 0 ? [{ kind: 'lines', count }] : [],
  });
}

/** One line. A mistake in it is the line's own, and does not hide the others; undefined for JSON that is no body. */
function readLine(
  { line, text }: { line: number; text: string },
  source: Origin,
): CapturedRequest | undefined {
  const label = `line ${line}`;
  const atLine = (origin: Origin): Origin => onLine(origin, line);
  try {
    const plain = plainJson(text);
    // Most lines are never looked into: their places are found when one is asked for.
    let document = plain === undefined ? parseJson(text, source) : undefined;
    const value = plain ?? (document as JsonDocument).value;
    if (!looksLikeBody(value)) return undefined;
    const locate = (path: Path, part?: 'key' | 'value'): Origin => {
      if (plain !== undefined && path.length === 0) return atLine({ ...source, line: 1, column: 1 });
      document ??= parseJson(text, source);
      return atLine(document.locate(path, part));
    };
    return bodyRequest({ value, locate }, [], label);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const bodyProblem = error.findings.map((finding) => ({
      ...finding,
      origin: atLine(finding.origin ?? source),
    }));
    return { kind: 'body', label, origin: atLine(source), bodyProblem };
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
