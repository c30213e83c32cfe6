import type { NotJson } from '../model/capture-facts.ts';
import type { Finding } from '../model/finding.ts';
import { asObject, isObject, type JsonValue } from '../model/json.ts';
import { parseJsonText } from '../model/json-text.ts';
import { movedTo, type Origin } from '../model/origin.ts';
import { unescaped } from '../model/url.ts';
import { LineIndex } from '../parse/lines.ts';
import { inspectJson } from '../parse/parse-json.ts';
import { notJson, type RawBody, readBodyText } from './body-text.ts';
import { type Candidate, candidates, DEPTHS, withLists } from './finder-braces.ts';
import type { Span } from './json-scan.ts';
import { withoutPrefixes } from './line-prefix.ts';
import { literalsOf } from './literal.ts';
import { nearbyReader } from './nearby.ts';
import { withoutBackslashes, withoutEntities } from './quoting.ts';
import type { RawRequest } from './requests.ts';
import { sentRaw } from './sent-raw.ts';

/** The one key that all bodies have, and the quickest way to tell that a text holds none. */
const KEY = 'eventType';

/** What a shell, a page or a file format makes of quotation marks, and how to undo it without moving any line. */
const DISGUISES: readonly [sign: string, undo: (text: string) => string][] = [
  [`\\""${KEY}`, (text) => text.replaceAll('""', '"')],
  [`""${KEY}""`, (text) => text.replaceAll('""', '"')],
  [`\`"${KEY}`, (text) => text.replaceAll('`"', '"')],
  [`^"${KEY}`, (text) => text.replace(/\^(.)/g, '$1')],
  [`\\u0022${KEY}`, (text) => text.replaceAll('\\u0022', '\\"')],
  [`&quot;${KEY}`, withoutEntities],
  [`&#34;${KEY}`, withoutEntities],
  // A text that code puts together, one line of it after the other.
  ['" +', withoutJoints],
  ['+ "', withoutJoints],
  [`%22${KEY}%22`, (text) => text.replace(/(?:%[\da-f]{2}){1,2000}/gi, withoutPercent)],
];

/** Whether the general finder has anything to look for. */
export function mayHoldBodies(text: string): boolean {
  return text.includes(KEY);
}

/**
 * Finds bodies of this API anywhere in a text: in logs, in code, in commands, in documents; escaped, quoted or written as a literal
 * of a programming language; with the URL, the method and the status nearest to each, where they can be told. Linear.
 */
export function findRequests(given: string, source: Origin): RawRequest[] {
  if (!mayHoldBodies(given)) return [];
  const text = withoutPrefixes(given);
  const others = DISGUISES.filter(([sign]) => text.includes(sign)).map(([, undo]) => undo(text));
  const found = byPlace([text, ...others].map((reading) => requestsIn(reading, source)));
  return found.length > 0 ? found : literalsIn(text, source);
}

/** In the order of their lines; what several readings of the text have in common is said once. One reading may find equal bodies. */
function byPlace(readings: readonly (readonly RawRequest[])[]): RawRequest[] {
  const seen = new Set<string>();
  const once = readings.flatMap((requests) => {
    const found = requests.map((request) => ({ request, key: keyOf(request) }));
    const fresh = found.filter(({ key }) => !seen.has(key));
    for (const { key } of found) seen.add(key);
    return fresh.map(({ request }) => request);
  });
  return once.sort((one, other) => (one.origin.line ?? 0) - (other.origin.line ?? 0));
}

/** What tells whether two readings found the same body. */
function keyOf({ origin, body }: RawRequest): string {
  if (body && 'value' in body) return `${origin.line} ${JSON.stringify(body.value)}`;
  return `${origin.line} ${body && 'text' in body ? body.text : ''}`;
}

function requestsIn(text: string, source: Origin): RawRequest[] {
  const found = DEPTHS.filter((depth) => text.includes(`${'\\'.repeat(depth)}"${KEY}`))
    .flatMap((depth) => withLists(text, candidates(text, depth)))
    .sort((one, other) => one.start - other.start);
  const lines = new LineIndex(text);
  return withNeighbours(
    text,
    source,
    lines,
    outermost(found).map((span) => ({
      ...span,
      body: readCandidate(text, span, { ...source, ...lines.at(span.start) }),
    })),
  );
}

/** Whether it is the properties of a schema: what describes a body has a `type` where that has a value. */
function describes(body: RawBody): boolean {
  if (!('value' in body)) return false;
  const { eventType, playerTime } = asObject(body.value);
  return isObject(eventType ?? null) && ('type' in asObject(eventType) || '$ref' in asObject(playerTime));
}

/** Of objects within others the outer ones: they are the bodies, and hold what looks like another. */
function outermost(found: readonly Candidate[]): Candidate[] {
  let end = -1;
  return found.filter((one) => {
    if (one.start < end) return false;
    end = one.end;
    return true;
  });
}

function readCandidate(text: string, { start, end, backslashes }: Candidate, origin: Origin): RawBody {
  let source: string | undefined = text.slice(start, end);
  for (let depth = backslashes; depth > 0; depth = (depth - 1) / 2) source = withoutBackslashes(source ?? '');
  if (source === undefined) return { text: text.slice(start, end), origin };
  const json = readable(source);
  if (backslashes > 0 || json !== source) return { text: json, origin };
  return placedBody(source, origin);
}

/** What shells and code do to an apostrophe within single quotes, undone if that makes the text JSON. */
function readable(source: string): string {
  if (isJson(source)) return source;
  const repaired = [
    source.replaceAll(`'\\''`, "'"),
    source.replaceAll("\\'", "'"),
    source.replaceAll("''", "'"),
    // Code puts it together of several strings.
    source.replace(/'[ \t]*(?:(\r?\n)[ \t]*)?(?:\+[ \t]*(?:(\r?\n)[ \t]*)?)?'/g, '$1$2'),
    // A string of a program that goes on in the next line.
    source.replace(/\\\r?\n/g, ''),
  ];
  return repaired.find(isJson) ?? source;
}

function isJson(text: string): boolean {
  return parseJsonText(text) !== undefined;
}

/** A body that stands in the text as it is: its values have lines and columns of their own. */
function placedBody(source: string, origin: Origin): RawBody {
  const shift = (place: Origin): Origin =>
    movedTo(place, {
      line: (origin.line ?? 1) + (place.line ?? 1) - 1,
      column: place.line === 1 ? (origin.column ?? 1) + (place.column ?? 1) - 1 : (place.column ?? 1),
    });
  try {
    const { document, findings } = inspectJson(source, origin);
    const problem = findings.map((one): Finding => ({ ...one, origin: shift(one.origin ?? origin) }));
    return {
      value: document.value,
      originOf: (path, part) => shift(document.locate(path, part)),
      source,
      ...(problem.length > 0 && { problem }),
    };
  } catch (error) {
    const read = readBodyText(source, origin);
    if (read.body) {
      // In code, and in what it prints, a literal is no mistake.
      const problem = read.bodyProblem?.filter((one) => !isLiteral(one)) ?? [];
      return { ...read.body, ...(problem.length > 0 && { problem }) };
    }
    const problem = (error as { findings?: Finding[] }).findings ?? read.bodyProblem ?? [];
    return { problem: problem.map((one) => ({ ...one, origin: shift(one.origin ?? origin) })) };
  }
}

function isLiteral(finding: Finding): boolean {
  return finding.code === 'capture-not-json' && /^(?:python|js-literal)$/.test(finding.args.cause);
}

const BRACE = /[{}]|\beventType\b/g;

/** Bodies that are literals of JavaScript or Python. What was read once is not read again, whatever came of it. */
function literalsIn(text: string, source: Origin): RawRequest[] {
  const lines = new LineIndex(text);
  const literalAt = literalsOf(text);
  const stack: number[] = [];
  const found: (Span & { body: RawBody })[] = [];
  let read = -1;
  for (const token of text.matchAll(BRACE)) {
    if (token[0] === '{') stack.push(token.index);
    else if (token[0] === '}') stack.pop();
    const start = stack.at(-1);
    if (token[0] !== KEY || start === undefined || start < read) continue;
    read = token.index;
    const literal = literalAt(start);
    if (!literal || !isObject(literal.value) || !(KEY in literal.value)) continue;
    read = literal.end;
    const origin = { ...source, ...lines.at(start) };
    const { value, computed, features, end } = literal;
    const bent = features.has('smart-quotes') ? { problem: [notJson(origin, 'smart-quotes', true)] } : {};
    const own = text.slice(start, end);
    const literally = { value, originOf: () => origin, computed, ...bent };
    found.push({ start, end, body: isJson(own) ? placedBody(own, origin) : literally });
  }
  // Other programs name a type of event, too.
  return withNeighbours(text, source, lines, found).filter(
    ({ address, body }) => address !== undefined || (body && 'value' in body && isWhole(body.value)),
  );
}

/** Whether an object has a key beside `eventType` that only bodies of this API have. */
function isWhole(value: JsonValue): boolean {
  return isObject(value) && ('playerTime' in value || 'params' in value);
}

function withNeighbours(
  text: string,
  source: Origin,
  lines: LineIndex,
  all: readonly (Span & { body: RawBody })[],
): RawRequest[] {
  const found = all.filter(({ body }) => !describes(body));
  // The search for URLs takes long in a text of many megabytes.
  if (found.length === 0) return [];
  const nearby = nearbyReader(text, lines, found);
  const causeAt = sentRaw(text);
  return found.map(({ start, body }, index) => {
    const origin = { ...source, ...lines.at(start) };
    const { urlAt, ...near } = nearby(index);
    const addressAt = urlAt === undefined ? undefined : { ...source, ...lines.at(urlAt) };
    return {
      name: `line ${origin.line}`,
      origin,
      body: asSent(body, causeAt(start), origin),
      ...near,
      ...(addressAt && { addressAt }),
    };
  });
}

/** A body with what code does to it on the way, where that spoils it. */
function asSent(body: RawBody, cause: NotJson | undefined, origin: Origin): RawBody {
  if (cause === undefined || !('value' in body)) return body;
  return { ...body, problem: [notJson(origin, cause, true), ...(body.problem ?? [])] };
}

/** Strings that are put together with `+` as one; line ends stay, so that no line moves. */
function withoutJoints(text: string): string {
  return text.replace(/"[ \t]*(?:(\r?\n)[ \t]*)?\+[ \t]*(?:(\r?\n)[ \t]*)?"/g, '$1$2');
}

/** A run of percent escapes as text; line ends become blanks, so that no line moves. */
function withoutPercent(run: string): string {
  return unescaped(run).replace(/[\r\n]/g, ' ');
}
