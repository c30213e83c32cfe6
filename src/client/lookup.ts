import { lookup } from 'node:dns';
import { type ConnectFailure, classifyConnect, TIMEOUT_CODES } from './failure.ts';

/** The addresses of a host, or why there are none. Milliseconds. */
export type LookupResult =
  | { ok: true; addresses: string[]; elapsed: number }
  | { ok: false; code: ConnectFailure['code']; systemCode?: string; elapsed: number };

/** Asks the system's resolver for every address of a host, as a connection would. Never takes longer than `limitMs`. */
export function lookupHost(host: string, limitMs: number): Promise<LookupResult> {
  const begin = performance.now();
  const elapsed = (): number => Math.round(10 * (performance.now() - begin)) / 10;
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ ok: false, code: TIMEOUT_CODES.dns, elapsed: elapsed() }),
      limitMs,
    );
    lookup(host, { all: true }, (error, found) => {
      clearTimeout(timer);
      if (!error)
        return resolve({ ok: true, addresses: found.map(({ address }) => address), elapsed: elapsed() });
      const { code, detail } = classifyConnect(error, 'dns');
      const { systemCode } = detail;
      resolve({ ok: false, code, elapsed: elapsed(), ...(systemCode !== undefined && { systemCode }) });
    });
  });
}
