import { table } from '../model/table.ts';
import { closest } from '../rules/closest.ts';
import { FAULT_NAMES, type FaultName } from './faults.ts';

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

/** The faults that were probably meant by a name that none has. */
export function meantFaults(name: string): readonly string[] {
  const meant = MEANT[name.toLowerCase()];
  if (meant) return meant;
  const begun = FAULT_NAMES.filter((one) => one.startsWith(`${name}-`) || one.endsWith(`-${name}`));
  // A number is not misspelled.
  const near = /^\d+$/.test(name) ? undefined : closest(name, FAULT_NAMES);
  return begun.length > 0 || near === undefined ? begun : [near];
}
