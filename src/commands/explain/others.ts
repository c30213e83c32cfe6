import type { Capture, OtherTraffic } from '../../capture/capture.ts';
import type { ExplainedRequest } from '../../model/result.ts';

/**
 * What belongs to another API. Beside requests to this one it is the page's other traffic, but for paths that this API does not have;
 * alone, it is what somebody takes for a request to this API.
 */
export function explainOthers({ requests, other }: Capture): ExplainedRequest[] {
  const shown = requests.length > 0 ? other.filter(({ api }) => api === 'wrong-path') : other;
  const telling = shown.filter(({ api }) => api !== 'preflight');
  return (telling.length > 0 ? telling : shown).map(explainOther);
}

function explainOther({ label, origin, ...args }: OtherTraffic): ExplainedRequest {
  const { status } = args;
  return {
    label,
    kind: 'other',
    origin,
    verdict: { state: 'other-api' },
    ...(status !== undefined && { status }),
    findings: [{ code: 'other-api', severity: 'error', origin, args }],
  };
}
