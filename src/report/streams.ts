import type { ErrorCode } from '../model/error-codes.ts';
import { type Finding, isError } from '../model/finding.ts';
import type { CommandName, Result, SingleResult } from '../model/result.ts';

/** The commands whose product is a report: it goes to stdout whether or not it holds errors. */
const REPORTING: readonly CommandName[] = ['check', 'explain', 'doctor', 'schema diff', 'play'];

/** What goes wrong with a run, whatever its report says. */
const RUN_ERRORS: readonly ErrorCode[] = [
  'interrupted',
  'terminated',
  'internal',
  'internal-after-start',
  'output-file',
  'output-failed',
  'report-failed',
  'usage',
];

/** Errors by which a mistake in the input ends a command; their findings tell what the input is. */
const INPUT_ERRORS: readonly ErrorCode[] = ['config', 'body-invalid', 'file'];

/** Codes about how the command was called, its config and its files. */
const RUN_CODES = /^(?:usage|file|config|profile|github|report)-|^(?:setting-invalid|output-discarded)$/;

/** Whether a command's product is a report; that of `sandbox` is one if it checked what came. */
export function isReporting(result: Result): boolean {
  return REPORTING.includes(result.command) || 'explained' in result;
}

/** Whether a result holds a report. A run that failed before it had looked at anything has none. */
export function hasReport(result: SingleResult): boolean {
  const { error, findings } = result;
  if (!isReporting(result)) return false;
  if (['steps', 'checked', 'explained', 'events', 'list'].some((key) => key in result)) return true;
  if (!error || error.code === 'schema-drift') return true;
  if (result.command === 'schema diff') return error.code === 'output-file';
  if (error.args?.['config']) return false;
  return INPUT_ERRORS.includes(error.code) && !findings.some((one) => isError(one) && isAboutRun(one));
}

/** Whether what failed is the run, and not what the report is about; or all of it, where no report got through. */
export function isRunFailure(result: SingleResult): boolean {
  if (result.error === undefined) return false;
  return !hasReport(result) || RUN_ERRORS.includes(result.error.code) || result.findings.some(isLostReport);
}

function isLostReport({ code, args }: Finding): boolean {
  return code === 'report-not-written' && args.name === 'stdout';
}

/** Whether a finding is about the run: how it was called, its settings, its files. A body has JSON pointers for paths. */
function isAboutRun({ code, path = '', args }: Finding): boolean {
  // A param that only a setting can fill is missing in the body all the same.
  if (code === 'setting-missing') return args.key === 'endpoint';
  // Where a body would go is part of what is wrong with it.
  if (code === 'endpoint-host') return false;
  return RUN_CODES.test(code) || (path !== '' && !path.startsWith('/'));
}

/** The findings of a result for either stream; those of a step of `doctor` belong to the step. */
export function shared(result: SingleResult): { report: Finding[]; run: Finding[] } {
  const { findings } = result;
  if (!hasReport(result)) return { report: [], run: findings };
  const steps = ('steps' in result && result.steps) || [];
  const inSteps = new Set(steps.flatMap((step) => step.findings.map((finding) => JSON.stringify(finding))));
  // A missing config file is why settings are missing: it is said where they are.
  const withSettings = findings.some((one) => one.code === 'setting-missing' && !isAboutRun(one));
  const isRun = (finding: Finding): boolean =>
    isAboutRun(finding) &&
    !inSteps.has(JSON.stringify(finding)) &&
    !(withSettings && finding.code === 'config-none');
  return { report: findings.filter((one) => !isRun(one)), run: findings.filter(isRun) };
}
