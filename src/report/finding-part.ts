import { sayActual, sayExpected, sayFinding, type Ways } from '../messages/index.ts';
import type { Finding } from '../model/finding.ts';
import type { FindingPart } from '../model/parts.ts';

/** A finding as the document of `--json` holds it. */
export function findingPart(finding: Finding, ways?: Ways): FindingPart {
  const { code, severity, path, origin, evidence } = finding;
  const expected = finding.expected && sayExpected(finding.expected);
  const actual = finding.actual && sayActual(finding.actual);
  const { message, fix, effect } = sayFinding(finding, ways);
  const words = { message, ...(effect && { effect }), ...(fix && { fix }) };
  return { code, severity, path, expected, actual, origin, evidence, ...words };
}
