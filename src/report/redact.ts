import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject, type JsonValue, parsePointer } from '../model/json.ts';
import { REDACTED, redactedValue } from '../model/redacted.ts';
import {
  askingOf,
  type EffectiveSetting,
  type ExplainedRequest,
  type ExplainResult,
  endingOf,
  type PlayedEvent,
  type PlayResult,
  type Result,
  type SandboxResult,
  type Session,
  type SingleResult,
  type Step,
} from '../model/result.ts';
import { isSensitive } from '../model/sensitive.ts';
import type { ExplainedSession } from '../model/session.ts';
import { redactExchange, redactHeaders } from './redact-exchange.ts';
import { redactError, redactFindings } from './redact-finding.ts';
import { type RedactOptions, redactBody, type Scrub, scrubber, scrubLabel } from './secrets.ts';

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
    ...(!('explained' in result) && { findings: redactFindings(result.findings, scrub) }),
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
      return session ? { ...result, session: redactSession(session, scrub) } : result;
    }
    case 'explain':
    case 'sandbox':
      return redactCapture(result, scrub);
    case 'play':
      return redactPlay(result, scrub);
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

function redactSession(session: Session, scrub: Scrub): Session {
  return scrub.sessionId ? { ...session, id: REDACTED, url: scrub.urls(session.url) } : session;
}

/** Each request of a play is redacted as if it had been sent alone. */
function redactPlay(result: PlayResult, scrub: Scrub): PlayResult {
  const { events, sessions, started, session } = result;
  return {
    ...result,
    ...(events && {
      events: events.map((event) => ({
        ...event,
        ...(event.result && {
          result: redactSingle(event.result, scrub) as NonNullable<PlayedEvent['result']>,
        }),
      })),
    }),
    ...(sessions && { sessions: sessions.map((one) => redactExplainedSession(one, scrub)) }),
    ...(started && {
      started: started.map(({ endWith, ...one }) => ({
        ...one,
        session: redactSession(one.session, scrub),
        ...(endWith !== undefined && { endWith: scrub.sessionId ? REDACTED : endWith }),
      })),
    }),
    ...(session && { session: redactSession(session, scrub) }),
  };
}

function redactExplainedSession(one: ExplainedSession, scrub: Scrub): ExplainedSession {
  const id = scrub.sessionId && one.id !== null ? REDACTED : one.id;
  return { ...one, id, findings: redactFindings(one.findings, scrub) };
}

/** The findings of a capture are those of its requests and sessions, in the same order. */
function redactCapture<R extends ExplainResult | SandboxResult>(result: R, scrub: Scrub): R {
  if (!result.explained) return { ...result, findings: redactFindings(result.findings, scrub) };
  const explained = result.explained.map((one) => redactExplained(one, scrub));
  const sessions = result.sessions?.map((one) => redactExplainedSession(one, scrub));
  const own = redactFindings(('own' in result && result.own) || [], scrub);
  const findings = [...own, ...[...explained, ...(sessions ?? [])].flatMap((one) => one.findings)];
  return { ...result, explained, ...(sessions && { sessions }), ...('own' in result && { own }), findings };
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

/** Of most requests of a long capture there is nothing to hide, and no copy is made. */
function redactExplained(one: ExplainedRequest, scrub: Scrub): ExplainedRequest {
  const label = scrubLabel(one.label, scrub);
  const body = scrub.bodies ? one.body : undefined;
  if (label === one.label && body === undefined && one.findings.length === 0 && !one.error) return one;
  return {
    ...one,
    label,
    ...(body !== undefined && { body: hideUnknown(redactBody(body), one.findings) }),
    findings: redactFindings(one.findings, scrub),
    ...(one.error && { error: redactError(one.error, scrub) }),
  };
}

/** Codes of keys that nobody knows. */
const UNKNOWN_KEYS: ReadonlySet<Finding['code']> = new Set(['param-unknown', 'body-unknown']);

/** What stands under a key that is neither known nor near to one may be anything, and anybody's. */
function hideUnknown(body: JsonValue, findings: readonly Finding[]): JsonValue {
  const paths = findings
    .filter(({ code, args }) => UNKNOWN_KEYS.has(code) && !(args && 'suggestion' in args && args.suggestion))
    .flatMap(({ path }) => path ?? []);
  if (paths.length === 0) return body;
  const shown = structuredClone(body);
  for (const path of paths) hideAt(shown, parsePointer(path));
  return shown;
}

function hideAt(body: JsonValue, path: readonly string[]): void {
  const key = path.at(-1);
  let parent: JsonValue | undefined = body;
  for (const part of path.slice(0, -1)) {
    const isThere: boolean = typeof parent === 'object' && parent !== null && Object.hasOwn(parent, part);
    parent = isThere ? (parent as JsonObject)[part] : undefined;
  }
  if (key !== undefined && isObject(parent) && Object.hasOwn(parent, key))
    parent[key] = redactedValue(parent[key] ?? null);
}
