import { InputError } from '../model/errors.ts';
import type { Unweighed } from '../model/finding.ts';
import type { FindingArgs } from '../model/finding-args.ts';

/** A mistake in the command line. */
export function usage(finding: Unweighed): InputError {
  return new InputError('usage', [{ ...finding, severity: 'error' }]);
}

/** Two options that cannot be combined. */
export function conflict(option: string, other: FindingArgs['usage-conflict']['other']): InputError {
  return usage({ code: 'usage-conflict', args: { option, other } });
}

/** A switch that was given a value. */
export function takesNoValue(option: string, names: readonly string[]): InputError {
  const no = option.replace(/^--/, '--no-');
  const words = names.includes(no) ? [option, no] : [option];
  return usage({
    code: 'usage-option-value',
    expected: { kind: 'form', form: 'no-value' },
    actual: { type: 'withheld' },
    args: { option, advice: { advice: 'write', words } },
  });
}
