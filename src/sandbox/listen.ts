import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';

/** A free port of one loopback address may be taken on the other; then another one is tried. */
const TRIES = 10;

/** What a machine without IPv6 says. */
const NO_ADDRESS = ['EADDRNOTAVAIL', 'EAFNOSUPPORT'];

/**
 * Listens on an address, or on both loopback addresses where none is given; `make` makes a server for each. Rejects with the
 * system's error (EADDRINUSE, EACCES).
 */
export async function listen(make: () => Server, port: number, host?: string): Promise<Server[]> {
  if (host !== undefined) return [await bound(make(), port, host)];
  for (let tries = 1; ; tries += 1) {
    const first = await bound(make(), port, '127.0.0.1');
    try {
      return [first, await bound(make(), portOf(first), '::1')];
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (NO_ADDRESS.includes(code)) return [first];
      await new Promise((resolve) => first.close(resolve));
      if (code !== 'EADDRINUSE' || port !== 0 || tries === TRIES) throw error;
    }
  }
}

/** The port that a server listens on. */
export function portOf(server: Server | undefined): number {
  return (server?.address() as AddressInfo | null)?.port ?? 0;
}

/** An address as others can call it: for all addresses of the machine, one in its network. */
export function callable(host = '127.0.0.1'): string {
  const isAll = host === '0.0.0.0' || host === '::';
  const name = isAll ? (networkAddress() ?? '127.0.0.1') : host;
  return name.includes(':') ? `[${name}]` : name;
}

/** Whether an address is one that only this machine can reach. */
export function isLoopback(host: string): boolean {
  return /^(?:localhost|127(?:\.\d+){3}|::1)$/.test(host);
}

function networkAddress(): string | undefined {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find(({ internal, family }) => !internal && family === 'IPv4')?.address;
}

function bound(server: Server, port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });
}
