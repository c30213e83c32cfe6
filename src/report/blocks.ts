import { plural, sayError, sayFinding, sayIgnored, type Ways } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import type { Context, Sink } from '../model/context.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import { type Finding, isError } from '../model/finding.ts';
import { type Origin, placeOf } from '../model/origin.ts';
import type { OutputMode } from '../model/output-mode.ts';
import { endingOf, type Result, type ResultError, sessionOf } from '../model/result.ts';
import { table } from '../model/table.ts';
import { type DiagnosticOptions, diagnosticLines } from './diagnostic.ts';
import { INPUT_CODES } from './first-problem.ts';
import { type Folded, fold, sayPlaces } from './fold.ts';
import { exitWords } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { paintFor, readsUnicode, wantsColor } from './style.ts';
import { visible } from './visible.ts';

/** How the text on a stream is to look. */
export interface TextOptions extends DiagnosticOptions {
  quiet: boolean;
  verbose: boolean;
  /** The stream is a terminal: a success gets a line or two. */
  terminal: boolean;
  /** What a fix may name; every option unless it is said. */
  ways?: Ways;
}

/** How the text about a result is to look on a stream. */
export async function textOptionsFor(
  result: Result | undefined,
  sink: Sink,
  { quiet, verbose, color, excerpts: wanted }: OutputMode,
  env: Context['env'],
): Promise<TextOptions> {
  const paint = await paintFor(wantsColor(sink, env, color));
  const { isTTY: terminal, columns } = sink;
  const width = terminal ? columns : Number.POSITIVE_INFINITY;
  const isNeeded = wanted && result && showsFindings(result, { verbose, terminal });
  const excerpts = isNeeded ? (await import('./excerpts.ts')).EXCERPTS : undefined;
  return { quiet, verbose, terminal, width, paint, excerpts, unicode: readsUnicode(env) };
}

/** Whether a result has findings that are shown; those of a step of `doctor` stand in the step alone. */
function showsFindings(result: Result, look: { verbose: boolean; terminal: boolean }): boolean {
  if (result.findings.some((finding) => visible(finding, look))) return true;
  if ('runs' in result) return result.runs.some((run) => showsFindings(run.result, look));
  return 'steps' in result && (result.steps ?? []).some(({ findings }) => findings.length > 0);
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

/** Lines as the text of a stream. */
export function textOf(lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/** What failed, the findings, or what stands in their place, and whether anything was sent. */
export function failureLines(
  result: Result,
  findings: readonly Finding[],
  options: TextOptions,
  parts?: readonly string[],
): string[] {
  const { error } = result;
  if (!error) return [];
  if (options.quiet) return quietLines(error, findings, options);
  const heading = LISTED.has(error.code)
    ? listHeading(error, findings, options, parts !== undefined)
    : errorLines(error, options);
  return [...heading, ...(parts ?? shownLines(findings, options)), statusLine(result, error, options)];
}

/** How many errors there are, where, and the first of them; a single one that follows at once says it all itself. */
function listHeading(
  error: ResultError,
  findings: readonly Finding[],
  options: TextOptions,
  hasParts: boolean,
): string[] {
  const errors = findings.filter(isError);
  const [first] = errors;
  const words = sayError(error);
  if (!first) return errorLines(error, options);
  const leads = findings.find((finding) => visible(finding, options)) === first;
  if (errors.length === 1 && words.fix === '' && !hasParts && leads) return [];
  const files = new Set(errors.map(({ origin }) => (origin?.line === undefined ? '' : origin.name)));
  const [file = ''] = files.size === 1 ? files : [];
  const count = `${plural(errors.length, 'error')}${file === '' ? '' : ` in ${file}`}`;
  const isCount = INPUT_CODES.has(error.code) || error.args?.['bodies'] === 1;
  const begin = isCount ? count : words.message.replace(/\.$/, '');
  const message = `${begin}${errors.length === 1 ? ':' : '; first:'} ${sayFinding(first, options.ways).message}`;
  return diagnosticLines(
    { name: 'error', words: { ...words, message }, label: options.paint.error },
    options,
  );
}

function quietLines(error: ResultError, findings: readonly Finding[], options: TextOptions): string[] {
  const errors = findings.filter(isError);
  if (!LISTED.has(error.code) || errors.length === 0) return [sanitize(`error: ${sayError(error).message}`)];
  return [...fold(errors).values()].map((folded) => {
    const places = sayPlaces(folded, options.unicode === true);
    const { message } = sayFinding(folded.finding, options.ways);
    return sanitize(`error: ${message}${places === undefined ? '' : ` [${places}]`}`);
  });
}

/** What failed, in words of its own; its code is of use where it is no list of findings. */
export function errorLines(error: ResultError, options: TextOptions): string[] {
  const code = LISTED.has(error.code) ? undefined : error.code;
  return diagnosticLines(
    { name: 'error', code, words: sayError(error), label: options.paint.error },
    options,
  );
}

/** The findings that are worth a reader's time. */
export function shownLines(findings: readonly Finding[], options: TextOptions): string[] {
  const shown = findings.filter((finding) => visible(finding, options));
  return foldsLines([...fold(shown).values()], options);
}

/** Findings one after the other. What several of them in a row are about is shown once. */
export function foldsLines(folds: readonly Folded[], options: TextOptions): string[] {
  return folds.flatMap((folded, at) => foldedLines(folded, options, folds[at - 1]));
}

function isSamePlace({ origin: one }: Finding, other: Origin | undefined): boolean {
  return (
    one?.line !== undefined &&
    one.name === other?.name &&
    one.line === other.line &&
    one.column === other.column &&
    placeOf(one)?.offset === placeOf(other)?.offset
  );
}

/** Where it was given what an excerpt shows as it was given. */
const GIVEN = table({ flag: 'command line', env: 'environment' });

/** A finding, and how often and where it was met; the first place is shown. */
function foldedLines(folded: Folded, options: TextOptions, before: Folded | undefined): string[] {
  const { finding, count } = folded;
  const { paint, ways } = options;
  const excerpt = options.excerpts?.of(finding);
  const isShown = excerpt !== undefined;
  const live = finding.evidence === 'live-schema' && /^(param|body)-/.test(finding.code);
  return diagnosticLines(
    {
      name: finding.severity === 'info' ? 'note' : finding.severity,
      code: finding.code,
      words: sayFinding(finding, ways),
      label: { error: paint.error, warning: paint.warning, info: paint.info }[finding.severity],
      places: (isShown && GIVEN[finding.origin?.kind ?? '']) || sayPlaces(folded, options.unicode === true),
      excerpt,
      again: isShown && count === 1 && isSamePlace(finding, before?.finding.origin),
      more: `${live ? ' (live schema)' : ''}${count > 1 ? ` (${count} times)` : ''}`,
    },
    options,
  );
}

const SENT_WORDS = {
  no: 'Nothing was sent.',
  yes: 'The request was sent.',
  unknown: 'The request may have been sent.',
} as const;

/** The same of a play, which sends many. */
const PLAYED_WORDS = {
  no: SENT_WORDS.no,
  yes: 'Events were sent.',
  unknown: 'Events may have been sent.',
} as const;

/** Commands that send no event: GET of a schema is all. */
const ONLY_ASK: readonly Result['command'][] = ['check', 'doctor', 'schema diff'];

/** Where a sessionEnd was to follow, that it did not: neither of the two may be taken for granted. */
function sentWords(result: Result): string {
  if (result.sent === 'yes' && ONLY_ASK.includes(result.command)) return 'Only a schema was requested.';
  // It sends nothing of its own.
  if (result.command === 'sandbox' && 'explained' in result) return '';
  const ending = 'runs' in result ? undefined : endingOf(result);
  return ending && !ending.exchange && result.sent !== 'no'
    ? `${SENT_WORDS[result.sent].replace('request', 'sessionComplete')} sessionEnd was not sent.`
    : result.command === 'play'
      ? PLAYED_WORDS[result.sent]
      : SENT_WORDS[result.sent];
}

/** How many findings were ignored, by code; nothing where none was. */
export function ignoredLines({ ignored = {} }: Result, { quiet, width, paint }: TextOptions): string[] {
  const said = quiet ? undefined : sayIgnored(ignored);
  return said === undefined ? [] : [paint.dim(wrap(said, width, ''))];
}

/** Whether anything was sent, the exit code, and the session's ID. */
export function statusLine(result: Result, error: ResultError, options: TextOptions): string {
  const started = sessionOf(result);
  const session = started ? ` Session ID: ${started.id}` : '';
  return options.paint.dim(
    wrap(sanitize(`${sentWords(result)} Exit ${exitWords(error)}.${session}`.trimStart()), options.width, ''),
  );
}
