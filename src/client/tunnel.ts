import type { IncomingMessage, RequestOptions } from 'node:http';
import type net from 'node:net';
import type { Ending } from './ending.ts';
import { ConnectFailure } from './failure.ts';
import type { HttpRequest } from './http.ts';
import type { ProxyChoice } from './proxy.ts';
import type { Target } from './socket.ts';
import { targetOf } from './socket.ts';

/**
 * Asks a proxy for a connection to the target (CONNECT) and hands it over. The proxy sees host and port only.
 * `open` makes the connection to the proxy. Fails with a {@link ConnectFailure} that names the proxy's status, or with the
 * error of that connection.
 */
export async function openTunnel(
  proxy: ProxyChoice,
  target: Target,
  open: () => Promise<net.Socket>,
  request: HttpRequest,
  ending: Ending,
): Promise<net.Socket> {
  const transport = await open();
  const http = await import('node:http');
  const socket = proxy.url.protocol === 'https:' ? await secured(transport, proxy, request) : transport;
  const connect = http.request(connectOptions(socket, proxy, target, request));
  ending.closes(connect);
  return new Promise((resolve, reject) => {
    connect.once('connect', (answer: IncomingMessage, tunnel: net.Socket, head: Buffer) => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) tunnel.unshift(head);
        ending.closes(tunnel);
        resolve(tunnel);
        return;
      }
      tunnel.destroy();
      const code = status === 407 ? 'proxy-auth' : status >= 500 ? 'proxy-failed' : 'proxy-refused';
      const schemes = status === 407 ? authSchemes(answer.headers['proxy-authenticate'] ?? []) : [];
      reject(
        new ConnectFailure(code, {
          proxyStatus: status,
          ...(schemes.length > 0 && { proxySchemes: schemes }),
        }),
      );
    });
    connect.on('error', reject);
    connect.end();
  });
}

/** As many schemes as are named; a proxy has few. */
const MOST_SCHEMES = 5;

/**
 * The schemes that `Proxy-Authenticate` offers, each once, as written. A challenge begins with its scheme, and has parameters
 * (`name=value`) or a token after it; both may hold commas in quotes. Source: RFC 9110, section 11.6.1.
 */
export function authSchemes(headers: string | readonly string[]): string[] {
  const unquoted = [headers]
    .flat()
    .join(',')
    .replace(/"[^"]*(?:"|$)/g, '');
  const schemes = unquoted
    .split(',')
    .flatMap((part) => /^[\t ]*([A-Za-z][\w-]{0,30})(?:[\t ]|$)(?![\t ]*=)/.exec(part)?.[1] ?? []);
  return [...new Set(schemes)].slice(0, MOST_SCHEMES);
}

/** TLS with the proxy itself, whose certificate is verified like that of an endpoint. */
async function secured(transport: net.Socket, proxy: ProxyChoice, request: HttpRequest): Promise<net.Socket> {
  const { tlsOptions } = await import('./tls.ts');
  const { connect } = await import('node:tls');
  return connect(tlsOptions(transport, targetOf(proxy.url).host, request));
}

function connectOptions(
  socket: net.Socket,
  proxy: ProxyChoice,
  target: Target,
  request: HttpRequest,
): RequestOptions {
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const credentials = proxyCredentials(proxy.url);
  return {
    createConnection: () => socket,
    method: 'CONNECT',
    path: authority,
    headers: {
      host: authority,
      ...(request.headers['user-agent'] && { 'user-agent': request.headers['user-agent'] }),
      ...(credentials && { 'proxy-authorization': credentials }),
    },
  };
}

function proxyCredentials(url: URL): string | undefined {
  if (!url.username && !url.password) return undefined;
  const pair = Buffer.concat([bytesOf(url.username), Buffer.from(':'), bytesOf(url.password)]);
  return `Basic ${pair.toString('base64')}`;
}

/** What a part of a URL stands for. As curl reads it: a `%` without two digits is meant as it is, and bytes need not be UTF-8. */
function bytesOf(part: string): Buffer {
  const decoded = part.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(decoded, 'latin1');
}
