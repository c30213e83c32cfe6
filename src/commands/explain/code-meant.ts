import { CODES, isCode } from '../../model/codes.ts';
import { InputError } from '../../model/errors.ts';
import type { Finding } from '../../model/finding.ts';
import { closest } from '../../rules/closest.ts';

/** An error that says, where a file is missing whose name is that of a code, or much like one, what explains codes. */
export function withCodeMeant(error: unknown, name: string): unknown {
  const code = isCode(name) ? name : /^[a-z]+(?:-[a-z]+)+$/.test(name) ? closest(name, CODES) : undefined;
  if (!(error instanceof InputError) || code === undefined) return error;
  const findings = error.findings.map(
    (finding): Finding =>
      finding.code === 'file-missing' ? { ...finding, args: { ...finding.args, code } } : finding,
  );
  return new InputError(error.code, findings, error.args);
}
