import type { Capture, CapturedRequest, SeenResponse } from '../../capture/capture.ts';
import { readCapture } from '../../capture/detect.ts';
import { readCaptureText } from '../../capture/input.ts';
import { seenResponse } from '../../capture/response.ts';
import { defineCommand } from '../../cli/definition.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { clockSkew, explainError, serverTime } from '../../diagnosis/explain.ts';
import { judge } from '../../diagnosis/verdict.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import type { Answer } from '../../model/exchange.ts';
import { LOCAL_EXITS } from '../../model/exit-codes.ts';
import { type Finding, hasError } from '../../model/finding.ts';
import type { JsonValue } from '../../model/json.ts';
import { withoutRedacted } from '../../model/redacted.ts';
import type { ExplainedRequest, Result } from '../../model/result.ts';
import { checkEvent } from '../../rules/check-event.ts';
import { sessionsIn } from './sessions.ts';

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
  const { text, origin, notes } = await readCaptureText(options.file, context);
  const capture = readCapture(text, origin);
  if (capture.requests.length === 0) {
    throw new InputError('file', [
      { code: 'capture-empty', severity: 'error', origin, args: { ignored: capture.ignored } },
    ]);
  }
  const explained = explainAll({ ...capture, notes: [...notes, ...capture.notes] });
  const sessions = sessionsIn(capture);
  const failed = explained.filter((one) => hasError(one.findings)).length;
  const spoilt = sessions.filter((one) => hasError(one.findings)).length;
  const findings = [...explained, ...sessions].flatMap((one) => one.findings);
  return {
    command: 'explain',
    sent: 'no',
    findings,
    explained,
    ...(sessions.length > 0 && { sessions }),
    ...(failed + spoilt > 0 && {
      error: {
        code: 'check-failed',
        args: { failed, bodies: explained.length, captured: true, sessions: spoilt },
      },
    }),
  };
}

function explainAll(capture: Capture): ExplainedRequest[] {
  const explained = capture.requests.map(explainOne);
  // What is wrong with the capture as a whole stands with the first of its requests.
  explained[0]?.findings.unshift(...capture.notes);
  return explained;
}

function explainOne(request: CapturedRequest): ExplainedRequest {
  const local = [...(request.lineProblem ?? []), ...(request.bodyProblem ?? []), ...bodyFindings(request)];
  const answered = answerFindings(request, local);
  const seen = seenResponse(request.response);
  return {
    label: request.label,
    kind: request.kind === 'batch' ? 'body' : request.kind,
    origin: request.origin,
    ...(request.body && { body: request.body.value }),
    ...(request.credentials && { credentials: request.credentials }),
    findings: [...answered.findings],
    ...(seen && { status: seen.status }),
    ...(answered.error && { error: answered.error }),
  };
}

function bodyFindings(request: CapturedRequest): Finding[] {
  const { body, url } = request;
  if (body?.value === undefined) return [];
  const seen = seenResponse(request.response);
  const sentTo = request.kind === 'session' ? { eventType: 'sessionStart' } : {};
  return checkEvent(withoutRedacted(body.value as JsonValue).value, {
    ...sentTo,
    originOf: body.originOf,
    now: request.startedAt ?? (seen ? serverTime(asAnswer(seen)) : Number.NaN),
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
  const { kind, url } = request;
  const answer = seenResponse(request.response);
  if (!answer || !url || (kind !== 'session' && kind !== 'event')) return { findings: [...local] };
  const verdict = judge(asAnswer(answer), url, kind);
  const { error, findings } = explainError(verdict.error, local);
  const skew = request.startedAt === undefined ? [] : clockSkew(asAnswer(answer), request.startedAt, true);
  return {
    findings: [...verdict.findings, ...findings, ...skew],
    ...(error && { error }),
  };
}

function asAnswer(answer: SeenResponse): Answer {
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
