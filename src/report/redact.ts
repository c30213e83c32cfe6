import type { Exchange } from '../client/types.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, parsePointer } from '../model/json.ts';
import type { ErrorArgs, ExplainedRequest, Result } from '../model/result.ts';
import { explainedSummary } from './explained.ts';

/** What stands in the place of a value that must not be told. */
export const REDACTED = '[redacted]';

/** Params that identify a person, a device or a login, and the flags that set them. All of customMetadata is treated alike. */
const SENSITIVE = [
  { param: 'analytics.visitorId', flag: '--visitor-id' },
  { param: 'analytics.aid', flag: '--aid' },
  { param: 'visitor.marketingCloudUserId', flag: '--marketing-cloud-user-id' },
  { param: 'visitor.customerIDs', flag: '--customer-ids' },
  { param: 'appInstallationId', flag: '--app-installation-id' },
] as const;

/** Params whose values are hidden. */
export const SENSITIVE_PARAMS: readonly string[] = SENSITIVE.map(({ param }) => param);

/** Flags whose values are not repeated. */
export const SENSITIVE_FLAGS: readonly string[] = ['--custom', ...SENSITIVE.map(({ flag }) => flag)];

/** The same for a session ID within a URL; in the form of an ID, so that a redacted capture can still be explained. */
const REDACTED_ID = 'redacted-session-id';

const SENSITIVE_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** A shorter value cannot be searched for in other texts: it would be found everywhere. By its path it is still hidden. */
const LEAST_LENGTH = 4;

/** Arguments that come from settings, not from the server: a host must not lose the letters that a secret happens to have. */
const OWN_ARGS = [
  'host',
  'port',
  'proxy',
  'proxySource',
  'addresses',
  'key',
  'flag',
  'option',
  'form',
  'stage',
];

/** What to hide besides visitor IDs and custom metadata. */
export interface RedactOptions {
  /** Also the session's ID; the outputs whose purpose it is to tell it keep it. */
  sessionId: boolean;
}

/**
 * A copy of a result that can be shown to others: visitor IDs, customer IDs and custom metadata are gone from the
 * body, from findings, and from whatever a server repeated of them.
 */
export function redactResult(result: Result, options: RedactOptions): Result {
  if (result.runs) {
    const runs = result.runs.map((run) => ({ ...run, result: redactResult(run.result, options) }));
    const worst = runs.find((run) => run.profile === result.error?.profile)?.result.error;
    const error = worst && { ...worst, profile: result.error?.profile ?? '' };
    return { ...result, runs, ...(error && { error }) };
  }
  const scrub = scrubber(result, options);
  const { request, requestHeaders, error, exchange, session, steps, output } = result;
  const explained = result.explained?.map((one) => redactExplained(one, scrub));
  return {
    ...result,
    findings: redactFindings(result.findings, scrub),
    ...(steps && {
      steps: steps.map((step) => ({ ...step, findings: redactFindings(step.findings, scrub) })),
    }),
    ...(request && {
      request: {
        ...request,
        url: scrub.ids(request.url),
        ...(request.body && { body: redactBody(request.body) }),
      },
    }),
    ...(requestHeaders && { requestHeaders: redactHeaders(requestHeaders, scrub) }),
    ...(error && { error: { ...error, args: scrubArgs(error.args ?? {}, scrub) } }),
    ...(exchange && { exchange: redactExchange(exchange, scrub) }),
    ...(explained && { explained }),
    ...(explained && output !== undefined && { output: explainedSummary(explained) }),
    ...(session &&
      options.sessionId && { session: { ...session, id: REDACTED, url: scrub.ids(session.url) } }),
  };
}

const SESSION_PATH = /(\bsessions(?:\\?\/|%2f))([^/?#\s"]+)/gi;

/** A text in which the session IDs of URLs are hidden. */
export function hideSessionIds(text: string): string {
  return text.replace(SESSION_PATH, `$1${REDACTED_ID}`);
}

/** A body without the values that identify somebody, wherever they were put; keys and all other values stay. */
export function redactBody(body: JsonObject): JsonObject {
  return hide(body, []) as JsonObject;
}

function hide(value: JsonValue, path: readonly string[]): JsonValue {
  const isContainer = isObject(value) && path.at(-1) === 'customMetadata';
  if (!isContainer && isSensitive(path)) return REDACTED;
  if (Array.isArray(value)) return value.map((each) => hide(each, path));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, hide(each, [...path, key])]));
}

/** Whether a path leads to, or into, a sensitive value; params written as nested objects count too. */
function isSensitive(path: readonly string[]): boolean {
  if (path.includes('customMetadata')) return true;
  const name = `.${path.join('.').toLowerCase()}.`;
  return SENSITIVE_PARAMS.some((param) => name.includes(`.${param.toLowerCase()}.`));
}

/** Every sensitive value of a body as text, inner ones of objects included. */
function secretsOf(value: JsonValue, path: readonly string[] = []): string[] {
  if (isObject(value)) return Object.entries(value).flatMap(([key, each]) => secretsOf(each, [...path, key]));
  if (Array.isArray(value)) return value.flatMap((each) => secretsOf(each, path));
  const isText = typeof value === 'string' || typeof value === 'number';
  return isText && isSensitive(path) ? [String(value)] : [];
}

/** Hides every secret of a result in a text. */
interface Scrub {
  (text: string, isCut?: boolean): string;
  /** Only the session IDs in URLs, where they are to be hidden. */
  ids(text: string): string;
  sessionId: boolean;
}

function scrubber({ request, session, exchange, explained }: Result, { sessionId }: RedactOptions): Scrub {
  const location = exchange?.kind === 'answer' ? exchange.headers['location'] : '';
  const urls = `${request?.url} ${location}`.matchAll(SESSION_PATH);
  const known = sessionId ? [session?.id ?? '', ...[...urls].map((match) => match[2] ?? '')] : [];
  const bodies = [request?.body ?? {}, ...(explained ?? []).map((one) => one.body ?? {})];
  const longestFirst = [
    ...new Set([...bodies.flatMap((body) => secretsOf(body)).flatMap(writings), ...known]),
  ]
    .filter((secret) => secret.length >= LEAST_LENGTH)
    .sort((one, other) => other.length - one.length);
  const ids = (text: string): string => (sessionId ? hideSessionIds(text) : text);
  const scrub = (text: string, isCut = false): string => withoutSecrets(ids(text), longestFirst, isCut);
  return Object.assign(scrub, { ids, sessionId });
}

/** How a server may write a value that it repeats: as it is, in JSON, in a URL, in HTML. */
function writings(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const ascii = json.replace(/[\u0080-\uffff]/g, unicodeEscape);
  const url = encodeURIComponent(secret.replace(/[\ud800-\udfff]/gu, '\ufffd'));
  const html = secret.replace(/[&<>"']/g, (char) => HTML[char] ?? char);
  const slashed = [json, ascii].map((text) => text.replaceAll('/', '\\/'));
  return [secret, json, ascii, ...slashed, url, url.replaceAll('%20', '+'), html];
}

const HTML: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const unicodeEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Split and joined, not replaced one after the other: a secret must not be found in what stands for another one. */
function withoutSecrets(text: string, longestFirst: readonly string[], isCut: boolean): string {
  let parts = [text];
  for (const secret of longestFirst) parts = parts.flatMap((part) => part.split(secret));
  if (isCut) parts.push(...withoutCutSecret(parts.pop() ?? '', longestFirst));
  return parts.join(REDACTED);
}

/** A text that was cut may end within a secret; fewer than four characters of one tell nothing. */
function withoutCutSecret(text: string, secrets: readonly string[]): string[] {
  const whole = text.replace(/\ufffd+$/, '');
  const at = secrets.reduce((least, secret) => Math.min(least, cutAt(whole, secret)), whole.length);
  return at < whole.length ? [whole.slice(0, at), ''] : [text];
}

/** Where a secret begins that goes on beyond the end of a text, or the text's length. */
function cutAt(text: string, secret: string): number {
  const head = secret.slice(0, LEAST_LENGTH);
  let at = text.indexOf(head, Math.max(0, text.length - secret.length + 1));
  while (at >= 0 && !secret.startsWith(text.slice(at))) at = text.indexOf(head, at + 1);
  return at < 0 ? text.length : at;
}

function redactFindings(findings: readonly Finding[], scrub: Scrub): Finding[] {
  return findings.map((finding) => {
    const { actual, args } = finding;
    const isHidden = isAboutSecret(finding);
    const told = args && scrubArgs(isHidden ? withoutValues(args) : args, scrub);
    return {
      ...finding,
      ...(actual !== undefined && { actual: isHidden ? REDACTED : scrub(actual) }),
      ...(told && { args: told as NonNullable<Finding['args']> }),
    };
  });
}

/** By its path in the body (a JSON pointer), its key in the settings (with dots), or the flag that it is about. */
function isAboutSecret({ path = '', args }: Finding): boolean {
  if (isSensitive(path.startsWith('/') ? parsePointer(path) : path.split('.'))) return true;
  const [flag = '', key = ''] = String(args?.['option'] ?? '').split(' ');
  return SENSITIVE_FLAGS.includes(flag) || isSensitive(key.split('.'));
}

/** Arguments that repeat or mend the value itself would tell it. */
function withoutValues(args: NonNullable<Finding['args']>): NonNullable<Finding['args']> {
  const { suggestion: _suggestion, reason: _reason, ...rest } = args;
  return 'text' in rest ? { ...rest, text: REDACTED } : rest;
}

function scrubArgs(args: ErrorArgs, scrub: Scrub): ErrorArgs {
  const isCut = (key: string): boolean =>
    key === 'bytes' || key === 'title' || (key === 'text' && args['shortened'] === true);
  const scrubbed = (key: string, value: ErrorArgs[string]): ErrorArgs[string] => {
    if (OWN_ARGS.includes(key)) return value;
    if (Array.isArray(value)) return value.map((each) => scrub(each));
    if (typeof value !== 'string') return value;
    if (key === 'url') return scrub.ids(value);
    // The ID in the message of a failed end is there so that it is not lost.
    if (key === 'id') return scrub.sessionId ? REDACTED : value;
    return scrub(value, isCut(key));
  };
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, scrubbed(key, value)]));
}

function redactExchange(exchange: Exchange, scrub: Scrub): Exchange {
  if (exchange.kind === 'failure') {
    const { raw, bytes, ...detail } = exchange.detail;
    const told = { ...(raw && { raw: scrub(raw) }), ...(bytes && { bytes: scrub(bytes, true) }) };
    return { ...exchange, detail: { ...detail, ...told } };
  }
  const { body, statusText } = exchange;
  const text = scrub(Buffer.from(body.bytes).toString('utf8'), body.incomplete !== undefined);
  return {
    ...exchange,
    statusText: scrub(statusText),
    headers: redactHeaders(exchange.headers, scrub),
    body: { ...body, bytes: Buffer.from(text) },
  };
}

function redactHeaders<T extends string | string[]>(
  headers: Record<string, T>,
  scrub: Scrub,
): Record<string, T> {
  const shown = (name: string, value: string | string[]): string | string[] => {
    if (SENSITIVE_HEADERS.includes(name.toLowerCase())) return REDACTED;
    return Array.isArray(value) ? value.map((each) => scrub(each)) : scrub(value);
  };
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(name, value) as T]));
}

function redactExplained(one: ExplainedRequest, scrub: Scrub): ExplainedRequest {
  return {
    ...one,
    label: scrub(one.label),
    findings: redactFindings(one.findings, scrub),
    ...(one.error && { error: { ...one.error, args: scrubArgs(one.error.args ?? {}, scrub) } }),
  };
}
