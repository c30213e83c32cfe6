import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Context } from '../model/context.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';
import { GITHUB_VARIABLES, type ReportFile, type Reports, reportFiles } from '../model/reports.ts';
import { systemCodeOf } from '../model/system-code.ts';
import { absolutePath } from '../parse/paths.ts';
import { obstacle } from './write-file.ts';

/** Config files, wherever they lie: a report is never meant to replace one. */
const CONFIG_FILE =
  /(?:^|[/\\])(?:\.mediarc(?:\.\w+)?|package\.json|media-session[/\\]config\.(?:json|ya?ml))$/;

type Other = FindingArgs['usage-conflict']['other'];
const CONFIG: Other = { what: 'config-file' };

/**
 * Looks, before anything is sent, whether the report files can be written, as far as that can be known, and whether one
 * would replace another, or a file that is read (`inputs`, as the user names them). Gives a finding for each that is unfit.
 */
export async function unfitReports(
  reports: Reports,
  inputs: readonly string[],
  context: Context,
): Promise<Map<ReportFile, Finding>> {
  const taken = new Map<string, string>();
  const take = (names: readonly string[], owner: string): void => {
    for (const name of names) taken.set(name, owner);
  };
  for (const name of inputs) {
    const path = absolutePath(name, context) ?? name;
    if (await isFile(path)) take(await namesOf(path), name);
  }
  const unfit = new Map<ReportFile, Finding>();
  for (const [kind, name] of reportFiles(reports)) {
    const path = absolutePath(name, context) ?? name;
    const option = `--${kind} ${name}`;
    const names = await namesOf(path);
    const known = names.map((each) => taken.get(each)).find((owner) => owner !== undefined);
    const other = CONFIG_FILE.test(path) ? CONFIG : known;
    const finding = other === undefined ? await unwritable(path, option) : replacing(option, other);
    if (finding) unfit.set(kind, finding);
    // Devices, pipes and the like take more than one.
    const there = await stat(path).catch(() => undefined);
    if (!there || there.isFile()) take(names, option);
  }
  return unfit;
}

/** Which of the files that GitHub Actions names could not be added to, as findings. */
export async function unfitGithubFiles(context: Context): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const name of GITHUB_VARIABLES) {
    const path = context.env[name];
    const finding = path ? await unwritable(absolutePath(path, context) ?? path, name, true) : undefined;
    if (finding) found.push(finding);
  }
  return found;
}

function replacing(option: string, other: Other): Finding {
  return { code: 'usage-conflict', severity: 'error', args: { option, other } };
}

async function unwritable(path: string, name: string, appends = false): Promise<Finding | undefined> {
  const error = await obstacle(path, appends);
  if (error === undefined) return undefined;
  const args = { name, reason: systemCodeOf(error) };
  return { code: 'report-not-written', severity: 'error', args };
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true;
}

/**
 * The file's names free of links: with and without the last part followed, if it is a link. Files are never told apart by
 * their numbers (inodes): another run that replaces the same reports at this moment frees numbers, which are used again at
 * once, so that two files would seem to be one.
 */
async function namesOf(path: string): Promise<string[]> {
  const directory = await realpath(dirname(path)).catch(() => dirname(path));
  const own = join(directory, basename(path));
  return [own, await realpath(path).catch(() => own)];
}
