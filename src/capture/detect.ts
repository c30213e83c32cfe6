import { InputError } from '../model/errors.ts';
import { isObject, type JsonValue, type Path } from '../model/json.ts';
import { type Origin, onLine } from '../model/origin.ts';
import { inspectJson, type JsonDocument, parseJson, plainJson } from '../parse/parse-json.ts';
import type { Capture, CapturedRequest } from './capture.ts';
import { isCurl, readCurl } from './curl.ts';
import { isHar, readHar } from './har.ts';
import { isResult, readResult } from './result.ts';

/** Forms of a copied request that are known, but not read. */
const NOT_READ: [form: string, sign: RegExp][] = [
  ['PowerShell', /^\s*(?:\$\w+\s*=|Invoke-(?:WebRequest|RestMethod)\b|iwr\s|irm\s)/i],
  ['PowerShell', /^\s*curl(?:\.exe)?\s[^\n]*`\r?\n/i],
  ['fetch', /^\s*(?:await\s+)?fetch\(/],
  ['wget', /^\s*(?:[$>#%]\s+)?wget\s/],
];

/**
 * Reads a capture of any known form: HAR, curl commands, `--json` output of this tool, a body, an array of bodies, or
 * NDJSON. Throws InputError: `capture-unknown` (args.form: the form, when it is one that is not read), or what is wrong
 * with its JSON.
 */
export function readCapture(text: string, source: Origin): Capture {
  const [form] = NOT_READ.find(([, sign]) => sign.test(text)) ?? [];
  if (form === undefined && isCurl(text)) return readCurl(text, source);
  if (form !== undefined || !/^\s*[[{]/.test(text)) throw unknown(source, form);
  const lines = ndjsonLines(text);
  return lines ? readNdjson(lines, source) : readDocument(text, source);
}

function unknown(origin: Origin, form: string | undefined): InputError {
  const args = form === undefined ? {} : { args: { form } };
  return new InputError('file', [{ code: 'capture-unknown', severity: 'error', origin, ...args }]);
}

/** One JSON document. Of a HAR only a part is ours: keys and numbers elsewhere in it are not judged. */
function readDocument(text: string, source: Origin): Capture {
  const { document, findings } = inspectJson(text, source);
  const { value } = document;
  if (isHar(value)) return readHar(document);
  if (findings.length > 0) throw new InputError('file', findings);
  if (isResult(value)) return readResult(document);
  const requests = Array.isArray(value)
    ? value.map((body, index) => bodyRequest(document, body, [index], `body ${index + 1}`))
    : [bodyRequest(document, value, [], 'body')];
  return { form: 'body', requests: asSession(requests), ignored: 0 };
}

/** The lines of a text whose first is a JSON object of its own; undefined for any other text. */
function ndjsonLines(text: string): { line: number; text: string }[] | undefined {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trimEnd() }))
    .filter((line) => line.text.trim() !== '');
  const [first] = lines;
  return first && lines.length > 1 && isJsonObject(first.text) ? lines : undefined;
}

/** Whether a text, such as a line, is a JSON object, however deeply its values are nested. */
export function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text));
  } catch {
    return false;
  }
}

function readNdjson(lines: readonly { line: number; text: string }[], source: Origin): Capture {
  return { form: 'ndjson', requests: asSession(lines.map((line) => readLine(line, source))), ignored: 0 };
}

/** A list of bodies that begins with the one start in it is the log of a session: its events follow in their order. */
function asSession(requests: CapturedRequest[]): CapturedRequest[] {
  const [first, ...others] = requests.map(({ body }) => isObject(body?.value) && body.value['eventType']);
  if (first !== 'sessionStart' || others.length === 0 || others.includes(first)) return requests;
  return requests.map((request, at) => ({
    ...request,
    kind: at === 0 ? 'session' : 'event',
    sessionId: 'the log',
  }));
}

/** One line. A mistake in it is the line's own, and does not hide the others. */
function readLine({ line, text }: { line: number; text: string }, source: Origin): CapturedRequest {
  const label = `line ${line}`;
  const atLine = (origin: Origin): Origin => onLine(origin, line);
  try {
    const plain = plainJson(text);
    // Most lines are never looked into: their places are found when one is asked for.
    let document = plain === undefined ? parseJson(text, source) : undefined;
    const locate = (path: Path, part?: 'key' | 'value'): Origin => {
      if (plain !== undefined && path.length === 0) return atLine({ ...source, line: 1, column: 1 });
      document ??= parseJson(text, source);
      return atLine(document.locate(path, part));
    };
    return bodyRequest({ locate }, plain ?? (document as JsonDocument).value, [], label);
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
  document: Pick<JsonDocument, 'locate'>,
  value: JsonValue,
  at: Path,
  label: string,
): CapturedRequest {
  return {
    kind: 'body',
    label,
    origin: document.locate(at),
    body: { value, originOf: (path, part) => document.locate([...at, ...path], part) },
  };
}
