import { captureVerdict } from '../diagnosis/capture-verdict.ts';
import type { CaptureVerdict } from '../model/capture-verdict.ts';
import { type Finding, hasError } from '../model/finding.ts';
import type { ExplainedRequest, ExplainResult, ResultError } from '../model/result.ts';
import type { SandboxRequest } from '../model/sandbox.ts';
import type { ExplainedSession } from '../model/session.ts';
import { RULE_IDS, type RuleId } from '../model/session-finding.ts';
import { shownBody } from './judge.ts';
import type { Store } from './store.ts';

/** A request as `explain` would have it in a recording. What a fault did to it, was wanted. */
export function explainedRequest(request: SandboxRequest): ExplainedRequest {
  const { id, kind = 'other', method, path, eventType, status, findings, session, error } = request;
  const name = `request ${id}`;
  const origin = { kind: 'request', name } as const;
  const isFaulty = findings.some(({ code }) => code === 'sandbox-fault');
  const body = shownBody(request.request.body);
  const whose = session === undefined ? '' : ` of session #${session}`;
  const response = { status, accepted: isFaulty || (status > 0 && status < 400) };
  // The rules of a session are told with the session.
  const placed = findings
    .filter(({ code }) => !RULE_IDS.includes(code as RuleId))
    .map((finding): Finding => ({ ...finding, origin }));
  return {
    label: `${name}: ${kind === 'other' || eventType === undefined ? `${method} ${path}` : eventType + whose}`,
    kind,
    origin,
    ...(body !== null && { body }),
    ...(status > 0 && { status }),
    findings: placed,
    verdict: captureVerdict({ bodyRead: kind === 'other' || body !== null, findings: placed, response }),
    ...(error && { error }),
  };
}

/** How many requests and sessions are wrong, for the words; `failed` and `sessions` are 0 where all is well. */
export function countsOf(
  explained: readonly ExplainedRequest[],
  sessions: readonly ExplainedSession[],
  isSpoilt: (findings: readonly Finding[]) => boolean = hasError,
): { failed: number; sessions: number; bodies: number; captured: true } {
  const states: Partial<Record<CaptureVerdict['state'], number>> = {};
  for (const { verdict } of explained) states[verdict.state] = (states[verdict.state] ?? 0) + 1;
  return {
    ...states,
    failed: explained.length - (states.valid ?? 0),
    bodies: explained.length,
    captured: true,
    sessions: sessions.filter((one) => isSpoilt(one.findings)).length,
  };
}

/** All that is kept, or one session, as `explain` would report it. */
export function explainedResult(store: Store, sessionId?: string): ExplainResult {
  const isWanted = ({ id }: { id: string | null }): boolean => sessionId === undefined || id === sessionId;
  const filter = sessionId === undefined ? {} : { sessionId };
  const explained = store.requests(filter).map(explainedRequest);
  const sessions = store
    .sessions()
    .filter(isWanted)
    .map((session) => store.explained(session));
  const counts = countsOf(explained, sessions);
  const error: ResultError = { code: 'check-failed', args: { ...counts, sandbox: true } };
  return {
    command: 'explain',
    sent: 'no',
    findings: [...explained, ...sessions].flatMap((one) => one.findings),
    explained,
    sessions,
    ...(counts.failed + counts.sessions > 0 && { error }),
  };
}
