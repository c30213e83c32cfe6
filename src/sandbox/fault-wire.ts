import type { Socket } from 'node:net';
import type { FaultCall, WireFaultName } from './fault-answers.ts';
import { type Answer, rawHead } from './response.ts';

/** How far apart a slow fault's pieces are, in milliseconds. */
const DRIP_MS = 100;

/** The length that a slow body announces, in bytes: more than a day at one byte per 100 ms. */
const SLOW_BODY_BYTES = 1_000_000;

/** What a wire fault leaves for the log: the real answer it was made of; undefined when no status was sent. */
type Sent = Answer | undefined;

/**
 * What each fault does to the socket of a request that was read in full. Everything it starts ends with the
 * socket. Each one uses the connection up: nothing after it would be understood.
 */
export const WIRE_FAULTS: Readonly<
  Record<WireFaultName, (call: FaultCall, socket: Socket) => Sent | Promise<Sent>>
> = {
  hang: () => undefined,
  reset,
  'slow-headers': slowHeaders,
  'slow-body': slowBody,
  truncated,
  'cut-headers': cutHeaders,
  'two-locations': twoLocations,
  'not-http': notHttp,
};

/** Over TLS Node offers no reset; there the connection just ends without an answer. */
function reset(_call: FaultCall, socket: Socket): Sent {
  if ('encrypted' in socket) socket.destroy();
  else socket.resetAndDestroy();
  return undefined;
}

/** The head stays open for as long as the client waits. */
async function slowHeaders({ real, now }: FaultCall, socket: Socket): Promise<Sent> {
  const answer = await real();
  socket.write(rawHead({ ...answer, headers: {} }, now()));
  let line = 0;
  drip(socket, () => `X-Slow-${++line}: still talking\r\n`);
  return answer;
}

/** The real body, one byte at a time, then spaces: they do no harm to JSON. */
async function slowBody({ real, now }: FaultCall, socket: Socket): Promise<Sent> {
  const answer = withBody(await real());
  const body = bytesOf(answer);
  let sent = 0;
  socket.write(`${withLength(answer, now(), SLOW_BODY_BYTES + body.length)}\r\n`);
  drip(socket, () => Uint8Array.of(body[sent++] ?? 0x20));
  return answer;
}

/** The connection ends in the middle of the body that the head announced. */
async function truncated({ real, now }: FaultCall, socket: Socket): Promise<Sent> {
  const answer = withBody(await real());
  const body = bytesOf(answer);
  const half = body.length === 0 ? Buffer.from('cut..') : body.subarray(0, Math.ceil(body.length / 2));
  const head = withLength(answer, now(), Math.max(100, body.length));
  finish(socket, Buffer.concat([Buffer.from(`${head}\r\n`), half]));
  return answer;
}

/** All header lines arrive, a Location among them, but never the line that says they are all. */
async function cutHeaders({ real, now }: FaultCall, socket: Socket): Promise<Sent> {
  const answer = await real();
  finish(socket, rawHead(answer, now()));
  return answer;
}

/** Where the real answer has no Location (an event, a rejection) it stays as it is. */
async function twoLocations({ real, now, randomId }: FaultCall, socket: Socket): Promise<Sent> {
  const answer = await real();
  const first = answer.headers['Location'];
  const body = bytesOf(answer);
  const head = answer.status === 204 ? rawHead(answer, now()) : withLength(answer, now(), body.length);
  const second = first && `Location: ${first.slice(0, first.lastIndexOf('/') + 1)}${randomId()}\r\n`;
  finish(socket, Buffer.concat([Buffer.from(`${head}${second ?? ''}\r\n`), body]));
  return answer;
}

function notHttp(_call: FaultCall, socket: Socket): Sent {
  finish(socket, 'SSH-2.0-OpenSSH_9.6\r\n');
  return undefined;
}

/** A 204 must not have a body, so faults of the body turn it into a 200. */
function withBody(answer: Answer): Answer {
  return answer.status === 204 ? { ...answer, status: 200 } : answer;
}

function withLength(answer: Answer, time: number, length: number): string {
  return rawHead({ ...answer, headers: { ...answer.headers, 'Content-Length': String(length) } }, time);
}

function bytesOf(answer: Answer): Buffer {
  return Buffer.from(answer.body ?? '');
}

/** Sends and closes in an orderly way; `end` alone would wait for the client to close its side too. */
function finish(socket: Socket, bytes: string | Uint8Array): void {
  socket.write(bytes);
  socket.destroySoon();
}

function drip(socket: Socket, next: () => string | Uint8Array): void {
  const timer = setInterval(() => socket.write(next()), DRIP_MS);
  socket.once('close', () => clearInterval(timer));
}
