import { plural } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import { inSeconds, numberTable, sayNumbers, sayUncounted } from '../messages/session-numbers.ts';
import { REDACTED } from '../model/redacted.ts';
import { brokenAt, type ExplainedSession, type SessionMoment } from '../model/session.ts';
import { shownLines, type TextOptions } from './blocks.ts';
import { columns } from './columns.ts';
import { sanitize } from './sanitize.ts';

/** An ID is told by its beginning. */
const SHOWN_OF_ID = 8;

/** Of a captured text, so many characters are shown in a line. */
const SHOWN_OF_TEXT = 100;

/** Of the value of a number, which may be a list. */
const SHOWN_OF_VALUE = 500;

/** More sessions than these are counted. */
const TOLD = 5;

/** A session, and which of the recording it is, from 0. */
interface Numbered {
  session: ExplainedSession;
  index: number;
}

/** Where the events of a session come from. */
type Source = 'capture' | 'sent' | 'planned' | 'received';

const PREDICTION: Readonly<Record<Source, string>> = {
  capture: 'from the events in this capture alone',
  sent: 'from the events that were sent',
  planned: 'from the events that would be sent',
  received: 'from the events that came',
};

/** Some sessions: what each is, the events that findings stand on, the findings, and what reports will count. */
export function sessionLines(
  sessions: readonly ExplainedSession[],
  options: TextOptions,
  source: Source = 'capture',
): string[] {
  const told = sessions.map((session, index) => ({ session, index })).filter(isWorthTelling);
  const shown = options.verbose ? told : told.slice(0, TOLD);
  return [
    ...shown.flatMap(({ session, index }) => [
      options.paint.strong(line(headingOf(session, index, source), options)),
      ...eventLines(session, options),
      ...shownLines(session.findings, options),
      ...countedLines(session, options, source),
    ]),
    ...countLines(told.slice(shown.length), options),
  ];
}

function countedLines(session: ExplainedSession, options: TextOptions, source: Source): string[] {
  const { uncounted, moments } = session;
  if (uncounted) return [wrap(sanitize(`  ${sayUncounted(uncounted)}`), options.width, '  ')];
  return moments.length > 1 ? numberLines(session, options, source) : [];
}

/** Of a single event there is nothing to tell that its request does not, unless it breaks a rule. */
function isWorthTelling({ session: { moments, findings } }: Numbered): boolean {
  return moments.length > 1 || findings.some(({ severity }) => severity !== 'info');
}

function countLines(rest: readonly Numbered[], options: TextOptions): string[] {
  if (rest.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { code } of rest.flatMap(({ session }) => session.findings))
    counts.set(code, (counts.get(code) ?? 0) + 1);
  const codes = [...counts].map(([code, count]) => `${code} (${count})`).join(', ');
  const found = codes ? ` Their findings: ${codes}.` : '';
  return [line(`${plural(rest.length, 'more session')}; -v and --json have them all.${found}`, options)];
}

const line = (text: string, { width }: TextOptions): string => wrap(sanitize(text), width, '');

function headingOf(
  { id, content, startedAt, endedAt, moments, uncounted }: ExplainedSession,
  index: number,
  source: Source,
): string {
  const what = content
    ? [content.name && `"${cut(content.name)}"`, content.mediaId && `media.id ${cut(content.mediaId)}`]
    : [uncounted === 'start-refused' ? 'its start was refused' : 'its start is not in the capture'];
  const length = content?.length === undefined ? [] : [`length ${inSeconds(content.length)}`];
  const time =
    startedAt === null || endedAt === null
      ? [plural(moments.length, 'event')]
      : [
          `${plural(moments.length, 'event')} in ${inSeconds((endedAt - startedAt) / 1000)}`,
          `from ${isoTime(startedAt)}`,
        ];
  const name = id === null ? 'session ID not in the capture' : `ID ${shortened(id)}`;
  const facts = [...what, ...length, ...time, source === 'planned' ? '' : name].filter(Boolean);
  return `session ${index + 1}: ${facts.join(', ')}`;
}

/** A captured text, as much of it as a line bears. */
export function cut(text: string, most: number = SHOWN_OF_TEXT): string {
  return text.length <= most ? text : `${text.slice(0, most)}…`;
}

function shortened(id: string): string {
  return id === REDACTED || id.length <= SHOWN_OF_ID ? id : `${id.slice(0, SHOWN_OF_ID)}…`;
}

/** Times that no calendar has are given as they are. */
function isoTime(time: number): string {
  const date = new Date(time);
  return Number.isNaN(date.getTime()) ? String(time) : date.toISOString();
}

/** The events that a warning or an error stands on; all of them with -v. */
function eventLines(session: ExplainedSession, { verbose, paint }: TextOptions): string[] {
  const { moments, findings, startedAt } = session;
  const marked = new Set(
    findings
      .filter(({ severity }) => verbose || severity !== 'info')
      .flatMap((finding) => brokenAt(finding).events),
  );
  const shown = moments
    .map((moment, index) => ({ moment, index }))
    .filter(({ index }) => verbose || marked.has(index));
  const rows = shown.map(({ moment, index }) => [
    marked.has(index) ? '>' : ' ',
    sinceStart(moment, startedAt),
    cut(moment.eventType),
    moment.playhead === undefined ? '' : `playhead ${moment.playhead}`,
    moment.status === undefined ? '' : String(moment.status),
    moment.label,
  ]);
  return columns(rows.map((row) => row.map(sanitize))).map((line) => paint.dim(`  ${line}`));
}

function sinceStart({ ts }: SessionMoment, startedAt: number | null): string {
  return ts === undefined || startedAt === null ? 'no ts' : `+${inSeconds((ts - startedAt) / 1000)}`;
}

/** The numbers of a session, and where its events came from. */
export function numberLines(
  session: Pick<ExplainedSession, 'numbers'>,
  { width, paint }: TextOptions,
  source: Source,
): string[] {
  const { rows, notes } = numberTable(sayNumbers(session.numbers));
  const mark = (note: number): string => (note > 0 ? `[${note}]` : '');
  const cells = columns(
    rows.map(({ name, value, note }) => [sanitize(name), sanitize(cut(value, SHOWN_OF_VALUE)), mark(note)]),
  );
  const dimmed = (text: string): string => paint.dim(wrap(sanitize(text), width, '    '));
  return [
    '  What reports will count:',
    ...cells.map((line) => `    ${line}`),
    ...notes.map((text, index) => dimmed(`${mark(index + 1)} ${text}`)),
    dimmed(`Predicted with Adobe's documented formulas, ${PREDICTION[source]}.`),
  ];
}
