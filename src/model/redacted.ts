import { isObject, type JsonValue } from './json.ts';

/** What stands in reports in the place of a value that must not be told. */
export const REDACTED = '[redacted]';

/** A copy without the values that a report of ours has hidden, and how many there were: a capture may be such a report. */
export function withoutRedacted(value: JsonValue): { value: JsonValue; hidden: number } {
  if (!isObject(value)) return { value, hidden: 0 };
  let hidden = 0;
  const kept: [string, JsonValue][] = [];
  for (const [key, each] of Object.entries(value)) {
    const inner = withoutRedacted(each);
    hidden += inner.hidden;
    if (each === REDACTED) hidden += 1;
    else kept.push([key, inner.value]);
  }
  return { value: hidden === 0 ? value : Object.fromEntries(kept), hidden };
}
