import { sayError, sayFinding } from '../messages/index.ts';
import { errorExitCode } from '../model/error-codes.ts';
import type { Finding } from '../model/finding.ts';
import type { ExplainedRequest, Result, Step } from '../model/result.ts';
import { safeJson } from './sanitize.ts';

/** The one JSON document of `--json` (version 1), with a newline. Times are milliseconds. */
export function renderJson(result: Result): string {
  const runs = result.runs?.map((run) => ({ profile: run.profile, ...documentPart(run.result) }));
  const { command } = result;
  return `${safeJson({ schemaVersion: 1, command, ...documentPart(result), ...(runs && { runs }) }, 2)}\n`;
}

/** What the document says of one result. */
function documentPart(result: Result): object {
  const { session, sent, request, findings, error } = result;
  return {
    ok: error === undefined,
    exitCode: errorExitCode(error),
    session: session ?? null,
    sent,
    http: httpPart(result),
    request: request ?? null,
    findings: findings.map(findingPart),
    error: error ? { code: error.code, ...errorWords(error) } : null,
    ...(result.explained && { requests: result.explained.map(explainedPart) }),
    ...(result.steps && { steps: result.steps.map(stepPart) }),
    ...result.data,
  };
}

/** The diagnosis alone, for reports that hold request and answer in a form of their own. */
export function diagnosisPart(result: Result): unknown {
  const { session, sent, findings, error } = result;
  return {
    sent,
    exitCode: errorExitCode(error),
    session: session ?? null,
    findings: findings.map(findingPart),
    error: error ? { code: error.code, ...errorWords(error) } : null,
  };
}

function httpPart(result: Result): unknown {
  const { exchange } = result;
  if (exchange?.kind !== 'answer') return null;
  const { status, headers, timings } = exchange;
  return { status, headers, timings };
}

function findingPart(finding: Finding): unknown {
  const { code, severity, path, expected, actual, origin, evidence } = finding;
  const { message, fix } = sayFinding(finding);
  return { code, severity, path, expected, actual, origin, evidence, message, ...(fix && { fix }) };
}

function errorWords(error: NonNullable<Result['error']>): { message: string; fix: string } {
  const { message, fix } = sayError(error);
  const whose = error.profile === undefined ? '' : `Profile ${error.profile}: `;
  return { message: whose + message, fix };
}

function explainedPart({ label, kind, origin, status, error, findings }: ExplainedRequest): unknown {
  return {
    label,
    kind,
    origin,
    ...(status !== undefined && { status }),
    error: error ? { code: error.code, ...errorWords(error) } : null,
    findings: findings.map(findingPart),
  };
}

function stepPart({ name, status, detail, elapsed, findings }: Step): unknown {
  return {
    name,
    status,
    detail,
    ...(elapsed !== undefined && { elapsed }),
    findings: findings.map(findingPart),
  };
}
