import { parseJson, plainJson } from '../input/json.ts';
import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { Origin } from '../model/origin.ts';
import type { CapturedRequest } from './types.ts';

/**
 * The JSON of a body that stands as text inside a capture. Lines within it mean nothing to the reader, so every
 * value's origin is the place of the body; the finding's JSON pointer does the rest.
 */
export function embeddedBody(text: string, origin: Origin): Pick<CapturedRequest, 'body' | 'bodyProblem'> {
  try {
    return { body: { value: plainJson(text) ?? parseJson(text, origin).value, originOf: () => origin } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { bodyProblem: error.findings.map((finding): Finding => ({ ...finding, origin })) };
  }
}

/** A body that the capture does not hold, or holds in part; `curl`: the capture is a curl command. */
export function incompleteBody(
  origin: Origin,
  reason: string,
  curl = false,
): Pick<CapturedRequest, 'bodyProblem'> {
  const args = { reason, ...(curl && { curl }) };
  return { bodyProblem: [{ code: 'capture-incomplete', severity: 'warning', origin, args }] };
}
