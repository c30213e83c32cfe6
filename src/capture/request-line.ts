import type { RequestPath, UrlPart } from '../model/capture-facts.ts';
import { EVENT_TYPES } from '../model/event-types.ts';
import type { Finding } from '../model/finding.ts';
import { asText, isObject, type JsonValue } from '../model/json.ts';
import type { Origin } from '../model/origin.ts';
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
  if (api?.kind === 'event') look('session', api.sessionId, NO_ID);
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
}

/** What is wrong with method, path, host and scheme. A path is judged against the event that the body names. */
export function requestLineFindings(line: Line): Finding[] {
  const { method, address, api, body, origin } = line;
  const common = { origin, evidence: 'input' } as const;
  const findings = placeholders(address, api, line.variables).map(
    (args): Finding => ({ ...common, code: 'request-placeholder', severity: 'error', args }),
  );
  if (method !== undefined && method !== 'POST') {
    findings.push({ ...common, code: 'request-method', severity: 'error', args: { method } });
  }
  const misplaced = wrongPath(api, body);
  if (misplaced) findings.push({ ...common, code: 'request-path', severity: 'error', args: misplaced });
  if (address.scheme === 'http' && !isLoopback(address.host)) {
    findings.push({ ...common, code: 'request-insecure', severity: 'warning', args: { host: address.host } });
  }
  return findings;
}

/** Where a body belongs, when that is elsewhere. */
function wrongPath(
  { kind }: ApiPath,
  body: JsonValue | undefined,
): { eventType: string; belongs: RequestPath } | undefined {
  const eventType = isObject(body) ? asText(body['eventType']) : '';
  if (kind === 'batch') {
    return body === undefined || Array.isArray(body) ? undefined : { eventType, belongs: 'batch' };
  }
  const belongs = eventType === 'sessionStart' ? 'session' : 'event';
  return kind === belongs || !EVENT_TYPES.includes(eventType) ? undefined : { eventType, belongs };
}
