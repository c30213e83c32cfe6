import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import net, { type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import tls from 'node:tls';
import { generate } from 'selfsigned';
import { onTestFinished } from 'vitest';

const DAY = 24 * 60 * 60 * 1000;

/** A certificate and its key, as PEM. */
export interface Pair {
  cert: string;
  key: string;
}

/** What a test certificate is to be like. Times are days from now. */
export interface CertificateWish {
  name?: string;
  from?: number;
  to?: number;
  authority?: Pair;
  isAuthority?: boolean;
  /** For clients only: no server may use it. */
  usage?: 'client';
}

/** Makes a certificate for tests; for 127.0.0.1 unless another name is wished. */
export async function certificate({
  name,
  from = -1,
  to = 1,
  authority,
  isAuthority,
  usage,
}: CertificateWish = {}): Promise<Pair> {
  const altName =
    name === undefined ? ({ type: 7, ip: '127.0.0.1' } as const) : ({ type: 2, value: name } as const);
  const pems = await generate(
    [{ name: 'commonName', value: isAuthority ? 'Test Authority' : (name ?? 'test server') }],
    {
      keyType: 'ec',
      algorithm: 'sha256',
      notBeforeDate: new Date(Date.now() + from * DAY),
      notAfterDate: new Date(Date.now() + to * DAY),
      extensions: [
        { name: 'basicConstraints', cA: isAuthority === true },
        { name: 'subjectAltName', altNames: [altName] },
        ...(usage ? [{ name: 'extKeyUsage' as const, clientAuth: true }] : []),
      ],
      ...(authority && { ca: authority }),
    },
  );
  return { cert: pems.cert, key: pems.private };
}

/** Listens with TLS on loopback and counts the bytes of HTTP that arrive. Closed when the test ends. */
export async function tlsServer(
  options: tls.TlsOptions,
  answer = '',
): Promise<{ port: number; received: () => string }> {
  let received = '';
  const sockets = new Set<net.Socket>();
  const server = tls.createServer(options, (socket) => {
    socket.on('error', () => {});
    socket.on('data', (chunk) => {
      received += String(chunk);
      if (answer) socket.end(answer);
    });
  });
  server.on('connection', (socket: net.Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, received: () => received };
}

/** A proxy on loopback that is spoken to by TLS and makes tunnels (CONNECT); `asked` has their targets. Closed when the test ends. */
export async function tlsProxy(pair: Pair): Promise<{ port: number; asked: () => readonly string[] }> {
  const asked: string[] = [];
  const proxy = createServer(pair);
  proxy.on('connect', ({ url = '' }: IncomingMessage, client: Duplex) => {
    asked.push(url);
    const [host, port] = url.split(':');
    const far = net.connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      client.pipe(far).pipe(client);
    });
    for (const socket of [client, far]) socket.on('error', () => {});
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    proxy.close();
    proxy.closeAllConnections();
  });
  return { port: (proxy.address() as AddressInfo).port, asked: () => asked };
}

/** A port nobody listens on. */
export async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
