import { plural, sayFinding } from '../messages/index.ts';
import { type Finding, isError } from '../model/finding.ts';
import { isBad, type SandboxRequest } from '../model/sandbox.ts';
import type { ExplainedSession } from '../model/session.ts';
import { errorLines, shownLines, type TextOptions } from './blocks.ts';
import { sanitize } from './sanitize.ts';
import { cut, numberLines } from './session-lines.ts';
import { OF_A_PLAYER } from './ways.ts';

/** What the lines of a request say beyond it. */
export interface LineFacts {
  /** Codes among its findings that its session had broken before. */
  again: readonly string[];
  /** Codes that no longer hold for its session. */
  withdrawn: readonly string[];
  /** What its body says, for -v. */
  text: string;
  responseText: string;
}

/** More characters of a body than these are cut, for -v. */
const MOST_CHARACTERS = 2_000;

const WIDTHS = { number: 4, event: 16, call: 27 };

/** A request as the sandbox reports it while it runs: a line, and the findings below it. */
export function requestLines(request: SandboxRequest, facts: LineFacts, options: TextOptions): string[] {
  const { again, withdrawn } = facts;
  const heading = headingOf(request, options);
  if (options.quiet) return isBad(request) ? [heading, ...quietLines(request, again)] : [];
  const fresh = request.findings.filter(({ code }) => !again.includes(code));
  const isAgain = ({ code, severity }: SandboxRequest['findings'][number]): boolean =>
    again.includes(code) && severity !== 'info';
  const repeated = request.findings.filter(isAgain).map(({ code, severity }) => `${severity}: ${code}`);
  return [
    heading,
    ...(options.verbose ? exchangeLines(request, facts, options) : []),
    ...(request.error ? indented(errorLines(request.error, options)) : []),
    ...findingLines(fresh, options),
    ...(repeated.length > 0 ? [options.paint.dim(`${INDENT}again: ${repeated.join(', ')}`)] : []),
    ...(withdrawn.length > 0
      ? [options.paint.dim(`${INDENT}in the order of ts, no longer: ${withdrawn.join(', ')}`)]
      : []),
  ];
}

/** The end of a session: what it counts, and what only the end shows. `told`: codes that its requests have said. */
export function summaryLines(
  session: ExplainedSession,
  number: number,
  reason: 'ended' | 'completed' | 'no-events' | 'no-playhead' | 'stopped',
  told: ReadonlySet<string>,
  options: TextOptions,
): string[] {
  if (options.quiet) return [];
  const { startedAt, endedAt, events, content } = session;
  const name = content?.name ?? content?.mediaId;
  const spent = startedAt === null || endedAt === null ? '' : ` in ${(endedAt - startedAt) / 1000} s`;
  const what = `session #${number} ${REASONS[reason]}: ${plural(events, 'event')}${spent}`;
  const heading = name === undefined ? what : `${what}, "${cut(name)}"`;
  const fresh = session.findings.filter(({ code }) => !told.has(code));
  return [
    options.paint.strong(sanitize(heading)),
    ...findingLines(fresh, options),
    ...numberLines(session, options, 'received'),
  ];
}

const REASONS = {
  ended: 'ended',
  completed: 'is complete',
  'no-events': 'timed out after 10 minutes without an event',
  'no-playhead': 'timed out after 30 minutes without playhead movement',
  stopped: 'so far',
} as const;

const INDENT = '  ';

function findingLines(findings: readonly Finding[], options: TextOptions): string[] {
  return indented(
    shownLines(findings, { ...options, width: options.width - INDENT.length, ways: OF_A_PLAYER }),
  );
}

function indented(lines: readonly string[]): string[] {
  return lines.flatMap((line) => line.split('\n')).map((line) => INDENT + line);
}

function quietLines({ findings }: SandboxRequest, again: readonly string[]): string[] {
  return findings
    .filter((finding) => isError(finding) && !again.includes(finding.code))
    .map((finding) => sanitize(`${INDENT}error: ${sayFinding(finding, OF_A_PLAYER).message}`));
}

function headingOf(request: SandboxRequest, { paint }: TextOptions): string {
  const { time, session, kind, eventType, method, path, status, playhead, request: asked } = request;
  const number = session === undefined ? '-' : `#${session}`;
  const call = kind === undefined || eventType === undefined ? `${method} ${path}` : eventType;
  const what = method === '' ? `connection from ${asked.remote || 'a client'}` : call;
  const batch = kind === 'batch' ? ' (batch)' : '';
  const name = sanitize(what + batch).padEnd(WIDTHS.event);
  const at = playhead === undefined ? '' : `${playhead} s`.padStart(WIDTHS.call - name.length);
  const shown = at === '' ? name.padEnd(WIDTHS.call) : `${name}${at}`;
  const cells = [paint.dim(clockTime(time)), number.padEnd(WIDTHS.number), paint.strong(shown)];
  const said = saidOf(request);
  return `${cells.join('  ')}  ${status === 0 || status >= 400 ? paint.error(said) : said}`;
}

/** What was answered, and beside it what the sandbox would have answered. */
function saidOf({ status, forwarded }: SandboxRequest): string {
  const said = status === 0 ? 'no response' : String(status);
  if (!forwarded || forwarded.sandboxStatus === status) return said;
  return `${said} (sandbox: ${forwarded.sandboxStatus})`;
}

/** In the time zone of the machine, as a clock on its wall shows it. */
function clockTime(time: number): string {
  const date = new Date(time);
  const two = (number: number): string => String(number).padStart(2, '0');
  const milliseconds = String(date.getMilliseconds()).padStart(3, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}.${milliseconds}`;
}

/** Headers and bodies of request and response. */
function exchangeLines(request: SandboxRequest, facts: LineFacts, { paint }: TextOptions): string[] {
  const { method, status, request: asked, response } = request;
  const lines = [
    // Of a connection that broke before, nothing was read.
    ...(method === '' ? [] : [`> ${method} ${asked.url} HTTP/${asked.httpVersion}`]),
    ...asked.headers.map(([name, value]) => `> ${name}: ${value}`),
    ...bodyLines('>', facts.text),
    ...(status === 0 ? [] : [`< ${status}`]),
    ...response.headers.map(([name, value]) => `< ${name}: ${value}`),
    ...bodyLines('<', facts.responseText),
  ];
  return lines.map((line) => paint.dim(INDENT + sanitize(line)));
}

function bodyLines(mark: string, text: string): string[] {
  if (text === '') return [];
  const cut = text.length > MOST_CHARACTERS ? `${text.slice(0, MOST_CHARACTERS)}…` : text;
  return [mark, `${mark} ${cut}`];
}

/** That not everything can be kept. `limit`: bytes. */
export function droppedLines(limit: number, { quiet, paint }: TextOptions): string[] {
  if (quiet) return [];
  const size = `${Math.round(limit / 1024 / 1024)} MB`;
  return [
    paint.warning('note: ') +
      `${size} are full: the sessions that were quiet longest are dropped from here on. --keep sets the limit.`,
  ];
}

/** Where to look, for people. `certificate`: the file to trust. */
export function startLines(
  {
    page,
    certificate,
    forward,
  }: { page: string; certificate: string | undefined; forward: string | undefined },
  { paint }: TextOptions,
): string[] {
  return [
    `Open ${paint.strong(sanitize(page))} to see what comes in; Ctrl-C ends the sandbox.`,
    ...(certificate === undefined ? [] : [`Clients have to trust ${sanitize(certificate)}`]),
    ...(forward === undefined ? [] : [`Requests are passed on to ${sanitize(forward)}`]),
  ];
}
