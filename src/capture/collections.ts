import type { CaptureForm } from '../model/capture-facts.ts';
import { asObject, asText, isObject, type JsonObject, type JsonValue, type Path } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
import { type JsonDocument, subDocument } from '../parse/document.ts';
import { inspectJson } from '../parse/parse-json.ts';
import type { RawBody } from './body-text.ts';
import type { Capture, CapturedResponse, Headers } from './capture.ts';
import { bodyInParts, templateBody } from './collection-body.ts';
import { valueAt } from './json-scan.ts';
import { headersByKey, postmanAddress, postmanResponse } from './postman.ts';
import { captureOf, type RawRequest } from './requests.ts';

/** A request of a collection: where its parts are. */
interface Parts {
  name: string;
  method: JsonValue | undefined;
  url: JsonValue | undefined;
  headers: Headers;
  /** The way to the text of the body below the request. */
  body: Path;
  /** An example that was saved has one. */
  response?: CapturedResponse;
  /** The key of the examples that were saved with the request. */
  examples?: string;
}

/** A program that keeps requests in one JSON document. */
interface Collection {
  form: CaptureForm;
  is: (text: string) => boolean;
  /** What an object is that may be a request; undefined for any other object. */
  request: (object: JsonObject) => Parts | undefined;
}

/** Postman 2.x, Insomnia 4, Bruno's export. Sources: their published formats. */
export const COLLECTIONS: readonly Collection[] = [
  {
    form: 'postman',
    is: (text) => valueAt(text, 0, 'item') >= 0 && valueAt(text, 0, 'info') >= 0,
    request: (item) => {
      const key = 'originalRequest' in item ? 'originalRequest' : 'request';
      const request = asObject(item[key]);
      if (!('url' in request)) return undefined;
      const { url, method } = request;
      return {
        name: asText(item['name']),
        method,
        url: postmanAddress(url),
        headers: headersByKey(request['header'], 'key'),
        body: [key, 'body', 'raw'],
        ...(key === 'originalRequest' && { response: postmanResponse(item) }),
        examples: 'response',
      };
    },
  },
  {
    form: 'insomnia',
    is: (text) =>
      valueAt(text, 0, '__export_format') >= 0 || /^"export"/.test(text.slice(valueAt(text, 0, '_type'))),
    request: (item) => {
      if (item['_type'] !== 'request') return undefined;
      const { method, url } = item;
      return {
        name: asText(item['name']),
        method,
        url,
        headers: headersByKey(item['headers'], 'name'),
        body: ['body', 'text'],
      };
    },
  },
  {
    form: 'bruno',
    is: (text) => valueAt(text, 0, 'items', 0) >= 0 && valueAt(text, 0, 'version') >= 0,
    request: (item) => {
      const request = asObject(item['request']);
      if (!('url' in request)) return undefined;
      const { method, url } = request;
      const mode = asText(asObject(request['body'])['mode']);
      const body = ['request', 'body', mode === 'text' ? 'text' : 'json'];
      return {
        name: asText(item['name']),
        method,
        url,
        headers: headersByKey(request['headers'], 'name'),
        body,
      };
    },
  },
];

/** The requests of a collection, in the order of the document, with its own variables filled in. Throws InputError. */
export function readCollection({ form, request }: Collection, text: string, source: Origin): Capture {
  const { document } = inspectJson(text, source);
  const variables = variablesOf(asObject(document.value));
  const raw: RawRequest[] = [];
  // The requests stand in folders of any depth, so that the way is kept on a list and not on the stack.
  const left: { value: JsonValue; path: Path }[] = [{ value: document.value, path: [] }];
  for (let one = left.pop(); one; one = left.pop()) {
    const { value, path } = one;
    const parts = isObject(value) ? request(value) : undefined;
    if (parts) raw.push(readRequest(document, path, parts, variables));
    if (typeof value === 'object' && value !== null) {
      const below = Array.isArray(value)
        ? [...value.entries()]
        : Object.entries(value).filter(([key]) => !parts || key === parts.examples);
      for (const [key, each] of below.reverse()) left.push({ value: each, path: [...path, key] });
    }
  }
  return captureOf(form, withoutTemplates(raw));
}

/** Without requests of which an example tells how they were answered. */
function withoutTemplates(raw: readonly RawRequest[]): RawRequest[] {
  const keyOf = ({ method, address, body }: RawRequest): string =>
    JSON.stringify([method, address, body && 'text' in body ? body.text : '']);
  const answered = new Set(raw.filter(({ response }) => response).map(keyOf));
  return raw.filter((one) => one.response || !answered.has(keyOf(one)));
}

function readRequest(
  document: JsonDocument,
  path: Path,
  { name, method, url, headers, body, response }: Parts,
  variables: ReadonlyMap<string, string>,
): RawRequest {
  const address = filled(asText(url), variables);
  return {
    name: name === '' ? 'request' : `request ${name}`,
    origin: document.locate(path),
    method: asText(method) || 'GET',
    ...(address !== '' && { address }),
    headers,
    variables: true,
    body: readBody(document, [...path, ...body], variables),
    ...(response && { response }),
  };
}

function readBody(document: JsonDocument, path: Path, variables: ReadonlyMap<string, string>): RawBody {
  const value = subDocument(document, path)?.value;
  const origin = document.locate(path);
  if (typeof value === 'string' && value.trim() !== '') return templateBody(filled(value, variables), origin);
  return bodyInParts(asObject(subDocument(document, path.slice(0, -1))?.value), origin);
}

function filled(text: string, variables: ReadonlyMap<string, string>): string {
  return text.replace(
    /\{\{\s{0,5}(?:_\.)?([\w.-]{1,60})\s{0,5}\}\}/g,
    (whole, name) => variables.get(name) ?? whole,
  );
}

/** Postman's variables, and Insomnia's environments. */
function variablesOf(root: JsonObject): Map<string, string> {
  const found = new Map<string, string>();
  for (const one of Array.isArray(root['variable']) ? root['variable'] : []) {
    const { key, value } = asObject(one);
    if (typeof key === 'string' && typeof value === 'string') found.set(key, value);
  }
  for (const one of Array.isArray(root['resources']) ? root['resources'] : []) {
    if (asObject(one)['_type'] !== 'environment') continue;
    for (const [key, value] of Object.entries(asObject(asObject(one)['data']))) {
      if (typeof value === 'string') found.set(key, value);
    }
  }
  return found;
}
