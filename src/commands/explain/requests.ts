import type { Capture, CapturedRequest, SeenResponse } from '../../capture/capture.ts';
import { decodedOrigins } from '../../capture/decoded.ts';
import { noResponse, seenResponse } from '../../capture/response.ts';
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
import { type BatchOptions, checkBatch } from '../../rules/check-batch.ts';
import { checkEvent } from '../../rules/check-event.ts';
import type { CheckOptions } from '../../rules/check-options.ts';
import { judged } from '../shared/judged.ts';

/** The forms that record responses: that one is missing says something. */
const WITH_RESPONSES: ReadonlySet<CaptureForm> = new Set(['har', 'har-entry', 'charles', 'newman']);

/** More starts than these without an event after them are no accident. */
const STARTS_ALONE = 3;

const NOTHING: readonly Finding[] = [];

/** What the capture as a whole says of each request. */
interface Whole {
  holdsResponses: boolean;
  online: boolean;
  ignore: Ignore;
  /** The first of several starts after which no event came. */
  alone: { request: CapturedRequest; count: number } | undefined;
}

/** What is to be said of each request of a capture. */
export function explainRequests(capture: Capture, ignore: Ignore): ExplainedRequest[] {
  const { form, requests } = capture;
  const holdsResponses = WITH_RESPONSES.has(form) || requests.some(({ response }) => response !== undefined);
  // A log of bodies does not say where they went: to the sessions endpoint, or in a batch of downloaded content.
  const online = requests.length === 1 || requests.some(({ url }) => url !== undefined);
  const whole: Whole = { holdsResponses, online, ignore, alone: startsAlone(capture) };
  return requests.map((request) => explainOne(request, whole));
}

/** Several starts that succeeded, and not one event: the player does not get the session ID. */
function startsAlone({ form, requests }: Capture): Whole['alone'] {
  if (!WITH_RESPONSES.has(form)) return undefined;
  const starts = requests.filter(
    ({ kind, response }) => kind === 'session' && seenResponse(response)?.status === 201,
  );
  const [first] = starts;
  if (!first || starts.length < STARTS_ALONE || requests.some(({ kind }) => kind === 'event'))
    return undefined;
  // Where the page could not read the response, that is the cause.
  return starts.some(({ cors }) => cors) ? undefined : { request: first, count: starts.length };
}

function startsAloneFindings({ alone }: Whole, request: CapturedRequest): readonly Finding[] {
  if (alone?.request !== request) return NOTHING;
  const { origin } = request;
  return [{ code: 'starts-alone', severity: 'error', origin, args: { count: alone.count } }];
}

function explainOne(request: CapturedRequest, whole: Whole): ExplainedRequest {
  const { label, kind, origin, body, credentials, response } = request;
  const seen = seenResponse(response);
  const local = [
    ...(request.lineProblem ?? NOTHING),
    ...bodyProblems(request),
    ...computedIn(request),
    ...bodyFindings(request, whole),
  ];
  const answered = answerFindings(request, seen, judged(local, whole.ignore));
  const findings = silence(
    [...responseFindings(request, whole), ...answered.findings, ...startsAloneFindings(whole, request)],
    whole.ignore,
  );
  // Without headers in the capture nobody knows of a Location; without a URL the status alone tells.
  const isCreated = seen?.status === 201 && Object.keys(seen.headers).length === 0;
  const error = isCreated ? undefined : answered.error;
  const accepted = isCreated || (!error && (seen?.status ?? 0) < 300);
  const none = response || (whole.holdsResponses && kind !== 'body') ? 'none' : 'not-kept';
  const told = seen ? { status: seen.status, accepted } : none;
  const verdict = captureVerdict({ bodyRead: isRead(body), findings, response: told });
  // Put together step by step: there may be very many of them.
  const explained: ExplainedRequest = { label, kind, origin, verdict, findings };
  if (body) explained.body = body.value;
  if (credentials) explained.credentials = credentials;
  if (seen) explained.status = seen.status;
  if (error) explained.error = { ...error, args: { ...error.args, captured: true } };
  return explained;
}

/** The parts of a body without which nothing of it can be judged. */
const MAIN_PARTS: ReadonlySet<string> = new Set(['', '/eventType', '/playerTime', '/params']);

/** Whether a body was read: where code computes a main part of it, it was not. */
function isRead(body: CapturedRequest['body']): boolean {
  return body !== undefined && !body.computed?.some((path) => MAIN_PARTS.has(path));
}

/** What of a body that stands in code cannot be judged. */
function computedIn({ body, origin }: CapturedRequest): readonly Finding[] {
  const paths = body?.computed;
  if (!paths || paths.length === 0) return NOTHING;
  const severity = isRead(body) ? 'warning' : 'error';
  return [{ code: 'capture-computed', severity, origin, args: { paths } }];
}

/** Why there is no body; a request that cannot be judged for it is no success. */
function bodyProblems({ body, bodyProblem }: CapturedRequest): readonly Finding[] {
  if (!bodyProblem) return NOTHING;
  return body ? bodyProblem : bodyProblem.map((finding): Finding => ({ ...finding, severity: 'error' }));
}

/** Why there is no response, or why the page could not read it. */
function responseFindings(request: CapturedRequest, { holdsResponses }: Whole): readonly Finding[] {
  const { kind, origin, response, cors } = request;
  if (cors) return [{ code: 'response-unreadable', severity: 'error', origin, args: cors }];
  if (response?.kind === 'seen') return NOTHING;
  // Of a body without a URL nobody knows that it was sent, unless the log tells what came of it.
  if (!response && (!holdsResponses || kind === 'body')) return NOTHING;
  const { reason, reported } = response ?? noResponse();
  const args = { reason, ...(reported !== undefined && { reported }) };
  return [{ code: 'response-missing', severity: 'error', origin, args }];
}

function bodyFindings(request: CapturedRequest, { online }: Whole): readonly Finding[] {
  const { body, url, kind } = request;
  if (body?.value === undefined) return NOTHING;
  const { value, hidden } = withSamples(body.value);
  const rules: CheckOptions = {
    originOf: decodedOrigins(body),
    now: timeOf(request),
    recorded: true,
    online,
  };
  if (url) rules.endpoint = { host: url.hostname, origin: request.origin };
  const batch = BATCH_OF[kind];
  const isBatch = batch !== undefined && Array.isArray(value);
  // An event that went to the wrong path is judged as what it is.
  const isMisplaced = request.lineProblem?.some(
    ({ code, args }) => code === 'request-path' && !args.slash && !args.twice,
  );
  if (kind === 'session' && !isBatch && !isMisplaced) rules.eventType = 'sessionStart';
  const findings = isBatch ? checkBatch(value, { ...rules, batch }) : checkEvent(value, rules);
  return hidden.size === 0 ? findings : findings.flatMap((finding) => ofHidden(finding, hidden));
}

/** When a request was sent, in milliseconds since the epoch: by the recorder's clock, or the server's; NaN if neither is known. */
function timeOf({ startedAt, response }: CapturedRequest): number {
  if (startedAt !== undefined) return startedAt;
  const seen = seenResponse(response);
  return seen ? serverTime(asAnswer(seen)) : Number.NaN;
}

/** What an array of bodies is, by where it was sent. */
const BATCH_OF: Readonly<Record<CapturedRequest['kind'], BatchOptions['batch'] | undefined>> = {
  session: 'sessions',
  batch: 'downloaded',
  event: undefined,
  body: undefined,
};

/**
 * Of a value that had been hidden only its type is known, so that nothing but a wrong type can be said of it; of one that code computes
 * nothing at all.
 */
function ofHidden(finding: Finding, hidden: ReadonlyMap<string, JsonType | undefined>): Finding[] {
  const { path = '', expected } = finding;
  const type = hidden.get(path);
  if (type === undefined) {
    if (hidden.has(path)) return [];
    const isWithin = [...hidden.keys()].some((place) => path.startsWith(`${place}/`));
    return isWithin ? [] : [finding];
  }
  if (expected?.kind !== 'type') return [];
  const { suggestion: _none, ...args } = (finding.args ?? {}) as { suggestion?: unknown };
  return [{ ...finding, actual: { type: 'redacted', of: type }, args } as Finding];
}

/** What the recorded response means; a 400 ranks the findings as evidence, as `start` does. */
function answerFindings(
  { kind, url, body, startedAt, method = 'POST' }: CapturedRequest,
  seen: SeenResponse | undefined,
  local: readonly Finding[],
): { findings: readonly Finding[]; error?: ExplainedRequest['error'] } {
  if (!seen || !url || kind === 'body') return { findings: local };
  const answer = asAnswer(seen);
  // The response to a batch of downloaded content has no session ID, wherever it was sent.
  const isBatch = kind === 'batch' || (kind === 'session' && Array.isArray(body?.value));
  const verdict = judge(answer, url, isBatch ? 'downloaded' : kind, method);
  // Of a body that was not seen nothing can be said, not even that it does not explain the response.
  const { error, findings } = body
    ? explainError(verdict.error, local)
    : { error: verdict.error, findings: local };
  const skew = startedAt === undefined ? [] : clockSkew(answer, startedAt, true);
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
