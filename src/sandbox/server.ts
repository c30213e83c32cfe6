import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { Socket } from 'node:net';
import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { createApi } from './api.ts';
import { createApp } from './app.ts';
import { malformation, malformedRequest, reportBroken } from './broken.ts';
import { SandboxClock } from './clock.ts';
import type { Controls } from './controls.ts';
import { type FaultRule, FaultSwitch } from './fault-switch.ts';
import type { FaultName } from './faults.ts';
import type { Forwarding } from './forward.ts';
import type { Inspector } from './inspector.ts';
import { callable, listen, portOf } from './listen.ts';
import { headersOf, type Received, toResponse } from './response.ts';

/** How a sandbox behaves. */
export interface SandboxOptions {
  /** 0, the default, lets the system choose. */
  port?: number;
  /** The address to listen on. Default: 127.0.0.1, and ::1 where there is one. */
  host?: string;
  /** Called once per request, when its answer is decided. */
  log?: (received: Received) => void;
  /** The clock for time-outs, `Date` and the log, in milliseconds since the epoch. Default: the wall clock. */
  now?: () => number;
  /** Makes session IDs. Default: 64 random lower-case hex digits, the form seen in every public sample. */
  randomId?: () => string;
  /** Waits this many milliseconds before every answer. */
  latencyMs?: number;
  /** Misbehaves on every POST that does not choose a fault itself, or on those that the rule names. */
  fault?: FaultName | FaultRule;
  /** The path before `/api/v1`, such as `/media`; without it there is none, and a request that has one is not found. */
  prefix?: string;
  /** Lets a 400 say what is wrong, in its message. Default: as terse as the documented example. */
  explain?: boolean;
  /** Serves HTTPS with this key and certificate (PEM). */
  tls?: { key: string | Buffer; cert: string | Buffer };
  /** Passes requests on instead of answering them here. */
  forward?: Forwarding;
  /** Makes the page and the query API. Default: there are none. */
  inspector?: (controls: Controls, url: () => string) => Inspector;
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
 * Starts a local sandbox of the Media Collection API, with sessions in memory. It behaves as Adobe's public
 * documents say and no more; what they leave open is decided here and must not be taken for the API's word.
 * Rejects with the system's error when it cannot listen (EADDRINUSE, EACCES).
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { host, tls } = options;
  const clock = new SandboxClock(options.now ?? Date.now);
  const log = (received: Received): void => {
    const { advanced } = clock;
    options.log?.({ ...received, ...(advanced > 0 && { ahead: advanced }) });
  };
  const randomId = options.randomId ?? (() => randomBytes(32).toString('hex'));
  const api = createApi({ now: clock.now, randomId, explain: options.explain ?? false });
  const faults = new FaultSwitch(typeof options.fault === 'string' ? { name: options.fault } : options.fault);
  let url = '';
  const inspector = options.inspector?.({ api, faults, clock }, () => url);
  const { latencyMs = 0, prefix = '', forward } = options;
  const app = createApp({ api, now: clock.now, randomId, latencyMs, prefix, faults, forward, log });
  const listener = requestListener(app, inspector, clock.now, log, callable(host));
  const sockets = new Set<Socket>();
  const make = (): Server => {
    const own = { requireHostHeader: false };
    const server =
      tls === undefined ? createServer(own, listener) : createTlsServer({ ...tls, ...own }, listener);
    trackSockets(server, sockets);
    reportBroken(server, clock.now, log);
    return server;
  };
  const servers = await listen(make, options.port ?? 0, host);
  const port = portOf(servers[0]);
  url = `${tls ? 'https' : 'http'}://${callable(host)}:${port}`;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => {
    closed ??= closeAll(servers, sockets, inspector);
    return closed;
  };
  return { url, port, close };
}

function requestListener(
  app: ReturnType<typeof createApp>,
  inspector: Inspector | undefined,
  now: () => number,
  log: (received: Received) => void,
  hostname: string,
): RequestListener {
  const route = (request: Request, env: HttpBindings): Response | Promise<Response> =>
    inspector && isInspection(env) ? inspector.fetch(request, env) : app.fetch(request, env);
  const listener = getRequestListener((request, env) => route(request, env as HttpBindings), {
    hostname,
    // The embedding program's Request and Response are none of a test server's business.
    overrideGlobalObjects: false,
    // Reached for a request target that is no URL; the routes answer everything else.
    errorHandler: () => {
      const { answer, received } = malformedRequest(now(), 'its target is no path');
      log(received);
      return toResponse(answer, now());
    },
  });
  return (incoming, outgoing) => {
    const wrong = malformation(incoming);
    if (wrong === undefined) {
      void listener(incoming, outgoing);
      return;
    }
    const { answer, received } = malformedRequest(now(), wrong, incoming);
    log(received);
    outgoing.writeHead(400, { ...headersOf(answer, now()), Connection: 'close' }).end(answer.body);
  };
}

/** The page and its API, which no client of Adobe's asks for. */
function isInspection({ incoming }: HttpBindings): boolean {
  const { method, url = '' } = incoming;
  if (/^\/_sandbox(?:[/?]|$)/.test(url)) return true;
  return (
    (method === 'GET' || method === 'HEAD') && (url === '/' || url.startsWith('/?') || url === '/favicon.ico')
  );
}

/** Every open TCP connection. Node's own list lacks those that are still in their TLS handshake. */
function trackSockets(server: Server, sockets: Set<Socket>): void {
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
}

async function closeAll(
  servers: readonly Server[],
  sockets: ReadonlySet<Socket>,
  inspector: Inspector | undefined,
): Promise<void> {
  inspector?.close();
  const closing = servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())));
  for (const server of servers) server.closeAllConnections();
  for (const socket of sockets) socket.destroy();
  await Promise.all(closing);
}
