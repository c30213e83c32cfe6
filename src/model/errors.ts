import type { Finding } from './finding.ts';

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
