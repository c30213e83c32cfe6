import { asObject, asText, type JsonObject } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import type { Origin } from '../model/origin.ts';
import { LineIndex } from '../parse/lines.ts';
import { gap, type RawBody } from './body-text.ts';
import type { Capture, CapturedResponse } from './capture.ts';
import { harHeaders } from './har.ts';
import { eachElement, skipSpace, skipValue, valueAt } from './json-scan.ts';
import { captureOf, type RawRequest } from './requests.ts';
import { noResponse } from './response.ts';

/** Whether a text is a session that Charles exported as JSON: a list of exchanges with host, path and request. */
export function isCharles(text: string): boolean {
  return ['host', 'path', 'request'].every((key) => valueAt(text, 0, 0, key) >= 0);
}

/** The requests of a session that Charles exported as JSON (.chlsj), with the responses. Source: Charles 4 and 5. */
export function readCharles(text: string, source: Origin): Capture {
  const lines = new LineIndex(text);
  const raw: RawRequest[] = [];
  let broken = 0;
  const listEnd = eachElement(text, skipSpace(text, 0), (start) => {
    const end = skipValue(text, start);
    if (end < 0) return end;
    const origin = { ...source, ...lines.at(start) };
    const bodyAt = valueAt(text, start, 'request', 'body', 'text');
    const exchange = parseJsonText(text.slice(start, end));
    if (exchange === undefined) broken += 1;
    else {
      const bodyOrigin = bodyAt < 0 ? origin : { ...source, ...lines.at(bodyAt) };
      raw.push(readExchange(asObject(exchange), `entry ${raw.length + 1}`, { origin, bodyOrigin }));
    }
    return end;
  });
  const origin = { ...source, ...lines.at(text.length) };
  return captureOf('charles', raw, {
    passed: broken > 0 ? [{ kind: 'objects', count: broken }] : [],
    notes:
      listEnd > 0
        ? []
        : [{ code: 'capture-cut', severity: 'warning', origin, args: { entries: raw.length } }],
  });
}

function readExchange(
  exchange: JsonObject,
  name: string,
  { origin, bodyOrigin }: { origin: Origin; bodyOrigin: Origin },
): RawRequest {
  const { scheme, host, port, path, query } = exchange;
  const request = asObject(exchange['request']);
  const isUsual = port === null || port === undefined;
  const started = Date.parse(asText(asObject(exchange['times'])['start']));
  return {
    name,
    origin,
    method: asText(exchange['method']),
    address: `${asText(scheme)}://${asText(host)}${isUsual ? '' : `:${JSON.stringify(port)}`}${asText(path)}${query ? `?${asText(query)}` : ''}`,
    headers: harHeaders(asObject(request['header'])),
    contentType: asText(request['mimeType']) || undefined,
    ...(!Number.isNaN(started) && { startedAt: started }),
    body: readBody(request, bodyOrigin),
    response: readResponse(exchange),
  };
}

function readBody(request: JsonObject, origin: Origin): RawBody {
  const { text, encoded } = asObject(request['body']);
  if (typeof text === 'string') return { text, origin };
  // Charles writes what it takes for no text in base64.
  if (typeof encoded === 'string') return { text: Buffer.from(encoded, 'base64').toString('utf8'), origin };
  const size = asObject(request['sizes'])['body'];
  return { problem: [gap(origin, typeof size === 'number' && size > 0 ? 'omitted' : 'none-sent')] };
}

function readResponse(exchange: JsonObject): CapturedResponse {
  const response = asObject(exchange['response']);
  const status = response['status'];
  if (typeof status !== 'number' || status <= 0)
    return noResponse(exchange['errorMessage'], exchange['notes']);
  const { text, encoded } = asObject(response['body']);
  const size = asObject(response['sizes'])['body'] ?? 0;
  const bodyText =
    typeof encoded === 'string' ? Buffer.from(encoded, 'base64').toString('utf8') : asText(text);
  return {
    kind: 'seen',
    status,
    statusText: '',
    headers: harHeaders(asObject(response['header'])),
    bodyText,
    bodyKept: bodyText !== '' || size === 0,
  };
}
