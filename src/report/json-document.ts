import type { Ways } from '../messages/index.ts';
import { sayStep } from '../messages/steps.ts';
import { errorExitCode } from '../model/error-codes.ts';
import {
  type Asking,
  askingOf,
  type EventResult,
  type ExplainedRequest,
  type Result,
  type SandboxResult,
  type SingleResult,
  type Step,
  sessionOf,
} from '../model/result.ts';
import { errorPart } from './error-part.ts';
import { findingPart } from './finding-part.ts';
import { playPart } from './play-document.ts';
import { safeJson } from './sanitize.ts';
import { sessionsPart } from './session-document.ts';
import { waysOf } from './ways.ts';

/** The one JSON document of `--json` (version 1), with a newline. Times are milliseconds. */
export function renderJson(result: Result): string {
  const runs =
    'runs' in result && result.runs.map((run) => ({ profile: run.profile, ...documentPart(run.result) }));
  const { command } = result;
  // The first line of the NDJSON that `sandbox` goes on with.
  const indent = command === 'sandbox' && 'url' in result ? 0 : 2;
  return `${safeJson({ schemaVersion: 1, command, ...documentPart(result), ...(runs && { runs }) }, indent)}\n`;
}

/** What the document says of one result. */
function documentPart(result: Result): object {
  const { sent, findings, error } = result;
  const asking = askingOf(result);
  const ways = waysOf(result);
  return {
    ok: error === undefined,
    exitCode: errorExitCode(error),
    session: sessionOf(result) ?? null,
    sent,
    http: httpPart(asking),
    request: asking.request ?? null,
    findings: findings.map((finding) => findingPart(finding, ways)),
    error: errorPart(error, findings, ways),
    ignored: result.ignored ?? {},
    ...('runs' in result ? {} : ownPart(result)),
  };
}

/** The keys that only this command has. */
function ownPart(result: SingleResult): object {
  switch (result.command) {
    case 'start':
    case 'event':
    case 'end':
      return result.ending ? { ending: endingPart(result.ending) } : {};
    case 'check':
      return { checked: result.checked };
    case 'explain':
      return {
        requests: result.explained?.map((one) => explainedPart(one, waysOf(result))),
        ...(result.passed && { passed: result.passed }),
        ...sessionsPart(result.sessions),
      };
    case 'play':
      return playPart(result);
    case 'doctor':
      return { steps: result.steps?.map(stepPart) };
    case 'schema show':
      return { schema: result.schema };
    case 'config show':
      return result.settings ? { config: result.config ?? null, settings: result.settings } : {};
    case 'config path':
    case 'config init':
      return { config: result.config };
    case 'sandbox':
      return result.explained ? checkedPart(result) : { url: result.url, page: result.page };
    case 'completion':
      return result.script ? { shell: result.script.shell, script: result.script.text } : {};
    case 'help':
      return { help: result.help };
    default:
      return {};
  }
}

/** The diagnosis alone, for reports that hold request and answer in a form of their own. */
export function diagnosisPart(result: Result): unknown {
  const { sent, findings, error } = result;
  return {
    sent,
    exitCode: errorExitCode(error),
    session: sessionOf(result) ?? null,
    findings: findings.map((finding) => findingPart(finding)),
    error: errorPart(error, findings),
    ignored: result.ignored ?? {},
  };
}

function endingPart(ending: EventResult): unknown {
  const { sent, request, findings, error } = ending;
  return {
    sent,
    http: httpPart(ending),
    request,
    findings: findings.map((finding) => findingPart(finding)),
    error: errorPart(error),
  };
}

function httpPart({ exchange }: Asking): unknown {
  if (exchange?.kind !== 'answer') return null;
  const { status, headers, timings } = exchange;
  return { status, headers, timings };
}

function explainedPart(one: ExplainedRequest, ways: Ways): unknown {
  const { label, kind, origin, verdict, status, error, findings } = one;
  return {
    label,
    kind,
    origin,
    verdict: verdict.state,
    ...(status !== undefined && { status }),
    error: errorPart(error),
    findings: findings.map((finding) => findingPart(finding, ways)),
  };
}

/** What `sandbox --check` saw. */
function checkedPart(result: SandboxResult): object {
  const { explained = [], sessions = [], expected, exited } = result;
  return {
    requests: explained.map((one) => explainedPart(one, waysOf(result))),
    ...sessionsPart(sessions),
    ...(expected && { expected }),
    exited,
  };
}

function stepPart({ name, status, detail, elapsed, findings }: Step): unknown {
  return {
    name,
    status,
    detail: sayStep(detail),
    ...(elapsed !== undefined && { elapsed }),
    findings: findings.map((finding) => findingPart(finding)),
  };
}
