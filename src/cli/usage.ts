import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';

/** A mistake in the command line. */
export function usage(finding: Omit<Finding, 'severity'>): InputError {
  return new InputError('usage', [{ ...finding, severity: 'error' }]);
}

/** A command that does not exist, and the one that was probably meant. */
export function unknownCommand(command: string, suggestion: string | undefined): InputError {
  return usage({ code: 'usage-unknown-command', args: { command, suggestion } });
}

/** Two options that cannot be combined. */
export function conflict(option: string, other: string): InputError {
  return usage({ code: 'usage-conflict', args: { option, other } });
}

/** A switch that was given a value. */
export function takesNoValue(option: string, names: readonly string[]): InputError {
  const no = option.replace(/^--/, '--no-');
  const fix = `Write ${option}${names.includes(no) ? ` or ${no}` : ''}.`;
  return usage({ code: 'usage-option-value', expected: 'no value', actual: 'one', args: { option, fix } });
}
