import { sayError, sayFinding, sayIgnored, type Ways, type Words } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import type { Context, Sink } from '../model/context.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import { type Finding, isError } from '../model/finding.ts';
import type { OutputMode } from '../model/output-mode.ts';
import { endingOf, type Result, type ResultError, sessionOf } from '../model/result.ts';
import { type Folded, fold, sayPlaces } from './fold.ts';
import { exitWords } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { type Paint, paintFor, wantsColor } from './style.ts';
import { visible } from './visible.ts';

/** How the text on a stream is to look. */
export interface TextOptions {
  quiet: boolean;
  verbose: boolean;
  /** The stream is a terminal: a success gets a line or two. */
  terminal: boolean;
  /** Characters per line; Infinity for no wrapping. */
  width: number;
  paint: Paint;
  /** What a fix may name; every option unless it is said. */
  ways?: Ways;
}

/** How text on a stream is to look. */
export async function textOptionsFor(
  sink: Sink,
  { quiet, verbose, color }: OutputMode,
  env: Context['env'],
): Promise<TextOptions> {
  const paint = await paintFor(wantsColor(sink, env, color));
  const { isTTY: terminal, columns } = sink;
  return { quiet, verbose, terminal, width: terminal ? columns : Number.POSITIVE_INFINITY, paint };
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
  const errors = findings.filter(isError).length;
  const isSaid = LISTED.has(error.code) && errors <= 1 && !error.args?.['smoke'] && !parts;
  const heading = isSaid ? [] : errorLines(error, options);
  return [...heading, ...(parts ?? shownLines(findings, options)), statusLine(result, error, options)];
}

function quietLines(error: ResultError, findings: readonly Finding[], { ways }: TextOptions): string[] {
  const errors = findings.filter(isError);
  if (!LISTED.has(error.code) || errors.length === 0) return [sanitize(`error: ${sayError(error).message}`)];
  return [...fold(errors).values()].map((folded) => {
    const places = sayPlaces(folded);
    const { message } = sayFinding(folded.finding, ways);
    return sanitize(`error: ${message}${places === undefined ? '' : ` [${places}]`}`);
  });
}

/** What failed, in words of its own; its code is of use where it is no list of findings. */
export function errorLines(error: ResultError, options: TextOptions): string[] {
  const code = LISTED.has(error.code) ? {} : { code: error.code };
  return block('error', sayError(error), options, options.paint.error, code);
}

/** The findings that are worth a reader's time. */
export function shownLines(findings: readonly Finding[], options: TextOptions): string[] {
  const shown = findings.filter((finding) => visible(finding, options));
  return [...fold(shown).values()].flatMap((folded) => foldedLines(folded, options));
}

/** A finding, and how often and where it was met. */
export function foldedLines(folded: Folded, options: TextOptions): string[] {
  const { finding, count } = folded;
  const { paint, ways } = options;
  const label = { error: paint.error, warning: paint.warning, info: paint.info }[finding.severity];
  const name = finding.severity === 'info' ? 'note' : finding.severity;
  const words = sayFinding(finding, ways);
  const rests =
    finding.evidence === 'live-schema' && /^(param|body)-/.test(finding.code)
      ? "; by the endpoint's own schema"
      : '';
  return block(name, words, options, label, {
    origin: sayPlaces(folded),
    code: finding.code + rests,
    times: count > 1 ? ` (${count} times)` : '',
  });
}

/** A labelled message with its origin and fix beneath; all text is made safe here, before colour. */
function block(
  name: string,
  words: Words,
  options: TextOptions,
  label: (text: string) => string,
  extra: { origin?: string | undefined; code?: string; times?: string } = {},
): string[] {
  const { paint, width } = options;
  const code = extra.code === undefined ? '' : ` [${extra.code}]`;
  const message = wrap(`${name}: ${sanitize(words.message)}${code}${extra.times ?? ''}`, width, '');
  const lines = [label(message.slice(0, name.length + 1)) + message.slice(name.length + 1)];
  if (extra.origin !== undefined) lines.push(wrap(`from: ${sanitize(extra.origin)}`, width, '  '));
  if (words.effect) lines.push(wrap(`effect: ${sanitize(words.effect)}`, width, '  '));
  if (words.fix)
    lines.push(wrap(`fix: ${sanitize(words.fix)}`, width, '  ').replace('fix:', paint.strong('fix:')));
  return lines;
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

/** Where a sessionEnd was to follow, that it did not: neither of the two may be taken for granted. */
function sentWords(result: Result): string {
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
    wrap(sanitize(`${sentWords(result)} Exit ${exitWords(error)}.${session}`), options.width, ''),
  );
}
