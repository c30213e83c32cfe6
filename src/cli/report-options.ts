import { Option } from 'commander';
import { type Reading, type Verb, valueOption } from './command.ts';
import { OUTPUT } from './options.ts';

/** What is to be written besides the output. */
export interface ReportOptions {
  har: string | undefined;
  junit: string | undefined;
  dotenv: string | undefined;
  /** Step output, summary and annotations of GitHub Actions. */
  github: boolean;
  /** Write reports with visitor IDs, custom metadata and the session ID in them. */
  noRedact: boolean;
}

/** The reports that a command can write. */
export type ReportName = 'har' | 'junit' | 'dotenv' | 'github';

const FILES = {
  har: 'write request, answer and diagnosis as HAR 1.2',
  junit: 'write the findings as JUnit XML',
  dotenv: 'write MEDIA_SESSION_ID=<session ID> to this file',
} as const;

/** Adds an option for each of the named reports. */
export function addReportOptions(verb: Verb, reading: Reading, names: readonly ReportName[]): Verb {
  const add = (option: Option): Verb => verb.addOption(option.helpGroup(OUTPUT));
  for (const name of names) {
    if (name === 'github')
      add(new Option('--github', 'in GitHub Actions: step output session-id, annotations, step summary'));
    else add(valueOption(`--${name} <file>`, FILES[name], reading));
  }
  if (!names.includes('har')) return verb;
  return add(new Option('--no-redact', 'leave visitor IDs, custom metadata and session ID in what is shown'));
}

/** Reads what {@link addReportOptions} added. */
export function readReportOptions(verb: Verb): ReportOptions {
  const given = verb.opts();
  const file = (name: ReportName): string | undefined => given[name] as string | undefined;
  return {
    har: file('har'),
    junit: file('junit'),
    dotenv: file('dotenv'),
    github: given['github'] === true,
    noRedact: given['redact'] === false,
  };
}
