import { InputError } from '../../../src/model/errors.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { builtinText } from '../../../src/scenario/builtin.ts';
import { loadScenario } from '../../../src/scenario/load.ts';
import type { Scenario } from '../../../src/scenario/scenario.ts';
import type { VariableSources } from '../../../src/scenario/variables.ts';

const NO_VARIABLES: VariableSources = { own: {}, env: {}, settings: {} };

/** A scenario from its text. */
export function scenario(text: string, variables: Partial<VariableSources> = {}): Promise<Scenario> {
  const origin = { kind: 'file', name: 'scenario.yaml' } as const;
  return loadScenario({ name: 'scenario.yaml', text, origin }, { ...NO_VARIABLES, ...variables });
}

/** A scenario that comes with the program. */
export function builtin(name: string): Promise<Scenario> {
  const known = builtinText(name);
  if (!known) throw new Error(`no scenario ${name}`);
  return scenario(known.text);
}

/** What is wrong with the text of a scenario. */
export async function problems(text: string, variables: Partial<VariableSources> = {}): Promise<Finding[]> {
  try {
    await scenario(text, variables);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return [...error.findings];
  }
}
