import type { Context } from '../context.ts';
import { absolutePath } from '../input/paths.ts';
import type { Finding } from '../model/finding.ts';
import { errorExitCode } from '../model/outcome.ts';
import type { Result, ResultError } from '../model/result.ts';
import { renderDotenv } from './dotenv.ts';
import { renderHar } from './har.ts';
import { renderJunit } from './junit.ts';
import { redactResult } from './redact.ts';
import { sessionsOf } from './runs.ts';
import { loadAllWords } from './wording/index.ts';
import { writePrivately, writeReason } from './write-file.ts';

/** What is to be written besides the output, and whether visitor IDs and custom metadata stay in what is shown. */
export interface Reports {
  har?: string | undefined;
  junit?: string | undefined;
  dotenv?: string | undefined;
  github?: boolean;
  noRedact: boolean;
}

/** One report: where it goes, for messages, and what writes it. */
interface Report {
  name: string;
  write(result: Result): Promise<void>;
}

/**
 * Writes the reports that were asked for. A failure becomes the error of the result unless it has a worse one, and never
 * loses a session's ID.
 */
export async function writeReports(result: Result, reports: Reports, context: Context): Promise<Result> {
  // A report that fails becomes part of what the next one tells.
  await loadAllWords();
  let current = result;
  for (const { name, write } of wanted(reports, context)) {
    try {
      await write(current);
    } catch (error) {
      current = reportFailed(current, name, writeReason(error));
    }
  }
  return reports.github ? withMissingVariables(current, context) : current;
}

function wanted(reports: Reports, context: Context): Report[] {
  const { har, junit, dotenv, noRedact } = reports;
  const redacted = (result: Result): Result =>
    noRedact ? result : redactResult(result, { sessionId: true });
  const file = (name: string | undefined, render: (result: Result) => string): Report[] => {
    if (name === undefined) return [];
    const path = absolutePath(name, context) ?? name;
    return [{ name, write: (result) => writePrivately(path, render(result)) }];
  };
  return [
    ...file(har, (result) =>
      renderHar(redacted(result), { version: context.toolVersion, now: context.now() }),
    ),
    ...file(junit, (result) => renderJunit(redacted(result))),
    ...file(dotenv, renderDotenv),
    ...(reports.github ? githubFiles(context, noRedact) : []),
  ];
}

/** The files that GitHub Actions names for a step: its output and its summary. */
const GITHUB_VARIABLES = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

function githubFiles(context: Context, noRedact: boolean): Report[] {
  return GITHUB_VARIABLES.flatMap((variable) => {
    const name = context.env[variable];
    if (!name) return [];
    const path = absolutePath(name, context) ?? name;
    const write = async (result: Result): Promise<void> => {
      const { appendGithub } = await import('./github.ts');
      const shown = noRedact ? result : redactResult(result, { sessionId: false });
      await appendGithub(path, variable === 'GITHUB_OUTPUT' ? 'output' : 'summary', shown);
    };
    return [{ name: variable, write }];
  });
}

function withMissingVariables(result: Result, context: Context): Result {
  const missing = GITHUB_VARIABLES.filter((variable) => !context.env[variable]);
  if (missing.length === 0) return result;
  const args = { names: `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'}` };
  return withFinding(result, { code: 'github-variables', severity: 'warning', args });
}

function reportFailed(result: Result, name: string, reason: string): Result {
  const ids = sessionsOf(result);
  const error: ResultError =
    ids.length > 0
      ? { code: 'report-failed', args: { id: ids.join(', '), name, reason } }
      : { code: 'output-file', args: { name, reason } };
  if (!result.error || errorExitCode(error) > errorExitCode(result.error)) {
    if (!result.error || result.runs) return { ...result, error };
  }
  return withFinding(result, { code: 'report-not-written', severity: 'warning', args: { name, reason } });
}

function withFinding(result: Result, finding: Finding): Result {
  return { ...result, findings: [...result.findings, finding] };
}
