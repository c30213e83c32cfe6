import type { ErrorCode } from '../model/error-codes.ts';
import { FINDING_CODES, type Finding, type FindingCode } from '../model/finding.ts';
import type { IgnoredCounts, ResultError } from '../model/result.ts';
import { CAPTURE_WORDING } from './capture.ts';
import { CAPTURED_REQUEST_WORDING } from './captured-request.ts';
import { CAPTURED_RESPONSE_WORDING } from './captured-response.ts';
import { CONFIG_FILE_WORDING } from './config-file.ts';
import { FILE_WORDING } from './files.ts';
import { ANSWER_WORDING } from './outcome-answer.ts';
import { INPUT_ERROR_WORDING } from './outcome-input.ts';
import { NETWORK_WORDING } from './outcome-network.ts';
import { OWN_WORDING } from './outcome-own.ts';
import { plural } from './phrases.ts';
import { ANSWER_FINDING_WORDING } from './responses.ts';
import { RULES_WORDING } from './rules.ts';
import { SANDBOX_WORDING } from './sandbox.ts';
import { SCENARIO_WORDING } from './scenario.ts';
import { SCHEMA_DIFF_WORDING } from './schema-diff.ts';
import { SESSION_RULES_WORDING } from './session.ts';
import { SETTING_WORDING } from './settings.ts';
import { USAGE_WORDING } from './usage.ts';
import type { SayError, Ways, Wording, Words } from './wording.ts';

export { sayVerdict } from './capture-verdict.ts';
export { sayNext } from './config-file.ts';
export { duration, plural, shellWord } from './phrases.ts';
export { sayFailedExpectation } from './scenario.ts';
export { onlyType, sayActual, sayExpected, wanted } from './values.ts';
export { sayWait } from './waits.ts';
export type { Ways, Words } from './wording.ts';

const FINDINGS: Wording<FindingCode> = {
  ...USAGE_WORDING,
  ...FILE_WORDING,
  ...CONFIG_FILE_WORDING,
  ...SETTING_WORDING,
  ...RULES_WORDING,
  ...ANSWER_FINDING_WORDING,
  ...SCHEMA_DIFF_WORDING,
  ...CAPTURE_WORDING,
  ...CAPTURED_REQUEST_WORDING,
  ...CAPTURED_RESPONSE_WORDING,
  ...SESSION_RULES_WORDING,
  ...SANDBOX_WORDING,
  ...SCENARIO_WORDING,
};

const ERRORS: Record<ErrorCode, SayError> = {
  ...INPUT_ERROR_WORDING,
  ...NETWORK_WORDING,
  ...ANSWER_WORDING,
  ...OWN_WORDING,
};

/**
 * The English of a finding: what is the matter, and what to do. The fix is empty where nothing can be done, and names no
 * option that the reader does not have.
 */
export function sayFinding(finding: Finding, ways: Ways = { flags: true, allowUnknown: true }): Words {
  // The entry of a code takes the findings with this code: the compiler cannot follow that through a union.
  const { say } = FINDINGS[finding.code] as { say: (finding: Finding, ways: Ways) => Words };
  return say(finding, ways);
}

/** The same with what is to be pasted at the end of the fix, for those who have no lines of their own for it. */
export function sayInFull(finding: Finding, ways?: Ways): Words {
  const { run = [], ...words } = sayFinding(finding, ways);
  return { ...words, fix: [words.fix, run.join(', ')].filter(Boolean).join(' ') };
}

/** The sentence and the next step for an error; the sentence of what caused it becomes part of its own. */
export function sayError({ code, args, cause }: ResultError): Words {
  return ERRORS[code]({ ...args, ...(cause && { cause: sayError(cause).message }) });
}

/** How many findings were left out, and which; undefined for none. */
export function sayIgnored(counts: IgnoredCounts): string | undefined {
  const rows = Object.entries(counts);
  if (rows.length === 0) return undefined;
  const total = rows.reduce((sum, [, count]) => sum + count, 0);
  return `${plural(total, 'finding')} ignored: ${rows.map(([code, count]) => `${code} (${count})`).join(', ')}`;
}

/** Every code with its one line, for the help. */
export function findingSummaries(): { code: FindingCode; summary: string }[] {
  return FINDING_CODES.map((code) => ({ code, summary: FINDINGS[code].summary }));
}
