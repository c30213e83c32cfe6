import { sayError } from '../messages/index.ts';
import type { ResultError } from '../model/result.ts';

/** An error as the document of `--json` holds it. */
export function errorPart(
  error: ResultError | undefined,
): { code: string; message: string; fix: string } | null {
  if (!error) return null;
  const { message, fix } = sayError(error);
  const whose = error.profile === undefined ? '' : `Profile ${error.profile}: `;
  return { code: error.code, message: whose + message, fix };
}
