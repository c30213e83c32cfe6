import type { CaptureVerdict } from '../model/capture-verdict.ts';
import { type Finding, isError } from '../model/finding.ts';

/** What a capture holds of one request. */
export interface SeenRequest {
  bodyRead: boolean;
  findings: readonly Finding[];
  /** `not-kept`: captures of this form hold no responses; `none`: they do, but there is none to this request. */
  response: { status: number; accepted: boolean } | 'none' | 'not-kept';
}

/** Codes that say that something was not seen, and not that there is a mistake in it. */
const NOT_SEEN = /^(?:capture-(?:incomplete|body-missing|computed)|response-missing)$/;

/**
 * The one judgement of a request. "Valid" is said only of a body that was read, and where the capture holds responses, of a
 * request that was seen to be accepted. Mistakes come first: they are true whatever else is missing.
 */
export function captureVerdict({ bodyRead, findings, response }: SeenRequest): CaptureVerdict {
  const isMistake = (finding: Finding): boolean => isError(finding) && !NOT_SEEN.test(finding.code);
  if (findings.some(isMistake)) return { state: 'errors' };
  if (!bodyRead) return { state: 'cannot-be-judged', missing: 'body' };
  if (response === 'none') return { state: 'no-response' };
  if (response === 'not-kept' || response.accepted) return { state: 'valid' };
  return { state: 'refused', status: response.status };
}
