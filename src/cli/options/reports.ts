import { REPORT_FILES, type ReportFile, type Reports } from '../../model/reports.ts';
import type { OptionGroup } from '../definition.ts';

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

/** An option for each of the named reports, and --github. */
export function reportOptions(...names: readonly ReportFile[]): OptionGroup<Reports> {
  const files = names.map((name) => ({
    heading,
    flags: `--${name} <file>`,
    description: REPORT_FILES[name],
  }));
  return {
    specs: () => [...files, GITHUB, ...(names.includes('har') ? [NO_REDACT] : [])],
    read: (given) => ({
      ...Object.fromEntries(Object.keys(REPORT_FILES).map((kind) => [kind, given.text(`--${kind}`)])),
      github: given.flag('--github'),
      noRedact: given.flag('--no-redact'),
    }),
  };
}
