import type { Exchange } from '../model/exchange.ts';
import { REDACTED } from '../model/redacted.ts';
import type { Scrub } from './secrets.ts';

/** Headers whose values are hidden. */
export const SENSITIVE_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];

/** An exchange in which no secret is left, neither in what was received nor in the bytes of a failure. */
export function redactExchange(exchange: Exchange, scrub: Scrub): Exchange {
  if (exchange.kind === 'failure') {
    const { raw, bytes, ...detail } = exchange.detail;
    const told = { ...(raw && { raw: scrub(raw) }), ...(bytes && { bytes: scrub(bytes, true) }) };
    return { ...exchange, detail: { ...detail, ...told } };
  }
  const { body, statusText } = exchange;
  const text = scrub(Buffer.from(body.bytes).toString('utf8'), body.incomplete !== undefined);
  return {
    ...exchange,
    statusText: scrub(statusText),
    headers: redactHeaders(exchange.headers, scrub),
    body: { ...body, bytes: Buffer.from(text) },
  };
}

/** Headers without credentials, and without secrets in the others. */
export function redactHeaders<T extends string | string[]>(
  headers: Record<string, T>,
  scrub: Scrub,
): Record<string, T> {
  const shown = (name: string, value: string | string[]): string | string[] => {
    if (SENSITIVE_HEADERS.includes(name.toLowerCase())) return REDACTED;
    return Array.isArray(value) ? value.map((each) => scrub(each)) : scrub(value);
  };
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, shown(name, value) as T]));
}
