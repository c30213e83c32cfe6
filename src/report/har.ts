import type { Exchange } from '../client/types.ts';
import type { Result } from '../model/result.ts';
import { diagnosisPart } from './json.ts';
import { safeJson } from './sanitize.ts';

/** Who writes the file, and when the request was sent (milliseconds since the epoch). */
export interface HarFacts {
  version: string;
  startedAt: number;
}

/**
 * One request, its answer and the diagnosis as HAR 1.2 (the form that browser tools open). A failure has status 0, as
 * browsers write it. Our own part is `_mediaSession`, since names with an underscore are for extensions.
 */
export function renderHar(result: Result, facts: HarFacts): string {
  const { request, exchange } = result;
  const creator = { name: 'media-session', version: facts.version };
  const entries = request && exchange ? [entryOf(result, request, exchange, facts)] : [];
  return `${safeJson({ log: { version: '1.2', creator, entries } }, 2)}\n`;
}

function entryOf(
  result: Result,
  request: NonNullable<Result['request']>,
  exchange: Exchange,
  facts: HarFacts,
): unknown {
  const timings = harTimings(exchange);
  const { address } = exchange.peer;
  return {
    startedDateTime: new Date(facts.startedAt).toISOString(),
    time:
      Math.round(
        10 * Object.values(timings).reduce((sum, value) => sum + Math.max(0, value), 0) -
          10 * Math.max(0, timings.ssl),
      ) / 10,
    request: requestPart(request, result.requestHeaders ?? {}),
    response: responsePart(exchange),
    cache: {},
    timings,
    ...(address && { serverIPAddress: address }),
    _mediaSession: diagnosisPart(result),
  };
}

function requestPart(request: NonNullable<Result['request']>, headers: Record<string, string>): unknown {
  const text = request.body === undefined ? undefined : JSON.stringify(request.body);
  const query = URL.canParse(request.url) ? [...new URL(request.url).searchParams] : [];
  return {
    method: request.method,
    url: request.url,
    httpVersion: 'HTTP/1.1',
    cookies: [],
    headers: headerList(headers),
    queryString: query.map(([name, value]) => ({ name, value })),
    ...(text !== undefined && { postData: { mimeType: 'application/json', text } }),
    headersSize: -1,
    bodySize: text === undefined ? 0 : Buffer.byteLength(text),
  };
}

function responsePart(exchange: Exchange): unknown {
  const common = { httpVersion: 'HTTP/1.1', cookies: [], headersSize: -1 };
  if (exchange.kind === 'failure') {
    const content = { size: 0, mimeType: 'x-unknown' };
    const empty = { status: 0, statusText: '', headers: [], content, redirectURL: '', bodySize: -1 };
    return { ...common, ...empty, _error: exchange.code };
  }
  const { headers, body, status, statusText } = exchange;
  const text = Buffer.from(body.bytes).toString('utf8');
  const mimeType = String(headers['content-type'] ?? 'x-unknown');
  return {
    ...common,
    status,
    statusText,
    headers: headerList(headers),
    content: { size: body.bytes.length, mimeType, ...(text && { text }) },
    redirectURL: String(headers['location'] ?? ''),
    bodySize: body.bytes.length,
  };
}

function headerList(headers: Record<string, string | string[]>): { name: string; value: string }[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => ({ name, value: each })),
  );
}

/** HAR counts TLS twice: on its own and within connect. What is not known is -1. Milliseconds. */
function harTimings({
  timings,
}: Exchange): Record<'blocked' | 'dns' | 'connect' | 'send' | 'wait' | 'receive' | 'ssl', number> {
  const { dns = -1, connect, proxy, tls, firstByte, total } = timings;
  const connecting =
    connect === undefined && tls === undefined && proxy === undefined
      ? -1
      : (connect ?? 0) + (proxy ?? 0) + (tls ?? 0);
  const wait = firstByte ?? 0;
  const receive = Math.max(0, total - Math.max(0, dns) - Math.max(0, connecting) - wait);
  return {
    blocked: -1,
    dns,
    connect: connecting,
    send: 0,
    wait,
    receive: Math.round(receive * 10) / 10,
    ssl: tls ?? -1,
  };
}
