import { RULES, type RuleId, type SessionFinding } from '../model/session-finding.ts';
import { LIMITS } from './limits.ts';
import type { Rule, Say } from './rule.ts';
import { AD_RULES } from './rules/ads.ts';
import { CHAPTER_STATE_RULES } from './rules/chapters-states.ts';
import { PING_RULES } from './rules/pings.ts';
import { PLAYHEAD_RULES } from './rules/playhead.ts';
import { QUALITY_RULES } from './rules/quality.ts';
import { SESSION_RULES } from './rules/session.ts';
import { TIME_RULES } from './rules/time.ts';
import type { SessionState } from './state.ts';
import type { Step } from './step.ts';

/** The rules of one session; those about two sessions stand in successors.ts. */
const ALL: readonly Rule[] = [
  ...AD_RULES,
  ...PLAYHEAD_RULES,
  ...PING_RULES,
  ...CHAPTER_STATE_RULES,
  ...SESSION_RULES,
  ...TIME_RULES,
  ...QUALITY_RULES,
];

const EVERY = ALL.filter(({ types, dropped, on }) => on && !types && dropped !== 'only');
const DROPPED = ALL.filter(({ dropped }) => dropped);

/** The rules that look at an event type. */
const BY_TYPE = new Map<string, readonly Rule[]>();
for (const type of new Set(ALL.flatMap(({ types }) => types ?? []))) {
  BY_TYPE.set(type, [...EVERY, ...ALL.filter(({ types }) => types?.includes(type))]);
}

/** What the rules remember and found: plain data, so that structuredClone copies it. */
export interface Judgement {
  memories: Partial<Record<RuleId, object>>;
  findings: Map<RuleId, SessionFinding>;
}

type AnySay = Say<RuleId>;

/** A rule of one session: with what it remembers of it, and how it says that it is broken. */
interface Bound {
  rule: Rule;
  memory: object;
  say: AnySay;
}

/** Shows a session to the rules, step by step. */
export class Judge {
  readonly judgement: Judgement;
  readonly #bound = new Map<RuleId, Bound>();
  readonly #lists = new Map<readonly Rule[], readonly Bound[]>();

  /** Goes on from a judgement; without one nothing was found yet. */
  constructor(judgement: Judgement = { memories: {}, findings: new Map() }) {
    this.judgement = judgement;
  }

  /** Shows a step to the rules. */
  look(state: SessionState, step: Step): void {
    for (const { rule, memory, say } of this.#lookingAt(step)) {
      if (rule.needsStart && !state.start) continue;
      rule.on?.(step, state, memory, say);
    }
  }

  /** Lets the rules conclude after the last step, and returns what they found in the order of their table. */
  verdict(state: SessionState): SessionFinding[] {
    for (const one of ALL) {
      if (!one.end || (one.needsStart && !state.start)) continue;
      const { memory, say } = this.#bind(one);
      one.end(state, memory, say);
    }
    return ALL.flatMap(({ id }) => this.judgement.findings.get(id) ?? []);
  }

  /** The rules that look at a step. */
  #lookingAt({ dropped, now }: Step): readonly Bound[] {
    const rules = dropped ? DROPPED : (BY_TYPE.get(now.type) ?? EVERY);
    const known = this.#lists.get(rules);
    if (known) return known;
    const bound = rules.map((one) => this.#bind(one));
    this.#lists.set(rules, bound);
    return bound;
  }

  #bind(rule: Rule): Bound {
    const { id, memory } = rule;
    const known = this.#bound.get(id);
    if (known) return known;
    const { memories } = this.judgement;
    memories[id] ??= memory();
    const bound: Bound = { rule, memory: memories[id], say: sayInto(this.judgement, id) };
    this.#bound.set(id, bound);
    return bound;
  }
}

/** A rule that is broken again adds its events to its one finding; the heavier severity holds. */
function sayInto({ findings }: Judgement, rule: RuleId): AnySay {
  return (at, args, { severity = RULES[rule].severity, count = 1 } = {}) => {
    const refs = ('ref' in at ? [at] : at).map(({ ref }) => ref);
    const finding = findings.get(rule);
    if (!finding) {
      const events = refs.slice(0, LIMITS.eventsOfFinding);
      findings.set(rule, { rule, severity, events, count, path: RULES[rule].path, args } as SessionFinding);
      return;
    }
    finding.count += count;
    if (weight(severity) > weight(finding.severity)) finding.severity = severity;
    const room = LIMITS.eventsOfFinding - finding.events.length;
    if (room > 0) finding.events.push(...refs.filter((ref) => !finding.events.includes(ref)).slice(0, room));
  };
}

function weight(severity: SessionFinding['severity']): number {
  return ['info', 'warning', 'error'].indexOf(severity);
}
