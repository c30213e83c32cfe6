import net, { type AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server whose connections take one request after the other. */
export interface KeptServer {
  url: string;
  /** How many requests came over each connection, in the order in which they were opened. */
  requests: number[];
  /** How many connections are open now. */
  open(): number;
  /** Closes everything. */
  stop(): Promise<void>;
}

/**
 * Listens on loopback and calls `answer` for each request that has come in full, with how many that makes on its
 * connection. Bodies must be the two characters `{}`. Closed when the test ends.
 */
export async function keptServer(answer: (socket: net.Socket, count: number) => void): Promise<KeptServer> {
  const requests: number[] = [];
  const sockets = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    const index = requests.push(0) - 1;
    let text = '';
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('data', (chunk) => {
      text += chunk;
      if (!text.endsWith('\r\n\r\n{}')) return;
      text = '';
      const count = (requests[index] ?? 0) + 1;
      requests[index] = count;
      answer(socket, count);
    });
  });
  const stop = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(stop);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, requests, open: () => sockets.size, stop };
}
