import type { ListedScenario, PlayResult } from '../../model/play-result.ts';
import { builtinNames, builtinText, DEFAULT_SCENARIO } from '../../scenario/builtin.ts';
import { loadScenario } from '../../scenario/load.ts';

/** Every built-in scenario, that without a name first. */
export async function listed(): Promise<PlayResult> {
  const names = [{ name: DEFAULT_SCENARIO, aliases: [] }, ...builtinNames()];
  const list = await Promise.all(names.map(({ name, aliases }) => entryOf(name, aliases)));
  return { command: 'play', sent: 'no', findings: [], list: list.flatMap((entry) => entry ?? []) };
}

async function entryOf(name: string, aliases: readonly string[]): Promise<ListedScenario | undefined> {
  const known = builtinText(name);
  if (!known) return undefined;
  const origin = { kind: 'scenario', name } as const;
  const scenario = await loadScenario({ ...known, origin }, { own: {}, env: {}, settings: {} });
  const { title = '', about = '', length, events } = scenario;
  return {
    name: name === DEFAULT_SCENARIO ? '' : name,
    aliases,
    title,
    about,
    length,
    events: events.length,
  };
}
