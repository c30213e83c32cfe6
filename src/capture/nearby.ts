import type { LineIndex } from '../parse/lines.ts';
import { type Address, apiPath, readAddress } from './address.ts';
import type { Span } from './json-scan.ts';
import { LogResponses } from './log-responses.ts';
import { type Mark, Marks } from './marks.ts';
import { mayBeKnown, otherApi } from './other-api.ts';
import type { RawRequest } from './requests.ts';

const URL_TEXT =
  /(?:\bhttps?|\bhttp[([]s[)\]]):(?:\\?\/){2}[^\s"'`“”„‘’‚«»‹›]{1,600}|(?<![\w.\\/}>-])\/api\/v\d[^\s"'`“”„‘’‚«»‹›]{1,300}/gi;
const METHOD = /\b(GET|POST|PUT|PATCH|DELETE|OPTIONS)\b["'\s:,>()-]{0,8}$/i;
const TIME = /^\W{0,3}(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)/;

/** How far before a body the error that it led to may stand, in characters. */
const NEAR = 3000;

/** `urlAt`: where the URL begins, as an offset. */
type Nearby = Pick<RawRequest, 'address' | 'method' | 'response' | 'startedAt'> & { urlAt?: number };

/**
 * Finds the URL, the method, the status, the message of the response and the time that stand nearest to each of the bodies of a text: in its own line, else
 * where all of them have theirs, before or behind them, up to the next body. What cannot be told is left out.
 */
export function nearbyReader(
  text: string,
  lines: LineIndex,
  bodies: readonly Span[],
): (index: number) => Nearby {
  const urls = urlsOf(text);
  const isBefore = (urls[0]?.at ?? Number.POSITIVE_INFINITY) < (bodies[0]?.start ?? 0);
  const reader = {
    text,
    lines,
    urls: new Marks(urls),
    responses: new LogResponses(text),
    isBefore,
  };
  return (index) => nearbyOf(reader, bodies, index);
}

interface Reader {
  text: string;
  lines: LineIndex;
  urls: Marks<{ address: string; method: string | undefined }>;
  responses: LogResponses;
  isBefore: boolean;
}

function nearbyOf(reader: Reader, bodies: readonly Span[], index: number): Nearby {
  const { text, lines, urls, responses, isBefore } = reader;
  const { start, end } = bodies[index] as Span;
  const from = bodies[index - 1]?.end ?? 0;
  const to = bodies[index + 1]?.start ?? text.length;
  const lineStart = Math.max(from, start - (lines.at(start).column - 1));
  const lineEnd = Math.min(to, endOfLine(text, end, to));
  const url =
    urls.last(lineStart, start) ??
    urls.first(end, lineEnd) ??
    (isBefore ? urls.last(from, start) : urls.first(end, to));
  // What stands before the next body belongs to that one from its URL on.
  const isLast = index === bodies.length - 1;
  const next = isBefore && !isLast ? (urls.last(end, to)?.at ?? to) : to;
  // What stands above the URL may belong to another request.
  const above = bodies.length === 1 ? 0 : Math.min(url?.at ?? start, start);
  const outcome =
    responses.first(end, lineEnd) ??
    responses.last(lineStart, start) ??
    responses.first(end, Math.max(next, lineEnd)) ??
    // Before the body, as the tabs of developer tools and JSON logs have it. A success there may be what code expects.
    responses.failure(Math.max(from, above, start - NEAR), start);
  const startedAt = timeOf(text.slice(lineStart, Math.min(start, lineStart + 60)));
  return {
    ...(url && { address: url.value.address, urlAt: url.at }),
    ...(url?.value.method && { method: url.value.method }),
    ...(startedAt !== undefined && { startedAt }),
    ...(outcome && { response: responses.read(outcome, end, to) }),
  };
}

function endOfLine(text: string, at: number, limit: number): number {
  const end = text.slice(at, limit).indexOf('\n');
  return end < 0 ? limit : at + end;
}

/** Times with a zone; one without says nothing to a reader elsewhere. */
function timeOf(line: string): number | undefined {
  const [, day, time, zone] = TIME.exec(line) ?? [];
  if (!day || !time || !zone) return undefined;
  const at = Date.parse(`${day}T${time.replace(',', '.')}${zone.replace(/^([+-]\d\d)(\d\d)$/, '$1:$2')}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Whether a URL is what code puts a path behind: it says where requests may go, and not where this one went. */
function isBase({ path, query }: Address): boolean {
  return query === '' && /^(?:\/|\/api(?:\/v\d+)?\/?)?$/.test(path);
}

/** The URLs of a text that mean something to this API or to one that it is taken for. */
export function urlsOf(text: string): Mark<{ address: string; method: string | undefined }>[] {
  return [...text.matchAll(URL_TEXT)].flatMap(({ 0: found, index }) => {
    const plain = found.replaceAll('\\/', '/').replace(/(?:\\|&quot;|%22|<\/).*$/s, '');
    const address = plain.replace(/[),;:.\]^]+$/, '').replace(/^([^{]*)\}+$/, '$1');
    const known = mayBeKnown(address) ? readAddress(address) : undefined;
    if (!known || isBase(known) || !(apiPath(known) || otherApi(known, 'POST'))) return [];
    const method = METHOD.exec(text.slice(Math.max(0, index - 20), index))?.[1];
    return [{ at: index, value: { address, method } }];
  });
}
