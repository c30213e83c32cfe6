import type { Headers } from './capture.ts';

/** Adds a header to others; one that stands twice has a list of values. Names in lower case. */
export function addHeader(headers: Headers, name: string, value: string): void {
  const key = name.trim().toLowerCase();
  const before = headers[key];
  if (Array.isArray(before)) before.push(value.trim());
  else headers[key] = before === undefined ? value.trim() : [before, value.trim()];
}
