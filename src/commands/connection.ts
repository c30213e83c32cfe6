import { Deadline } from '../client/deadline.ts';
import { decideProxy, displayProxy, type ProxyDecision } from '../client/proxy.ts';
import type { HttpRequest } from '../client/types.ts';
import type { Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import type { ErrorArgs } from '../model/result.ts';
import { requestHeaders } from './settings.ts';
import { readTrust } from './trust.ts';

/** Everything but the body that requests of one run share. */
export interface Connection {
  base: Pick<HttpRequest, 'headers' | 'connectTimeoutMs' | 'secureContext' | 'proxy' | 'signal'>;
  /** Of everything the command does: each exchange gets what is left. */
  deadline: Deadline;
  /** The proxy decision in words, for -v. */
  proxyText: string;
  /** Facts about proxy and certificates for the wording of errors. */
  facts: ErrorArgs;
}

/** Reads what a connection needs from the settings: limits, certificates, proxy. Throws InputError. */
export async function prepareConnection(
  settings: Settings,
  target: URL,
  context: Context,
  signal: AbortSignal,
  options: { direct?: boolean } = {},
): Promise<Connection> {
  const decision: ProxyDecision = options.direct
    ? { use: false, why: 'none-set' }
    : decideProxy(target, context.env);
  const isTls = ({ protocol }: URL): boolean => protocol === 'https:';
  const secure = isTls(target) || (decision.use && isTls(decision.proxy.url));
  const trust = await readTrust(settings, secure, context);
  const base = {
    headers: requestHeaders(context),
    connectTimeoutMs: settings.connectTimeoutMs.value,
    signal,
    ...(trust && { secureContext: trust }),
    ...(decision.use && { proxy: decision.proxy }),
  };
  const { caCert } = settings.values;
  const facts = {
    ...(decision.use && {
      proxy: displayProxy(decision.proxy),
      proxySource: decision.proxy.source,
      proxyUser: decision.proxy.url.username !== '',
    }),
    ...(caCert && { caCert: caCert.value }),
  };
  const deadline = new Deadline(settings.timeoutMs.value, context.networkSince);
  return { base, deadline, proxyText: proxyText(decision), facts };
}

function proxyText(decision: ProxyDecision): string {
  if (decision.use)
    return `through the proxy ${displayProxy(decision.proxy)}, set by ${decision.proxy.source}`;
  switch (decision.why) {
    case 'no-proxy':
      return `no proxy: ${decision.source} has the entry ${decision.entry}`;
    case 'other-scheme':
      return `no proxy: ${decision.source} is set, but it is for the other scheme`;
    default:
      return 'no proxy: none is set';
  }
}
