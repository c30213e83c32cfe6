import type { CommandEntry, Owner } from './definition.ts';

/** Every command with its options. Loads them all: for help and after a mistake only. */
export async function optionOwners(entries: readonly CommandEntry[], before = ''): Promise<Owner[]> {
  const found = entries
    .filter(({ hidden }) => !hidden)
    .map(async ({ usage, load }) => {
      const path = `${before}${usage.split(' ', 1)[0]}`;
      const definition = await load();
      if ('commands' in definition) return optionOwners(definition.commands, `${path} `);
      return [{ path, specs: definition.options.flatMap((group) => group.specs()) }];
    });
  return (await Promise.all(found)).flat();
}
