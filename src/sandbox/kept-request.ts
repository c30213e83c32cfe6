import { isBad, type SandboxRequest } from '../model/sandbox.ts';
import type { Received } from './response.ts';

/** About what a request and a finding take besides their texts, in bytes. */
const REQUEST_BYTES = 900;
const FINDING_BYTES = 700;
const HEADER_BYTES = 64;

/** What was asked for: each part narrows it. */
export interface RequestFilter {
  bad?: boolean;
  eventType?: string;
  sessionId?: string;
  /** Only later ones. */
  afterId?: number;
  /** Not before this time, in milliseconds since the epoch. */
  from?: number;
  /** The last so many. */
  limit?: number;
}

/** Whether a request passes a filter. */
export function isWanted(request: SandboxRequest, filter: RequestFilter): boolean {
  const { bad, eventType, sessionId, afterId = 0, from = Number.NEGATIVE_INFINITY } = filter;
  if (request.id <= afterId || request.time < from) return false;
  if (eventType !== undefined && request.eventType !== eventType) return false;
  if (sessionId !== undefined && request.sessionId !== sessionId) return false;
  return bad === undefined || bad === isBad(request);
}

/** A request target is a path, or a whole URL where a proxy sends it. */
function pathOf(url: string): string {
  const path = url.replace(/^https?:\/\/[^/?#]*/i, '');
  return path.split(/[?#]/, 1)[0] || '/';
}

type Rest = Omit<Received, 'notes' | 'url' | 'verdict'>;

/** What is kept of a request as it came. */
export function requestOf(
  { httpVersion, headers, body, remote, ...rest }: Rest,
  url: string,
): Omit<SandboxRequest, 'id' | 'findings'> {
  return { ...rest, path: pathOf(url), request: { httpVersion, url, headers, body, remote } };
}

/** About how much memory a request takes, in bytes. */
export function bytesOf({ request, response, findings }: SandboxRequest): number {
  const headers = [...request.headers, ...response.headers];
  const texts = headers.reduce((sum, [name, value]) => sum + name.length + value.length + HEADER_BYTES, 0);
  const bodies = request.body.length + response.body.length;
  return REQUEST_BYTES + request.url.length + texts + bodies + findings.length * FINDING_BYTES;
}
