import { Option } from 'commander';
import { REPORT_FILES, type ReportFile, type Reports } from '../report/reports.ts';
import { type Reading, type Verb, valueOption } from './command.ts';
import { OUTPUT } from './options.ts';

/** A report that a command can write. */
type ReportName = ReportFile | 'github';

/** Adds an option for each of the named reports. */
export function addReportOptions(verb: Verb, reading: Reading, names: readonly ReportName[]): Verb {
  const add = (option: Option): Verb => verb.addOption(option.helpGroup(OUTPUT));
  for (const name of names) {
    if (name === 'github')
      add(new Option('--github', 'in GitHub Actions: step output session-id, annotations, step summary'));
    else add(valueOption(`--${name} <file>`, REPORT_FILES[name], reading));
  }
  if (!names.includes('har')) return verb;
  return add(new Option('--no-redact', 'leave visitor IDs, custom metadata and session ID in what is shown'));
}

/** Reads what {@link addReportOptions} added. */
export function readReportOptions(verb: Verb): Reports {
  const given = verb.opts();
  const files = Object.keys(REPORT_FILES).map((kind) => [kind, given[kind] as string | undefined]);
  return {
    ...Object.fromEntries(files),
    github: given['github'] === true,
    noRedact: given['redact'] === false,
  };
}
