import type { Exchange } from '../client/types.ts';
import type { Finding } from '../model/finding.ts';
import { parsePointer } from '../model/json.ts';
import { REDACTED } from '../model/redacted.ts';
import type { ErrorArgs, ExplainedRequest, Result } from '../model/result.ts';
import { explainedSummary } from './explained.ts';
import { isSensitive, type RedactOptions, redactBody, type Scrub, SENSITIVE, scrubber } from './secrets.ts';

/** Flags whose values are not repeated. */
export const SENSITIVE_FLAGS: readonly string[] = ['--custom', ...SENSITIVE.map(({ flag }) => flag)];

const SENSITIVE_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

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
  return scrubbed(result, scrubber(result, options));
}

function scrubbed(result: Result, scrub: Scrub): Result {
  const { request, requestHeaders, error, exchange, session, steps, output, ending } = result;
  const explained = result.explained?.map((one) => redactExplained(one, scrub));
  return {
    ...result,
    findings: explained?.flatMap(({ findings }) => findings) ?? redactFindings(result.findings, scrub),
    ...(steps && {
      steps: steps.map((step) => ({ ...step, findings: redactFindings(step.findings, scrub) })),
    }),
    ...(request && {
      request: {
        ...request,
        url: scrub.urls(request.url),
        ...(request.body && { body: redactBody(request.body) }),
      },
    }),
    ...(requestHeaders && { requestHeaders: redactHeaders(requestHeaders, scrub) }),
    ...(error && { error: { ...error, args: scrubArgs(error.args ?? {}, scrub) } }),
    ...(exchange && { exchange: redactExchange(exchange, scrub) }),
    ...(ending && { ending: scrubbed(ending, scrub) }),
    ...(explained && { explained }),
    ...(explained && output !== undefined && { output: explainedSummary(explained) }),
    ...(session &&
      scrub.sessionId && { session: { ...session, id: REDACTED, url: scrub.urls(session.url) } }),
  };
}

function redactFindings(findings: readonly Finding[], scrub: Scrub): Finding[] {
  return findings.map((finding) => redactFinding(finding, scrub));
}

function redactFinding(finding: Finding, scrub: Scrub): Finding {
  const { actual, args } = finding;
  const isHidden = isAboutSecret(finding);
  const told = args && scrubArgs(isHidden ? withoutValues(args) : args, scrub);
  return {
    ...finding,
    ...(actual !== undefined && { actual: isHidden ? REDACTED : scrub(actual) }),
    ...(told && { args: told as NonNullable<Finding['args']> }),
  };
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
  const told = (key: string, value: ErrorArgs[string]): ErrorArgs[string] => {
    if (OWN_ARGS.includes(key)) return value;
    if (Array.isArray(value)) return value.map((each) => scrub(each));
    if (typeof value !== 'string') return value;
    if (key === 'url') return scrub.urls(value);
    // The ID in the message of a failed end is there so that it is not lost.
    if (key === 'id') return scrub.sessionId ? REDACTED : value;
    return scrub(value, isCut(key));
  };
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, told(key, value)]));
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
