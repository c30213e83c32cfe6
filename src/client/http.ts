import type { SecureContext } from 'node:tls';
import type { Stage } from '../model/exchange.ts';
import type { ProxyChoice } from './proxy.ts';

/** One HTTP request and the limits it runs under. All times are milliseconds. */
export interface HttpRequest {
  method: 'GET' | 'POST';
  url: URL;
  headers: Record<string, string>;
  body?: Uint8Array;
  /** For DNS, TCP, proxy and TLS together. */
  connectTimeoutMs: number;
  /** For everything, until the last byte of the answer. */
  timeoutMs: number;
  /** What TLS trusts; needed for https. */
  secureContext?: SecureContext;
  proxy?: ProxyChoice;
  signal?: AbortSignal;
  /** Told of each step that begins. */
  watch?: (stage: Stage) => void;
}
