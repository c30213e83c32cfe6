import { asObject, isObject, type JsonObject, type JsonValue, type Path } from '../model/json.ts';
import { type JsonDocument, subDocument } from '../parse/document.ts';
import { gap } from './body-text.ts';
import type { Capture, CapturedResponse, Headers } from './capture.ts';
import { captureOf, type RawRequest } from './requests.ts';

/** Whether a document is what this tool prints with `--json`. */
export function isResult(value: JsonValue): boolean {
  return (
    isObject(value) &&
    value['schemaVersion'] === 1 &&
    typeof value['command'] === 'string' &&
    ('request' in value || Array.isArray(value['runs']))
  );
}

/** The request that this tool says it sent, or several of them, with the responses. */
export function readResult(document: JsonDocument): Capture {
  const { runs } = asObject(document.value);
  const paths = Array.isArray(runs) ? runs.map((_run, index): Path => ['runs', index]) : [[]];
  const raw = paths.flatMap((at) => readRun(document, at) ?? []);
  return captureOf('result', raw, { ignored: paths.length - raw.length });
}

function readRun(document: JsonDocument, at: Path): RawRequest | undefined {
  const run = asObject(subDocument(document, at)?.value);
  const { url } = asObject(run['request']);
  if (typeof url !== 'string') return undefined;
  const bodyAt = [...at, 'request', 'body'];
  const body = subDocument(document, bodyAt);
  const origin = document.locate(bodyAt);
  const response = readResponse(asObject(run['http']));
  return {
    name: 'request',
    origin,
    method: 'POST',
    address: url,
    body: body
      ? { value: body.value, originOf: (below, part) => body.locate(below, part) }
      : { problem: [gap(origin, 'result-no-body')] },
    ...(response && { response }),
  };
}

/** The response without its body, which `--json` does not tell. */
function readResponse(http: JsonObject): CapturedResponse | undefined {
  const { status } = http;
  if (typeof status !== 'number') return undefined;
  const isHeader = ([, value]: [string, JsonValue]): boolean =>
    typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
  const headers = Object.fromEntries(Object.entries(asObject(http['headers'])).filter(isHeader)) as Headers;
  return { kind: 'seen', status, statusText: '', headers, bodyText: '' };
}
