import { EVENT_TYPES } from '../model/event-types.ts';
import type { Finding } from '../model/finding.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { adviseEvent } from './advice.ts';
import { bundledSchema } from './bundled-schema.ts';
import { type CheckOptions, decidingType } from './check-options.ts';
import { softenDisputed } from './disputed.ts';
import { plausibility } from './plausibility.ts';
import { quickCheck } from './quick.ts';
import { type ValidateOptions, validateBody } from './validate.ts';

/**
 * All that can be said about one body without sending it: what a schema refuses, and what is implausible. The
 * body's own `eventType` chooses the schema; when that is unknown, nothing else can be judged.
 */
export function checkEvent(body: unknown, options: CheckOptions): Finding[] {
  return quickCheck(body, options) ?? checkInFull(body, options);
}

/** The same without the quick look that is enough for most bodies. */
export function checkInFull(body: unknown, options: CheckOptions): Finding[] {
  const eventType = decidingType(body, options);
  const live = eventType === undefined ? undefined : options.liveSchema?.(eventType);
  const rules: ValidateOptions = {
    originOf: options.originOf,
    evidence: live ? 'live-schema' : 'bundled-schema',
    ...(options.allowUnknown !== undefined && { allowUnknown: options.allowUnknown }),
  };
  const schema = live ?? (eventType === undefined ? undefined : bundledSchema(eventType));
  if (schema) {
    const findings = validateBody(body, schema, rules);
    return isObject(body) ? [...softenDisputed(findings, body), ...plausibility(body, options)] : findings;
  }
  const start = bundledSchema('sessionStart') ?? {};
  if (!isObject(body)) return validateBody(body, start, rules);
  // Any schema knows the event types; what it says of all the rest would be dropped.
  const { eventType: named } = body;
  const findings = validateBody(named === undefined ? {} : { eventType: named }, start, rules);
  const wrong = findings.filter((finding) => finding.code === 'event-type');
  // The schema that was asked knows sessionStart alone; of another name, any event may have been meant.
  const meant = typeof named === 'string' ? adviseEvent(named, EVENT_TYPES) : 'sessionStart';
  return wrong.map(
    ({ args: { suggestion: _ofStart, ...args }, ...finding }): Finding => ({
      ...finding,
      expected: { kind: 'form', form: 'event-type' },
      args: {
        ...args,
        any: true,
        ...(meant !== undefined && { suggestion: meant }),
        ...(isParamsAlone(body) && { paramsAlone: true }),
      },
    }),
  );
}

/** Whether an object is no body but only its params, as `--body` takes them, too. */
function isParamsAlone(body: JsonObject): boolean {
  const keys = Object.keys(body);
  return keys.length > 0 && keys.every((key) => /^(?:media|analytics|visitor)\./.test(key));
}
