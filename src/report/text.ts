import { sayError, sayFinding, sayNext } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import {
  askingOf,
  endingOf,
  type ProfilesResult,
  type Result,
  requestsOf,
  type SingleResult,
  type StartResult,
} from '../model/result.ts';
import { table } from '../model/table.ts';
import {
  errorLines,
  failureLines,
  ignoredLines,
  shownLines,
  statusLine,
  type TextOptions,
  textOf,
} from './blocks.ts';
import { profileSections, runsEnd } from './profile-sections.ts';
import { wholeError } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { hasReport, isReporting, isRunFailure, shared } from './streams.ts';
import { headLines } from './verbose.ts';

/**
 * Everything that goes to stderr for a result; empty when there is nothing to say. Of a command whose product is a report,
 * only what concerns the run itself.
 */
export function renderText(result: Result, options: TextOptions): string {
  const lines = 'runs' in result ? runsLines(result, options) : resultLines(result, options);
  return textOf(isReporting(result) ? lines : [...lines, ...ignoredLines(result, options)]);
}

function resultLines(result: SingleResult, options: TextOptions): string[] {
  const asked = options.verbose ? requestsOf(result).map(askingOf) : [];
  return [
    ...asked.flatMap((asking) =>
      asking.exchange || asked.length === 1 ? headLines(asking, options.paint) : [],
    ),
    ...ownLines(result, options),
  ];
}

function ownLines(result: SingleResult, options: TextOptions): string[] {
  if (hasReport(result)) return besideReport(result, options);
  return result.error ? failureLines(result, result.findings, options) : successLines(result, options);
}

/** What is to be said of a run that has a report on stdout. */
function besideReport(result: SingleResult, options: TextOptions): string[] {
  const { error } = result;
  const { run } = shared(result);
  const failed = error && isRunFailure(result) ? error : undefined;
  if (options.quiet) return failed ? [sanitize(`error: ${sayError(failed).message}`)] : [];
  return [
    ...(failed ? errorLines(failed, options) : []),
    ...shownLines(run, options),
    ...(failed ? [statusLine(result, failed, options)] : []),
  ];
}

function runsLines(result: ProfilesResult, options: TextOptions): string[] {
  const { runs } = result;
  if (runs.length === 0) return failureLines(result, result.findings, options);
  const lines = profileSections(result, options, {
    findingsOf: (one) => shared(one).run,
    linesOf: (one) => resultLines(one, { ...options, terminal: false }),
  });
  const own = wholeError(result);
  if (options.quiet) return own ? [...lines, sanitize(`error: ${sayError(own).message}`)] : lines;
  // Where a profile failed in its report, that is where it is said how many did.
  const isSaid = isReporting(result) && runs.some((run) => run.result.error && !isRunFailure(run.result));
  const isAtEnd = result.error ? !isSaid : options.terminal && result.command === 'start';
  return [
    ...shownLines(result.findings, options),
    ...lines,
    ...(own ? errorLines(own, options) : []),
    ...(isAtEnd ? [runsEnd(result, options)] : []),
  ];
}

function successLines(result: SingleResult, options: TextOptions): string[] {
  // Even -q must not lose the ID of a session.
  if (options.quiet)
    return result.findings
      .filter((finding) => finding.code === 'output-discarded')
      .map((finding) => sanitize(`warning: ${sayFinding(finding).message}`));
  const lines = shownLines(result.findings, options);
  if (!options.terminal) return lines;
  if (result.command === 'start') return [...startedLines(result, options), ...lines];
  if (result.command === 'config init')
    return [...lines, ...sayNext(result.config ?? '', result.open ?? []).map(sanitize)];
  const taken = endingOf(result) ? 'Both events accepted.' : TAKEN[result.command];
  return taken && askingOf(result).exchange ? [...lines, wrap(taken, options.width, '')] : lines;
}

/** What success means where there is no value to print. */
const TAKEN = table({
  event: 'Event accepted.',
  end: 'Event accepted.',
  downloaded:
    'Batch accepted. Its data appears only in a report suite whose time stamps are set to optional.',
});

function startedLines({ session, endWith }: StartResult, options: TextOptions): string[] {
  if (!session) return [];
  const open = endWith
    ? `End it with: ${endWith} (it closes automatically after 10 minutes without events).`
    : 'It ended with the sandbox.';
  const after = session.ended ? 'Session ended.' : open;
  const endpoint = session.url.replace(/\/api\/[^/]+\/sessions\/[^/]+$/, '');
  return [wrap(sanitize(`Session started at ${endpoint}. ${after}`), options.width, '')];
}
