import type { Passed } from '../model/capture-verdict.ts';
import { plural } from './phrases.ts';

const PASSED: Readonly<Record<Passed['kind'], (count: number) => string>> = {
  requests: (count) => `${plural(count, 'request')} to other places`,
  lines: (count) => `${plural(count, 'line')} without a body`,
  commands: (count) =>
    `${plural(count, 'command')} that ${count === 1 ? 'sends' : 'send'} nothing to this API`,
  objects: (count) => `${plural(count, 'object')} that ${count === 1 ? 'is' : 'are'} no body`,
};

/** What a capture holds besides, in a sentence; undefined for nothing. */
export function sayPassed(passed: readonly Passed[]): string | undefined {
  if (passed.length === 0) return undefined;
  return `Passed over: ${passed.map(({ kind, count }) => PASSED[kind](count)).join(', ')}.`;
}
