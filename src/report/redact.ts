import type { Finding } from '../model/finding.ts';
import type { Actual } from '../model/finding-values.ts';
import { type JsonType, parsePointer } from '../model/json.ts';
import { REDACTED } from '../model/redacted.ts';
import {
  askingOf,
  type EffectiveSetting,
  type ErrorArgs,
  type ExplainedRequest,
  type ExplainResult,
  endingOf,
  type Result,
  type ResultError,
  type SingleResult,
  type Step,
} from '../model/result.ts';
import { redactExchange, redactHeaders } from './redact-exchange.ts';
import {
  isSensitive,
  type RedactOptions,
  redactBody,
  type Scrub,
  SENSITIVE,
  scrubber,
  scrubLabel,
} from './secrets.ts';

/** Flags whose values are not repeated. */
export const SENSITIVE_FLAGS: readonly string[] = ['--custom', ...SENSITIVE.map(({ flag }) => flag)];

/**
 * Arguments that come from settings or are codes of this program, and hold no text of the server: a host must not lose the
 * letters that a secret happens to have, and a code has to stay one that has words.
 */
const OWN_ARGS = [
  'advice',
  'belongs',
  'bend',
  'cause',
  'code',
  'failure',
  'kind',
  'limit',
  'live',
  'mistake',
  'problem',
  'reason',
  'where',
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
  if (!('runs' in result)) return redactSingle(result, scrubber(result, options));
  const scrubs = result.runs.map((run) => scrubber(run.result, options));
  const runs = result.runs.map((run, index) => ({
    ...run,
    result: redactSingle(run.result, scrubs[index] as Scrub),
  }));
  // What is said of the whole may repeat the secrets of any of them.
  const findings = scrubs.reduce(redactFindings, result.findings);
  const error = result.error && scrubs.reduce(redactError, result.error);
  return { ...result, runs, findings, ...(error && { error }) };
}

function redactSingle(result: SingleResult, scrub: Scrub): SingleResult {
  return redactOwn(redactCommon(result, scrub), scrub);
}

/** What every result may hold. */
function redactCommon<R extends SingleResult>(result: R, scrub: Scrub): R {
  const { error } = result;
  const { request, requestHeaders, exchange } = askingOf(result);
  const ending = endingOf(result);
  return {
    ...result,
    ...(result.command !== 'explain' && { findings: redactFindings(result.findings, scrub) }),
    ...(request && {
      request: {
        ...request,
        url: scrub.urls(request.url),
        ...(request.body && { body: redactBody(request.body) }),
      },
    }),
    ...(requestHeaders && { requestHeaders: redactHeaders(requestHeaders, scrub) }),
    ...(error && { error: redactError(error, scrub) }),
    ...(exchange && { exchange: redactExchange(exchange, scrub) }),
    ...(ending && { ending: redactCommon(ending, scrub) }),
  };
}

/** What only one command has. */
function redactOwn(result: SingleResult, scrub: Scrub): SingleResult {
  switch (result.command) {
    case 'start': {
      const { session } = result;
      if (!session || !scrub.sessionId) return result;
      return { ...result, session: { ...session, id: REDACTED, url: scrub.urls(session.url) } };
    }
    case 'explain':
      return redactCapture(result, scrub);
    case 'doctor':
      return {
        ...result,
        ...(result.steps && { steps: result.steps.map((step) => redactStep(step, scrub)) }),
      };
    case 'config show':
      return { ...result, ...(result.settings && { settings: result.settings.map(redactSetting) }) };
    default:
      return result;
  }
}

/** The findings of a capture are those of its requests and sessions, in the same order. */
function redactCapture(result: ExplainResult, scrub: Scrub): ExplainResult {
  if (!result.explained) return { ...result, findings: redactFindings(result.findings, scrub) };
  const explained = result.explained.map((one) => redactExplained(one, scrub));
  const sessions = result.sessions?.map((one) => ({
    ...one,
    ...(scrub.sessionId && one.id !== null && { id: REDACTED }),
    findings: redactFindings(one.findings, scrub),
  }));
  const findings = [...explained, ...(sessions ?? [])].flatMap((one) => one.findings);
  return { ...result, explained, ...(sessions && { sessions }), findings };
}

function redactError(error: ResultError, scrub: Scrub): ResultError {
  const { args, cause } = error;
  return {
    ...error,
    args: scrubArgs(args ?? {}, scrub) as ErrorArgs,
    ...(cause && { cause: redactError(cause, scrub) }),
  };
}

function redactStep(step: Step, scrub: Scrub): Step {
  const { detail } = step;
  const shown = detail.about === 'error' ? { ...detail, error: redactError(detail.error, scrub) } : detail;
  return { ...step, detail: shown, findings: redactFindings(step.findings, scrub) };
}

/** Visitor IDs among the default params, and custom metadata, are settings, too, but not for other eyes. */
function redactSetting(setting: EffectiveSetting): EffectiveSetting {
  return isSensitive(setting.key.split('.')) ? { ...setting, value: REDACTED } : setting;
}

function redactFindings(findings: readonly Finding[], scrub: Scrub): Finding[] {
  return findings.map((finding) => redactFinding(finding, scrub));
}

function redactFinding(finding: Finding, scrub: Scrub): Finding {
  const { actual, args } = finding;
  const isHidden = isAboutSecret(finding);
  const told = args && scrubArgs(isHidden ? withoutValues(args) : args, scrub);
  const shown = actual && (isHidden ? hiddenActual(actual) : scrubActual(actual, scrub));
  const redacted = { ...finding };
  if (shown) redacted.actual = shown;
  // Every argument is still there, or was one that may be missing.
  if (told) redacted.args = told as NonNullable<Finding['args']>;
  return redacted as Finding;
}

/** By its path in the body (a JSON pointer), its key in the settings (with dots), or the flag that it is about. */
function isAboutSecret({ path = '', args }: Finding): boolean {
  if (isSensitive(path.startsWith('/') ? parsePointer(path) : path.split('.'))) return true;
  const [flag = '', key = ''] = (args && 'option' in args ? args.option : '').split(' ');
  return SENSITIVE_FLAGS.includes(flag) || isSensitive(key.split('.'));
}

/** Without the value, but with its JSON type where it has one. */
function hiddenActual(actual: Actual): Actual {
  const { type } = actual;
  if (type === 'redacted') return actual;
  return Object.hasOwn(JSON_TYPES, type) ? { type: 'redacted', of: type as JsonType } : { type: 'redacted' };
}

const JSON_TYPES: Readonly<Record<JsonType, true>> = {
  string: true,
  number: true,
  boolean: true,
  object: true,
  array: true,
  null: true,
};

/** A value in which no secret of the result is left. */
function scrubActual(actual: Actual, scrub: Scrub): Actual {
  if (!('value' in actual) || actual.value === undefined) return actual;
  const text = String(actual.value);
  const told = scrub(text, 'shortened' in actual);
  return told === text ? actual : { ...actual, value: told };
}

/** Arguments that repeat the value itself. */
const REPEATING = ['text', 'plain', 'looksLike'];

/** Without a better value, and without what is wrong inside the value: they would tell it. */
function withoutValues(args: object): object {
  const kept = Object.entries(args).filter(
    ([key, value]) => key !== 'suggestion' && !(key === 'reason' && typeof value === 'object'),
  );
  return Object.fromEntries(
    kept.map(([key, value]) => [key, REPEATING.includes(key) && value !== '' ? REDACTED : value]),
  );
}

function scrubArgs(args: object, scrub: Scrub): object {
  const isCut = (key: string): boolean =>
    key === 'bytes' || key === 'title' || (key === 'text' && 'shortened' in args && args.shortened === true);
  const told = (key: string, value: unknown): unknown => {
    if (Array.isArray(value)) return value.map((each) => told(key, each));
    if (typeof value === 'object' && value !== null) return scrubArgs(value, scrub);
    if (typeof value !== 'string' || OWN_ARGS.includes(key)) return value;
    if (key === 'url') return scrub.urls(value);
    // The ID in the message of a failed end is there so that it is not lost.
    if (key === 'id') return scrub.sessionId ? REDACTED : value;
    return scrub(value, isCut(key));
  };
  return Object.fromEntries(Object.entries(args).map(([key, value]) => [key, told(key, value)]));
}

/** Of most requests of a long capture there is nothing to hide, and no copy is made. */
function redactExplained(one: ExplainedRequest, scrub: Scrub): ExplainedRequest {
  const label = scrubLabel(one.label, scrub);
  const body = scrub.bodies ? one.body : undefined;
  if (label === one.label && body === undefined && one.findings.length === 0 && !one.error) return one;
  return {
    ...one,
    label,
    ...(body !== undefined && { body: redactBody(body) }),
    findings: redactFindings(one.findings, scrub),
    ...(one.error && { error: redactError(one.error, scrub) }),
  };
}
