/**
 * The words for what comes after the command line, the settings and the files: loaded together when there is something of it
 * to be told.
 */
import type { FindingCode } from '../model/finding.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import { ANSWER_FINDING_WORDING } from './responses.ts';
import { CAPTURE_WORDING } from './capture.ts';
import type { InputFindingCode } from './index.ts';
import { ANSWER_WORDING } from './outcome-answer.ts';
import type { INPUT_ERROR_WORDING } from './outcome-input.ts';
import { NETWORK_WORDING } from './outcome-network.ts';
import { OWN_WORDING } from './outcome-own.ts';
import { RULES_WORDING } from './rules.ts';
import { SCHEMA_DIFF_WORDING } from './schema-diff.ts';
import type { SayError, Wording } from './wording.ts';

export const LATER_FINDINGS: Wording<Exclude<FindingCode, InputFindingCode>> = {
  ...RULES_WORDING,
  ...ANSWER_FINDING_WORDING,
  ...SCHEMA_DIFF_WORDING,
  ...CAPTURE_WORDING,
};

export const LATER_ERRORS: Record<Exclude<ErrorCode, keyof typeof INPUT_ERROR_WORDING>, SayError> = {
  ...NETWORK_WORDING,
  ...ANSWER_WORDING,
  ...OWN_WORDING,
};
