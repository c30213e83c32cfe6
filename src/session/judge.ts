import { type At, RULES, type RuleArgs, type RuleId, type SessionFinding } from './finding.ts';
import { LIMITS } from './limits.ts';
import type { Rule } from './rule.ts';
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

const EVERY = ALL.filter(({ types, dropped, on }) => on && !types && !dropped);
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

/** Nothing found yet. */
export function newJudgement(): Judgement {
  return { memories: {}, findings: new Map() };
}

/** Shows a step to the rules. */
export function judge(judgement: Judgement, state: SessionState, step: Step): void {
  const rules = step.dropped ? DROPPED : (BY_TYPE.get(step.now.type) ?? EVERY);
  for (const one of rules) {
    if (one.needsStart && !state.start) continue;
    one.on?.(step, state, memoryOf(judgement, one), sayInto(judgement, one.id));
  }
}

/** Lets the rules conclude after the last step, and returns what they found in the order of their table. */
export function verdict(judgement: Judgement, state: SessionState): SessionFinding[] {
  for (const one of ALL) {
    if (!one.end || (one.needsStart && !state.start)) continue;
    one.end(state, memoryOf(judgement, one), sayInto(judgement, one.id));
  }
  return ALL.flatMap(({ id }) => judgement.findings.get(id) ?? []);
}

const NOTHING = {};

function memoryOf({ memories }: Judgement, one: Rule): object {
  if (!one.memory) return NOTHING;
  memories[one.id] ??= one.memory();
  return memories[one.id] ?? NOTHING;
}

type AnySay = (
  at: At | readonly At[],
  args: RuleArgs[RuleId],
  more?: { severity?: SessionFinding['severity']; count?: number },
) => void;

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
