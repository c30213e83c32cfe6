import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createApp } from './app.ts';
import type { FaultName } from './faults.ts';
import { message, type RequestLog, toResponse } from './response.ts';

export type { RequestLog } from './response.ts';

/** The addresses a sandbox may listen on: it has no authentication, so nothing beyond this machine. */
export type LoopbackHost = '127.0.0.1' | '::1';

/** How a sandbox behaves. */
export interface SandboxOptions {
  /** 0, the default, lets the system choose. */
  port?: number;
  /** Default 127.0.0.1. */
  host?: LoopbackHost;
  /** Called once per request, when its answer is decided. */
  log?: (line: RequestLog) => void;
  /** The clock for time-outs, `Date` and the log, in milliseconds since the epoch. Default: the wall clock. */
  now?: () => number;
  /** Makes session IDs. Default: 64 random lower-case hex digits, the form seen in every public sample. */
  randomId?: () => string;
  /** Waits this many milliseconds before every answer. */
  latencyMs?: number;
  /** Misbehaves on every POST that does not choose a fault itself. */
  fault?: FaultName;
  /** Lets a 400 say what is wrong, in its message. Default: as terse as the documented example. */
  explain?: boolean;
  /** Serves HTTPS with this key and certificate (PEM). */
  tls?: { key: string | Buffer; cert: string | Buffer };
}

/** A running sandbox. */
export interface Sandbox {
  /** Scheme, address and port, without a trailing slash: `http://127.0.0.1:49152`. */
  url: string;
  port: number;
  /** Stops listening and drops every connection at once. May be called again. */
  close(): Promise<void>;
}

/**
 * Starts a local stand-in for the Media Collection API, with sessions in memory. It behaves as Adobe's public
 * documents say and no more; what they leave open is decided here and must not be taken for the API's word.
 * Rejects with the system's error when it cannot listen (EADDRINUSE, EACCES), and with a RangeError for an
 * address that is not loopback.
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const host = options.host ?? '127.0.0.1';
  if (host !== '127.0.0.1' && host !== '::1') throw new RangeError('the sandbox listens on loopback only');
  const server = createHttpServer(options, requestListener(options, host));
  const sockets = trackSockets(server);
  await listen(server, options.port ?? 0, host);

  const { port } = server.address() as AddressInfo;
  const authority = host === '::1' ? `[::1]:${port}` : `${host}:${port}`;
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= closeServer(server, sockets);
    return closed;
  };
  return { url: `${options.tls ? 'https' : 'http'}://${authority}`, port, close };
}

function requestListener(options: SandboxOptions, hostname: string): RequestListener {
  const now = options.now ?? Date.now;
  const app = createApp({
    now,
    randomId: options.randomId ?? (() => randomBytes(32).toString('hex')),
    explain: options.explain ?? false,
    latencyMs: options.latencyMs ?? 0,
    fault: options.fault,
    log: options.log,
  });
  return getRequestListener((request, env) => app.fetch(request, env as HttpBindings), {
    hostname,
    // The embedding program's Request and Response are none of a test server's business.
    overrideGlobalObjects: false,
    // Reached for a request target that is no URL; the routes answer everything else.
    errorHandler: () => toResponse(message(400, 'Unreadable request target.'), now()),
  });
}

function createHttpServer(options: SandboxOptions, listener: RequestListener): Server {
  return options.tls === undefined ? createServer(listener) : createTlsServer(options.tls, listener);
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Every open TCP connection. Node's own list lacks those that are still in their TLS handshake. */
function trackSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  return sockets;
}

function closeServer(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
    for (const socket of sockets) socket.destroy();
  });
}
