/**
 * Everything that puts a result into words, for `Delivery` to load together when there is a result: help and version, which
 * are asked for more often than anything else, need none of it.
 */
export { refuseUnwritable, sessionsOf, writeReports } from './files.ts';
export { renderJson } from './json.ts';
export { redactResult } from './redact.ts';
export { runOutcome, runsOutput } from './runs.ts';
export { renderText } from './text.ts';
