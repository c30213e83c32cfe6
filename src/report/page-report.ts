import { sayError, sayFinding, sayVerdict } from '../messages/index.ts';
import { sayFound } from '../messages/page.ts';
import { type Finding, isError } from '../model/finding.ts';
import { METRICS } from '../model/metrics.ts';
import type { PageReport, PageRequest } from '../model/page.ts';
import type { ExplainedRequest, ExplainResult } from '../model/result.ts';
import { correctedBody } from './corrected.ts';
import { findingPart } from './finding-part.ts';
import { fitted } from './page-fit.ts';
import { sessionPart } from './session-document.ts';
import { waysOf } from './ways.ts';

/** Who made a report, and when (milliseconds since the epoch). */
export interface Made {
  tool: string;
  now: number;
}

/** What the page of a report shows of a capture, small enough to be handed on. What must be hidden is hidden in `result` already. */
export function pageReport(result: ExplainResult, { tool, now }: Made): PageReport {
  const { explained = [], sessions = [], findings, error, passed = [] } = result;
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return fitted({
    subject: explained[0]?.origin.name ?? findings[0]?.origin?.name ?? '',
    tool,
    made: new Date(now).toISOString(),
    ok: error === undefined,
    verdict: verdictOf(result),
    counts: {
      requests: explained.length,
      sessions: sessions.length,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('info'),
    },
    passed,
    findings: explained.length === 0 ? findings.map((finding) => findingPart(finding, waysOf(result))) : [],
    sessions: sessions.map((session, index) => ({ number: index + 1, session: sessionPart(session) })),
    requests: explained.map((one) => requestOf(one, waysOf(result))),
    metrics: METRICS,
    left: { sessions: 0, requests: 0, events: 0, bodies: 0 },
  });
}

/** The verdict in a sentence: of a capture that could not be read, why. */
function verdictOf({ explained = [], findings, error }: ExplainResult): string {
  const [first] = explained.length === 0 ? findings.filter(isError) : [];
  if (first) return sayFinding(first).message;
  return error ? sayError(error).message : sayFound(findings);
}

function requestOf(one: ExplainedRequest, ways: ReturnType<typeof waysOf>): PageRequest {
  const { label, verdict, status, findings, body } = one;
  const count = (severity: Finding['severity']): number =>
    findings.filter((finding) => finding.severity === severity).length;
  const said = sayVerdict(verdict, count('error'), count('warning'));
  const reason = one.error ? `${said}: ${sayError(one.error).message}` : said;
  const corrected = body === undefined ? undefined : correctedBody(body, findings);
  return {
    label,
    state: verdict.state,
    verdict: reason,
    ...(status !== undefined && { status }),
    findings: findings.map((finding) => findingPart(finding, ways)),
    ...(body !== undefined && { body }),
    ...(corrected && { corrected }),
  };
}
