import type { Finding } from '../model/finding.ts';
import type { PageLeft, PageReport } from '../model/page.ts';
import type { SessionPart } from '../model/parts.ts';
import { plural } from './phrases.ts';
import { inSeconds } from './session-wording.ts';

export { sayPassed } from './passed.ts';
export { plural } from './phrases.ts';
export { type Lane, lanesOf } from './session-lanes.ts';
export { inSeconds } from './session-wording.ts';

/** How the page calls the weight of a finding. */
export const SEVERITY_WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const;

/** Headings and captions of the page. */
export const PAGE_WORDS = {
  summary: 'Summary',
  sessions: 'Sessions',
  requests: 'Requests with findings',
  good: 'The events break no rule of a session.',
  numbers: "What reports will count, predicted with Adobe's documented formulas from these events alone",
  noTimes: 'The events have no times from which a picture could be drawn.',
  sent: 'The body as it was sent',
} as const;

/** What a session played, in a few words. */
export function titleOf({ content, uncounted }: Pick<SessionPart, 'content' | 'uncounted'>): string {
  if (uncounted === 'start-refused') return 'its start was refused';
  if (!content) return 'its start is not in the capture';
  return content.name || content.mediaId || 'content without a name';
}

/** How all of it fares, in a word. */
export function sayState({ ok, counts }: Pick<PageReport, 'ok' | 'counts'>): string {
  if (!ok) return 'Problems';
  return counts.warnings > 0 ? 'Warnings' : 'OK';
}

/** The name of a report: that of the capture, without its folder. */
export function headingOf({ subject }: Pick<PageReport, 'subject'>): string {
  return `Report on ${subject.split(/[\\/]/).at(-1) || 'a capture'}`;
}

/** What was found where there is no error. */
export function sayFound(findings: readonly Pick<Finding, 'severity'>[]): string {
  const warnings = findings.filter(({ severity }) => severity === 'warning').length;
  return warnings === 0 ? 'No errors and no warnings.' : `No errors, ${plural(warnings, 'warning')}.`;
}

/** How many requests, sessions and findings there are. */
export function sayCounts({ requests, sessions, errors, warnings, notes }: PageReport['counts']): string {
  const what = [plural(requests, 'request'), plural(sessions, 'session')].join(', ');
  const found = [plural(errors, 'error'), plural(warnings, 'warning'), plural(notes, 'note')].join(', ');
  return `${what}: ${found}.`;
}

/** What was left out, so that nobody takes the report for the whole; undefined for nothing. */
export function sayLeft({ sessions, events, requests, bodies }: PageLeft): string | undefined {
  const all = [
    sessions > 0 && plural(sessions, 'session'),
    events > 0 && plural(events, 'event'),
    requests > 0 && plural(requests, 'request'),
    bodies > 0 && (bodies === 1 ? '1 body' : `${bodies} bodies`),
  ].filter(Boolean);
  if (all.length === 0) return undefined;
  return `The capture is too large for one page. Left out: ${all.join(', ')}. What has findings is kept first; media-session explain --json has everything.`;
}

/** The caption of a corrected body. */
export function sayCorrected(open: number): string {
  return open > 0 ? `Corrected, with ${plural(open, 'blank')} to fill in` : 'Corrected';
}

const CLOSED = {
  end: 'closed by sessionEnd',
  idle: 'closed after 10 minutes without events',
  still: 'closed after 30 minutes in which the playhead did not move',
} as const;

/** A date and time in UTC; a number that no calendar has stays one. */
function utc(time: number | null): string {
  if (time === null) return 'unknown';
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return String(time);
  return date.toISOString().replace('T', ' ').replace('Z', ' UTC');
}

/** What is known of a session, as names and values. */
export function factsOf(session: SessionPart): [name: string, value: string][] {
  const { id, content, startedAt, endedAt, closed, completed, downloaded, events } = session;
  const span = startedAt === null || endedAt === null ? '' : ` in ${inSeconds((endedAt - startedAt) / 1000)}`;
  const end = closed === null ? 'still open' : CLOSED[closed];
  const kind = content?.live ? 'live' : downloaded ? 'downloaded' : undefined;
  const facts: [string, string | undefined][] = [
    ['Session ID', id ?? 'not seen'],
    ['media.id', content?.mediaId],
    ['Length', content?.length === undefined ? undefined : inSeconds(content.length)],
    ['Started', utc(startedAt)],
    ['Events', `${events.length}${span}`],
    ['End', completed ? `completed, ${end}` : end],
    ['Kind', kind],
  ];
  return facts.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

/** Time since the start of a session: `+25.1 s`. Milliseconds since the epoch. */
export function since(start: number | null, time: number | null): string {
  return start === null || time === null ? 'no ts' : `+${inSeconds((time - start) / 1000)}`;
}
