import { isObject, type JsonObject, type JsonValue, type Path } from '../model/json.ts';
import { credentialsOfUrl, urlOf, withoutUserinfo } from '../model/url.ts';
import { type JsonDocument, subDocument } from '../parse/document.ts';
import type { Capture, CapturedAnswer, CapturedRequest } from './capture.ts';
import { incompleteBody } from './embedded-body.ts';
import { apiPath, locationId } from './endpoint-path.ts';

/** Whether a document is what this tool prints with `--json`. */
export function isResult(value: JsonValue): boolean {
  return (
    isObject(value) &&
    value['schemaVersion'] === 1 &&
    typeof value['command'] === 'string' &&
    ('request' in value || Array.isArray(value['runs']))
  );
}

/** The request that this tool says it sent, or several of them, with the answers. */
export function readResult(document: JsonDocument): Capture {
  const root = object(document.value);
  const runs = Array.isArray(root['runs']) ? root['runs'].map((_run, index): Path => ['runs', index]) : [[]];
  const requests = runs.flatMap((at) => readRun(document, at) ?? []);
  return { form: 'result', requests, ignored: runs.length - requests.length };
}

function readRun(document: JsonDocument, at: Path): CapturedRequest | undefined {
  const run = object(subDocument(document, at)?.value);
  const request = object(run['request']);
  const address = typeof request['url'] === 'string' ? request['url'] : '';
  const given = urlOf(address);
  const url = given && withoutUserinfo(given);
  const path = url && apiPath(url);
  if (!given || !url || !path) return undefined;
  const credentials = credentialsOfUrl(given);
  const answer = readAnswer(object(run['http']));
  const sessionId = path.kind === 'event' ? path.sessionId : locationId(answer?.headers['location']);
  const bodyAt = [...at, 'request', 'body'];
  const body = subDocument(document, bodyAt);
  const origin = document.locate(bodyAt);
  return {
    kind: path.kind,
    label: `request: POST ${url.href}`,
    origin,
    method: 'POST',
    url,
    ...(credentials.length > 0 && { credentials }),
    ...(sessionId !== undefined && { sessionId }),
    ...(body
      ? { body: { value: body.value, originOf: (below, part) => body.locate(below, part) } }
      : incompleteBody(origin, 'result-no-body')),
    ...(answer && { answer }),
  };
}

/** The answer without its body, which `--json` does not tell. */
function readAnswer(http: JsonObject): CapturedAnswer | undefined {
  const { status } = http;
  if (typeof status !== 'number') return undefined;
  const isHeader = ([, value]: [string, JsonValue]): boolean =>
    typeof value === 'string' || (Array.isArray(value) && value.every((each) => typeof each === 'string'));
  const headers = Object.fromEntries(Object.entries(object(http['headers'])).filter(isHeader));
  return { status, statusText: '', headers: headers as CapturedAnswer['headers'], bodyText: '' };
}

function object(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
