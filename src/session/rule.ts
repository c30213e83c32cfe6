import type { RuleArgs, RuleId, RuleSeverity } from '../model/session-finding.ts';
import type { At } from './event.ts';
import type { SessionState } from './state.ts';
import type { Step } from './step.ts';

/** Says that a rule is broken at some events; the first is where the finding points. */
export type Say<R extends RuleId> = (
  at: At | readonly At[],
  args: RuleArgs[R],
  more?: { severity?: RuleSeverity; count?: number },
) => void;

/**
 * One rule: a small function over the steps of a session. What it must remember is plain data of its own, made by `memory`.
 * It reads the state, as it is after the step, and never changes it.
 */
export interface Rule<R extends RuleId = RuleId, M extends object = object> {
  id: R;
  /** The event types it looks at; all, if missing. */
  types?: readonly string[];
  /** Needs the start of the session in the capture. */
  needsStart?: true;
  /** Looks at events that the closed session no longer takes: at those alone, or at those as well. */
  dropped?: 'only' | 'too';
  memory(): M;
  on?(step: Step, state: SessionState, memory: M, say: Say<R>): void;
  /** After the last event. */
  end?(state: SessionState, memory: M, say: Say<R>): void;
}

/** A rule with its types inferred. */
export function rule<R extends RuleId, M extends object>(one: Rule<R, M>): Rule {
  return one as unknown as Rule;
}
