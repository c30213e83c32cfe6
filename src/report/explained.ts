import { plural, sayError, sayVerdict } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import { sayPassed } from '../messages/page.ts';
import type { Passed } from '../model/capture-verdict.ts';
import type { Finding } from '../model/finding.ts';
import type { ExplainedRequest } from '../model/result.ts';
import { foldsLines, type TextOptions } from './blocks.ts';
import { type Folded, fold, kindOf } from './fold.ts';
import { sanitize } from './sanitize.ts';
import { visible } from './visible.ts';

/** Of more requests than these, only those are listed of which there is something new to say. */
const LISTED = 20;

/** Of more requests than these, those of which there is nothing to say are counted, but for the first. */
const PLAIN = 5;

/** Of so many requests, more kinds of findings than these are counted. */
const KINDS = 20;

/** More groups of requests than these are put together. */
const GROUPS = 15;

/**
 * The requests of a capture with the findings of each beneath it. What repeats is said where it is first met, with its
 * places; of many requests, those without anything new are counted.
 */
export function explainedLines(explained: readonly ExplainedRequest[], options: TextOptions): string[] {
  const isLong = explained.length > LISTED;
  const countsPlain = explained.length > PLAIN;
  const isShown = (finding: Finding): boolean => visible(finding, options);
  const shownOf = ({ findings }: ExplainedRequest): readonly Finding[] =>
    findings.length === 0 ? findings : findings.filter(isShown);
  const all = fold(explained.filter(({ findings }) => findings.length > 0).flatMap(shownOf));
  const kinds = new Map([...all].slice(0, isLong ? KINDS : all.size));
  const lines: string[] = [];
  const groups = new Map<string, number>();
  const line = (text: string): string => wrap(sanitize(text), options.width, '');
  const advised = new Set<string>();
  for (const request of explained) {
    const own = shownOf(request);
    const fresh = take(kinds, own);
    const advice = adviceOn(request, advised);
    const isPlain = own.length === 0 && !request.error;
    const isCounted = isLong || (isPlain && countsPlain && lines.length > 0);
    if (fresh.length > 0 || advice !== undefined || !isCounted) {
      lines.push(options.paint.strong(line(headingOf(request))));
      if (advice !== undefined) lines.push(wrap(`= help: ${sanitize(advice)}`, options.width, '  '));
      lines.push(...foldsLines(fresh, options));
      if (own.length > 0 && fresh.length === 0) lines.push('  findings: as above');
    } else {
      const fare = fareOf(request);
      groups.set(fare, (groups.get(fare) ?? 0) + 1);
    }
  }
  const rest = [...all.values()].slice(KINDS).reduce((sum, { count }) => sum + count, 0);
  if (isLong && rest > 0) lines.push(line(`${rest} more findings of other kinds; --json has them all.`));
  return [...lines, ...groupLines(groups, lines.length > 0).map(line)];
}

/** What to do about a response that refused the request, said once for each kind of response. */
function adviceOn({ verdict, error }: ExplainedRequest, advised: Set<string>): string | undefined {
  if (!error || verdict.state !== 'refused' || advised.has(error.code)) return undefined;
  advised.add(error.code);
  return sayError(error).fix || undefined;
}

/** Takes out the kinds of these findings that have not been said. */
function take(kinds: Map<string, Folded>, findings: readonly Finding[]): Folded[] {
  // Of a long capture all kinds have been said soon.
  if (kinds.size === 0 || findings.length === 0) return [];
  return findings.flatMap((finding) => {
    const key = kindOf(finding);
    const folded = kinds.get(key);
    kinds.delete(key);
    return folded ?? [];
  });
}

function groupLines(groups: ReadonlyMap<string, number>, isMore: boolean): string[] {
  const sorted = [...groups].sort(([, one], [, other]) => other - one);
  const others = sorted.slice(GROUPS).reduce((sum, [, count]) => sum + count, 0);
  const shown = sorted.slice(0, GROUPS).map(([fare, count]) => `${requestsSaid(count, isMore)}: ${fare}`);
  return others > 0
    ? [...shown, `${requestsSaid(others, true)} of other kinds; --json has them all.`]
    : shown;
}

const requestsSaid = (count: number, isMore: boolean): string =>
  plural(count, isMore ? 'more request' : 'request');

/** What a capture holds besides. */
export function passedLines(passed: readonly Passed[], { width, paint }: TextOptions): string[] {
  const said = sayPassed(passed);
  return said === undefined ? [] : [paint.dim(wrap(said, width, ''))];
}

/** A request's line: what it is, how it fares, and what its recorded answer was. */
function headingOf(request: ExplainedRequest): string {
  return `${request.label}: ${fareOf(request)}`;
}

function fareOf(request: ExplainedRequest): string {
  return `${verdictOf(request)}${answerOf(request)}`;
}

function verdictOf({ findings, verdict }: ExplainedRequest): string {
  if (findings.length === 0) return sayVerdict(verdict, 0, 0);
  const count = (severity: string): number =>
    findings.filter((finding) => finding.severity === severity).length;
  return sayVerdict(verdict, count('error'), count('warning'));
}

function answerOf({ kind, status, error }: ExplainedRequest): string {
  if (status === undefined) return '';
  if (error) {
    const said = sayError(error).message.replace(/\.$/, '');
    return /^\d/.test(said) ? `; answered ${said}` : `; answered ${status}: ${said}`;
  }
  if (kind === 'session' && status === 201) return '; answered 201: a session was created';
  return `; answered ${status}${kind !== 'other' && status < 300 ? ': accepted' : ''}`;
}
