import type { Context } from '../model/context.ts';
import { InputError } from '../model/errors.ts';
import type { FindingCode } from '../model/finding.ts';
import type { Ignore } from '../model/ignore.ts';
import type { Sourced } from '../model/origin.ts';
import type { IgnoreChoice, LoadedConfig } from './choice.ts';
import { IGNORE_FLAG } from './ignorable.ts';
import { isNamed, loadConfig } from './load.ts';
import { chosenProfile } from './profile.ts';
import type { ConfigSection } from './section.ts';

/** The lists of flag, profile and config file together. Where a code stands in several, the first of these is its origin. */
export function mergeIgnore(
  flags: readonly FindingCode[],
  ...sections: readonly (Pick<ConfigSection, 'ignore'> | undefined)[]
): Ignore {
  const given = flags.map(
    (value): Sourced<FindingCode> => ({ value, origin: { kind: 'flag', name: IGNORE_FLAG } }),
  );
  const all = [...given, ...sections.flatMap((section) => section?.ignore ?? [])];
  return new Map(all.reverse().map(({ value, origin }) => [value, origin]));
}

/**
 * What a command without settings is to ignore. Whoever looks at a capture need not have a config file in order: one that
 * nobody named and that cannot be used is passed over.
 * @throws InputError as {@link loadConfig} does, for a file that was named
 */
export async function readIgnore(choice: IgnoreChoice, context: Context): Promise<Ignore> {
  const file = await fileOf(choice, context);
  const profile = chosenProfile({ profiles: [] }, context);
  return mergeIgnore(choice.ignore, profile && file?.profiles.get(profile.value), file);
}

async function fileOf(choice: IgnoreChoice, context: Context): Promise<LoadedConfig['file']> {
  try {
    return (await loadConfig(choice, context)).file;
  } catch (error) {
    if (error instanceof InputError && !isNamed(choice, context)) return undefined;
    throw error;
  }
}
