import { lookup } from 'node:dns';
import net from 'node:net';
import type { Ending } from './ending.ts';
import { classifyConnect, isCertificateProblem } from './failure.ts';
import type { HttpRequest } from './http.ts';
import { ATTEMPT_TIMEOUT_MS, targetOf } from './socket.ts';
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
  if (!request.proxy) return openTcp(target.host, target.port, trace, ending);
  if (trace.stage !== 'tls') trace.enter('proxy');
  return openTunnel(request.proxy, target, request, ending);
}

/** Opens a TCP connection, trying every address of the host. */
function openTcp(host: string, port: number, trace: Trace, ending: Ending): Promise<net.Socket> {
  const first = trace.stage === 'dns';
  if (first && net.isIP(host)) {
    trace.peer.addresses = [host];
    trace.enter('connect');
  }
  return new Promise((resolve, reject) => {
    const socket = net.connect({
      host,
      port,
      autoSelectFamily: true,
      autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
      lookup: (name, options, done) =>
        lookup(name, options, (error, address, family) => {
          if (!error && first) {
            trace.peer.addresses = Array.isArray(address) ? address.map((entry) => entry.address) : [address];
            trace.enter('connect');
          }
          done(error, address, family);
        }),
    });
    socket.setNoDelay(true);
    ending.closes(socket);
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
