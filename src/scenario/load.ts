import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import { hasError } from '../model/finding.ts';
import type { Origin } from '../model/origin.ts';
import type { JsonDocument } from '../parse/document.ts';
import { parseJson } from '../parse/parse-json.ts';
import { expand } from './expand.ts';
import { readScenario } from './read.ts';
import type { Scenario } from './scenario.ts';
import type { VariableSources } from './variables.ts';

/** The text of a scenario, and what it came from. */
export interface ScenarioText {
  name: string;
  text: string;
  origin: Origin;
}

/**
 * Reads the text of a scenario, JSON or YAML, and works out its events. Throws InputError: `file` for what is no such text,
 * `file`, too, with everything that is wrong with it.
 */
export async function loadScenario(given: ScenarioText, variables: VariableSources): Promise<Scenario> {
  const document = await parse(given);
  const findings: Finding[] = [];
  const file = readScenario(document, findings);
  const scenario = expand({ name: given.name, file, document }, variables, findings);
  if (hasError(findings)) throw new InputError('file', findings.sort(byPlace));
  return scenario;
}

/** What begins like JSON is read as JSON, whose mistakes are told better. */
async function parse({ text, origin }: ScenarioText): Promise<JsonDocument> {
  if (/^\s*\{/.test(text)) return parseJson(text, origin);
  const { parseYaml } = await import('../parse/parse-yaml.ts');
  return parseYaml(text, origin);
}

/** In the order of the file. */
function byPlace({ origin: one }: Finding, { origin: other }: Finding): number {
  return (one?.line ?? 0) - (other?.line ?? 0) || (one?.column ?? 0) - (other?.column ?? 0);
}
