import type { Finding } from '../model/finding.ts';
import type { ProfilesResult, Result, SandboxResult, SingleResult } from '../model/result.ts';
import { failureLines, ignoredLines, shownLines, type TextOptions, textOf } from './blocks.ts';
import { explainedLines, passedLines } from './explained.ts';
import { askedLines, metLine, playLines } from './play.ts';
import { profileSections, runsEnd } from './profile-sections.ts';
import { sessionLines } from './session-lines.ts';
import { runsText, stdoutText } from './stdout.ts';
import { doctorLines, doctorRunsLines } from './steps.ts';
import { hasReport, isReporting, isRunFailure, shared } from './streams.ts';
import { waysOf } from './ways.ts';

/** The report of a command whose product is one, for stdout; empty where there is none, or with -q nothing wrong. */
export function renderReport(result: Result, options: TextOptions): string {
  const ignored = isReporting(result) ? ignoredLines(result, options) : [];
  if (!('runs' in result)) return textOf([...reportLines(result, options), ...ignored]);
  if (result.command === 'doctor' && result.runs.length > 0)
    return textOf([...doctorRunsLines(result, options), ...ignored]);
  const rows = options.quiet ? '' : runsText(result.runs);
  return rows + textOf([...runsLines(result, options), ...ignored]);
}

function reportLines(result: SingleResult, given: TextOptions): string[] {
  if (!hasReport(result)) return [];
  if (result.command === 'doctor') return doctorLines(result, given);
  const options = { ...given, ways: waysOf(result) };
  const { report } = shared(result);
  const parts = partLines(result, report, options);
  if (!isRunFailure(result) && result.error) return failureLines(result, report, options, parts);
  if (options.quiet) return result.command === 'play' ? askedLines(result, options) : [];
  return parts ?? [...summaryLines(result), ...shownLines(report, options)];
}

/** What a check that went well comes to. */
function summaryLines(result: SingleResult): string[] {
  return stdoutText(result)?.trimEnd().split('\n') ?? [];
}

/** The findings beneath what each is about, where the result has parts. */
function partLines(
  result: SingleResult,
  findings: readonly Finding[],
  options: TextOptions,
): string[] | undefined {
  if (result.command === 'sandbox' && result.explained) return checkedLines(result, options);
  if (result.command === 'play') return playLines(result, findings, options);
  if (result.command === 'explain' && result.explained)
    return [
      ...explainedLines(result.explained, options),
      ...passedLines(result.passed ?? [], options),
      ...sessionLines(result.sessions ?? [], options),
    ];
  return undefined;
}

/** What a check of a player saw: what is wrong with the whole, its requests, its sessions. */
function checkedLines(
  { own = [], explained = [], sessions = [], expected }: SandboxResult,
  options: TextOptions,
): string[] {
  return [
    ...shownLines(own, options),
    ...explainedLines(explained, options),
    ...sessionLines(sessions, options, 'received'),
    ...(expected ? [metLine(expected)] : []),
  ];
}

/** Of several profiles: what holds for all, then each that has more to say than its row, then how many went well. */
function runsLines(result: ProfilesResult, options: TextOptions): string[] {
  const findingsOf = (one: SingleResult): Finding[] => shared(one).report;
  const lines = profileSections(result, options, {
    findingsOf,
    // A profile that went well has its rows already; of a play, they are only the IDs.
    linesOf: (one) =>
      one.error || one.command === 'play' ? reportLines(one, options) : shownLines(findingsOf(one), options),
  });
  const isAtEnd = !options.quiet && (lines.length > 0 ? result.error : options.terminal);
  return isAtEnd ? [...lines, runsEnd(result, options)] : lines;
}
