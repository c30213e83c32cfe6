import type { Finding } from '../model/finding.ts';
import { placeOf, type SourceText, type TextPlace } from '../model/origin.ts';
import { REDACTED } from '../model/redacted.ts';
import { isSensitive } from '../model/sensitive.ts';
import { hideUserinfo } from '../model/url.ts';
import {
  firstSecret,
  type HiddenSpan,
  hiddenInYaml,
  hiddenSpans,
  isOpenKey,
  namesSecret,
  type Span,
} from './hidden-spans.ts';
import { endOfMark, WINDOW } from './mark.ts';

/** A line and the part of it that a finding is about; nothing in it is secret any more. */
export interface Excerpt {
  /** From 1; undefined where the lines of the text are not those of the file. */
  line?: number;
  before: string;
  marked: string;
  after: string;
}

/** The line of a file that a finding is about; undefined where nobody kept it, or it cannot be shown without telling too much. */
export function excerptOf(finding: Finding): Excerpt | undefined {
  const { origin } = finding;
  const place = placeOf(origin);
  if (!place || !origin || origin.line === undefined) return undefined;
  const { source, offset } = place;
  if (offset > source.text.length) return undefined;
  const line = lineAround(source.text, offset);
  const own = { start: offset, end: Math.min(line.end, endOfMark(place, finding)) };
  const hidden = place.hide ? hiddenOn(source, line, own, finding) : [];
  if (hidden === undefined) return undefined;
  const mark = hidden.filter((span) => overlap(span, own)).reduce(union, own);
  const told = (span: Span): string => withoutSpans(source.text, span, hidden);
  const window = {
    start: Math.max(line.start, mark.start - WINDOW),
    end: Math.min(line.end, mark.end + WINDOW),
  };
  const parts = {
    before: told({ start: window.start, end: mark.start }),
    marked: place.hide ? toldMark(told(mark), finding) : told(mark),
    after: told({ start: mark.end, end: window.end }),
  };
  const shown = place.hide ? scrubbed(parts, place.hide) : parts;
  return shown && { ...(!source.decoded && { line: origin.line }), ...shown };
}

function overlap(one: Span, other: Span): boolean {
  return one.start < other.end && one.end > other.start;
}

/** What is hidden is marked as a whole. */
function union(one: Span, other: Span): Span {
  return { start: Math.min(one.start, other.start), end: Math.max(one.end, other.end) };
}

function lineAround(text: string, offset: number): Span {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const length = text.slice(offset).search(/[\r\n]/);
  return { start: offset === 0 ? 0 : start, end: length < 0 ? text.length : offset + length };
}

const known = new WeakMap<SourceText, HiddenSpan[]>();

/** What of a line is not told; undefined where that cannot be known. */
function hiddenOn(source: SourceText, line: Span, mark: Span, finding: Finding): Span[] | undefined {
  if (source.form === 'line') return queryOf(source.text, line, mark);
  const spans = source.form === 'yaml' ? spansOfYaml(source.text, line) : spansOfJson(source);
  if (spans === undefined) return undefined;
  const isKey = /^\s*:/.test(source.text.slice(mark.end, mark.end + 20));
  const isHidden = (span: HiddenSpan): boolean => {
    if (span.end <= line.start || span.start >= line.end) return false;
    if (span.sensitive) return true;
    return !overlap(span, mark) && !(isKey && isNext(source.text, mark, span) && isRenamed(finding));
  };
  const hidden: Span[] = spans.filter(isHidden);
  if (isKey && suggestsSecret(finding)) hidden.push({ start: mark.end, end: line.end });
  // What a reader made of broken text may be wrong: behind the name of a secret nothing is told.
  const broken = finding.code === 'json-syntax' || finding.code === 'config-syntax';
  const secret = broken ? firstSecret(source.text.slice(line.start, line.end)) : -1;
  if (secret >= 0) hidden.push({ start: line.start + secret, end: line.end });
  return hidden.sort((one, other) => one.start - other.start);
}

/** The query of a URL, of which nobody knows what it holds, but for what is marked. */
function queryOf(text: string, line: Span, mark: Span): Span[] {
  const start = text.indexOf('?') + 1;
  if (start === 0) return [];
  const parts =
    mark.start < start
      ? [{ start, end: line.end }]
      : [
          { start, end: mark.start },
          { start: mark.end, end: line.end },
        ];
  return parts.filter((part) => part.start < part.end);
}

function spansOfJson(source: SourceText): HiddenSpan[] {
  const spans = known.get(source) ?? hiddenSpans(source.text);
  known.set(source, spans);
  return spans;
}

/** Brackets that go over several lines are seldom in YAML, and then its lines do not tell what they are in. */
function spansOfYaml(text: string, line: Span): HiddenSpan[] | undefined {
  const before = text.slice(0, line.start);
  if (/[{[,]\s*$/m.test(before) && namesSecret(text)) return undefined;
  const lines = text.slice(0, line.end).split(/\r\n?|\n/);
  return hiddenInYaml(lines).map((span) => ({
    ...span,
    start: span.start + line.start,
    end: span.end + line.start,
  }));
}

function isNext(text: string, mark: Span, span: Span): boolean {
  return /^["']?\s*:\s*$/.test(text.slice(mark.end, span.start));
}

function suggestionIn({ args }: Finding): string | undefined {
  const suggestion = args && 'suggestion' in args ? args.suggestion : undefined;
  return typeof suggestion === 'string' ? suggestion : undefined;
}

/** Whether a key is a known one that was mistyped, under which nothing secret stands. */
function isRenamed(finding: Finding): boolean {
  const suggestion = suggestionIn(finding);
  return suggestion !== undefined && isOpenKey(suggestion) && !isSensitive([suggestion]);
}

function suggestsSecret(finding: Finding): boolean {
  const suggestion = suggestionIn(finding);
  return suggestion !== undefined && isSensitive([suggestion]);
}

/** A part of a text in which a word stands for each hidden span. */
function withoutSpans(text: string, { start, end }: Span, hidden: readonly Span[]): string {
  const parts: string[] = [];
  let done = start;
  for (const span of hidden) {
    if (span.end <= done || span.start >= end) continue;
    parts.push(text.slice(done, Math.max(done, span.start)), REDACTED);
    done = Math.min(end, span.end);
  }
  return [...parts, text.slice(done, end)].join('');
}

/** The mark tells no more than the message: not what was withheld, nor what the message cut from an endpoint. */
function toldMark(text: string, { actual, code, path }: Finding): string {
  if (actual?.type === 'withheld' || actual?.type === 'redacted') return REDACTED;
  if (path !== 'endpoint' || !/^(?:endpoint|setting)-/.test(code)) return text;
  if (actual === undefined || !('value' in actual)) return code === 'endpoint-path-removed' ? text : REDACTED;
  const [quote = ''] = /^["']/.exec(text) ?? [];
  return `${quote}${actual.value}${quote}`;
}

/** The parts without what is known to be secret; undefined where a secret goes beyond one of them. */
function scrubbed(
  parts: Omit<Excerpt, 'line'>,
  hide: NonNullable<TextPlace['hide']>,
): Omit<Excerpt, 'line'> | undefined {
  const safe = (text: string): string => hideUserinfo(hide(text));
  const { before, marked, after } = parts;
  const shown = { before: safe(before), marked: safe(marked), after: safe(after) };
  const whole = shown.before + shown.marked + shown.after;
  return safe(whole) === whole ? shown : undefined;
}
