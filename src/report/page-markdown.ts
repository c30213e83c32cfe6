import { sayOrigin } from '../messages/origin.ts';
import {
  factsOf,
  headingOf,
  PAGE_WORDS,
  plural,
  SEVERITY_WORDS,
  sayCorrected,
  sayCounts,
  sayLeft,
  sayPassed,
  sayState,
  since,
  titleOf,
} from '../messages/page.ts';
import { numberTable, sayUncounted } from '../messages/session-numbers.ts';
import type { JsonValue } from '../model/json.ts';
import { jsonLines } from '../model/json-lines.ts';
import type { PageReport, PageRequest, PageSession } from '../model/page.ts';
import type { FindingPart, SessionPart } from '../model/parts.ts';
import { codeBlock, codeSpan, markdown, markdownTable } from './markdown.ts';
import { pictureLines } from './picture-text.ts';

/** The report as Markdown, for an issue, a chat or a wiki. */
export function pageMarkdown(report: PageReport): string {
  const { tool, made, sessions, requests } = report;
  const telling = requests.filter(isTelling);
  const lines = [
    `# ${markdown(headingOf(report))}`,
    '',
    `Made by ${markdown(tool)} on ${made}`,
    '',
    ...summaryLines(report),
    ...(sessions.length > 0 ? [`## ${PAGE_WORDS.sessions}`, '', ...sessions.flatMap(sessionLines)] : []),
    ...(telling.length > 0 ? [`## ${PAGE_WORDS.requests}`, '', ...telling.flatMap(requestLines)] : []),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

/** Whether there is something to say about a request that its session does not. */
function isTelling({ state, findings }: PageRequest): boolean {
  return state !== 'valid' || findings.length > 0;
}

function summaryLines(report: PageReport): string[] {
  const { verdict, counts, passed, left } = report;
  const more = [sayPassed(passed), sayLeft(left)].filter((text) => text !== undefined);
  return [
    `## ${PAGE_WORDS.summary}`,
    '',
    `**${sayState(report)}:** ${markdown(verdict)}`,
    '',
    sayCounts(counts),
    '',
    ...more.flatMap((text) => [text, '']),
    ...findingLines(report.findings, false),
  ];
}

function sessionLines({ number, session }: PageSession): string[] {
  const { findings } = session;
  const picture = pictureLines(session);
  return [
    `### Session ${number}: ${markdown(titleOf(session))}`,
    '',
    ...factsOf(session).map(([name, value]) => `- ${name}: ${markdown(value)}`),
    '',
    ...(picture.length > 0 ? codeBlock(picture) : [PAGE_WORDS.noTimes, '']),
    ...(findings.length > 0 ? findingLines(findings, true) : [PAGE_WORDS.good, '']),
    ...eventLines(session),
    ...numberLines(session),
    '',
  ];
}

/** What reports will count, or why they count nothing. */
function numberLines({ uncounted, numbers }: SessionPart): string[] {
  if (uncounted) return [sayUncounted(uncounted)];
  const { rows, notes } = numberTable(numbers);
  const cells = rows.map(({ name, value, note }) => [name, value, note > 0 ? `not certain (${note})` : '']);
  return [
    `${PAGE_WORDS.numbers}:`,
    '',
    ...markdownTable(['Number', 'Value', ''], cells),
    ...notes.map((text, index) => `${index + 1}. ${markdown(text)}`),
  ];
}

/** A list of findings; numbered where a picture has their numbers. */
function findingLines(findings: readonly FindingPart[], isNumbered: boolean): string[] {
  const items = findings.flatMap((finding, index) => {
    const { severity, code, message, effect, fix, origin } = finding;
    const details = [
      effect && `Effect on reports: ${effect}`,
      fix && `Fix: ${fix}`,
      origin && `At: ${sayOrigin(origin)}`,
    ];
    const bullet = isNumbered ? `${index + 1}.` : '-';
    return [
      `${bullet} **${SEVERITY_WORDS[severity]}** \`${code}\` ${markdown(message)}`,
      ...details.flatMap((text) => (text ? [`   - ${markdown(text)}`] : [])),
    ];
  });
  return items.length > 0 ? [...items, ''] : [];
}

/** The events that findings stand on. */
function eventLines({ events, findings, startedAt }: SessionPart): string[] {
  const marks = new Map<number, number[]>();
  findings.forEach((finding, index) => {
    for (const event of finding.events) marks.set(event, [...(marks.get(event) ?? []), index + 1]);
  });
  const rows = events.flatMap((event, index) => {
    const own = marks.get(index);
    if (!own) return [];
    const { ts, eventType, playhead, status, label } = event;
    return [[since(startedAt, ts), eventType, `${playhead ?? ''}`, `${status ?? ''}`, own.join(', '), label]];
  });
  return markdownTable(['Time', 'Event', 'Playhead', 'Response', 'Findings', 'Place'], rows);
}

function requestLines({ label, verdict, status, findings, body, corrected }: PageRequest): string[] {
  const response = status === undefined ? '' : `Response ${status}; `;
  return [
    `### ${codeSpan(label)}`,
    '',
    `${response}${markdown(verdict)}`,
    '',
    ...findingLines(findings, false),
    ...(body !== undefined && findings.length > 0 ? bodyLines(PAGE_WORDS.sent, body) : []),
    ...(corrected ? bodyLines(sayCorrected(corrected.open.length), corrected.body) : []),
  ];
}

function bodyLines(title: string, body: JsonValue): string[] {
  const lines = jsonLines(body).map(({ text }) => text);
  return [`${title} (${plural(lines.length, 'line')}):`, '', ...codeBlock(lines, 'json')];
}
