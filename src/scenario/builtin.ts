import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from '../model/table.ts';

/** A file for each scenario; the build puts them beside the program. */
const DIRECTORY = join(import.meta.dirname, 'scenarios');

/** What is played when no scenario is named. */
export const DEFAULT_SCENARIO = 'default';

/** Pages of Adobe's that tell the same story again, by the scenario that they repeat. */
const ALIASES = table<string>({
  'view-to-end-of-content': 'timeline-1',
  'user-abandons-session': 'timeline-2',
  'chapter-start-end': 'timeline-3',
});

/** A scenario that comes with the program, and the other names it has. */
export interface BuiltinName {
  name: string;
  aliases: string[];
}

/** Every built-in scenario but the one without a name. */
export function builtinNames(): BuiltinName[] {
  const names = readdirSync(DIRECTORY)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => file.slice(0, -'.yaml'.length))
    .filter((name) => name !== DEFAULT_SCENARIO);
  return names.sort().map((name) => ({
    name,
    aliases: Object.keys(ALIASES).filter((alias) => ALIASES[alias] === name),
  }));
}

/** Every name that a built-in scenario can be called by. */
export function callableNames(): string[] {
  return builtinNames().flatMap(({ name, aliases }) => [name, ...aliases]);
}

/** The YAML of a built-in scenario, by its name or an alias; undefined if there is none. */
export function builtinText(name: string): { name: string; text: string } | undefined {
  const real = ALIASES[name] ?? name;
  const known = real === DEFAULT_SCENARIO || builtinNames().some((one) => one.name === real);
  return known ? { name: real, text: readFileSync(join(DIRECTORY, `${real}.yaml`), 'utf8') } : undefined;
}
