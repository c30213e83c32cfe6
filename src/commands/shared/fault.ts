import type { OptionSpec } from '../../cli/definition.ts';
import { usage } from '../../cli/usage.ts';
import { refusals } from '../../cli/values.ts';
import type { Finding } from '../../model/finding.ts';
import type { OptionAdvice } from '../../model/mistakes.ts';
import { FAULTS, type FaultName, isFaultName } from '../../sandbox/faults.ts';
import { meantFaults } from '../../sandbox/meant-faults.ts';

/** `--fault <name>`, with what it does in this command. */
export function faultOption(description: string): OptionSpec {
  return {
    flags: '--fault <name>',
    description,
    values: () => Object.entries(FAULTS).map(([text, { summary }]) => ({ text, description: summary })),
    check: (name): readonly Finding[] => refusals(() => readFault(name)),
  };
}

/** The fault of this name. Throws InputError (`usage`) for one that there is not, with those that were probably meant. */
export function readFault(name: string | undefined): FaultName | undefined {
  if (name === undefined || isFaultName(name)) return name;
  const words = meantFaults(name);
  const advice: OptionAdvice =
    words.length > 0 ? { advice: 'meant', suggestion: words.join(' or ') } : { advice: 'faults' };
  throw usage({
    code: 'usage-option-value',
    expected: { kind: 'form', form: 'fault' },
    actual: { type: 'text', value: name },
    args: { option: '--fault', advice },
  });
}
