import type { Capture, CapturedRequest } from '../capture/capture.ts';
import { readCapture } from '../capture/detect.ts';
import { sequenceFindings } from '../capture/sequence.ts';
import { defineCommand } from '../cli/definition.ts';
import { OUTPUT } from '../cli/options/output.ts';
import { IGNORE_OPTIONS } from '../cli/options/settings.ts';
import type { IgnoreChoice } from '../config/choice.ts';
import { readIgnore } from '../config/ignore.ts';
import { clockSkew, explainError, serverTime } from '../diagnosis/explain.ts';
import { judge } from '../diagnosis/verdict.ts';
import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { Answer } from '../model/exchange.ts';
import { LOCAL_EXITS } from '../model/exit-codes.ts';
import type { Finding } from '../model/finding.ts';
import { type Ignore, silence } from '../model/ignore.ts';
import type { JsonValue } from '../model/json.ts';
import { withoutRedacted } from '../model/redacted.ts';
import type { ExplainedRequest, Result } from '../model/result.ts';
import { readInputText } from '../parse/input-text.ts';
import { checkEvent } from '../rules/check-event.ts';

/** What `explain` was asked to do. */
interface ExplainOptions extends IgnoreChoice {
  /** File name, or `-` for standard input. */
  file: string;
}

/** `explain`. */
export const EXPLAIN = defineCommand<ExplainOptions>({
  options: [IGNORE_OPTIONS, OUTPUT],
  examples: ['media-session explain customer.har', 'cat curl.txt | media-session explain -'],
  exits: LOCAL_EXITS,
  read: (given) => ({ file: String(given.args[0]), ...IGNORE_OPTIONS.read(given) }),
  run: explain,
});

/**
 * Reads a capture and says of each request what it is, what is wrong with it, and what its recorded answer means. No
 * network. Throws InputError for a capture that cannot be read; errors in what it holds make it exit 2.
 */
async function explain(options: ExplainOptions, context: Context): Promise<Result> {
  const ignore = await readIgnore(options, context);
  const { text, origin } = await readInputText(options.file, context);
  const capture = await readCapture(text, origin);
  if (capture.requests.length === 0) {
    throw new InputError('file', [
      { code: 'capture-empty', severity: 'error', origin, args: { ignored: capture.ignored } },
    ]);
  }
  const explained = explainAll(capture, ignore);
  const failed = explained.filter((one) =>
    one.findings.some((finding) => finding.severity === 'error'),
  ).length;
  const findings = explained.flatMap((one) => one.findings);
  return {
    command: 'explain',
    sent: 'no',
    findings,
    explained,
    ...(failed > 0 && {
      error: { code: 'check-failed', args: { failed, bodies: explained.length, captured: true } },
    }),
  };
}

function explainAll(capture: Capture, ignore: Ignore): ExplainedRequest[] {
  const sequence = new Map<CapturedRequest, Finding[]>();
  for (const { request, finding } of sequenceFindings(capture.requests)) {
    const known = sequence.get(request);
    if (known) known.push(finding);
    else sequence.set(request, [finding]);
  }
  return capture.requests
    .map((request) => explainOne(request, sequence.get(request) ?? []))
    .map((one) => ({ ...one, findings: silence(one.findings, ignore) }));
}

function explainOne(request: CapturedRequest, sequence: readonly Finding[]): ExplainedRequest {
  const local = [...(request.bodyProblem ?? []), ...bodyFindings(request)];
  const answered = answerFindings(request, local);
  return {
    label: request.label,
    kind: request.kind,
    origin: request.origin,
    ...(request.body && { body: request.body.value }),
    ...(request.credentials && { credentials: request.credentials }),
    findings: [...answered.findings, ...sequence],
    ...(request.answer && { status: request.answer.status }),
    ...(answered.error && { error: answered.error }),
  };
}

function bodyFindings(request: CapturedRequest): Finding[] {
  const { body, url } = request;
  if (body?.value === undefined) return [];
  const sentTo = request.kind === 'session' ? { eventType: 'sessionStart' } : {};
  return checkEvent(withoutRedacted(body.value as JsonValue).value, {
    ...sentTo,
    originOf: body.originOf,
    now: request.startedAt ?? (request.answer ? serverTime(asAnswer(request.answer)) : Number.NaN),
    recorded: true,
    online: true,
    ...(url && { endpoint: { host: url.hostname, origin: request.origin } }),
  });
}

/** What the recorded answer means; a 400 ranks the findings as evidence, as `start` does. */
function answerFindings(
  request: CapturedRequest,
  local: readonly Finding[],
): { findings: Finding[]; error?: ExplainedRequest['error'] } {
  const { answer, url } = request;
  if (!answer || !url || request.kind === 'body') return { findings: [...local] };
  const verdict = judge(asAnswer(answer), url, request.kind);
  const { error, findings } = explainError(verdict.error, local);
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
