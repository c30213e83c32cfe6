import type { JsonValue } from './json.ts';
import type { MetricKey } from './metrics.ts';
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
