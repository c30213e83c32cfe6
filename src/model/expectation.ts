import type { Expected } from './finding-values.ts';
import { type JsonType, type JsonValue, jsonType } from './json.ts';
import { METRICS, type Metric, type MetricKey } from './metrics.ts';
import type { RuleId } from './session-finding.ts';

/** What did not come out as a scenario expects. */
export type FailedExpectation =
  /** Without a status, no response came. */
  | { about: 'response'; label: string; eventType: string; wanted: readonly number[]; status?: number }
  | {
      about: 'number';
      key: MetricKey;
      name: string;
      wanted: JsonValue;
      value: JsonValue;
      range?: [number, number];
    }
  | { about: 'rules'; missing: readonly RuleId[]; extra: readonly RuleId[] };

/** The JSON type of what reports show of a session; all else are numbers. */
const TYPES: Readonly<Partial<Record<Metric['unit'], JsonType>>> = {
  text: 'string',
  list: 'array',
  states: 'object',
};

/** What may be expected of a number of a session. */
export function expectable(key: MetricKey): Expected {
  const type = TYPES[METRICS[key].unit];
  return type === undefined ? { kind: 'form', form: 'expected-number' } : { kind: 'type', types: [type] };
}

/** Whether a value may be expected of a number: a range has its lower end first, and null is what reports do not show. */
export function isExpectable(key: MetricKey, value: JsonValue): boolean {
  const type = TYPES[METRICS[key].unit];
  if (value === null) return true;
  if (type !== undefined) return jsonType(value) === type;
  return typeof value === 'number' || rangeOf(value) !== undefined;
}

/** The two ends of a range; undefined for what is none. */
export function rangeOf(value: JsonValue): [least: number, most: number] | undefined {
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [least, most] = value;
  return typeof least === 'number' && typeof most === 'number' && least <= most ? [least, most] : undefined;
}
