import { Deadline } from '../../client/deadline.ts';
import type { HttpRequest } from '../../client/http.ts';
import { decideProxy, displayProxy, type ProxyDecision } from '../../client/proxy.ts';
import { targetOf } from '../../client/socket.ts';
import type { Settings } from '../../config/resolve.ts';
import type { Context } from '../../model/context.ts';
import type { Stage } from '../../model/exchange.ts';
import type { RunHooks, Wait } from '../../model/hooks.ts';
import type { ErrorArgs, ProxyUse } from '../../model/result.ts';
import { isLoopback } from '../../model/url.ts';
import { requestHeaders } from './settings.ts';
import { readTrust } from './trust.ts';

/** Everything but the body that requests of one run share. */
export interface Connection {
  base: Pick<HttpRequest, 'headers' | 'connectTimeoutMs' | 'secureContext' | 'proxy' | 'signal' | 'watch'>;
  /** Of everything the command does: each exchange gets what is left. */
  deadline: Deadline;
  /** For -v and doctor. */
  proxyUse: ProxyUse;
  /** The time, and facts about proxy and certificates, for the wording of errors. */
  facts: ErrorArgs;
}

/** How a connection is made, and who is told. */
interface ConnectionOptions {
  /** Whoever shows what is being waited for. */
  waitsFor: RunHooks['waitsFor'];
  /** Go through no proxy. */
  direct?: boolean;
}

/** Reads what a connection needs from the settings: limits, certificates, proxy. Throws InputError. */
export async function prepareConnection(
  settings: Settings,
  target: URL,
  context: Context,
  signal: AbortSignal,
  options: ConnectionOptions,
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
    watch: (stage: Stage) => options.waitsFor(waitAt(stage, target, decision)),
  };
  const { caCert, endpoint } = settings.values;
  const schemeAdded = isTls(target) && endpoint !== undefined && !endpoint.value.includes('://');
  const facts = {
    now: context.now(),
    // On this machine, plain http may have been meant.
    ...(schemeAdded && isLoopback(target.hostname) && { localWithoutScheme: true }),
    ...(decision.use && {
      proxy: displayProxy(decision.proxy),
      proxySource: decision.proxy.source,
      proxyUser: decision.proxy.url.username !== '',
    }),
    ...(caCert && { caCert: caCert.value }),
  };
  const deadline = new Deadline(settings.timeoutMs.value, context.networkSince);
  return { base, deadline, proxyUse: proxyUse(decision), facts };
}

/** The decision without credentials. */
function proxyUse(decision: ProxyDecision): ProxyUse {
  if (!decision.use) return decision;
  return { use: true, proxy: displayProxy(decision.proxy), source: decision.proxy.source };
}

/** The same connection with the whole time limit for what comes next: a command that plays lasts longer than any limit. */
export function withFreshDeadline(connection: Connection, settings: Settings): Connection {
  const begin = performance.now();
  return { ...connection, deadline: new Deadline(settings.timeoutMs.value, () => begin) };
}

/** What an exchange waits for at a stage. */
function waitAt(stage: Stage, target: URL, decision: ProxyDecision): Wait {
  const { host, port } = targetOf(target);
  switch (stage) {
    case 'dns':
      return { for: 'look-up', host };
    case 'connect':
      return { for: 'connection', host, port };
    case 'proxy':
      return { for: 'proxy', host, proxy: decision.use ? displayProxy(decision.proxy) : '' };
    case 'tls':
      return { for: 'tls', host };
    case 'sent':
      return { for: 'response', host };
  }
}
