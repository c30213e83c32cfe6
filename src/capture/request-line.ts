import type { UrlPart } from '../model/capture-facts.ts';
import { EVENT_TYPES } from '../model/event-types.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { asText, isObject, type JsonValue } from '../model/json.ts';
import { type Origin, placed } from '../model/origin.ts';
import { isLoopback } from '../model/url.ts';
import type { Address, ApiPath } from './address.ts';

/** A part in brackets that nobody filled in; `{{…}}` is a variable where tools fill it in themselves. */
const BRACKETS =
  /\{\{?[^{}/]{0,80}\}?\}|<[^<>/]{0,80}>|\$\{?\w{1,60}\}?|%7B[^/%]{0,80}%7D|%3C[^/%]{0,80}%3E/i;
const VARIABLE = /^\{\{.*\}\}$/;

/** Words that stand in documents where a session ID belongs, and what code writes that has none. */
const NO_ID =
  /^(?:[:$[].*|sid|session[-_]?id|(?:your|my)[-_]?session.*|undefined|null|nan|%5bobject.*|\[object.*)$/i;

/** Words that stand in documents where a customer's own name belongs. */
const NO_HOST = /^\[[^\]:]*\]|(?:^|[.-])(?:your[-_.]?|my-?company|company-?name|namespace\b)/i;

/**
 * The placeholders left in a URL, by their places. `variables`: `{{…}}` is no mistake, since the tool that the request is
 * from fills it in.
 */
export function placeholders(
  { host, path, query }: Address,
  api: ApiPath | undefined,
  variables = false,
): { where: UrlPart; text: string }[] {
  const found: { where: UrlPart; text: string }[] = [];
  const look = (where: UrlPart, text: string, words?: RegExp): void => {
    const mark = BRACKETS.exec(text)?.[0];
    if (mark !== undefined && variables && VARIABLE.test(mark)) return;
    if (mark !== undefined) found.push({ where, text: mark });
    else if (words?.test(text)) found.push({ where, text });
  };
  look('host', host, NO_HOST);
  if (api?.kind === 'event' && api.sessionId === '') found.push({ where: 'session', text: '' });
  else if (api?.kind === 'event') look('session', api.sessionId, NO_ID);
  else look('path', path);
  look('query', query);
  return found;
}

/** What a request says of itself beside its body. */
interface Line {
  method: string | undefined;
  address: Address;
  api: ApiPath;
  body: JsonValue | undefined;
  origin: Origin;
  variables?: boolean;
  /** A server took it. */
  accepted?: boolean;
}

/** What is wrong with method, path, host and scheme. A path is judged against the event that the body names. */
export function requestLineFindings(line: Line): Finding[] {
  const { method, address, api, body } = line;
  const at = placesIn(line);
  const about = (part: string): Pick<Finding, 'origin' | 'evidence'> => ({
    origin: at(part),
    evidence: 'input',
  });
  const findings = placeholders(address, api, line.variables).map(
    (args): Finding => ({ ...about(args.text), code: 'request-placeholder', severity: 'error', args }),
  );
  if (method !== undefined && method !== 'POST') {
    findings.push({ ...about(method), code: 'request-method', severity: 'error', args: { method } });
  }
  const misplaced = wrongPath(api, body) ?? repeatedPath(address, api, body);
  if (misplaced)
    findings.push({ ...about(address.path), code: 'request-path', severity: 'error', args: misplaced });
  else if (address.path.endsWith('/')) {
    const severity = line.accepted ? 'warning' : 'error';
    const args = { eventType: eventTypeOf(body), belongs: api.kind, slash: true } as const;
    findings.push({ ...about(address.path), code: 'request-path', severity, args });
  }
  const isOpen = findings.some(({ code, args }) => code === 'request-placeholder' && args.where === 'host');
  if (address.scheme === 'http' && !isOpen && !isLoopback(address.host)) {
    const args = { host: address.host };
    findings.push({ ...about('http:'), code: 'request-insecure', severity: 'warning', args });
  }
  return findings;
}

/** Places in the method and the URL of a request, which capture of it there may be: where a part of them begins that was found wrong. */
function placesIn({ method, address, origin }: Line): (part: string) => Origin {
  const text = method === undefined ? address.text : `${method} ${address.text}`;
  const source = { text, form: 'line', decoded: true } as const;
  return (part) => {
    // Host names are read without regard to capitals.
    const offset = text.toLowerCase().indexOf(part.toLowerCase());
    return offset < 0 || part === '' ? origin : placed(origin, { source, offset, length: part.length });
  };
}

function eventTypeOf(body: JsonValue | undefined): string {
  return isObject(body) ? asText(body['eventType']) : '';
}

/** A Location that was put where a session ID belongs. */
function repeatedPath(
  { path }: Address,
  { kind }: ApiPath,
  body: JsonValue | undefined,
): FindingArgs['request-path'] | undefined {
  if (!/\/api\/[^/]+\/sessions\/.*\/api\/[^/]+\/sessions\b/.test(path)) return undefined;
  return { eventType: eventTypeOf(body), belongs: kind, twice: true };
}

/** Where a body belongs, when that is elsewhere. */
function wrongPath({ kind }: ApiPath, body: JsonValue | undefined): FindingArgs['request-path'] | undefined {
  const eventType = eventTypeOf(body);
  if (kind === 'batch') {
    return body === undefined || Array.isArray(body) ? undefined : { eventType, belongs: 'batch' };
  }
  const belongs = eventType === 'sessionStart' ? 'session' : 'event';
  return kind === belongs || !EVENT_TYPES.includes(eventType) ? undefined : { eventType, belongs };
}
