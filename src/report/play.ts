import { duration, plural } from '../messages/index.ts';
import { wrap } from '../messages/layout.ts';
import type { Finding } from '../model/finding.ts';
import type { ListedScenario, PlayedEvent, PlayedSession, PlayResult } from '../model/play-result.ts';
import type { ExplainedSession } from '../model/session.ts';
import { table } from '../model/table.ts';
import { shownLines, type TextOptions } from './blocks.ts';
import { scheduleLine } from './play-events.ts';
import { sanitize } from './sanitize.ts';
import { sessionLines } from './session-lines.ts';

/** What a play was asked to print, with -q, too: the list of scenarios, or the events of a dry run. */
export function askedLines({ list, mode, events = [] }: PlayResult, options: TextOptions): string[] {
  if (list) return listLines(list, options);
  return mode === 'dry-run' ? events.map((event) => sanitize(scheduleLine(event))) : [];
}

/** The report on a play, beneath the lines that were written while it ran; of a dry run, all of it. */
export function playLines(result: PlayResult, findings: readonly Finding[], options: TextOptions): string[] {
  if (result.list) return askedLines(result, options);
  const { sessions = [], started = [], mode } = result;
  const inSessions = new Set(
    sessions.flatMap((one) => one.findings.map((finding) => JSON.stringify(finding))),
  );
  const own = findings.filter((finding) => !inSessions.has(JSON.stringify(finding)));
  const source = mode === 'dry-run' ? 'planned' : 'sent';
  return [
    ...askedLines(result, options),
    ...(mode ? [line(summary(result), options)] : []),
    ...shownLines(own, options),
    ...sessionLines(sessions, options, source),
    ...sessions.flatMap((session) => whereLines(session, started, result, options)),
    ...expectationLines(result, options),
    ...(result.sandbox
      ? [line('This was the sandbox: no report suite has received anything.', options)]
      : []),
  ];
}

const line = (text: string, { width }: TextOptions): string => wrap(sanitize(text), width, '');
const nested = (text: string, { width }: TextOptions): string => wrap(sanitize(text), width, '    ');

/** What goes by no name of its own. */
const NAMELESS = table({ default: 'The default scenario', '-': 'The scenario' });

/** What was played, and how it kept its times. */
function summary({ scenario, mode, endpoint, sandbox, events = [] }: PlayResult): string {
  const { name = '', length = 0, sessions = 1 } = scenario ?? {};
  const what = NAMELESS[name] ?? `Scenario ${name}`;
  const size = `${plural(events.filter(({ added }) => !added).length, 'event')} in ${duration(length)}`;
  const of = sessions > 1 ? `, ${plural(sessions, 'session')}` : '';
  if (mode === 'dry-run') return `${what}: ${size}${of}. Nothing was sent.`;
  const fate = scenario?.downloaded
    ? batchFate(events)
    : `${countText(events.filter(({ added }) => !added))}.${timing(mode, events)}`;
  return `${what} (${size}${of}) at ${sandbox ? 'the sandbox' : endpoint}: ${fate}`;
}

/** What came of the events of a scenario, as counts that add up. */
function countText(events: readonly PlayedEvent[]): string {
  const sent = events.filter(hasLeft);
  const failed = sent.filter(({ result }) => result?.error).length;
  return [
    `${sent.length - failed} accepted`,
    failed > 0 ? `${failed} failed` : '',
    sent.length < events.length ? `${events.length - sent.length} not sent` : '',
  ]
    .filter(Boolean)
    .join(', ');
}

/** Whether anything of an event may have left this machine. */
function hasLeft({ result }: PlayedEvent): boolean {
  return result !== undefined && result.sent !== 'no';
}

/** Of a batch there is one response for all. */
function batchFate([first]: readonly PlayedEvent[]): string {
  return first?.result?.error ? 'the batch was not accepted.' : 'accepted as one batch.';
}

/** Whether the times were kept; of an instant play, that they were not. */
function timing(mode: PlayResult['mode'], events: readonly PlayedEvent[]): string {
  if (!events.some(hasLeft)) return '';
  if (mode === 'instant')
    return ' All were sent at once, with the times of a play that ended when this one began.';
  const late = events
    .filter(hasLeft)
    .flatMap(({ lateMs }) => lateMs ?? [])
    .sort((one, other) => one - other);
  const worst = late.at(-1);
  if (worst === undefined) return '';
  const median = late[Math.floor((late.length - 1) / 2)] ?? 0;
  return ` Sent ${duration(median)} after their times (median), ${duration(worst)} at most.`;
}

/** Where a report shows the numbers of a session, and when. */
function whereLines(
  { id, content, startedAt, endedAt, downloaded, closed }: ExplainedSession,
  started: readonly PlayedSession[],
  { mode, sandbox, error }: PlayResult,
  options: TextOptions,
): string[] {
  if (mode === 'dry-run' || sandbox || startedAt === null || endedAt === null) return [];
  const known = started.find(({ session }) => session.id === id);
  const several = started.length > 1 && id !== null ? ` of session ${id.slice(0, 8)}…` : '';
  const [from, to] = [startedAt, endedAt].map((time) => new Date(time).toISOString());
  const rows = [
    known?.reportSuite && `report suite: ${known.reportSuite}`,
    (known?.contentId ?? content?.mediaId) &&
      `content ID (dimension Content): ${known?.contentId ?? content?.mediaId}`,
    `time: ${from} to ${to} (UTC)`,
    id !== null && `session ID: ${id} (reports show another form of it)`,
    `when: ${whenText(known, closed !== undefined || downloaded)}`,
  ];
  return [
    `  Where to look for the numbers${several}:`,
    ...rows.flatMap((row) => (row ? [nested(row, options)] : [])),
    ...(known?.state === 'open' && !error ? [nested(openText(known), options)] : []),
  ];
}

/** Source: AdobeDocs/media-analytics.en, reporting/metrics (media-starts.md, ad-starts.md, content-time-spent.md). */
function whenText(known: PlayedSession | undefined, isClosed: boolean): string {
  const rest = 'Media starts and ad starts are reported as they happen, the rest when the session closes';
  if (isClosed || known?.state === 'ended') return `${rest}; it has closed`;
  return `${rest}, automatically 10 minutes after its last event`;
}

function openText({ session, endWith }: PlayedSession): string {
  return `Session ${session.id} is still open.${endWith ? ` End it with: ${endWith}` : ''}`;
}

function expectationLines({ expectations = [] }: PlayResult, options: TextOptions): string[] {
  if (expectations.length === 0) return [];
  const met = expectations.filter(({ failed }) => !failed).length;
  return [line(metLine({ met, of: expectations.length }), options)];
}

/** How much of what was expected came so. */
export function metLine({ met, of }: { met: number; of: number }): string {
  return `${met} of ${plural(of, 'expectation')} met.`;
}

/** Built-in scenarios: name, length, what they prove. */
function listLines(list: readonly ListedScenario[], options: TextOptions): string[] {
  return list.flatMap(({ name, aliases, title, about, length, events }) => [
    options.paint.strong(
      sanitize(
        `${name || '(without a name)'}${aliases.map((alias) => `, ${alias}`).join('')}: ${duration(length)}, ${plural(events, 'event')}`,
      ),
    ),
    nested(title, options),
    nested(`tests ${about}`, options),
  ]);
}
