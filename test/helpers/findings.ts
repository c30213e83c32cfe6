import { expect } from 'vitest';
import { sayActual, sayExpected } from '../../src/messages/index.ts';
import { InputError } from '../../src/model/errors.ts';
import type { Finding } from '../../src/model/finding.ts';

/** The findings of the InputError that `work` must throw; any other outcome fails the test. */
export async function findingsOf(work: () => unknown): Promise<readonly Finding[]> {
  try {
    await work();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return (error as InputError).findings;
  }
  throw new Error('no InputError was thrown');
}

/** The only finding of the InputError that `work` must throw. */
export async function findingOf(work: () => unknown): Promise<Finding> {
  const findings = await findingsOf(work);
  expect(findings).toHaveLength(1);
  return findings[0] as Finding;
}

/** A finding with what was wanted and found as the JSON output has it. */
export function worded(finding: Finding | undefined): object | undefined {
  return (
    finding && {
      ...finding,
      ...(finding.expected && { expected: sayExpected(finding.expected) }),
      ...(finding.actual && { actual: sayActual(finding.actual) }),
    }
  );
}

/** The arguments of a finding, whatever its code. */
export function argsOf(finding: Finding | undefined): Record<string, unknown> {
  return { ...finding?.args };
}
