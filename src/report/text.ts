import { sayError, sayFinding, sayIgnored } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import { sayOrigin } from '../messages/origin.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import type { Finding } from '../model/finding.ts';
import {
  askingOf,
  type ExplainedRequest,
  endingOf,
  type ProfileRun,
  type ProfilesResult,
  type Result,
  type ResultError,
  type SingleResult,
  type StartResult,
  type Step,
  sessionOf,
} from '../model/result.ts';
import { headingOf } from './explained.ts';
import { commonFindings, exitWords, runOutcome, runsSummary, wholeError, withoutFindings } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { stepLine } from './steps.ts';
import type { Paint } from './style.ts';
import { headLines } from './verbose.ts';
import { visible } from './visible.ts';

/** How stderr is to look. */
export interface TextOptions {
  quiet: boolean;
  verbose: boolean;
  /** stderr is a terminal: a success gets a line or two. */
  terminal: boolean;
  /** Characters per line; Infinity for no wrapping. */
  width: number;
  paint: Paint;
}

/** Exit-2 errors are a list of findings: a heading above a single one would only repeat it. */
const LISTED = new Set<ErrorCode>([
  'usage',
  'config',
  'file',
  'body-invalid',
  'check-failed',
  'schema-drift',
]);

/** Everything that goes to stderr for a result; empty when there is nothing to say. */
export function renderText(result: Result, options: TextOptions): string {
  const lines = 'runs' in result ? runsLines(result, options) : resultLines(result, options);
  const ignored = options.quiet ? undefined : sayIgnored(result.ignored ?? {});
  if (ignored !== undefined) lines.push(options.paint.dim(wrap(ignored, options.width, '')));
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

function resultLines(result: SingleResult, options: TextOptions): string[] {
  const ending = endingOf(result);
  return [
    ...(options.verbose ? headLines(askingOf(result), options.paint) : []),
    ...(options.verbose && ending?.exchange ? headLines(ending, options.paint) : []),
    ...(result.error ? failureLines(result, options) : successLines(result, options)),
  ];
}

/** What holds for all profiles, then each that has something to say under its name, then how many went well. */
function runsLines(result: ProfilesResult, options: TextOptions): string[] {
  const { runs } = result;
  if (runs.length === 0) return failureLines(result, options);
  if (options.quiet) return quietRunsLines(result, runs, options);
  const common = commonFindings(runs);
  const parts = new Map<string, ProfileRun[]>();
  for (const run of runs) {
    const lines = resultLines(withoutFindings(run, common).result, { ...options, terminal: false });
    const text = lines.join('\n');
    const alike = parts.get(text);
    if (alike) alike.push(run);
    else if (text) parts.set(text, [run]);
  }
  const own = wholeError(result);
  const shown = [...result.findings, ...common].filter((finding) => visible(finding, options));
  return [
    ...shown.flatMap((finding) => findingLines(finding, options)),
    ...[...parts].flatMap(([text, alike]) => [options.paint.strong(runsHeading(alike)), text]),
    ...(own ? block('error', sayError(own), options, options.paint.error) : []),
    ...(result.error || options.terminal ? [runsEnd(result, options)] : []),
  ];
}

/** Profiles about which the same is to be said stand together. */
function runsHeading(alike: readonly ProfileRun[]): string {
  const names = alike.map((run) => run.profile).join(', ');
  const [first] = alike;
  return sanitize(`${alike.length > 1 ? 'profiles' : 'profile'} ${names}: ${first ? runOutcome(first) : ''}`);
}

function runsEnd(result: ProfilesResult, { paint }: TextOptions): string {
  const exit = result.error ? ` Exit ${exitWords(result.error)}.` : '';
  return paint.dim(`${runsSummary(result)}${exit}`);
}

function quietRunsLines(whole: Result, runs: readonly ProfileRun[], options: TextOptions): string[] {
  const lines = runs.flatMap(({ profile, result }) =>
    resultLines(result, options).map((line) => `${sanitize(profile)}: ${line}`),
  );
  const own = wholeError(whole);
  return own ? [...lines, sanitize(`error: ${sayError(own).message}`)] : lines;
}

function failureLines(result: Result, options: TextOptions): string[] {
  const { error, findings } = result;
  if (!error) return [];
  const words = sayError(error);
  if (options.quiet) return quietLines(result, words.message);
  const shown = findings.filter((finding) => visible(finding, options));
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const parts = partLines(result, options);
  const heading =
    LISTED.has(error.code) && errors <= 1 && !error.args?.['smoke'] && !parts
      ? []
      : block(
          'error',
          words,
          options,
          options.paint.error,
          LISTED.has(error.code) ? {} : { code: error.code },
        );
  const body = parts ?? shown.flatMap((finding) => findingLines(finding, options));
  return [...heading, ...body, statusLine(result, error, options)];
}

/** The findings beneath what each is about, where the result has parts. */
function partLines(result: Result, options: TextOptions): string[] | undefined {
  if ('runs' in result) return undefined;
  if (result.command === 'explain' && result.explained) return explainedLines(result.explained, options);
  return result.command === 'doctor' && result.steps ? stepLines(result.steps, options) : undefined;
}

/** Steps with the findings of each beneath it. */
function stepLines(steps: readonly Step[], options: TextOptions): string[] {
  const { paint } = options;
  const colour = { ok: paint.strong, warning: paint.warning, failed: paint.error, skipped: paint.dim };
  return steps.flatMap((step) => [
    colour[step.status](step.status) + wrap(stepLine(step), options.width, '').slice(step.status.length),
    ...step.findings
      .filter((finding) => visible(finding, options))
      .flatMap((finding) => findingLines(finding, options)),
  ]);
}

/** Findings under the request they belong to. */
function explainedLines(explained: readonly ExplainedRequest[], options: TextOptions): string[] {
  return explained.flatMap((request) => [
    options.paint.strong(wrap(sanitize(headingOf(request)), options.width, '')),
    ...request.findings
      .filter((finding) => visible(finding, options))
      .flatMap((finding) => findingLines(finding, options)),
  ]);
}

function quietLines(result: Result, message: string): string[] {
  const errors = result.findings.filter((finding) => finding.severity === 'error');
  if (result.error && LISTED.has(result.error.code) && errors.length > 0) {
    return errors.map((finding) => sanitize(`error: ${sayFinding(finding).message}${place(finding)}`));
  }
  return [sanitize(`error: ${message}`)];
}

const place = (finding: Finding): string => (finding.origin ? ` [${sayOrigin(finding.origin)}]` : '');

function successLines(result: SingleResult, options: TextOptions): string[] {
  // Even -q must not lose the ID of a session.
  if (options.quiet)
    return result.findings
      .filter((finding) => finding.code === 'output-discarded')
      .map((finding) => sanitize(`warning: ${sayFinding(finding).message}`));
  const shown = result.findings.filter((finding) => visible(finding, options));
  const lines = shown.flatMap((finding) => findingLines(finding, options));
  if (!options.terminal) return lines;
  if (result.command === 'start') return [...startedLines(result, options), ...lines];
  const isEvent = result.command === 'event' || result.command === 'end';
  return isEvent && result.exchange
    ? [...lines, `The session took ${result.ending ? 'both events' : 'the event'}.`]
    : lines;
}

function startedLines({ session, endWith }: StartResult, options: TextOptions): string[] {
  if (!session) return [];
  const open = endWith
    ? `End it with: ${endWith} (it closes by itself after 10 minutes without events).`
    : 'It is gone with the stand-in.';
  const after = session.ended ? 'It has been ended again.' : open;
  const endpoint = session.url.replace(/\/api\/[^/]+\/sessions\/[^/]+$/, '');
  return [wrap(sanitize(`Session started at ${endpoint}. ${after}`), options.width, '')];
}

function findingLines(finding: Finding, options: TextOptions): string[] {
  const { paint } = options;
  const label = { error: paint.error, warning: paint.warning, info: paint.info }[finding.severity];
  const name = finding.severity === 'info' ? 'note' : finding.severity;
  const words = sayFinding(finding);
  const origin = finding.origin ? sayOrigin(finding.origin) : undefined;
  const rests =
    finding.evidence === 'live-schema' && /^(param|body)-/.test(finding.code)
      ? "; by the endpoint's own schema"
      : '';
  return block(name, words, options, label, { origin, code: finding.code + rests });
}

/** A labelled message with its origin and fix beneath; all text is made safe here, before colour. */
function block(
  name: string,
  words: { message: string; fix: string },
  options: TextOptions,
  label: (text: string) => string,
  extra: { origin?: string | undefined; code?: string } = {},
): string[] {
  const { paint, width } = options;
  const code = extra.code === undefined ? '' : ` [${extra.code}]`;
  const message = wrap(`${name}: ${sanitize(words.message)}${code}`, width, '');
  const lines = [label(message.slice(0, name.length + 1)) + message.slice(name.length + 1)];
  if (extra.origin !== undefined) lines.push(wrap(`from: ${sanitize(extra.origin)}`, width, '  '));
  if (words.fix)
    lines.push(wrap(`fix: ${sanitize(words.fix)}`, width, '  ').replace('fix:', paint.strong('fix:')));
  return lines;
}

const SENT_WORDS = {
  no: 'Nothing was sent.',
  yes: 'The request was sent.',
  unknown: 'The request may have been sent.',
} as const;

/** Where a sessionEnd was to follow, that it did not: neither of the two may be taken for granted. */
function sentWords(result: Result): string {
  const ending = 'runs' in result ? undefined : endingOf(result);
  return ending && !ending.exchange && result.sent !== 'no'
    ? `${SENT_WORDS[result.sent].replace('request', 'sessionComplete')} sessionEnd was not sent.`
    : SENT_WORDS[result.sent];
}

function statusLine(result: Result, error: ResultError, options: TextOptions): string {
  const started = sessionOf(result);
  const session = started ? ` Session ID: ${started.id}` : '';
  return options.paint.dim(
    wrap(sanitize(`${sentWords(result)} Exit ${exitWords(error)}.${session}`), options.width, ''),
  );
}
