import type { Socket } from 'node:net';
import type { Client } from 'undici';
import type { Answer, HttpRequest, Peer } from './types.ts';

/**
 * How long a connection may lie idle and still be used again, in milliseconds. A request that crosses the server's closing
 * on the wire is lost, and whether it arrived cannot be known; so it must be well within what the server promised.
 */
const IDLE_MS = 1000;

/** The least promise that is relied on, in seconds. */
const LEAST_PROMISE = 3;

/** What undici calls when it has a connection, or none. */
export type ConnectCallback = (error: Error | null, socket: Socket | null) => void;

/** A client of undici with the one connection it holds. It serves one exchange at a time. */
export interface Lane {
  client: Client;
  /** Opens a connection; set by the exchange that the lane serves. */
  connect: (callback: ConnectCallback) => void;
  socket?: Socket;
  /** What is known about the other end of the connection. */
  peer: Peer;
  /** Ends whatever belongs to the connection, when it is not to be used again. */
  end(): void;
}

/** A lane that has no connection yet. */
export function createLane(ClientClass: typeof Client, origin: string): Lane {
  const lane: Omit<Lane, 'client'> = { connect: () => {}, peer: { addresses: [] }, end: () => {} };
  const client = new ClientClass(origin, {
    // Our own deadline is total; undici's would restart with every byte or be off by half a second.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: IDLE_MS,
    keepAliveMaxTimeout: IDLE_MS,
    connect: (_options, callback) => lane.connect(callback as ConnectCallback),
  });
  return Object.assign(lane, { client });
}

/**
 * The connections that the requests of one run share, so that many sessions do not open one each. A request has a
 * connection to itself while it lasts. undici looks for a closing by the server before it uses an idle one again, and
 * opens another then. To be closed when the run is over.
 */
export class Connections {
  readonly #idle = new Map<string, Lane[]>();
  readonly #distrusted = new Set<string>();
  #closed = false;

  /** An idle connection that fits the request, if there is one; it is the caller's until it is given back. */
  take(request: HttpRequest): Lane | undefined {
    const idle = this.#idle.get(keyOf(request)) ?? [];
    for (let lane = idle.pop(); lane; lane = idle.pop()) {
      if (lane.socket && !lane.socket.destroyed) return lane;
      discard(lane);
    }
    return undefined;
  }

  /** Keeps a connection whose exchange went well. */
  give(request: HttpRequest, lane: Lane): void {
    const key = keyOf(request);
    const idle = this.#idle.get(key);
    if (this.#closed || this.#distrusted.has(key)) discard(lane);
    else if (idle) idle.push(lane);
    else this.#idle.set(key, [lane]);
  }

  /** This server has dropped a connection that was used again: from now on it gets a new one for each request. */
  distrust(request: HttpRequest): void {
    const key = keyOf(request);
    this.#distrusted.add(key);
    for (const lane of this.#idle.get(key) ?? []) discard(lane);
    this.#idle.delete(key);
  }

  /** Closes what is idle, and whatever is given back later. */
  close(): void {
    this.#closed = true;
    for (const lanes of this.#idle.values()) for (const lane of lanes) discard(lane);
    this.#idle.clear();
  }
}

/**
 * Whether an answer promises that its connection stays (`Keep-Alive: timeout=5`). HTTP/1.1 lets connections be used again
 * without that, but some servers close them all the same, without a word.
 */
export function promisesToStay(headers: Answer['headers']): boolean {
  const { connection, 'keep-alive': promise } = headers;
  const [, seconds] = /(?:^|[\s,;])timeout\s*=\s*"?(\d+)/i.exec(String(promise ?? '')) ?? [];
  return Number(seconds ?? 0) >= LEAST_PROMISE && !/\bclose\b/i.test(String(connection ?? ''));
}

/** Closes a connection for good. */
export function discard(lane: Lane): void {
  lane.end();
  void lane.client.destroy();
}

/** Lists of certificates are long, and compared by identity: each profile reads its own once. */
const trustNumbers = new WeakMap<readonly string[], number>();
let trustCount = 0;

function trustNumber(trusted: readonly string[]): number {
  const known = trustNumbers.get(trusted) ?? ++trustCount;
  trustNumbers.set(trusted, known);
  return known;
}

/** Only requests to the same server, through the same proxy, that trust the same certificates may share a connection. */
function keyOf({ url, proxy, trusted }: HttpRequest): string {
  return `${url.origin} ${proxy?.url.href ?? ''} ${trusted ? trustNumber(trusted) : ''}`;
}
