import { FINDING_CODES, type Finding, type FindingCode } from '../model/finding.ts';
import type { ErrorCode } from '../model/error-codes.ts';
import type { Result, ResultError } from '../model/result.ts';
import { CONFIG_WORDING } from './config.ts';
import { INPUT_ERROR_WORDING } from './outcome-input.ts';
import type { SayError, Wording, Words } from './wording.ts';
import { USAGE_WORDING } from './usage.ts';

/** The codes whose words are always there. */
export type InputFindingCode = keyof typeof USAGE_WORDING | keyof typeof CONFIG_WORDING;

const findings: Partial<Wording<FindingCode>> = { ...USAGE_WORDING, ...CONFIG_WORDING };
const errors: Partial<Record<ErrorCode, SayError>> = { ...INPUT_ERROR_WORDING };

/** Loads the words for a result, where they are not there yet: those for mistakes in what was typed are. */
export async function loadWordsFor(result: Result): Promise<void> {
  const { error, runs, steps, explained, ending } = result;
  const nested = runs ?? steps ?? explained ?? ending;
  const known = result.findings.every(({ code }) => findings[code]) && (!error || errors[error.code]);
  if (nested || !known) await loadAllWords();
}

/** Loads the words for everything. To be called before {@link sayFinding} and {@link sayError} of what may be anything. */
export async function loadAllWords(): Promise<void> {
  const { LATER_ERRORS, LATER_FINDINGS } = await import('./later.ts');
  Object.assign(findings, LATER_FINDINGS);
  Object.assign(errors, LATER_ERRORS);
}

/** The English of a finding: what is the matter, and what to type. The fix is empty where nothing can be done. */
export function sayFinding(finding: Finding): Words {
  return loaded(findings[finding.code], finding.code).say(finding);
}

/** The sentence and the next step for an error. */
export function sayError({ code, args }: ResultError): Words {
  return loaded(errors[code], code)(args ?? {});
}

/** Every code with its one line, for the help. */
export function findingSummaries(): { code: FindingCode; summary: string }[] {
  return FINDING_CODES.map((code) => ({ code, summary: loaded(findings[code], code).summary }));
}

function loaded<T>(words: T | undefined, code: string): T {
  if (words === undefined) throw new Error(`the words for ${code} are not loaded`);
  return words;
}
