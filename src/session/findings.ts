import type { Finding } from '../model/finding.ts';
import type { Origin } from '../model/origin.ts';
import type { SessionFinding } from '../model/session-finding.ts';

/**
 * The broken rules of a session as findings like all others. `originOf` tells where the value at a JSON pointer of the body of
 * an event stands, and `indexOf` which event of the session it is, by the event's ref.
 */
export function sessionFindings(
  broken: readonly SessionFinding[],
  originOf: (ref: number, path: string) => Origin | undefined,
  indexOf?: (ref: number) => number,
): Finding[] {
  return broken.map(({ rule, severity, path, args, count, events }) => {
    const [first] = events;
    const origin = first === undefined ? undefined : originOf(first, path);
    const common = { severity, path, ...(origin && { origin }), evidence: 'plausibility' };
    // Rule and args of a finding belong together, which the union says, but not its parts.
    return {
      code: rule,
      ...common,
      args: { ...args, count, ...(indexOf && { events: events.map(indexOf) }) },
    } as unknown as Finding;
  });
}
