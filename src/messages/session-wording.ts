import type { RuleArgs, RuleId } from '../model/session-finding.ts';
import type { Words } from './wording.ts';

/** The English of one rule. */
export interface RuleWording<R extends RuleId> {
  /** One line for the help. */
  summary: string;
  say: (args: RuleArgs[R]) => Words;
  effect: string;
}

/** The English of some rules. */
export type SessionWording<C extends RuleId> = { [R in C]: RuleWording<R> };

/** Seconds as a person reads them: `0.3 s`, `25 s`, `3.2 min`. */
export function inSeconds(seconds: number): string {
  return Math.abs(seconds) < 120
    ? `${Number(seconds.toFixed(1))} s`
    : `${Number((seconds / 60).toFixed(1))} min`;
}

/** A playhead or a length, in seconds. */
export function at(playhead: number): string {
  return String(Number(playhead.toFixed(1)));
}
