import type { Exchange, Timings } from '../model/exchange.ts';
import { type Asking, askingOf, type Result, requestsOf, type SingleResult } from '../model/result.ts';
import { urlOf } from '../model/url.ts';
import { diagnosisPart } from './json-document.ts';
import { safeJson } from './sanitize.ts';

/** Who writes the file, and when (milliseconds since the epoch). */
export interface HarFacts {
  version: string;
  now: number;
}

/**
 * One request, its answer and the diagnosis as HAR 1.2 (the form that browser tools open). A failure has status 0, as
 * browsers write it. Our own part is `_mediaSession`, since names with an underscore are for extensions; it stands in
 * the log itself when nothing was sent that could be an entry.
 */
export function renderHar(result: Result, facts: HarFacts): string {
  const creator = { name: 'media-session', version: facts.version };
  const runs: { profile?: string; result: SingleResult }[] = 'runs' in result ? result.runs : [{ result }];
  const entries = runs.flatMap(({ profile, result: own }) => {
    return requestsOf(own).flatMap((one) => entryOf(one, facts, profile));
  });
  const alone = entries.length === 0 && { _mediaSession: diagnosisPart(result) };
  return `${safeJson({ log: { version: '1.2', creator, entries, ...alone } }, 2)}\n`;
}

/** The entry of a result; none if nothing was sent. */
function entryOf(result: SingleResult, facts: HarFacts, profile: string | undefined): unknown[] {
  const { request, exchange, startedAt = facts.now, requestHeaders = {} } = askingOf(result);
  if (!request || !exchange) return [];
  const timings = harTimings(exchange);
  const { address } = exchange.peer;
  const entry = {
    startedDateTime: new Date(startedAt).toISOString(),
    time: spent(timings),
    request: requestPart(request, requestHeaders),
    response: responsePart(exchange),
    cache: {},
    timings,
    ...(address && { serverIPAddress: address }),
    ...(profile !== undefined && { comment: `profile ${profile}` }),
    _mediaSession: diagnosisPart(result),
  };
  return [entry];
}

function requestPart(request: NonNullable<Asking['request']>, headers: Record<string, string>): unknown {
  const text = request.body === undefined ? undefined : JSON.stringify(request.body);
  const query = [...(urlOf(request.url)?.searchParams ?? [])];
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

/** The steps that HAR knows, in milliseconds; -1 for what did not happen. */
type HarTimings = Record<'blocked' | 'dns' | 'connect' | 'ssl' | 'send' | 'wait' | 'receive', number>;

/** HAR counts TLS twice: on its own and within connect. */
function harTimings(exchange: Exchange): HarTimings {
  const { dns, connect, proxy, tls, firstByte, total } = withOpenStep(exchange);
  const connecting = [connect, proxy, tls].filter((value) => value !== undefined);
  const known = {
    blocked: -1,
    dns: dns ?? -1,
    connect: connecting.length === 0 ? -1 : sum(connecting),
    ssl: tls ?? -1,
    send: 0,
    wait: firstByte ?? 0,
    receive: 0,
  };
  return { ...known, receive: sum([Math.max(0, total - spent(known))]) };
}

/** The whole time by the steps, which is what HAR wants it to be. */
function spent({ dns, connect, send, wait, receive }: HarTimings): number {
  return sum([dns, connect, send, wait, receive].filter((value) => value > 0));
}

/** To a tenth of a millisecond, like the times themselves. */
function sum(values: readonly number[]): number {
  return Math.round(values.reduce((total, value) => total + value, 0) * 10) / 10;
}

/** The timings in which a failure's last step, which never ended, has the time that it took. */
function withOpenStep(exchange: Exchange): Timings {
  const { timings } = exchange;
  if (exchange.kind === 'answer') return timings;
  const step = exchange.stage === 'sent' ? 'firstByte' : exchange.stage;
  const { total, ...ended } = timings;
  const left = Math.max(0, total - sum(Object.values(ended)));
  return { ...timings, [step]: sum([timings[step] ?? 0, left]) };
}
