import { InputError } from '../model/errors.ts';
import type { Finding } from '../model/finding.ts';
import type { CaptureGap } from '../model/mistakes.ts';
import type { Origin } from '../model/origin.ts';
import { parseJson, plainJson } from '../parse/parse-json.ts';
import type { CapturedRequest } from './capture.ts';

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

/** A body that the capture does not hold, or holds in part. */
export function incompleteBody(origin: Origin, reason: CaptureGap): Pick<CapturedRequest, 'bodyProblem'> {
  return { bodyProblem: [{ code: 'capture-incomplete', severity: 'warning', origin, args: { reason } }] };
}
