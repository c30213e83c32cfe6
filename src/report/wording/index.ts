import { FINDING_CODES, type Finding, type FindingCode } from '../../model/finding.ts';
import { ANSWER_FINDING_WORDING } from './answer.ts';
import { CAPTURE_WORDING } from './capture.ts';
import { CONFIG_WORDING } from './config.ts';
import { RULES_WORDING } from './rules.ts';
import { SCHEMA_DIFF_WORDING } from './schema-diff.ts';
import type { Wording, Words } from './types.ts';
import { USAGE_WORDING } from './usage.ts';

const WORDING: Wording<FindingCode> = {
  ...USAGE_WORDING,
  ...CONFIG_WORDING,
  ...RULES_WORDING,
  ...ANSWER_FINDING_WORDING,
  ...SCHEMA_DIFF_WORDING,
  ...CAPTURE_WORDING,
};

/** The English of a finding: what is the matter, and what to type. The fix is empty where nothing can be done. */
export function sayFinding(finding: Finding): Words {
  return WORDING[finding.code].say(finding);
}

/** Every code with its one line, for the help. */
export function findingSummaries(): { code: FindingCode; summary: string }[] {
  return FINDING_CODES.map((code) => ({ code, summary: WORDING[code].summary }));
}
