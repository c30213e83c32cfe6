import { plural } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import { sayStep } from '../messages/steps.ts';
import { type Finding, isError } from '../model/finding.ts';
import type { DoctorResult, EffectiveSetting, ProfileRun, ProfilesResult, Step } from '../model/result.ts';
import { errorLines, failureLines, shownLines, statusLine, type TextOptions } from './blocks.ts';
import { firstProblem } from './first-problem.ts';
import { commonFindings, exitWords, runsSummary, wholeError } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { settingsRows } from './stdout.ts';
import { isRunFailure } from './streams.ts';
import type { Paint } from './style.ts';

/** The signs of a step that speak for themselves, and what stands for them where there is only ASCII. */
const SIGNS = {
  ok: ['✓', 'ok'],
  warning: ['!', '!'],
  failed: ['✗', 'x'],
  skipped: ['–', '-'],
} as const;

const NAME_WIDTH = 'tracking server'.length;
/** What stands beneath a step is set in by so much. */
const INDENT = '    ';

/** The report of `doctor`: the verdict, a row for each step with its findings beneath it, and how it ended. */
export function doctorLines(result: DoctorResult, options: TextOptions): string[] {
  const { error, steps = [] } = result;
  if (options.quiet) return isRunFailure(result) ? [] : failureLines(result, result.findings, options);
  const ends = error && !isRunFailure(result) ? ['', statusLine(result, error, options)] : [];
  const verdict = verdictOf(result, options);
  return [...(verdict === '' ? [] : [verdict, '']), ...stepsLines(steps, options), ...ends];
}

/**
 * The same for several profiles: a row with the verdict for each, then the steps of those of which there is more to say.
 * With -v, of all.
 */
export function doctorRunsLines(result: ProfilesResult, options: TextOptions): string[] {
  const { runs, error } = result;
  const reports = runs.flatMap((run) => (isDoctor(run) ? [run] : []));
  if (options.quiet)
    return reports.flatMap(({ profile, result: own }) =>
      doctorLines(own, options).map((line) => `${sanitize(profile)}: ${line}`),
    );
  const width = Math.max(0, ...runs.map(({ profile }) => profile.length));
  const rows = runs.map((run) => {
    const status = statusOf(run);
    const name = sanitize(run.profile).padEnd(width);
    return `${sign(status, options)} ${name}  ${isDoctor(run) ? verdictOf(run.result, options) : ''}`.trimEnd();
  });
  const common = commonFindings(runs);
  const said = shownLines(common, options);
  const whole = wholeError(result);
  return [
    ...rows,
    ...(said.length > 0 ? ['', ...said] : []),
    ...reports.flatMap((run) => sectionLines(run, common, options)),
    ...(whole ? ['', ...errorLines(whole, options)] : []),
    '',
    options.paint.dim(`${runsSummary(result)}${error ? ` Exit ${exitWords(error)}.` : ''}`),
  ];
}

/** The steps of a profile under its name, without what is said of all profiles already; none where that is everything. */
function sectionLines(
  { profile, result }: DoctorRun,
  said: readonly Finding[],
  options: TextOptions,
): string[] {
  const texts = new Set(said.map((finding) => JSON.stringify(finding)));
  const isNew = (finding: Finding): boolean => !texts.has(JSON.stringify(finding));
  const steps = (result.steps ?? []).map((step) => ({ ...step, findings: step.findings.filter(isNew) }));
  const isWell = !result.error && warningsOf({ findings: steps.flatMap(({ findings }) => findings) }) === 0;
  if (isWell && !options.verbose) return [];
  return ['', options.paint.strong(sanitize(`profile ${profile}`)), ...stepsLines(steps, options)];
}

type DoctorRun = ProfileRun & { result: DoctorResult };

function isDoctor(run: ProfileRun): run is DoctorRun {
  return run.result.command === 'doctor';
}

function statusOf({ result }: ProfileRun): Step['status'] {
  if (result.error) return 'failed';
  return warningsOf(result) > 0 ? 'warning' : 'ok';
}

function warningsOf({ findings }: Pick<DoctorResult, 'findings'>): number {
  return findings.filter(({ severity }) => severity === 'warning').length;
}

/** Whether a session can be started, and how; else what stands in its way first. Empty where the examination was cut off. */
function verdictOf(result: DoctorResult, { paint }: TextOptions): string {
  const { error, next } = result;
  if (isRunFailure(result)) return '';
  if (error) return `${paint.error('Not ready:')} ${sanitize(firstProblem(error, result.findings) ?? '')}`;
  const count = warningsOf(result);
  const but = count === 0 ? '' : `, with ${plural(count, 'warning')}`;
  // A line to copy: it is never wrapped.
  return `${paint.strong(`Ready${but}:`)} ${sanitize(next ?? '')}`;
}

/** A row for each step, the findings of each beneath it, and those that were not reached in one row. */
function stepsLines(steps: readonly Step[], options: TextOptions): string[] {
  const missed = steps.filter(({ detail }) => detail.about === 'skipped');
  const [first] = missed;
  const taken = steps.filter((step) => !missed.includes(step)).flatMap((step) => stepLines(step, options));
  if (first?.detail.about !== 'skipped') return taken;
  const names = missed.map(({ name }) => name).join(', ');
  return [...taken, row('skipped', 'skipped', `${names} (${first.detail.after} failed)`, options)];
}

function stepLines({ name, status, detail, elapsed, findings }: Step, options: TextOptions): string[] {
  const time = elapsed === undefined ? '' : ` (${elapsed} ms)`;
  const inner = { ...options, width: options.width - INDENT.length };
  const beneath = [
    ...(detail.about === 'settings' ? settingsRows(detail.settings) : []),
    ...(detail.about === 'error' ? errorLines(detail.error, inner) : []),
    ...shownLines(findings, inner),
  ];
  const text = detail.about === 'settings' ? settingsText(detail.settings, findings) : shortText(detail);
  return [row(status, name, text + time, options), ...beneath.flatMap(indented)];
}

/** What is said at length beneath the row is said in a word in it. */
function shortText(detail: Step['detail']): string {
  return detail.about === 'error' ? 'failed' : sayStep(detail);
}

function settingsText(settings: readonly EffectiveSetting[], findings: Step['findings']): string {
  const errors = findings.filter(isError).length;
  return errors > 0 ? plural(errors, 'problem') : `${settings.length} in effect`;
}

function indented(block: string): string[] {
  return block.split('\n').map((line) => (line === '' ? line : INDENT + line));
}

/** Sign, name and detail in columns; what does not fit goes on beneath the detail. */
function row(status: Step['status'], name: string, text: string, options: TextOptions): string {
  const mark = sign(status, options);
  const start = ' '.repeat(signWidth(options) + NAME_WIDTH + 3);
  const detail = wrap(sanitize(text), options.width, start).slice(start.length);
  return `${mark} ${name.padEnd(NAME_WIDTH)}  ${detail}`;
}

function sign(status: Step['status'], options: TextOptions): string {
  const text = SIGNS[status][options.unicode ? 0 : 1];
  return paintOf(status, options.paint)(text) + ' '.repeat(signWidth(options) - text.length);
}

function signWidth({ unicode }: TextOptions): number {
  return unicode ? 1 : 2;
}

function paintOf(status: Step['status'], paint: Paint): (text: string) => string {
  return { ok: paint.strong, warning: paint.warning, failed: paint.error, skipped: paint.dim }[status];
}
