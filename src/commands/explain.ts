import type { Capture, CapturedRequest } from '../capture/capture.ts';
import { readCapture } from '../capture/detect.ts';
import { sequenceFindings } from '../capture/sequence.ts';
import { defineCommand } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { captureVerdict } from '../diagnosis/capture-verdict.ts';
import { clockSkew, explainError, serverTime } from '../diagnosis/explain.ts';
import { judge } from '../diagnosis/verdict.ts';
import type { CaptureVerdict } from '../model/capture-verdict.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Answer } from '../model/exchange.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { JsonType, JsonValue } from '../model/json.ts';
import { withSamples } from '../model/redacted.ts';
import type { ExplainedRequest, Result } from '../model/result.ts';
import { readInputText } from '../parse/input-text.ts';
import { checkEvent } from '../rules/check-event.ts';

/** What `explain` was asked to do. */
interface ExplainOptions {
  /** File name, or `-` for standard input. */
  file: string;
}

/** `explain`. */
export const EXPLAIN = defineCommand<ExplainOptions>({
  options: [OUTPUT],
  examples: ['media-session explain customer.har', 'cat curl.txt | media-session explain -'],
  exits: LOCAL_EXITS,
  read: ({ args: [file] }) => ({ file: String(file) }),
  run: explain,
});

/**
 * Reads a capture and says of each request what it is, what is wrong with it, and what its recorded answer means. No
 * network. Throws InputError for a capture that cannot be read; errors in what it holds make it exit 2.
 */
async function explain(options: ExplainOptions, context: Context): Promise<Result> {
  const { text, origin } = await readInputText(options.file, context);
  const capture = await readCapture(text, origin);
  if (capture.requests.length === 0) {
    throw new InputError('file', [
      { code: 'capture-empty', severity: 'error', origin, args: { ignored: capture.ignored } },
    ]);
  }
  const explained = explainAll(capture);
  const findings = explained.flatMap((one) => one.findings);
  const counts = countStates(explained);
  const failed = explained.length - (counts.valid ?? 0);
  const args = { ...counts, failed, bodies: explained.length, captured: true };
  return {
    command: 'explain',
    sent: 'no',
    findings,
    explained,
    ...(failed > 0 && { error: { code: 'check-failed', args } }),
  };
}

function countStates(
  explained: readonly ExplainedRequest[],
): Partial<Record<CaptureVerdict['state'], number>> {
  const counts: Partial<Record<CaptureVerdict['state'], number>> = {};
  for (const { verdict } of explained) counts[verdict.state] = (counts[verdict.state] ?? 0) + 1;
  return counts;
}

function explainAll(capture: Capture): ExplainedRequest[] {
  const sequence = new Map<CapturedRequest, Finding[]>();
  for (const { request, finding } of sequenceFindings(capture.requests)) {
    const known = sequence.get(request);
    if (known) known.push(finding);
    else sequence.set(request, [finding]);
  }
  const holds = holdsResponses(capture);
  return capture.requests.map((request) => explainOne(request, sequence.get(request) ?? [], holds));
}

/** Whether the absence of a response says something: the form has a place for them, or others have theirs. */
function holdsResponses({ form, requests }: Capture): boolean {
  return form === 'har' || form === 'result' || requests.some(({ answer }) => answer !== undefined);
}

function explainOne(
  request: CapturedRequest,
  sequence: readonly Finding[],
  holdsResponses: boolean,
): ExplainedRequest {
  const { answer, body } = request;
  const local = [...bodyProblems(request), ...bodyFindings(request)];
  const answered = answerFindings(request, local);
  const findings = [...answered.findings, ...sequence];
  // A 201 whose Location is not in the capture was a success all the same.
  const accepted = !answered.error || answer?.status === 201;
  const none = holdsResponses && request.kind !== 'body' ? 'none' : 'not-kept';
  const response = answer ? { status: answer.status, accepted } : none;
  return {
    label: request.label,
    kind: request.kind,
    origin: request.origin,
    ...(body && { body: body.value }),
    ...(request.credentials && { credentials: request.credentials }),
    findings,
    verdict: captureVerdict({ bodyRead: body !== undefined, findings, response }),
    ...(answer && { status: answer.status }),
    ...(answered.error && { error: { ...answered.error, args: { ...answered.error.args, captured: true } } }),
  };
}

/** Why there is no body; a request that cannot be judged for it is no success. */
function bodyProblems({ body, bodyProblem = [] }: CapturedRequest): Finding[] {
  return body ? bodyProblem : bodyProblem.map((finding): Finding => ({ ...finding, severity: 'error' }));
}

function bodyFindings(request: CapturedRequest): Finding[] {
  const { body, url } = request;
  if (body?.value === undefined) return [];
  const sentTo = request.kind === 'session' ? { eventType: 'sessionStart' } : {};
  const { value, hidden } = withSamples(body.value as JsonValue);
  const findings = checkEvent(value, {
    ...sentTo,
    originOf: body.originOf,
    now: request.startedAt ?? (request.answer ? serverTime(asAnswer(request.answer)) : Number.NaN),
    recorded: true,
    online: true,
    ...(url && { endpoint: { host: url.hostname, origin: request.origin } }),
  });
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
  const { suggestion, ...args } = (finding.args ?? {}) as { suggestion?: unknown };
  return [{ ...finding, actual: { type: 'redacted', of: type }, args } as Finding];
}

/** What the recorded answer means; a 400 ranks the findings as evidence, as `start` does. */
function answerFindings(
  request: CapturedRequest,
  local: readonly Finding[],
): { findings: Finding[]; error?: ExplainedRequest['error'] } {
  const { answer, url } = request;
  if (!answer || !url || request.kind === 'body') return { findings: [...local] };
  const verdict = judge(asAnswer(answer), url, request.kind);
  // Of a body that was not seen nothing can be said, not even that it does not explain the answer.
  const { error, findings } = request.body
    ? explainError(verdict.error, local)
    : { error: verdict.error, findings: local };
  const skew = request.startedAt === undefined ? [] : clockSkew(asAnswer(answer), request.startedAt, true);
  return {
    findings: [...verdict.findings, ...findings, ...skew],
    ...(error && { error }),
  };
}

function asAnswer(answer: NonNullable<CapturedRequest['answer']>): Answer {
  const { status, statusText, headers, bodyText } = answer;
  const body = { bytes: Buffer.from(bodyText) };
  return {
    kind: 'answer',
    sent: 'yes',
    status,
    statusText,
    headers,
    body,
    timings: { total: 0 },
    peer: { addresses: [] },
  };
}
