import { ERROR_CODES, type ErrorCode } from './error-codes.ts';
import { FINDING_CODES, type FindingCode } from './finding.ts';

/** A code of a finding or of an error: what `help <code>` explains. */
export type Code = FindingCode | ErrorCode;

/** All of them: first those of findings. No two have one name. */
export const CODES: readonly Code[] = [...FINDING_CODES, ...(Object.keys(ERROR_CODES) as ErrorCode[])];

/** Whether a word is such a code. */
export function isCode(word: string): word is Code {
  return (CODES as readonly string[]).includes(word);
}
