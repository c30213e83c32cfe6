import { sayActual, sayExpected, sayInFull, type Ways } from '../messages/index.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingPart } from '../model/parts.ts';
import { endColumnOf } from './mark.ts';

/** A finding as the document of `--json` holds it. */
export function findingPart(finding: Finding, ways?: Ways): FindingPart {
  const { code, severity, path, evidence } = finding;
  const endColumn = endColumnOf(finding);
  const origin =
    endColumn === undefined || !finding.origin ? finding.origin : { ...finding.origin, endColumn };
  const expected = finding.expected && sayExpected(finding.expected);
  const actual = finding.actual && sayActual(finding.actual);
  const { message, fix, effect } = sayInFull(finding, ways);
  const words = { message, ...(effect && { effect }), ...(fix && { fix }) };
  return { code, severity, path, expected, actual, origin, evidence, ...words };
}
