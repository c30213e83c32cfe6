/** The reports that go into a file which the user names, with what is said of the option for each. */
export const REPORT_FILES = {
  har: 'write request, response and diagnosis as HAR 1.2',
  report: 'write a report to hand on: a page (.html) or Markdown (.md)',
  junit: 'write the findings as JUnit XML',
  dotenv: 'write MEDIA_SESSION_ID=<session ID> to this file',
} as const;

/** A report that goes into a file. */
export type ReportFile = keyof typeof REPORT_FILES;

/** What is to be written besides the output: file names by report, and the rest. */
export interface Reports extends Partial<Record<ReportFile, string | undefined>> {
  /** Step output, summary and annotations of GitHub Actions. */
  github: boolean;
  /** Visitor IDs, custom metadata and the session ID stay in what is shown. */
  noRedact: boolean;
}

/** The files that GitHub Actions names for a step: its output and its summary. */
export const GITHUB_VARIABLES = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

/** The report files that are wanted, with their names. */
export function reportFiles(reports: Reports): [kind: ReportFile, name: string][] {
  return (Object.keys(REPORT_FILES) as ReportFile[]).flatMap((kind): [ReportFile, string][] => {
    const name = reports[kind];
    return name === undefined ? [] : [[kind, name]];
  });
}
