import { relative, resolve } from 'node:path';
import { sayError, sayInFull, type Ways } from '../messages/index.ts';
import { sayOrigin } from '../messages/origin.ts';
import type { Context } from '../model/context.ts';
import { ERROR_CODES, errorExitCode } from '../model/error-codes.ts';
import { type Finding, hasError, isError } from '../model/finding.ts';
import { type Result, type ResultError, sessionOf } from '../model/result.ts';
import { firstProblem } from './first-problem.ts';
import { markdown, markdownTable } from './markdown.ts';
import { exitWords, sessionIds, wholeError } from './runs.ts';
import { sanitize } from './sanitize.ts';
import { waysOf } from './ways.ts';

/** `session-id`, or for several profiles `session-ids`, a JSON object by profile. Neither can hold a line break. */
export function stepOutput(result: Result): string {
  if (!('runs' in result)) {
    const session = sessionOf(result);
    return session ? `session-id=${session.id}\n` : '';
  }
  const ids = result.runs.flatMap((run) => sessionIds(run.result).map((id) => [run.profile, id] as const));
  return `session-ids=${JSON.stringify(Object.fromEntries(ids))}\n`;
}

interface Row {
  severity: Finding['severity'];
  title: string;
  message: string;
  fix: string;
  origin?: Finding['origin'];
}

/** Errors and warnings of a result; what several profiles have in common stands once, with their names. */
function rowsOf(result: Result): Row[] {
  if (!('runs' in result)) return ownRows(result.findings, result.error, waysOf(result));
  const rows = new Map<string, { row: Row; profiles: string[] }>();
  for (const { profile, result: own } of result.runs) {
    for (const row of ownRows(own.findings, own.error, waysOf(own))) {
      const key = JSON.stringify(row);
      const known = rows.get(key);
      if (known) known.profiles.push(profile);
      else rows.set(key, { row, profiles: [profile] });
    }
  }
  const grouped = [...rows.values()].map(({ row, profiles }) => ({
    ...row,
    message: `${profiles.join(', ')}: ${row.message}`,
  }));
  return [...ownRows(result.findings, wholeError(result)), ...grouped];
}

/** The error unless findings say it all, then the findings. */
function ownRows(findings: readonly Finding[], error: ResultError | undefined, ways?: Ways): Row[] {
  const rows = findings.filter(isLoud).map((finding) => findingRow(finding, ways));
  const said = error && ERROR_CODES[error.code].exit === 'input' && hasError(findings);
  if (!error || said) return rows;
  return [{ severity: 'error', title: error.code, ...sayError(error) }, ...rows];
}

const isLoud = ({ severity }: Finding): boolean => severity !== 'info';
function findingRow(finding: Finding, ways?: Ways): Row {
  const { code, severity, origin } = finding;
  return { severity, title: code, ...sayInFull(finding, ways), ...(origin && { origin }) };
}

/**
 * Workflow commands that mark errors and warnings, in the file and on the line where a value came from. Values are escaped
 * as GitHub wants it, so that no text of a server or a file can begin a command of its own.
 * Source: docs.github.com, "Workflow commands for GitHub Actions".
 */
export function annotations(result: Result, context: Context): string {
  return rowsOf(result)
    .map((row) => `${annotation(row, context)}\n`)
    .join('');
}

function annotation({ severity, title, message, fix, origin }: Row, context: Context): string {
  const properties = [
    ...(origin?.kind === 'file' ? filePlace(origin, context) : []),
    `title=${escapeProperty(`media-session: ${title}`)}`,
  ];
  const from = origin && origin.kind !== 'file' ? ` (from ${sayOrigin(origin)})` : '';
  const text = [`${message}${from}`, fix].filter(Boolean).join('\n');
  return `::${severity === 'error' ? 'error' : 'warning'} ${properties.join(',')}::${escapeData(text)}`;
}

/** GitHub wants paths from the root of the checkout. */
function filePlace(origin: NonNullable<Finding['origin']>, context: Context): string[] {
  const { name, line, column } = origin;
  const root = context.env['GITHUB_WORKSPACE'];
  const path = resolve(context.cwd ?? '/', name);
  const inside = root ? relative(root, path) : name;
  const file = inside.startsWith('..') ? path : inside;
  return [
    `file=${escapeProperty(file)}`,
    ...(line === undefined ? [] : [`line=${line}`]),
    ...(column === undefined ? [] : [`col=${column}`]),
  ];
}

/** Lines that are ours are kept apart; every other control character is shown as an escape. */
function escapeData(text: string): string {
  const safe = text.split('\n').map(sanitize).join('\n');
  return safe.replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return sanitize(text).replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
}

/** A heading and a table for the summary page of the run. */
export function stepSummary(result: Result): string {
  const verdict = result.error ? `failed: exit ${exitWords(result.error)}` : 'ok';
  const all = rowsOf(result);
  const sorted = [...all.filter(isError), ...all.filter((row) => !isError(row))];
  const rows = sorted.map(({ severity, title, message, fix, origin }) => [
    severity,
    title,
    message,
    origin ? sayOrigin(origin) : '',
    fix,
  ]);
  return [
    `### ${markdown(`media-session ${result.command}`)}: ${verdict}`,
    '',
    ...problemLines(result),
    ...sessionLines(result),
    ...markdownTable(['severity', 'code', 'what', 'from', 'fix'], rows),
    '',
  ].join('\n');
}

/** What failed first; of several profiles, each has a row of its own. */
function problemLines({ error, findings, ...result }: Result): string[] {
  const problem = 'runs' in result && result.runs.length > 0 ? undefined : firstProblem(error, findings);
  return error && problem !== undefined ? [markdown(problem), ''] : [];
}

function sessionLines(result: Result): string[] {
  if (!('runs' in result)) {
    const session = sessionOf(result);
    return session ? [`Session ${markdown(session.id)}`, ''] : [];
  }
  if (result.runs.length === 0) return [];
  const rows = result.runs.map(({ profile, result: own }) => [
    profile,
    own.error ? `exit ${errorExitCode(own.error)} (${own.error.code})` : 'ok',
    ...(result.command === 'start' ? [sessionOf(own)?.id ?? ''] : []),
  ]);
  return markdownTable(['profile', 'result', ...(result.command === 'start' ? ['session'] : [])], rows);
}
