import type { Context } from '../model/context.ts';
import { errorExitCode } from '../model/error-codes.ts';
import type { Finding } from '../model/finding.ts';
import { GITHUB_VARIABLES, type ReportFile, type Reports, reportFiles } from '../model/reports.ts';
import type { Result } from '../model/result.ts';
import { type SystemCode, systemCodeOf } from '../model/system-code.ts';
import { absolutePath } from '../parse/paths.ts';
import { renderDotenv } from '../report/dotenv.ts';
import { renderHar } from '../report/har.ts';
import { renderJunit } from '../report/junit.ts';
import { redactResult } from '../report/redact.ts';
import { writeFailed } from '../report/sessions.ts';
import { appendText, writePrivately } from './write-file.ts';

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
  let current = result;
  for (const { name, write } of wanted(reports, context)) {
    try {
      await write(current);
    } catch (error) {
      current = reportFailed(current, name, systemCodeOf(error));
    }
  }
  return reports.github ? withMissingVariables(current, context) : current;
}

type Render = (result: Result, context: Context, noRedact: boolean, name: string) => string | Promise<string>;

const RENDER: Record<ReportFile, Render> = {
  har: (result, context, noRedact) =>
    renderHar(shareable(result, noRedact), { version: context.toolVersion, now: context.now() }),
  junit: (result, _context, noRedact) => renderJunit(shareable(result, noRedact)),
  dotenv: renderDotenv,
  report: renderHandout,
};

/** A page or Markdown, by the end of the name. */
async function renderHandout(
  result: Result,
  context: Context,
  noRedact: boolean,
  name: string,
): Promise<string> {
  const { renderMarkdown, renderPage } = await import('../report/handout.ts');
  const shown = noRedact ? result : redactResult(result, { sessionId: true, bodies: true });
  const made = { tool: `media-session ${context.toolVersion}`, now: context.now() };
  if (/\.(?:md|markdown)$/i.test(name)) return renderMarkdown(shown, made);
  const { pageAssets } = await import('./page-assets.ts');
  return renderPage(shown, made, await pageAssets());
}

function shareable(result: Result, noRedact: boolean): Result {
  return noRedact ? result : redactResult(result, { sessionId: true });
}

function wanted(reports: Reports, context: Context): Report[] {
  const { github, noRedact } = reports;
  const files = reportFiles(reports).map(([kind, name]): Report => {
    const path = absolutePath(name, context) ?? name;
    const write = async (result: Result): Promise<void> =>
      writePrivately(path, await RENDER[kind](result, context, noRedact, name));
    return { name, write };
  });
  return [...files, ...(github ? githubFiles(context, noRedact) : [])];
}

function githubFiles(context: Context, noRedact: boolean): Report[] {
  return GITHUB_VARIABLES.flatMap((variable) => {
    const name = context.env[variable];
    if (!name) return [];
    const path = absolutePath(name, context) ?? name;
    const write = async (result: Result): Promise<void> => {
      const { stepOutput, stepSummary } = await import('../report/github.ts');
      const shown = noRedact ? result : redactResult(result, { sessionId: false });
      const text = variable === 'GITHUB_OUTPUT' ? stepOutput(shown) : stepSummary(shown);
      if (text) await appendText(path, text);
    };
    return [{ name: variable, write }];
  });
}

function withMissingVariables(result: Result, context: Context): Result {
  const missing = GITHUB_VARIABLES.filter((variable) => !context.env[variable]);
  if (missing.length === 0) return result;
  return withFinding(result, { code: 'github-variables', severity: 'warning', args: { names: missing } });
}

function reportFailed(result: Result, name: string, reason: SystemCode): Result {
  // Found before anything was sent.
  const isSaid = result.findings.some(
    (one) => one.code === 'report-not-written' && one.args.name === name && one.severity === 'error',
  );
  if (isSaid) return result;
  const error = writeFailed(result, name, reason);
  if (!result.error || errorExitCode(error) > errorExitCode(result.error)) {
    if (!result.error || 'runs' in result) return { ...result, error };
  }
  return withFinding(result, { code: 'report-not-written', severity: 'warning', args: { name, reason } });
}

function withFinding(result: Result, finding: Finding): Result {
  return { ...result, findings: [...result.findings, finding] };
}
