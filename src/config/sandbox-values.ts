import type { Finding } from '../model/finding.ts';
import { actualOf } from '../model/finding-values.ts';
import type { Sourced } from '../model/origin.ts';
import { isPlaceholder } from '../rules/placeholder.ts';
import { SETTINGS, type SettingSpec } from './settings.ts';
import type { SettingValues } from './sourced.ts';

/**
 * The settings as `--sandbox` uses them: those that are missing get example values, and so do those that a config file still
 * has as placeholders, with a note. A placeholder in a flag or a variable was given for this run, and stays a mistake.
 */
export function sandboxValues(values: SettingValues): { values: SettingValues; notes: Finding[] } {
  const filled = { ...values };
  const replaced: [SettingSpec, Sourced<string>][] = [];
  for (const spec of SETTINGS) {
    if (!('example' in spec)) continue;
    const found = values[spec.key];
    if (found && !isLeftOpen(found)) continue;
    filled[spec.key] = { value: spec.example, origin: { kind: 'sandbox', name: 'sandbox' } };
    if (found) replaced.push([spec, found]);
  }
  return { values: filled, notes: note(replaced) };
}

function isLeftOpen({ value, origin }: Sourced<string>): boolean {
  return origin.kind === 'file' && isPlaceholder(value);
}

/** One note for all that was replaced, where the first of it stands. */
function note(replaced: readonly [SettingSpec, Sourced<string>][]): Finding[] {
  const [first] = replaced;
  if (!first) return [];
  const [{ key, flag }, { value, origin }] = first;
  const args = { key, flag, replaced: replaced.map(([spec]) => spec.key) };
  return [{ code: 'placeholder', severity: 'info', path: key, actual: actualOf(value), origin, args }];
}
