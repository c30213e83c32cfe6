import type { CorsProblem, NoResponse } from '../model/capture-facts.ts';
import type { CapturedResponse, Headers, SeenResponse } from './capture.ts';

/** What browsers and proxies write where no response came, and what it means. The first that matches counts. */
const REASONS: readonly [sign: RegExp, reason: NoResponse][] = [
  [/BLOCKED_BY_CLIENT|BLOCKED_BY_ADBLOCK|blocked by (?:an )?(?:extension|client)/i, 'blocked-by-client'],
  [/mixed.?content|Code=-1022\b|App Transport Security/i, 'mixed-content'],
  [/BLOCKED_BY_(?:RESPONSE|ORB)/, 'response-blocked'],
  [/CORS|cross.?origin|Access-Control|preflight/i, 'cors'],
  [/BLOCKED|NOT_ALLOWED|DISALLOWED|\bCSP\b|content.?security|tracking protection/i, 'blocked'],
  [/(?<!CONNECTION_)ABORTED|cancell?ed|NS_BINDING|Code=-999\b/i, 'aborted'],
  [/OFFLINE|INTERNET_DISCONNECTED|NETWORK_CHANGED|no internet|offline|Code=-10(?:09|20)\b/i, 'offline'],
  [
    /NAME_NOT_RESOLVED|NAME_RESOLUTION|UNKNOWN_HOST|UnknownHost|ENOTFOUND|EAI_AGAIN|NameResolution|resolve host|no such host|Code=-100[36]\b/i,
    'dns',
  ],
  [/PROXY|TUNNEL/i, 'proxy'],
  [/CERT|SSL|TLS|PINN|handshake|Code=-120\d\b/i, 'tls'],
  [/TIMED?_?.?OUT|ETIMEDOUT|Code=-1001\b/i, 'timeout'],
  [
    /RESET|CONNECTION_(?:CLOSED|ABORTED)|EMPTY.RE|Code=-1005\b|HTTP2|QUIC|SPDY|INCOMPLETE|broken pipe|lost|hang up/i,
    'connection-lost',
  ],
  [/CONNECT|ADDRESS_UNREACHABLE|ECONN|EHOSTUNREACH|REFUSED/i, 'connection'],
];

/** A request without a response, and why, by the words of its recorder. */
export function noResponse(...words: readonly unknown[]): Exclude<CapturedResponse, SeenResponse> {
  const said = words.filter((word): word is string => typeof word === 'string' && word.trim() !== '');
  const reported = [...new Set(said)].join(' ').slice(0, 200);
  if (reported === '') return { kind: 'none', reason: 'not-recorded' };
  const reason = REASONS.find(([sign]) => sign.test(reported))?.[1];
  return { kind: 'none', reason: reason ?? 'failed', reported };
}

/** The response of a request as far as one was recorded. */
export function seenResponse(response: CapturedResponse | undefined): SeenResponse | undefined {
  return response?.kind === 'seen' ? response : undefined;
}

/** What the CORS rules need of an exchange. */
interface Exchange {
  headers?: Headers;
  response?: CapturedResponse;
}

/**
 * Why a page cannot read the response of a request. `preflight` is the OPTIONS that asked for it, when that was refused. Undefined when nothing
 * is in the way, or when the capture does not say where the page is from.
 */
export function corsProblem(
  request: Exchange,
  url: URL,
  preflight: Exchange | undefined,
): CorsProblem | undefined {
  const pageOrigin = first(request.headers?.['origin']) ?? first(preflight?.headers?.['origin']);
  const asked = seenResponse(preflight?.response);
  const answered = seenResponse(request.response);
  if (asked && !answered) {
    const headers = headersRefused(preflight);
    return {
      problem: 'preflight-refused',
      status: asked.status,
      ...(pageOrigin && { pageOrigin }),
      ...(headers.length > 0 && { headers }),
    };
  }
  // What was refused is no better for being readable.
  if (!answered || answered.status >= 300 || !pageOrigin || pageOrigin === url.origin) return undefined;
  // A recorder that keeps no headers says nothing about them.
  if (Object.keys(answered.headers).length === 0) return undefined;
  const allowed = first(answered.headers['access-control-allow-origin']);
  if (allowed !== '*' && allowed !== pageOrigin) return { problem: 'no-allow-origin', pageOrigin };
  const exposed = String(answered.headers['access-control-expose-headers'] ?? '');
  const isStart = answered.status === 201 && answered.headers['location'] !== undefined;
  if (isStart && !/(?:^|,)\s*(?:location|\*)\s*(?:,|$)/i.test(exposed)) {
    return { problem: 'location-not-exposed', pageOrigin };
  }
  return undefined;
}

/** Whether the response to an OPTIONS does not let a browser send the request that it asked for. */
export function refusesPreflight(preflight: Exchange): boolean {
  const asked = seenResponse(preflight.response);
  if (!asked) return false;
  const { status, headers } = asked;
  if (status >= 300) return true;
  if (Object.keys(headers).length === 0) return false;
  const allowed = first(headers['access-control-allow-origin']);
  const origin = first(preflight.headers?.['origin']);
  const isOther = allowed !== '*' && origin !== undefined && allowed !== origin;
  return allowed === undefined || isOther || headersRefused(preflight).length > 0;
}

/** The headers that a preflight asked for in vain, though it allows the origin. */
function headersRefused(preflight: Exchange | undefined): string[] {
  const asked = seenResponse(preflight?.response);
  if (!asked || asked.status >= 300 || asked.headers['access-control-allow-origin'] === undefined) return [];
  const allowed = namesIn(asked.headers['access-control-allow-headers']);
  if (allowed.includes('*')) return [];
  return namesIn(preflight?.headers?.['access-control-request-headers']).filter(
    (name) => !allowed.includes(name),
  );
}

function namesIn(list: string | string[] | undefined): string[] {
  return String(list ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function first(value: string | string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
