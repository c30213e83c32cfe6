import { type JsonDocument, parseJson } from '../input/json.ts';
import { InputError } from '../model/errors.ts';
import { isObject, type JsonValue, type Path } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { isCurl, readCurl } from './curl.ts';
import { apiPath, locationId } from './endpoint-path.ts';
import { isHar, readHar } from './har.ts';
import type { Capture, CapturedRequest } from './types.ts';

/**
 * Reads a capture of any known form: HAR, curl command, `--json` output of this tool, a body, an array of bodies, or
 * NDJSON. Throws InputError: `capture-unknown`, or what is wrong with its JSON.
 */
export function readCapture(text: string, source: Origin): Capture {
  if (isCurl(text)) return readCurl(text, source);
  if (!/^\s*[[{]/.test(text)) {
    throw new InputError('file', [{ code: 'capture-unknown', severity: 'error', origin: source }]);
  }
  const lines = ndjsonLines(text);
  if (lines) return readNdjson(lines, source);
  const document = parseJson(text, source);
  const { value } = document;
  if (isHar(value)) return readHar(document);
  if (isResult(value)) return readResult(document);
  if (Array.isArray(value)) {
    return {
      form: 'body',
      requests: value.map((_body, index) => bodyRequest(document, [index], `body ${index + 1}`)),
      ignored: 0,
    };
  }
  return { form: 'body', requests: [bodyRequest(document, [], 'body')], ignored: 0 };
}

/** The lines of a text whose first two are JSON objects of their own; undefined for any other text. */
function ndjsonLines(text: string): { line: number; text: string }[] | undefined {
  const lines = text
    .split('\n')
    .map((line, index) => ({ line: index + 1, text: line.trim() }))
    .filter((line) => line.text !== '');
  const isJson = (line: { text: string } | undefined): boolean => {
    try {
      return line !== undefined && isObject(JSON.parse(line.text));
    } catch {
      return false;
    }
  };
  return lines.length > 1 && isJson(lines[0]) ? lines : undefined;
}

function readNdjson(lines: readonly { line: number; text: string }[], source: Origin): Capture {
  const requests = lines.map(({ line, text }) => {
    const label = `line ${line}`;
    const atLine = (origin: Origin): Origin => ({ ...origin, line: line + (origin.line ?? 1) - 1 });
    try {
      const document = parseJson(text, source);
      const moved = {
        value: document.value,
        locate: (path: Path, part?: 'key' | 'value') => atLine(document.locate(path, part)),
      };
      return bodyRequest(moved, [], label);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const bodyProblem = error.findings.map((finding) => ({
        ...finding,
        origin: atLine(finding.origin ?? source),
      }));
      return { kind: 'body', label, origin: atLine(source), bodyProblem } as const;
    }
  });
  return { form: 'ndjson', requests, ignored: 0 };
}

function bodyRequest(
  document: Pick<JsonDocument, 'value' | 'locate'>,
  at: Path,
  label: string,
): CapturedRequest {
  const value = at.reduce<JsonValue | undefined>(
    (node, part) => (node as Record<string, JsonValue>)[part],
    document.value,
  );
  return {
    kind: 'body',
    label,
    origin: document.locate(at),
    body: { value: value ?? null, originOf: (path, part) => document.locate([...at, ...path], part) },
  };
}

function isResult(value: JsonValue): boolean {
  return (
    isObject(value) &&
    value['schemaVersion'] === 1 &&
    typeof value['command'] === 'string' &&
    'request' in value
  );
}

/** The request that this tool says it sent, with the answer it got. */
function readResult(document: JsonDocument): Capture {
  const root = isObject(document.value) ? document.value : {};
  const request = isObject(root['request']) ? root['request'] : {};
  const http = isObject(root['http']) ? root['http'] : undefined;
  const address = String(request['url'] ?? '');
  const url = URL.canParse(address) ? new URL(address) : undefined;
  const path = url && apiPath(url);
  if (!url || !path) return { form: 'result', requests: [], ignored: 1 };
  const headers = (isObject(http?.['headers']) ? http['headers'] : {}) as Record<string, string>;
  const sessionId = path.kind === 'event' ? path.sessionId : locationId(headers['location']);
  const base = bodyRequest(document, ['request', 'body'], `request: POST ${url.href}`);
  return {
    form: 'result',
    ignored: 0,
    requests: [
      {
        ...base,
        kind: path.kind,
        url,
        ...(sessionId !== undefined && { sessionId }),
        ...(http && { answer: { status: Number(http['status']), statusText: '', headers, bodyText: '' } }),
      },
    ],
  };
}
