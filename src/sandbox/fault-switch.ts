import type { FaultName } from './faults.ts';

/** Which fault acts, on which requests, and how often. */
export interface FaultRule {
  name: FaultName;
  /** On so many more requests; on all of them, if missing. */
  next?: number;
  /** On these alone: `start` for POST /sessions, else an event type. */
  on?: string;
}

/** What a fault may act on: a POST, by the event that its body names. */
export interface FaultTarget {
  isStart: boolean;
  eventType: () => string | undefined;
}

/** The fault of a sandbox, which can be changed while it runs. */
export class FaultSwitch {
  #rule: FaultRule | undefined;

  constructor(rule?: FaultRule) {
    this.#rule = rule;
  }

  /** The rule in force. */
  get rule(): FaultRule | undefined {
    return this.#rule;
  }

  /** Replaces the rule; undefined: no fault acts any more. */
  set(rule: FaultRule | undefined): void {
    this.#rule = rule;
  }

  /** The fault that acts on a request, and counts it. */
  take({ isStart, eventType }: FaultTarget): FaultName | undefined {
    const rule = this.#rule;
    if (rule === undefined) return undefined;
    const { name, next, on } = rule;
    const isMeant = on === undefined || (on === 'start' ? isStart : !isStart && on === eventType());
    if (!isMeant) return undefined;
    if (next !== undefined) this.#rule = next > 1 ? { ...rule, next: next - 1 } : undefined;
    return name;
  }
}
