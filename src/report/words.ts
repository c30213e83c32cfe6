/**
 * Everything that puts a result into words, for `Delivery` to load together when there is a result: help and version, which
 * are asked for more often than anything else, need none of it.
 */

export { errorExitCode } from '../model/error-codes.ts';
export { renderJson } from './json-document.ts';
export { redactResult } from './redact.ts';
export { runOutcome, runsOutput, sessionsOf } from './runs.ts';
export { renderText } from './text.ts';
