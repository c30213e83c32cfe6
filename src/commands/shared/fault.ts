import type { OptionSpec } from '../../cli/definition.ts';
import { usage } from '../../cli/usage.ts';
import { refusals } from '../../cli/values.ts';
import type { Finding } from '../../model/finding.ts';
import type { OptionAdvice } from '../../model/mistakes.ts';
import { table } from '../../model/table.ts';
import { closest } from '../../rules/closest.ts';
import { FAULT_NAMES, FAULTS, type FaultName, isFaultName } from '../../sandbox/faults.ts';

/** What people write for a fault: the status, or what the client meets. A number that begins names is not listed. */
const MEANT = table<readonly FaultName[]>({
  200: ['captive-portal', 'edge-answer'],
  201: ['no-location', 'two-locations', 'foreign-location'],
  301: ['redirect'],
  302: ['redirect'],
  403: ['waf'],
  504: ['502-html'],
  '4xx': ['400', '404'],
  '5xx': ['500', '502-html', '503-retry-after'],
  timeout: ['hang'],
  slow: ['slow-headers', 'slow-body'],
  close: ['reset', 'cut-headers'],
  disconnect: ['reset'],
  html: ['html-400', '502-html', 'captive-portal'],
  firewall: ['waf'],
  empty: ['empty-400'],
  gzip: ['gzip-error'],
  'rate-limit': ['429-retry-after'],
  'retry-after': ['503-retry-after', '429-retry-after'],
  login: ['captive-portal', 'redirect'],
});

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

function meantFaults(name: string): readonly string[] {
  const meant = MEANT[name.toLowerCase()];
  if (meant) return meant;
  const begun = FAULT_NAMES.filter((one) => one.startsWith(`${name}-`) || one.endsWith(`-${name}`));
  // A number is not misspelled.
  const near = /^\d+$/.test(name) ? undefined : closest(name, FAULT_NAMES);
  return begun.length > 0 || near === undefined ? begun : [near];
}
