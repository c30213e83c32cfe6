import type { Exchange } from '../client/types.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { ErrorArgs, ExplainedRequest, Result } from '../model/result.ts';

/** What stands in the place of a value that must not be told. */
export const REDACTED = '[redacted]';

/** Params that identify a person, a device or a login. All values of customMetadata are treated like them. */
export const SENSITIVE_PARAMS: readonly string[] = [
  'analytics.visitorId',
  'analytics.aid',
  'visitor.marketingCloudUserId',
  'visitor.customerIDs',
  'appInstallationId',
];

/** The same for a session ID within a URL; in the form of an ID, so that a redacted capture can still be explained. */
const REDACTED_ID = 'redacted-session-id';

const SENSITIVE_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** A shorter value cannot be searched for in other texts: it would be found everywhere. By its path it is still hidden. */
const LEAST_LENGTH = 4;

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
  const scrub = scrubber(result, options);
  const { request, error, exchange, explained, session } = result;
  return {
    ...result,
    findings: result.findings.map((finding) => redactFinding(finding, scrub)),
    ...(request && { request: redactRequest(request, scrub) }),
    ...(error && { error: { ...error, args: scrubArgs(error.args ?? {}, scrub) } }),
    ...(exchange && { exchange: redactExchange(exchange, scrub) }),
    ...(explained && { explained: explained.map((one) => redactExplained(one, scrub)) }),
    ...(session && options.sessionId && { session: { ...session, id: REDACTED, url: scrub(session.url) } }),
  };
}

/** A text in which the session IDs of URLs are hidden. */
export function hideSessionIds(text: string): string {
  return text.replace(/(\/sessions\/)[^/?#\s"]+/g, `$1${REDACTED_ID}`);
}

/** A body without the values that identify somebody; keys and all other values stay. */
export function redactBody(body: JsonObject): JsonObject {
  const copy: JsonObject = { ...body };
  if (isObject(body['params']))
    copy['params'] = hide(body['params'], (key) => SENSITIVE_PARAMS.includes(key));
  if (isObject(body['customMetadata'])) copy['customMetadata'] = hide(body['customMetadata'], () => true);
  // A flat set of params, or a body put together wrongly, has them at the top.
  return hide(copy, (key) => SENSITIVE_PARAMS.includes(key));
}

function hide(object: JsonObject, isSensitive: (key: string) => boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, isSensitive(key) ? REDACTED : value]),
  );
}

type Scrub = (text: string) => string;

/** Replaces every secret of a result in a text. */
function scrubber(result: Result, options: RedactOptions): Scrub {
  const secrets = secretsOf(result.request?.body);
  if (options.sessionId && result.session) secrets.push(result.session.id);
  const longestFirst = [...new Set(secrets)].sort((one, other) => other.length - one.length);
  return (text) => {
    const clean = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
    return options.sessionId ? hideSessionIds(clean) : clean;
  };
}

/** Every sensitive value of a body as text, inner ones of objects included. */
function secretsOf(body: JsonObject | undefined): string[] {
  if (!body) return [];
  const params = isObject(body['params']) ? body['params'] : {};
  const custom = isObject(body['customMetadata']) ? body['customMetadata'] : {};
  const values = [...SENSITIVE_PARAMS.flatMap((key) => [params[key], body[key]]), ...Object.values(custom)];
  return values
    .flatMap((value) => (value === undefined ? [] : texts(value)))
    .filter((text) => text.length >= LEAST_LENGTH);
}

function texts(value: JsonValue): string[] {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(texts);
}

function redactFinding(finding: Finding, scrub: Scrub): Finding {
  const isSensitive = isSensitivePath(finding.path ?? '');
  const { actual, args } = finding;
  return {
    ...finding,
    ...(actual !== undefined && { actual: isSensitive ? REDACTED : scrub(actual) }),
    ...(args && {
      args: isSensitive ? withoutValues(args) : (scrubArgs(args, scrub) as NonNullable<Finding['args']>),
    }),
  };
}

function isSensitivePath(path: string): boolean {
  return (
    /^\/customMetadata\//.test(path) || SENSITIVE_PARAMS.some((key) => path.startsWith(`/params/${key}`))
  );
}

/** Arguments that repeat or mend the value itself would tell it. */
function withoutValues(args: NonNullable<Finding['args']>): NonNullable<Finding['args']> {
  const { text: _text, suggestion: _suggestion, ...rest } = args;
  return rest;
}

function scrubArgs(args: ErrorArgs, scrub: Scrub): ErrorArgs {
  return Object.fromEntries(
    Object.entries(args).map(([key, value]) => {
      // The ID in the message of a failed end is there so that it is not lost.
      if (key === 'id') return [key, value];
      return [
        key,
        typeof value === 'string' ? scrub(value) : Array.isArray(value) ? value.map(scrub) : value,
      ];
    }),
  );
}

function redactRequest(
  request: NonNullable<Result['request']>,
  scrub: Scrub,
): NonNullable<Result['request']> {
  const url = scrub(request.url);
  return { ...request, url, ...(request.body && { body: redactBody(request.body) }) };
}

function redactExchange(exchange: Exchange, scrub: Scrub): Exchange {
  if (exchange.kind === 'failure') return exchange;
  const headers = Object.fromEntries(
    Object.entries(exchange.headers).map(([name, value]) => {
      if (SENSITIVE_HEADERS.includes(name)) return [name, REDACTED];
      return [name, Array.isArray(value) ? value.map(scrub) : scrub(value)];
    }),
  );
  const bytes = Buffer.from(scrub(Buffer.from(exchange.body.bytes).toString('utf8')));
  return { ...exchange, headers, body: { ...exchange.body, bytes } };
}

function redactExplained(one: ExplainedRequest, scrub: Scrub): ExplainedRequest {
  return {
    ...one,
    label: scrub(one.label),
    findings: one.findings.map((finding) => redactFinding(finding, scrub)),
    ...(one.error && { error: { ...one.error, args: scrubArgs(one.error.args ?? {}, scrub) } }),
  };
}
