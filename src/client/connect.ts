import net from 'node:net';
import { connectAny } from './attempts.ts';
import type { Ending } from './ending.ts';
import { classifyConnect, isCertificateProblem } from './failure.ts';
import type { HttpRequest } from './http.ts';
import { addressesOf } from './lookup.ts';
import type { Target } from './socket.ts';
import { targetOf } from './socket.ts';
import type { Trace } from './trace.ts';
import { openTunnel } from './tunnel.ts';

/** How long a second look at a refused certificate may take, in milliseconds. */
const PEEK_LIMIT_MS = 1500;

/** What undici calls when it has a connection, or none. */
type ConnectCallback = (error: Error | null, socket: net.Socket | null) => void;

/**
 * A connector for undici that owns every step (DNS, TCP, proxy, TLS), so that each can be timed, named and
 * ended at once: undici's own ignores an abort until a socket stands. Fails with a {@link ConnectFailure}.
 */
export function createConnector(request: HttpRequest, trace: Trace, ending: Ending) {
  return (_options: unknown, callback: ConnectCallback): void => {
    openConnection(request, trace, ending).then(
      (socket) => callback(null, socket),
      (error: unknown) => callback(error as Error, null),
    );
  };
}

async function openConnection(request: HttpRequest, trace: Trace, ending: Ending): Promise<net.Socket> {
  const tls = request.url.protocol === 'https:' ? await import('./tls.ts') : undefined;
  try {
    const transport = await openTransport(request, trace, ending);
    if (!tls) return ready(transport, trace);
    trace.enter('tls');
    const socket = await tls.handshake(transport, request, trace.peer, ending);
    return ready(socket, trace);
  } catch (error) {
    const failure = classifyConnect(error, trace.stage);
    if (tls && isCertificateProblem(failure.code) && !ending.over) {
      // The reason is known from here on: a deadline that strikes during the second look must not hide it.
      trace.failure = failure;
      const certificate = await tls.peekCertificate(
        () => openTransport(request, trace, ending),
        request,
        PEEK_LIMIT_MS,
      );
      if (certificate) failure.detail.certificate = certificate;
    }
    throw failure;
  }
}

function ready(socket: net.Socket, trace: Trace): net.Socket {
  if (socket.remoteAddress) trace.peer.address ??= socket.remoteAddress;
  trace.enter('sent');
  return socket;
}

/** A byte stream to the endpoint: straight, or through the proxy. */
function openTransport(request: HttpRequest, trace: Trace, ending: Ending): Promise<net.Socket> {
  const target = targetOf(request.url);
  const { proxy } = request;
  if (!proxy) return openTcp(target, trace, ending);
  if (trace.stage !== 'tls') trace.enter('proxy');
  return openTunnel(proxy, target, () => openTcp(targetOf(proxy.url), trace, ending), request, ending);
}

/** Opens a TCP connection, trying every address of the host. */
async function openTcp({ host, port }: Target, trace: Trace, ending: Ending): Promise<net.Socket> {
  const addresses = net.isIP(host) ? [host] : await addressesOf(host, ending);
  if (trace.stage === 'dns') {
    trace.peer.addresses = addresses;
    trace.enter('connect');
  }
  return connectAny(addresses, port, ending);
}
