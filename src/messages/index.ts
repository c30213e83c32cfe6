import type { ErrorCode } from '../model/error-codes.ts';
import { FINDING_CODES, type Finding, type FindingCode } from '../model/finding.ts';
import type { ResultError } from '../model/result.ts';
import { CAPTURE_WORDING } from './capture.ts';
import { CAPTURED_REQUEST_WORDING } from './captured-request.ts';
import { CONFIG_WORDING } from './config.ts';
import { ANSWER_WORDING } from './outcome-answer.ts';
import { INPUT_ERROR_WORDING } from './outcome-input.ts';
import { NETWORK_WORDING } from './outcome-network.ts';
import { OWN_WORDING } from './outcome-own.ts';
import { ANSWER_FINDING_WORDING } from './responses.ts';
import { RULES_WORDING } from './rules.ts';
import { SCHEMA_DIFF_WORDING } from './schema-diff.ts';
import { USAGE_WORDING } from './usage.ts';
import type { SayError, Wording, Words } from './wording.ts';

const FINDINGS: Wording<FindingCode> = {
  ...USAGE_WORDING,
  ...CONFIG_WORDING,
  ...RULES_WORDING,
  ...ANSWER_FINDING_WORDING,
  ...SCHEMA_DIFF_WORDING,
  ...CAPTURE_WORDING,
  ...CAPTURED_REQUEST_WORDING,
};

const ERRORS: Record<ErrorCode, SayError> = {
  ...INPUT_ERROR_WORDING,
  ...NETWORK_WORDING,
  ...ANSWER_WORDING,
  ...OWN_WORDING,
};

/** The English of a finding: what is the matter, and what to type. The fix is empty where nothing can be done. */
export function sayFinding(finding: Finding): Words {
  return FINDINGS[finding.code].say(finding);
}

/** The sentence and the next step for an error. */
export function sayError({ code, args }: ResultError): Words {
  return ERRORS[code](args ?? {});
}

/** Every code with its one line, for the help. */
export function findingSummaries(): { code: FindingCode; summary: string }[] {
  return FINDING_CODES.map((code) => ({ code, summary: FINDINGS[code].summary }));
}
