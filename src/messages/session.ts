import type { FindingOf } from '../model/finding.ts';
import { RULE_IDS, type RuleId } from '../model/session-finding.ts';
import { AD_RULE_WORDING } from './session-ads.ts';
import { PLAYHEAD_RULE_WORDING } from './session-playhead.ts';
import { TIME_RULE_WORDING } from './session-time.ts';
import type { RuleWording, SessionWording } from './session-wording.ts';
import type { Wording } from './wording.ts';

const RULES: SessionWording<RuleId> = { ...AD_RULE_WORDING, ...PLAYHEAD_RULE_WORDING, ...TIME_RULE_WORDING };

/** The words for the rules of a session: what is the matter, what it does to the numbers, and what to change. */
export const SESSION_RULES_WORDING = Object.fromEntries(
  RULE_IDS.map((code) => {
    const { summary, say, effect } = RULES[code] as RuleWording<RuleId>;
    return [code, { summary, say: ({ args }: FindingOf<RuleId>) => ({ ...say(args), effect }) }];
  }),
) as unknown as Wording<RuleId>;
