import type { Capture } from '../../capture/capture.ts';
import { readCapture } from '../../capture/detect.ts';
import { readCaptureText } from '../../capture/input.ts';
import { defineCommand, ownOptions } from '../../cli/definition.ts';
import { OUTPUT } from '../../cli/options/output.ts';
import { reportOptions } from '../../cli/options/reports.ts';
import { IGNORE_OPTIONS } from '../../cli/options/settings.ts';
import type { IgnoreChoice } from '../../config/choice.ts';
import { readIgnore } from '../../config/ignore.ts';
import type { CaptureVerdict, Passed } from '../../model/capture-verdict.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import { LOCAL_EXITS } from '../../model/exit-codes.ts';
import { type FindingCode, hasError } from '../../model/finding.ts';
import { type Ignore, silence } from '../../model/ignore.ts';
import type { Reports } from '../../model/reports.ts';
import type { ExplainedRequest, Result } from '../../model/result.ts';
import { strictly } from '../../model/strict.ts';
import { withCodeMeant } from './code-meant.ts';
import { explainOthers } from './others.ts';
import { explainRequests } from './requests.ts';
import { sessionsIn } from './sessions.ts';

const REPORTS = reportOptions('report');

/** Options of `explain`. */
interface ExplainOptions extends IgnoreChoice {
  report: Reports;
  /** File name, or `-` for standard input. */
  file: string;
  strict: boolean;
}

/** `explain`. */
export const EXPLAIN = defineCommand<ExplainOptions>({
  options: [
    ownOptions({ flags: '--strict', description: 'treat warnings as errors' }),
    IGNORE_OPTIONS,
    REPORTS,
    OUTPUT,
  ],
  examples: [
    'media-session explain customer.har',
    'media-session explain customer.har --report report.html',
    'cat curl.txt | media-session explain -',
  ],
  exits: LOCAL_EXITS,
  read: (given) => ({
    file: String(given.args[0]),
    report: REPORTS.read(given),
    strict: given.flag('--strict'),
    ...IGNORE_OPTIONS.read(given),
  }),
  run: explain,
});

/** Where the player does not get the session ID, it tries again: that the same content starts anew is no cause of its own. */
const LOST: ReadonlySet<FindingCode> = new Set(['starts-alone', 'response-unreadable']);

/**
 * Reads a capture and says of each request what it is, what is wrong with it, and what its recorded response means; of a
 * recording, what its sessions count. No network. Throws InputError for a capture that cannot be read or holds nothing;
 * whatever is not valid makes it exit 2.
 */
async function explain(options: ExplainOptions, context: Context): Promise<Result> {
  const ignore = await readIgnore(options, context);
  const { text, origin, notes } = await readCaptureText(options.file, context).catch((error: unknown) => {
    throw withCodeMeant(error, options.file);
  });
  const capture = readCapture(text, origin);
  const judged = explainAll(capture, ignore);
  const [first] = judged;
  if (!first) {
    const cut = capture.notes.some(({ code }) => code === 'capture-cut');
    const args = { ignored: capture.ignored, ...(cut && { cut }) };
    throw new InputError('file', [
      { code: 'capture-empty', severity: 'error', origin, args },
      ...notes,
      ...capture.notes,
    ]);
  }
  // What is wrong with the capture as a whole stands with the first of its requests.
  first.findings.unshift(...silence([...notes, ...capture.notes], ignore));
  const explained = options.strict ? judged.map(strictlyJudged) : judged;
  const isLost = explained.some(({ findings }) => findings.some(({ code }) => LOST.has(code)));
  const sessions = sessionsIn(capture).map((one) => ({
    ...one,
    findings: strictly(silence(one.findings, ignore), options.strict).filter(
      ({ code }) => !isLost || code !== 'session-restart',
    ),
  }));
  const counts = countStates(explained);
  const failed = explained.length - (counts.valid ?? 0);
  const spoilt = sessions.filter((one) => hasError(one.findings)).length;
  const args = { ...counts, failed, bodies: explained.length, captured: true, sessions: spoilt };
  return {
    command: 'explain',
    sent: 'no',
    findings: [...explained, ...sessions].flatMap((one) => one.findings),
    explained,
    passed: passedOver(capture),
    ...(sessions.length > 0 && { sessions }),
    ...(failed + spoilt > 0 && { error: { code: 'check-failed', args } }),
  };
}

/** A request as it counts under --strict: one with a warning is not valid. */
function strictlyJudged(one: ExplainedRequest): ExplainedRequest {
  const findings = strictly(one.findings, true);
  const isSpoilt = one.verdict.state === 'valid' && hasError(findings);
  return { ...one, findings, ...(isSpoilt && { verdict: { state: 'errors' } }) };
}

function passedOver({ requests, other, ignored, passed }: Capture): Passed[] {
  const others =
    requests.length > 0 ? other.filter(({ api }) => !/^(?:wrong-path|preflight)$/.test(api)).length : 0;
  const all: Passed[] = [{ kind: 'requests', count: ignored + others }, ...passed];
  return all.filter(({ count }) => count > 0);
}

/** The requests to this API; and those to others where it is mistaken for them, or where there is nothing else. */
function explainAll(capture: Capture, ignore: Ignore): ExplainedRequest[] {
  return [...explainRequests(capture, ignore), ...explainOthers(capture)];
}

function countStates(
  explained: readonly ExplainedRequest[],
): Partial<Record<CaptureVerdict['state'], number>> {
  const counts: Partial<Record<CaptureVerdict['state'], number>> = {};
  for (const { verdict } of explained) counts[verdict.state] = (counts[verdict.state] ?? 0) + 1;
  return counts;
}
