import type { Finding } from '../model/finding.ts';
import { isObject } from '../model/json.ts';
import { accepts } from './accepts.ts';
import { bundledSchema } from './bundled-schema.ts';
import { type CheckOptions, decidingType } from './check-options.ts';
import { quickPlausibility } from './plausibility.ts';

/**
 * What can be said about a body that the bundled schema surely accepts; undefined for any other, which the interpreter
 * has to look at, and where an endpoint's own schema decides.
 */
export function quickCheck(body: unknown, options: CheckOptions): Finding[] | undefined {
  if (!isObject(body) || options.liveSchema) return undefined;
  const eventType = decidingType(body, options);
  const schema = eventType === undefined ? undefined : bundledSchema(eventType);
  return schema && accepts(body, schema) ? quickPlausibility(body, options) : undefined;
}
