import type { Finding } from './finding.ts';
import type { SingleResult } from './result.ts';

/** What kind of thing the user has to mend before anything can be sent; becomes `error.code` in JSON. */
export type InputErrorCode = 'usage' | 'config' | 'file' | 'body-invalid';

/**
 * A mistake in what the user gave, found before anything was sent: exit 2. It carries every finding at once,
 * so that one run is enough to see all that must be mended. The only exception this project throws on purpose.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly code: InputErrorCode;
  readonly findings: readonly Finding[];
  /** Further facts for the wording. */
  readonly args: Readonly<Record<string, boolean>>;

  constructor(
    code: InputErrorCode,
    findings: readonly Finding[],
    args: Readonly<Record<string, boolean>> = {},
  ) {
    super(`${code}: ${findings.map((finding) => finding.code).join(', ')}`);
    this.code = code;
    this.findings = findings;
    this.args = args;
  }
}

/** A thrown error as the result of a command: an InputError is the user's to mend, anything else is our bug. */
export function failedResult(error: unknown, command: SingleResult['command']): SingleResult {
  if (error instanceof InputError) {
    const findings = [...error.findings];
    const count = findings.filter((finding) => finding.severity === 'error').length;
    return { command, sent: 'no', findings, error: { code: error.code, args: { count, ...error.args } } };
  }
  const thrown = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const stack = error instanceof Error ? error.stack : undefined;
  return { command, sent: 'unknown', findings: [], error: { code: 'internal', args: { thrown, stack } } };
}
