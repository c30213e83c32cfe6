import type { ClientRequest, IncomingMessage, RequestOptions } from 'node:http';
import type net from 'node:net';
import type { Ending } from './ending.ts';
import { ConnectFailure } from './failure.ts';
import type { HttpRequest } from './http.ts';
import type { ProxyChoice } from './proxy.ts';
import { ATTEMPT_TIMEOUT_MS } from './socket.ts';

/**
 * Asks a proxy for a connection to the target (CONNECT) and hands it over. The proxy sees host and port only.
 * Fails with a {@link ConnectFailure} that names the proxy's status, or that it could not be reached.
 */
export async function openTunnel(
  proxy: ProxyChoice,
  target: { host: string; port: number },
  request: HttpRequest,
  ending: Ending,
): Promise<net.Socket> {
  const connect = await connectRequest(proxy, target, request);
  ending.closes(connect);
  return new Promise((resolve, reject) => {
    connect.once('connect', (answer: IncomingMessage, socket: net.Socket, head: Buffer) => {
      const status = answer.statusCode ?? 0;
      if (status >= 200 && status < 300) {
        if (head.length > 0) socket.unshift(head);
        ending.closes(socket);
        resolve(socket);
        return;
      }
      socket.destroy();
      const code = status === 407 ? 'proxy-auth' : 'proxy-refused';
      reject(new ConnectFailure(code, { proxyStatus: status }));
    });
    connect.on('error', reject);
    connect.end();
  });
}

async function connectRequest(
  proxy: ProxyChoice,
  target: { host: string; port: number },
  request: HttpRequest,
): Promise<ClientRequest> {
  const secure = proxy.url.protocol === 'https:';
  const http = secure ? await import('node:https') : await import('node:http');
  const authority = `${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port}`;
  const credentials = proxyCredentials(proxy.url);
  const options: RequestOptions &
    net.TcpNetConnectOpts & { rejectUnauthorized?: boolean } & Pick<HttpRequest, 'secureContext'> = {
    host: proxy.url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(proxy.url.port || (secure ? 443 : 80)),
    method: 'CONNECT',
    path: authority,
    agent: false,
    autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
    ...(secure && { rejectUnauthorized: true }),
    ...(secure && request.secureContext && { secureContext: request.secureContext }),
    headers: {
      host: authority,
      ...(request.headers['user-agent'] && { 'user-agent': request.headers['user-agent'] }),
      ...(credentials && { 'proxy-authorization': credentials }),
    },
  };
  return http.request(options);
}

function proxyCredentials(url: URL): string | undefined {
  if (!url.username && !url.password) return undefined;
  const pair = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}
