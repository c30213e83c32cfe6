import { usage } from '../../cli/usage.ts';
import type { InputError } from '../../model/errors.ts';
import type { FindingArgs } from '../../model/finding-args.ts';
import type { Expected, Form } from '../../model/finding-values.ts';

/** A usage error about an option whose value has another form than it needs. */
export function badForm(
  option: string,
  form: Form,
  value: string,
  reason?: Extract<FindingArgs['usage-option-value'], { reason?: unknown }>['reason'],
): InputError {
  return usage({
    code: 'usage-option-value',
    expected: { kind: 'form', form },
    actual: { type: 'text', value },
    args: { option, ...(reason && { reason }) },
  });
}

/** A usage error about an option whose value is none of those that it takes; `suggestion`: the one that was meant. */
export function badOption(
  option: string,
  expected: Expected,
  value: string,
  suggestion?: string,
): InputError {
  const advice = suggestion === undefined ? {} : { advice: { advice: 'meant', suggestion } as const };
  return usage({
    code: 'usage-option-value',
    expected,
    actual: { type: 'text', value },
    args: { option, ...advice },
  });
}

/** A usage error about an option that does nothing without another one. */
export function needs(option: string, other: string): InputError {
  return usage({ code: 'usage-option-value', args: { option, needs: other } });
}
