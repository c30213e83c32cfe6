import { decideProxy, displayProxy, type ProxyDecision } from '../client/proxy.ts';
import type { HttpRequest } from '../client/types.ts';
import type { Settings } from '../config/resolve.ts';
import type { Context } from '../context.ts';
import { absolutePath } from '../input/paths.ts';
import { readTextFile } from '../input/read-text.ts';
import type { ErrorArgs } from '../model/result.ts';
import { requestHeaders } from './settings.ts';

/** Everything but the body that requests of one run share. */
export interface Connection {
  base: Pick<HttpRequest, 'headers' | 'connectTimeoutMs' | 'timeoutMs' | 'trusted' | 'proxy' | 'signal'>;
  /** The proxy decision in words, for -v. */
  proxyText: string;
  /** Facts about the proxy for the wording of errors. */
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
  const trusted = await readTrusted(settings, context);
  const base = {
    headers: requestHeaders(context),
    connectTimeoutMs: settings.connectTimeoutMs.value,
    timeoutMs: settings.timeoutMs.value,
    signal,
    ...(trusted && { trusted }),
    ...(decision.use && { proxy: decision.proxy }),
  };
  const facts = decision.use
    ? { proxy: displayProxy(decision.proxy), proxySource: decision.proxy.source }
    : {};
  return { base, proxyText: proxyText(decision), facts };
}

async function readTrusted(settings: Settings, context: Context): Promise<string[] | undefined> {
  const { caCert } = settings.values;
  if (!caCert) return undefined;
  const pem = readTextFile(absolutePath(caCert.value, context) ?? caCert.value, caCert.value);
  const nodeExtra = context.env['NODE_EXTRA_CA_CERTS'];
  const extra = nodeExtra ? readIfThere(nodeExtra) : undefined;
  const { trustedCertificates } = await import('../client/trust.ts');
  return trustedCertificates(pem, extra);
}

/** Node itself goes on without a file that it cannot read, too. */
function readIfThere(path: string): string | undefined {
  try {
    return readTextFile(path, path);
  } catch {
    return undefined;
  }
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
