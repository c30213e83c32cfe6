import { InputError } from '../../model/errors.ts';
import { REPORT_FILES, type ReportFile, type Reports } from '../../model/reports.ts';
import type { Given, OptionGroup } from '../definition.ts';

const heading = 'Output:';

const GITHUB = {
  heading,
  flags: '--github',
  description: 'in GitHub Actions: step output session-id, annotations, step summary',
};

const NO_REDACT = {
  heading,
  flags: '--no-redact',
  description: 'leave visitor IDs, custom metadata and session ID in what is shown',
};

/** A page or Markdown, by the end of its name. */
const REPORT_NAME = /\.(?:html?|md|markdown)$/i;

/** An option for each of the named reports, and what goes with them. */
export function reportOptions(...names: readonly ReportFile[]): OptionGroup<Reports> {
  const files = names.map((name) => ({
    heading,
    flags: `--${name} <file>`,
    description: REPORT_FILES[name],
  }));
  return {
    specs: () => [
      ...files,
      ...(names.includes('junit') ? [GITHUB] : []),
      ...(names.includes('har') || names.includes('report') ? [NO_REDACT] : []),
    ],
    read: (given) => ({
      ...namesOf(given),
      github: given.flag('--github'),
      noRedact: given.flag('--no-redact'),
    }),
  };
}

/** Throws InputError for a report that is to be of no form there is. */
function namesOf(given: Given): Partial<Record<ReportFile, string | undefined>> {
  const report = given.text('--report');
  // One without a value has been told so.
  if (report !== undefined && report !== '' && !REPORT_NAME.test(report))
    throw new InputError('usage', [
      {
        code: 'usage-option-value',
        severity: 'error',
        expected: { kind: 'form', form: 'page-file' },
        actual: { type: 'text', value: report },
        args: { option: '--report' },
      },
    ]);
  return Object.fromEntries(Object.keys(REPORT_FILES).map((kind) => [kind, given.text(`--${kind}`)]));
}
