import type { Capture, CapturedRequest, SeenResponse } from '../../capture/capture.ts';
import { seenResponse } from '../../capture/response.ts';
import { captureVerdict } from '../../diagnosis/capture-verdict.ts';
import { clockSkew, explainError, serverTime } from '../../diagnosis/explain.ts';
import { judge } from '../../diagnosis/verdict.ts';
import type { CaptureForm } from '../../model/capture-facts.ts';
import type { Answer } from '../../model/exchange.ts';
import type { Finding } from '../../model/finding.ts';
import { type Ignore, silence } from '../../model/ignore.ts';
import type { JsonType } from '../../model/json.ts';
import { withSamples } from '../../model/redacted.ts';
import type { ExplainedRequest } from '../../model/result.ts';
import { checkBatch } from '../../rules/check-batch.ts';
import { checkEvent } from '../../rules/check-event.ts';

/** The forms that record responses: that one is missing says something. */
const WITH_RESPONSES: ReadonlySet<CaptureForm> = new Set(['har', 'har-entry', 'charles']);

/** More starts than these without an event after them are no accident. */
const STARTS_ALONE = 3;

/** What the capture as a whole says of each request. */
interface Whole {
  holdsResponses: boolean;
  online: boolean;
  ignore: Ignore;
}

/** What is to be said of each request of a capture. */
export function explainRequests(capture: Capture, ignore: Ignore): ExplainedRequest[] {
  const { form, requests } = capture;
  const holdsResponses = WITH_RESPONSES.has(form) || requests.some(({ response }) => response !== undefined);
  // A log of bodies does not say where they went: to the sessions endpoint, or in a batch of downloaded content.
  const online = requests.length === 1 || requests.some(({ url }) => url !== undefined);
  const explained = requests.map((request) => explainOne(request, { holdsResponses, online, ignore }));
  explained[0]?.findings.push(...silence(startsAlone(capture), ignore));
  return explained;
}

/** Several starts that succeeded, and not one event: the player does not get the session ID. */
function startsAlone({ form, requests }: Capture): Finding[] {
  if (form !== 'har') return [];
  const starts = requests.filter(
    ({ kind, response }) => kind === 'session' && seenResponse(response)?.status === 201,
  );
  const [first] = starts;
  if (!first || starts.length < STARTS_ALONE || requests.some(({ kind }) => kind === 'event')) return [];
  const { origin } = first;
  return [{ code: 'starts-alone', severity: 'warning', origin, args: { count: starts.length } }];
}

function explainOne(request: CapturedRequest, whole: Whole): ExplainedRequest {
  const { body, response } = request;
  const seen = seenResponse(response);
  const local = [...(request.lineProblem ?? []), ...bodyProblems(request), ...bodyFindings(request, whole)];
  const answered = answerFindings(request, local);
  const findings = silence([...responseFindings(request, whole), ...answered.findings], whole.ignore);
  // A 201 whose Location is not in the capture was a success all the same; without a URL the status alone tells.
  const accepted = seen?.status === 201 || (!answered.error && (seen?.status ?? 0) < 300);
  const none = whole.holdsResponses && request.kind !== 'body' ? 'none' : 'not-kept';
  const told = seen ? { status: seen.status, accepted } : none;
  return {
    label: request.label,
    kind: request.kind,
    origin: request.origin,
    ...(body && { body: body.value }),
    ...(request.credentials && { credentials: request.credentials }),
    findings,
    verdict: captureVerdict({ bodyRead: body !== undefined, findings, response: told }),
    ...(seen && { status: seen.status }),
    ...(answered.error && { error: { ...answered.error, args: { ...answered.error.args, captured: true } } }),
  };
}

/** Why there is no body; a request that cannot be judged for it is no success. */
function bodyProblems({ body, bodyProblem = [] }: CapturedRequest): Finding[] {
  return body ? bodyProblem : bodyProblem.map((finding): Finding => ({ ...finding, severity: 'error' }));
}

/** Why there is no response, or why the page could not read it. */
function responseFindings(request: CapturedRequest, { holdsResponses }: Whole): Finding[] {
  const { kind, origin, response, cors } = request;
  if (cors) return [{ code: 'response-unreadable', severity: 'error', origin, args: cors }];
  if (response?.kind !== 'none' || !holdsResponses || kind === 'body') return [];
  const { reason, reported } = response;
  const args = { reason, ...(reported !== undefined && { reported }) };
  return [{ code: 'response-missing', severity: 'error', origin, args }];
}

function bodyFindings(request: CapturedRequest, { online }: Whole): Finding[] {
  const { body, url } = request;
  if (body?.value === undefined) return [];
  const seen = seenResponse(request.response);
  const { value, hidden } = withSamples(body.value);
  const rules = {
    originOf: body.originOf,
    now: request.startedAt ?? (seen ? serverTime(asAnswer(seen)) : Number.NaN),
    recorded: true,
    ...(url && { endpoint: { host: url.hostname, origin: request.origin } }),
  };
  const isStart = request.kind === 'session';
  const findings =
    Array.isArray(value) && (isStart || request.kind === 'batch')
      ? checkBatch(value, { ...rules, batch: isStart ? 'sessions' : 'downloaded' })
      : checkEvent(value, { ...rules, ...(isStart && { eventType: 'sessionStart' }), online });
  return hidden.size === 0 ? findings : findings.flatMap((finding) => ofHidden(finding, hidden));
}

/** Of a value that had been hidden only its type is known, so that nothing but a wrong type can be said of it. */
function ofHidden(finding: Finding, hidden: ReadonlyMap<string, JsonType>): Finding[] {
  const { path = '', expected } = finding;
  const type = hidden.get(path);
  if (type === undefined) {
    const isWithin = [...hidden.keys()].some((place) => path.startsWith(`${place}/`));
    return isWithin ? [] : [finding];
  }
  if (expected?.kind !== 'type') return [];
  const { suggestion: _none, ...args } = (finding.args ?? {}) as { suggestion?: unknown };
  return [{ ...finding, actual: { type: 'redacted', of: type }, args } as Finding];
}

/** What the recorded response means; a 400 ranks the findings as evidence, as `start` does. */
function answerFindings(
  request: CapturedRequest,
  local: readonly Finding[],
): { findings: Finding[]; error?: ExplainedRequest['error'] } {
  const { kind, url, body } = request;
  const seen = seenResponse(request.response);
  if (!seen || !url || kind === 'body') return { findings: [...local] };
  const answer = asAnswer(seen);
  const verdict = judge(answer, url, kind === 'batch' ? 'downloaded' : kind);
  // Of a body that was not seen nothing can be said, not even that it does not explain the response.
  const { error, findings } = body
    ? explainError(verdict.error, local)
    : { error: verdict.error, findings: local };
  const skew = request.startedAt === undefined ? [] : clockSkew(answer, request.startedAt, true);
  return {
    findings: [...verdict.findings.map((one) => asKept(one, seen)), ...findings, ...skew],
    ...(error && { error }),
  };
}

/** Of a text that the capture left out nobody knows that it was empty. */
function asKept(finding: Finding, { bodyKept }: SeenResponse): Finding {
  if (finding.code !== 'server-silent' || finding.args.form !== 'empty' || bodyKept === true) return finding;
  return { ...finding, args: { ...finding.args, form: 'not-kept' } };
}

function asAnswer({ status, statusText, headers, bodyText }: SeenResponse): Answer {
  return {
    kind: 'answer',
    sent: 'yes',
    status,
    statusText,
    headers,
    body: { bytes: Buffer.from(bodyText) },
    timings: { total: 0 },
    peer: { addresses: [] },
  };
}
