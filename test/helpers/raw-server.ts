import type { AddressInfo } from 'node:net';
import net from 'node:net';
import { onTestFinished } from 'vitest';

/** One connection to a raw server, and what came over it. */
interface RawConnection {
  socket: net.Socket;
  /** Everything received so far. */
  received(): string;
}

/** A server that speaks whatever a test wants, byte for byte. */
export interface RawServer {
  port: number;
  url: string;
  connections: RawConnection[];
}

/**
 * Listens on loopback and calls `answer` once a whole HTTP request has come (head and Content-Length bytes), or
 * `connected` as soon as somebody connects. Closed when the test ends.
 */
export async function rawServer(handlers: {
  answer?: (socket: net.Socket, request: string) => void;
  connected?: (socket: net.Socket) => void;
}): Promise<RawServer> {
  const connections: RawConnection[] = [];
  const server = net.createServer((socket) => {
    const chunks: Buffer[] = [];
    let answered = false;
    const received = (): string => Buffer.concat(chunks).toString();
    connections.push({ socket, received });
    socket.on('error', () => {});
    handlers.connected?.(socket);
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (answered || !isComplete(received())) return;
      answered = true;
      handlers.answer?.(socket, received());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const { socket } of connections) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `http://127.0.0.1:${port}`, connections };
}

function isComplete(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return false;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? 0);
  return Buffer.byteLength(text.slice(end + 4)) >= length;
}

/** An HTTP answer as text: status line, headers, body with its length. */
export function httpAnswer(status: string, headers: readonly string[] = [], body = ''): string {
  return [`HTTP/1.1 ${status}`, ...headers, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join(
    '\r\n',
  );
}
