import type { LineIndex } from '../parse/lines.ts';
import { apiPath, readAddress } from './address.ts';
import type { Span } from './json-scan.ts';
import { type Mark, Marks } from './marks.ts';
import { mayBeKnown, otherApi } from './other-api.ts';
import type { RawRequest } from './requests.ts';

const URL_TEXT =
  /(?:\bhttps?|\bhttp[([]s[)\]]):(?:\\?\/){2}[^\s"'`]{1,600}|(?<![\w.\\/}>-])\/api\/v\d[^\s"'`]{1,300}/gi;
const METHOD = /\b(GET|POST|PUT|PATCH|DELETE|OPTIONS)\b["'\s:,>()-]{0,8}$/i;
const STATUS =
  /(?:\bHTTP\/[\d.]{1,3}["\s]{1,3}|\bstatus(?:[ _-]?code)?["'\s:=(]{1,6}|\bcode["'\s:=(]{1,6}|<--\s?|→\s?)([1-5]\d\d)\b(?![.\d])/gi;
const MESSAGE = /\{\s{0,20}\\{0,3}"message\\{0,3}"\s{0,5}:\s{0,5}\\{0,3}"([^"\\\n]{1,500})/g;
const TIME = /^\W{0,3}(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d(?:[.,]\d{1,9})?) ?(Z|[+-]\d\d:?\d\d)/;

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
  const statuses = [...text.matchAll(STATUS)].map(({ index, 1: code }) => ({
    at: index,
    value: Number(code),
  }));
  const messages = [...text.matchAll(MESSAGE)].map(({ index, 1: value = '' }) => ({ at: index, value }));
  const isBefore = (urls[0]?.at ?? Number.POSITIVE_INFINITY) < (bodies[0]?.start ?? 0);
  const reader = {
    text,
    lines,
    urls: new Marks(urls),
    statuses: new Marks(statuses),
    messages: new Marks(messages),
    isBefore,
  };
  return (index) => nearbyOf(reader, bodies, index);
}

interface Reader {
  text: string;
  lines: LineIndex;
  urls: Marks<{ address: string; method: string | undefined }>;
  statuses: Marks<number>;
  /** What the API says in a response: `{"message":"…"}`. */
  messages: Marks<string>;
  isBefore: boolean;
}

function nearbyOf(reader: Reader, bodies: readonly Span[], index: number): Nearby {
  const { text, lines, urls, statuses, messages, isBefore } = reader;
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
  const next = isBefore ? (urls.last(end, to)?.at ?? to) : to;
  const status =
    statuses.first(end, lineEnd) ??
    statuses.last(lineStart, start) ??
    statuses.first(end, Math.max(next, lineEnd));
  const message = status && messages.first(Math.max(end, status.at), to);
  const startedAt = timeOf(text.slice(lineStart, Math.min(start, lineStart + 60)));
  return {
    ...(url && { address: url.value.address, urlAt: url.at }),
    ...(url?.value.method && { method: url.value.method }),
    ...(startedAt !== undefined && { startedAt }),
    ...(status && {
      response: {
        ...{ kind: 'seen', status: status.value, statusText: '', headers: {} },
        bodyText: message ? JSON.stringify({ message: message.value }) : '',
      },
    }),
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

/** The URLs of a text that mean something to this API or to one that it is taken for. */
function urlsOf(text: string): Mark<{ address: string; method: string | undefined }>[] {
  return [...text.matchAll(URL_TEXT)].flatMap(({ 0: found, index }) => {
    const plain = found.replaceAll('\\/', '/').replace(/(?:\\|&quot;|%22).*$/s, '');
    const address = plain.replace(/[),;:.\]^]+$/, '');
    const known = mayBeKnown(address) ? readAddress(address) : undefined;
    if (!known || !(apiPath(known) || otherApi(known, 'POST'))) return [];
    const method = METHOD.exec(text.slice(Math.max(0, index - 20), index))?.[1];
    return [{ at: index, value: { address, method } }];
  });
}
