import { subscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';

/** Is told what leaves this machine over one connection. */
export interface SendWatcher {
  headersSent(): void;
  bodySent(): void;
}

/** undici's own record of what left this machine; it comes only once a connection stands. */
interface SentMessage {
  request: object;
  socket?: Socket;
}

const bySocket = new WeakMap<object, SendWatcher>();
const byRequest = new WeakMap<object, SendWatcher>();
let subscribed = false;

/** From now on, what undici sends over this connection is told to `watcher`, and to nobody who watched it before. */
export function watchSends(socket: Socket, watcher: SendWatcher): void {
  bySocket.set(socket, watcher);
  if (subscribed) return;
  subscribed = true;
  subscribe('undici:client:sendHeaders', (message) => {
    const { request, socket: used } = message as SentMessage;
    const found = used && bySocket.get(used);
    if (!found) return;
    byRequest.set(request, found);
    found.headersSent();
  });
  subscribe('undici:request:bodySent', (message) => {
    byRequest.get((message as SentMessage).request)?.bodySent();
  });
}
