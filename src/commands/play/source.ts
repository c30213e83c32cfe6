import { splitPair } from '../../body/flag-values.ts';
import type { Settings } from '../../config/resolve.ts';
import { SETTINGS } from '../../config/settings.ts';
import type { Context } from '../../model/context.ts';
import { InputError } from '../../model/errors.ts';
import { readInputText } from '../../parse/input-text.ts';
import { closest } from '../../rules/closest.ts';
import { builtinText, callableNames, DEFAULT_SCENARIO } from '../../scenario/builtin.ts';
import { loadScenario, type ScenarioText } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { VariableSources } from '../../scenario/variables.ts';

/** What a scenario is made of. */
export interface ScenarioChoice {
  /** A built-in name, a file, or `-` for standard input. */
  scenario: string | undefined;
  /** A capture to make one of. */
  from: string | undefined;
  /** `name=value`. */
  variables: readonly string[];
  /** What has been read already: several profiles play the same, and standard input can be read once. */
  known: { text?: Promise<ScenarioText>; captured?: Promise<Scenario> };
}

/** The scenario that was chosen. Throws InputError when there is none, or when it cannot be read. */
export async function findScenario(
  choice: ScenarioChoice,
  settings: Settings,
  context: Context,
): Promise<Scenario> {
  if (choice.from !== undefined) {
    const { scenarioOf } = await import('./from-capture.ts');
    choice.known.captured ??= scenarioOf(choice.from, context);
    return choice.known.captured;
  }
  choice.known.text ??= textOf(choice.scenario ?? DEFAULT_SCENARIO, context);
  return loadScenario(await choice.known.text, sourcesOf(choice, settings, context));
}

/** A built-in scenario wins over a file of the same name, which `./` before the name still reaches. */
async function textOf(name: string, context: Context): Promise<ScenarioText> {
  const builtin = builtinText(name);
  if (builtin) return { ...builtin, origin: { kind: 'scenario', name: builtin.name } };
  try {
    const { text, origin } = await readInputText(name, context);
    return { name, text, origin };
  } catch (error) {
    // A plain word was meant as a name.
    const isMissing = error instanceof InputError && error.findings[0]?.code === 'file-missing';
    throw isMissing && /^[\w-]+$/.test(name) ? unknown(name) : error;
  }
}

function unknown(name: string): InputError {
  const suggestion = closest(name, callableNames());
  const args = { name, ...(suggestion !== undefined && { suggestion }) };
  return new InputError('usage', [{ code: 'scenario-unknown', severity: 'error', args }]);
}

function sourcesOf({ variables }: ScenarioChoice, settings: Settings, context: Context): VariableSources {
  const values = SETTINGS.map(({ key }) => [key, settings.values[key]?.value]);
  const given = variables.map((pair) => splitPair(pair, '--var'));
  return {
    own: Object.fromEntries(given.map(({ key, value }) => [key, value])),
    env: context.env,
    settings: Object.fromEntries(values),
  };
}
