import { ERROR_CODES } from '../model/error-codes.ts';
import { InputError } from '../model/errors.ts';
import { FINDING_CODES, type Finding, type FindingCode } from '../model/finding.ts';
import { isIgnorable } from '../model/ignore.ts';
import type { Origin } from '../model/origin.ts';
import { closest } from '../rules/closest.ts';

/** The flag that names a code to ignore. */
export const IGNORE_FLAG = '--ignore';

/** The codes that can be ignored. */
export const IGNORABLE: readonly FindingCode[] = FINDING_CODES.filter(isIgnorable);

/** The code of this name, or why there is none that can be ignored: `ignore-invalid`. */
export function ignorableCode(name: string, origin: Origin): FindingCode | Finding {
  const code = IGNORABLE.find((known) => known === name);
  if (code !== undefined) return code;
  const isStopping = FINDING_CODES.some((known) => known === name) || Object.hasOwn(ERROR_CODES, name);
  const suggestion = isStopping ? undefined : closest(name, IGNORABLE);
  return {
    code: 'ignore-invalid',
    severity: 'error',
    path: 'ignore',
    actual: { type: 'text', value: name },
    origin,
    args: { name, stopping: isStopping, ...(suggestion !== undefined && { suggestion }) },
  };
}

/** The codes that `--ignore` was given. Throws InputError (`usage`) for names that cannot be ignored. */
export function ignoredByFlag(names: readonly string[]): FindingCode[] {
  const origin: Origin = { kind: 'flag', name: IGNORE_FLAG };
  const codes = names.map((name) => ignorableCode(name, origin));
  const wrong = codes.filter((one) => typeof one !== 'string');
  if (wrong.length > 0) throw new InputError('usage', wrong);
  return codes.filter((one) => typeof one === 'string');
}
