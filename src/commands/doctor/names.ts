import type { LookupResult } from '../../client/lookup.ts';
import type { Finding } from '../../model/finding.ts';
import type { StepDetail } from '../../model/result.ts';

/** What a look-up found, or why it found nothing. */
export function lookUpDetail(host: string, found: LookupResult): StepDetail {
  if (found.ok) return { about: 'addresses', addresses: found.addresses };
  const { code, systemCode } = found;
  if (code === 'interrupted') return { about: 'interrupted' };
  return { about: 'no-addresses', host, code, ...(systemCode !== undefined && { systemCode }) };
}

/** That a tracking server could not be looked up, and why; nothing where that was only interrupted. */
export function unknownServer(server: string, found: LookupResult): Finding[] {
  if (found.ok || found.code === 'interrupted') return [];
  const { code: reason, systemCode } = found;
  const actual = { type: 'name', value: server } as const;
  const args = { reason, ...(systemCode !== undefined && { systemCode }) };
  return [{ code: 'unknown-tracking-server', severity: 'warning', path: 'trackingServer', actual, args }];
}
