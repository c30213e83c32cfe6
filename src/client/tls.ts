import type net from 'node:net';
import { isIP } from 'node:net';
import tls from 'node:tls';
import type { Peer, TlsFacts } from '../model/exchange.ts';
import type { Ending } from './ending.ts';
import type { HttpRequest } from './http.ts';
import { targetOf } from './socket.ts';

/** Speaks TLS over an open connection and checks the certificate. HTTP/1.1 only. */
export function handshake(
  transport: net.Socket,
  request: HttpRequest,
  peer: Peer,
  ending: Ending,
): Promise<tls.TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      ...tlsOptions(transport, targetOf(request.url).host, request),
      ALPNProtocols: ['http/1.1'],
    });
    ending.closes(socket);
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      socket.off('error', reject);
      peer.tls = factsOf(socket);
      resolve(socket);
    });
  });
}

/** How TLS is spoken over an open connection to `host`, with what the request trusts. */
export function tlsOptions(
  transport: net.Socket,
  host: string,
  request: Pick<HttpRequest, 'secureContext'>,
): tls.ConnectionOptions {
  return {
    socket: transport,
    host,
    ...(isIP(host) ? {} : { servername: host }),
    secureContext: request.secureContext,
    // Not what NODE_TLS_REJECT_UNAUTHORIZED says: a result without a check would prove nothing.
    rejectUnauthorized: true,
  };
}

/**
 * Reads the certificate of a server whose certificate was refused, to name its issuer, names and dates.
 * Verification is off for this second connection, over which nothing is sent; it is closed at once.
 */
export async function peekCertificate(
  open: () => Promise<net.Socket>,
  request: HttpRequest,
  limitMs: number,
): Promise<TlsFacts | undefined> {
  let socket: tls.TLSSocket | undefined;
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), limitMs);
  });
  const look = open().then(
    (transport) =>
      new Promise<TlsFacts | undefined>((resolve) => {
        const peeking = tls.connect({
          ...tlsOptions(transport, targetOf(request.url).host, request),
          rejectUnauthorized: false,
        });
        socket = peeking;
        peeking.once('secureConnect', () => resolve(factsOf(peeking)));
        peeking.on('error', () => resolve(undefined));
      }),
  );
  try {
    return await Promise.race([look, limit]);
  } catch {
    return undefined;
  } finally {
    clearTimeout(timer);
    socket?.destroy();
  }
}

/** The facts of the peer's certificate and connection that a user can act on. */
function factsOf(socket: tls.TLSSocket): TlsFacts {
  const certificate = socket.getPeerCertificate();
  const facts: TlsFacts = {};
  const protocol = socket.getProtocol();
  if (protocol) facts.protocol = protocol;
  if (!certificate?.raw) return facts;
  const subject = nameOf(certificate.subject);
  const issuer = nameOf(certificate.issuer);
  if (subject) facts.subject = subject;
  if (issuer) facts.issuer = issuer;
  if (certificate.subjectaltname) {
    facts.names = certificate.subjectaltname
      .split(', ')
      .map((name) => name.replace(/^(DNS|IP Address):/, ''));
  }
  facts.validFrom = Date.parse(certificate.valid_from);
  facts.validTo = Date.parse(certificate.valid_to);
  return facts;
}

/** The common name of a certificate's subject or issuer, or its organisation. */
function nameOf(name: tls.Certificate | undefined): string | undefined {
  const value = name?.CN ?? name?.O;
  return Array.isArray(value) ? value.join(', ') : value;
}
