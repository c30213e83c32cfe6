import { asObject, asText, isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { type JsonDocument, subDocument } from '../parse/document.ts';
import { inspectJson } from '../parse/parse-json.ts';
import type { RawBody } from './body-text.ts';
import type { Capture, CapturedResponse, Headers } from './capture.ts';
import { bodyInParts } from './collection-body.ts';
import { harHeaders } from './har.ts';
import { valueAt } from './json-scan.ts';
import { captureOf, type RawRequest } from './requests.ts';
import { noResponse } from './response.ts';

/** A URL of Postman: as text, as an object with the text in it, or in parts alone, as its SDK and newman write it. */
export function postmanAddress(url: JsonValue | undefined): string {
  if (!isObject(url)) return asText(url);
  const { raw, protocol, host, port, path, query } = url;
  if (typeof raw === 'string') return raw;
  const scheme = typeof protocol === 'string' ? `${protocol}://` : '';
  const name = Array.isArray(host) ? host.map(asText).join('.') : asText(host);
  const steps = Array.isArray(path) ? path.map((step) => `/${asText(step)}`).join('') : asText(path);
  const fields = (Array.isArray(query) ? query : [])
    .map(asObject)
    .map((field) => `${asText(field['key'])}=${asText(field['value'])}`);
  const after = fields.length > 0 ? `?${fields.join('&')}` : '';
  return `${scheme}${name}${asText(port) && `:${asText(port)}`}${steps}${after}`;
}

/** Headers in a list of objects that name them by `key`, without those that are turned off. */
export function headersByKey(list: JsonValue | undefined, key: 'key' | 'name'): Headers {
  const entries = (Array.isArray(list) ? list : []).map(asObject).filter((one) => one['disabled'] !== true);
  return harHeaders({ headers: entries.map((one) => ({ name: one[key] ?? '', value: one['value'] ?? '' })) });
}

/** A response as Postman keeps it: an example that was saved with a request, or what a run of newman received. */
export function postmanResponse(response: JsonObject): CapturedResponse {
  const { code, status, body, stream, responseSize } = response;
  if (typeof code !== 'number') return noResponse();
  const bytes = asObject(stream)['data'];
  const bodyText = Array.isArray(bytes) ? Buffer.from(bytes.map(Number)).toString('utf8') : asText(body);
  return {
    kind: 'seen',
    status: code,
    statusText: asText(status),
    headers: headersByKey(response['header'], 'key'),
    bodyText,
    bodyKept: bodyText !== '' || !responseSize,
  };
}

/** Whether a text is what newman's JSON reporter writes about a run. */
export function isNewman(text: string): boolean {
  return valueAt(text, 0, 'run', 'executions') >= 0;
}

/** The requests of a run of newman as they were sent, with variables filled in, and the responses. Throws InputError. */
export function readNewman(text: string, source: Origin): Capture {
  const { document } = inspectJson(text, source);
  const executions = asObject(asObject(document.value)['run'])['executions'];
  const raw = (Array.isArray(executions) ? executions : []).map((execution, index) =>
    readExecution(document, asObject(execution), index),
  );
  return captureOf('newman', raw);
}

function readExecution(document: JsonDocument, execution: JsonObject, index: number): RawRequest {
  const path = ['run', 'executions', index, 'request'];
  const request = asObject(execution['request']);
  const error = asObject(execution['requestError']);
  const response = asObject(execution['response']);
  return {
    name: `request ${asText(asObject(execution['item'])['name']) || index + 1}`,
    origin: document.locate(path),
    method: asText(request['method']),
    address: postmanAddress(request['url']),
    headers: headersByKey(request['header'], 'key'),
    body: readBody(document, [...path, 'body']),
    response: 'code' in response ? postmanResponse(response) : noResponse(error['code'], error['message']),
  };
}

function readBody(document: JsonDocument, path: (string | number)[]): RawBody {
  const origin = document.locate([...path, 'raw']);
  const body = asObject(subDocument(document, path)?.value);
  const { raw } = body;
  return typeof raw === 'string' && raw.trim() !== '' ? { text: raw, origin } : bodyInParts(body, origin);
}
