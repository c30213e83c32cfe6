import type { Finding } from '../model/finding.ts';
import type { ProfileRun, ProfilesResult, SingleResult } from '../model/result.ts';
import { shownLines, type TextOptions } from './blocks.ts';
import { commonFindings, exitWords, runOutcome, runsSummary, withoutFindings } from './runs.ts';
import { sanitize } from './sanitize.ts';

/** What a stream gets of each profile. */
interface Share {
  findingsOf(result: SingleResult): Finding[];
  linesOf(result: SingleResult): string[];
}

/** What holds for all profiles, then each that has something to say under its name; with -q a line for each error. */
export function profileSections(
  { runs }: ProfilesResult,
  options: TextOptions,
  { findingsOf, linesOf }: Share,
): string[] {
  if (options.quiet)
    return runs.flatMap(({ profile, result }) =>
      linesOf(result).map((line) => `${sanitize(profile)}: ${line}`),
    );
  const common = commonFindings(
    runs.map((run) => ({ ...run, result: { ...run.result, findings: findingsOf(run.result) } })),
  );
  const parts = new Map<string, ProfileRun[]>();
  for (const run of runs) {
    const text = linesOf(withoutFindings(run, common).result).join('\n');
    const alike = parts.get(text);
    if (alike) alike.push(run);
    else if (text) parts.set(text, [run]);
  }
  return [
    ...shownLines(common, options),
    ...[...parts].flatMap(([text, alike]) => [options.paint.strong(runsHeading(alike)), text]),
  ];
}

/** Profiles about which the same is to be said stand together. */
function runsHeading(alike: readonly ProfileRun[]): string {
  const names = alike.map((run) => run.profile).join(', ');
  const [first] = alike;
  return sanitize(`${alike.length > 1 ? 'profiles' : 'profile'} ${names}: ${first ? runOutcome(first) : ''}`);
}

/** How many profiles went well, and the exit code of the worst. */
export function runsEnd(result: ProfilesResult, { paint }: TextOptions): string {
  const exit = result.error ? ` Exit ${exitWords(result.error)}.` : '';
  return paint.dim(`${runsSummary(result)}${exit}`);
}
