import net from 'node:net';
import type { Ending } from './ending.ts';

/**
 * How long an address may keep the next one waiting, in milliseconds (RFC 8305, section 5). Node's own autoSelectFamily is
 * not used: it gives up an address when its turn is over, although it may still answer (node#54359).
 */
const NEXT_AFTER_MS = 250;

/**
 * Connects to whichever address accepts first. Each keeps trying for as long as the exchange lasts, so one that is slow, or
 * that drops the first packets, is not lost for another that goes nowhere. Rejects when none is left, with the error that
 * says most.
 */
export function connectAny(addresses: readonly string[], port: number, ending: Ending): Promise<net.Socket> {
  return new Promise((resolve, reject) => {
    const waiting = byTurns(addresses);
    const trying = new Set<net.Socket>();
    const errors: NodeJS.ErrnoException[] = [];
    let timer: NodeJS.Timeout | undefined;
    ending.calls(() => clearTimeout(timer));

    const next = (): void => {
      clearTimeout(timer);
      const host = waiting.shift();
      if (host === undefined || ending.over) return;
      const socket = net.connect({ host, port });
      trying.add(socket);
      ending.closes(socket);
      socket.once('connect', () => won(socket));
      socket.on('error', (error) => lost(socket, error));
      timer = setTimeout(next, NEXT_AFTER_MS);
    };
    const won = (socket: net.Socket): void => {
      clearTimeout(timer);
      waiting.length = 0;
      trying.delete(socket);
      for (const other of trying) other.destroy();
      socket.removeAllListeners('error');
      socket.setNoDelay(true);
      resolve(socket);
    };
    const lost = (socket: net.Socket, error: Error): void => {
      trying.delete(socket);
      errors.push(error);
      next();
      if (trying.size === 0) reject(errors.find(({ code }) => code === 'ECONNREFUSED') ?? errors[0]);
    };
    next();
  });
}

/** The families by turns, that of the first address first (RFC 8305, section 4): a family without a way out costs one turn. */
function byTurns(addresses: readonly string[]): string[] {
  const family = net.isIP(addresses[0] ?? '');
  const first = addresses.filter((address) => net.isIP(address) === family);
  const second = addresses.filter((address) => net.isIP(address) !== family);
  const longest = Math.max(first.length, second.length);
  return Array.from({ length: longest }, (_, at) => [first[at], second[at]])
    .flat()
    .filter((address) => address !== undefined);
}
