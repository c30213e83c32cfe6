import type { IncomingMessage, ServerResponse } from 'node:http';
import { briefSession, requestDocument } from '../report/sandbox-document.ts';
import { shownBody } from './judge.ts';
import type { KnownSession } from './known-session.ts';
import type { Store } from './store.ts';

/** How often what changed is told, at most, in milliseconds; and how much of the time that may take. */
const CHANGES_MS = 250;
const MOST_OF_THE_TIME = 0.1;

/** How often a quiet stream shows that it is alive, in milliseconds. */
const KEEP_ALIVE_MS = 15_000;

/** A client that missed more requests than these loads all that there is. */
const MOST_MISSED = 5_000;

/** A client that has so much unread is cut off; it comes back and catches up. Bytes. */
const MOST_UNREAD = 8 * 1024 * 1024;

/** Tells clients what happens in the store, as Server-Sent Events. Costs nothing while nobody listens. */
export class Stream {
  readonly #store: Store;
  readonly #status: () => object;
  readonly #clients = new Set<ServerResponse>();
  readonly #changed = new Set<KnownSession>();
  #statusChanged = false;
  #quietUntil = 0;
  #timer: NodeJS.Timeout | undefined;
  #keepAlive: NodeJS.Timeout | undefined;
  #leave: (() => void) | undefined;

  constructor(store: Store, status: () => object) {
    this.#store = store;
    this.#status = status;
  }

  /** Answers a request with the stream. `after`: the last id that the client has seen; `isBack`: in a stream that it lost. */
  open(
    { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
    headers: object,
    { after, isBack }: { after: number | undefined; isBack: boolean },
  ): void {
    outgoing.writeHead(200, { ...headers, 'Content-Type': 'text/event-stream; charset=utf-8' });
    outgoing.write(`retry: 1000\n\n${message('status', this.#status())}`);
    const isForgotten = isBack && after !== undefined && after <= this.#store.resetAt;
    if (isForgotten) outgoing.write(message('reset', {}));
    else if (after !== undefined) this.#catchUp(outgoing, after);
    this.#join(outgoing);
    const leave = (): void => this.#part(outgoing);
    incoming.once('close', leave);
    outgoing.once('error', leave).once('close', leave);
  }

  /** Fault or clock has changed. */
  statusChanged(): void {
    this.#statusChanged = true;
    this.#schedule();
  }

  /** Ends every stream. */
  close(): void {
    for (const client of this.#clients) client.end();
  }

  #catchUp(client: ServerResponse, after: number): void {
    const { lastId, goneTo } = this.#store;
    // An id from before a restart of the sandbox, or too much is gone or new: the client has to load all of it.
    if (after > lastId || after < goneTo || lastId - after > MOST_MISSED) {
      client.write(message('reset', {}));
      return;
    }
    const missed = this.#store.requests({ afterId: after });
    const numbers = new Set<number>();
    for (const request of missed) {
      client.write(requestMessage(request));
      if (request.session !== undefined) numbers.add(request.session);
    }
    for (const number of numbers) {
      const session = this.#store.session(number);
      if (session) client.write(this.#sessionMessage(session));
    }
  }

  #join(client: ServerResponse): void {
    this.#clients.add(client);
    this.#leave ??= this.#store.listen({
      added: ({ request, session }) => {
        this.#send(requestMessage(request));
        if (session) this.#changed.add(session);
        this.#schedule();
      },
      dropped: () => this.statusChanged(),
      reset: () => {
        this.#changed.clear();
        this.#send(message('reset', {}));
        this.statusChanged();
      },
    });
    this.#keepAlive ??= setInterval(() => this.#send(': keep-alive\n\n'), KEEP_ALIVE_MS).unref();
  }

  #part(client: ServerResponse): void {
    this.#clients.delete(client);
    if (this.#clients.size > 0) return;
    this.#leave?.();
    this.#leave = undefined;
    clearInterval(this.#keepAlive);
    this.#keepAlive = undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#changed.clear();
  }

  #schedule(): void {
    if (this.#clients.size === 0) return;
    const wait = Math.max(CHANGES_MS, this.#quietUntil - performance.now());
    this.#timer ??= setTimeout(() => this.#sendChanges(), wait).unref();
  }

  #sendChanges(): void {
    const begin = performance.now();
    this.#timer = undefined;
    if (this.#statusChanged) this.#send(message('status', this.#status()));
    this.#statusChanged = false;
    for (const session of this.#changed) {
      if (this.#store.session(session.number) === session) this.#send(this.#sessionMessage(session));
    }
    this.#changed.clear();
    // Many sessions that all go on must not keep the sandbox from answering.
    const end = performance.now();
    this.#quietUntil = end + (end - begin) / MOST_OF_THE_TIME;
  }

  #send(text: string): void {
    for (const client of this.#clients) {
      client.write(text);
      if (client.writableLength > MOST_UNREAD) client.destroy();
    }
  }

  #sessionMessage(session: KnownSession): string {
    return message('session', briefSession(this.#store.explained(session), session.number));
  }
}

function requestMessage(request: Parameters<typeof requestDocument>[0]): string {
  const data = JSON.stringify(requestDocument(request, shownBody(request.request.body)));
  return `id: ${request.id}\nevent: request\ndata: ${data}\n\n`;
}

/** JSON has no line breaks, so that it fits into one line of data. */
function message(event: string, data: object): string {
  return `event: ${event}\ndata: ${JSON.stringify(data)}\n\n`;
}
