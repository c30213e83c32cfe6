import { normalize } from 'node:path';
import { Option } from 'commander';
import { conflict, type Reading, type Verb, valueOption } from './command.ts';
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

/** Files that a report may not replace: what else the command line names, and the config of this directory. */
const INPUTS = ['body', 'from', 'config', 'cacert'];
const CONFIG_FILE = /(?:^|[/\\])(?:\.mediarc(?:\.\w+)?|package\.json)$/;

/** Two options for one file, of which a report would win, whatever the other one is. */
function refuseOverwriting(verb: Verb): void {
  const given = verb.opts();
  const path = (name: string): string | undefined =>
    typeof given[name] === 'string' ? normalize(given[name]) : undefined;
  const reports = Object.keys(FILES).filter((name) => path(name) !== undefined);
  for (const [at, name] of reports.entries()) {
    const other = [...INPUTS, ...reports.slice(0, at)].find((one) => path(one) === path(name));
    if (other !== undefined) throw conflict(`--${name} ${given[name]}`, `--${other} ${given[name]}`);
    if (CONFIG_FILE.test(path(name) ?? '')) throw conflict(`--${name} ${given[name]}`, 'the config file');
  }
}

/** Reads what {@link addReportOptions} added. */
export function readReportOptions(verb: Verb): ReportOptions {
  refuseOverwriting(verb);
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
