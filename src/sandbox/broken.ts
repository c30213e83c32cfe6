import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Finding } from '../model/finding.ts';
import type { ConnectionProblem } from '../model/sandbox-facts.ts';
import { urlOf } from '../model/url.ts';
import { requestPart } from './app.ts';
import { keepBroken } from './broken-body.ts';
import { type Answer, headersOf, message, type Received, rawHead } from './response.ts';

/** What Node says of a connection that brought no request. */
interface ConnectionError extends Error {
  code?: string;
  reason?: string;
  rawPacket?: Buffer;
}

/** What is wrong with a connection, and how it is answered; without a status it is only closed. */
interface Trouble {
  problem: ConnectionProblem;
  status?: number;
  detail?: string;
}

/** A client that comes and goes without a word: a probe, or a connection that was kept open and is no longer needed. */
const SILENT = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];

/** How long a client has to read the answer to what it broke, and to close. Milliseconds. */
const LINGER_MS = 1000;

const HTTP2_PREFACE = 'PRI * HTTP/2';

/** What a TLS client says that does not trust the certificate. */
const UNTRUSTED =
  /ALERT_(?:UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_UNKNOWN|UNSUPPORTED_CERTIFICATE|CERTIFICATE_EXPIRED)/;

/** Reports what breaks before there is a request that a route could answer, and answers it as far as that makes sense. */
export function reportBroken(server: Server, now: () => number, log: (received: Received) => void): void {
  const latest = new WeakMap<Duplex, IncomingMessage>();
  server.on('request', (incoming) => void latest.set(incoming.socket, incoming));
  server.on('clientError', (error: ConnectionError, socket: Duplex) => {
    const incoming = latest.get(socket);
    const isInBody = incoming?.complete === false;
    const isKnown = isInBody && error.code === 'HPE_INVALID_EOF_STATE';
    const trouble = isKnown ? undefined : troubleOf(error);
    if (!trouble) {
      socket.destroy();
      return;
    }
    const answer = trouble.status === undefined ? undefined : message(trouble.status, 'Bad request.');
    // Of a request whose head had arrived, its route reports what became of the body.
    if (isInBody) keepBroken(incoming, { note: noteOf(trouble), answer });
    else log({ ...nothing(now()), remote: remoteOf(socket), ...told(trouble, answer, now()) });
    finish(socket, answer, now());
  });
  server.on('checkExpectation', (incoming, outgoing) => {
    const detail = String(incoming.headers.expect ?? '');
    const answer = message(417, 'Expectation failed.');
    const trouble = { problem: 'expect', detail } as const;
    log({ ...nothing(now()), ...requestPart(incoming), ...told(trouble, answer, now()) });
    outgoing.writeHead(417, { ...headersOf(answer, now()), Connection: 'close' }).end(answer.body);
  });
  server.on('connect', (incoming, socket: Duplex) => {
    const answer = message(405, 'The sandbox is no proxy.', { Allow: 'OPTIONS, POST' });
    const trouble = { problem: 'connect', detail: incoming.url ?? '' } as const;
    log({ ...nothing(now()), ...requestPart(incoming), ...told(trouble, answer, now()) });
    socket.on('error', () => {});
    finish(socket, answer, now());
  });
}

/** Why a request with a readable head is no request of HTTP all the same. */
export function malformation({ httpVersion, headers, url = '' }: IncomingMessage): string | undefined {
  const { host } = headers;
  if (host === undefined) return httpVersion === '1.0' ? undefined : 'it has no Host header';
  const isHost = host === '' || (/^[^/?#@\\]+$/.test(host) && urlOf(`http://${host}`) !== undefined);
  if (!isHost) return 'its Host header names no host';
  return url.startsWith('/') || /^https?:/i.test(url) ? undefined : 'its target is no path';
}

/** A request that is malformed, and the answer to it. `incoming`: where it is known. */
export function malformedRequest(
  now: number,
  detail: string,
  incoming?: IncomingMessage,
): { answer: Answer; received: Received } {
  const answer = message(400, 'Bad request.');
  const known = incoming && requestPart(incoming);
  const trouble = { problem: 'malformed', detail } as const;
  return { answer, received: { ...nothing(now), ...known, ...told(trouble, answer, now) } };
}

function troubleOf({ code = '', reason, rawPacket, message: text }: ConnectionError): Trouble | undefined {
  if (SILENT.includes(code)) return undefined;
  if (code === 'ERR_SSL_HTTP_REQUEST') return { problem: 'plain-http' };
  if (UNTRUSTED.test(code)) return { problem: 'untrusted' };
  if (/SSL|TLS/.test(code)) return { problem: 'tls-failed', detail: code };
  if (rawPacket?.[0] === 0x16 && rawPacket[1] === 0x03) return { problem: 'tls' };
  if (rawPacket?.subarray(0, HTTP2_PREFACE.length).toString('latin1') === HTTP2_PREFACE)
    return { problem: 'http2' };
  if (code === 'HPE_HEADER_OVERFLOW') return { problem: 'headers-too-large', status: 431 };
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return { problem: 'incomplete', status: 408 };
  if (code === 'HPE_INVALID_EOF_STATE') return { problem: 'incomplete' };
  return { problem: 'malformed', status: 400, detail: reason ?? (code || text) };
}

/** A request of which nothing is known. */
function nothing(time: number): Omit<Received, 'status' | 'response' | 'notes'> {
  return {
    time,
    duration: 0,
    method: '',
    url: '',
    httpVersion: '',
    headers: [],
    remote: '',
    body: new Uint8Array(),
  };
}

function told(
  trouble: Trouble,
  answer: Answer | undefined,
  now: number,
): Pick<Received, 'status' | 'response' | 'notes'> {
  return {
    status: answer?.status ?? 0,
    response: {
      headers: answer ? Object.entries(headersOf(answer, now)) : [],
      body: Buffer.from(answer?.body ?? ''),
    },
    notes: [noteOf(trouble)],
  };
}

function noteOf({ problem, detail }: Trouble): Finding {
  const args = { problem, ...(detail !== undefined && { detail }) };
  return { code: 'sandbox-connection', severity: 'error', args };
}

function finish(socket: Duplex, answer: Answer | undefined, now: number): void {
  if (!answer || !socket.writable) {
    socket.destroy();
    return;
  }
  const body = Buffer.from(answer.body ?? '');
  socket.write(`${rawHead(answer, now)}Content-Length: ${body.length}\r\n\r\n`);
  socket.end(body);
  // A client that leaves its side open is let go.
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
}

function remoteOf(socket: Duplex): string {
  return 'remoteAddress' in socket ? String(socket.remoteAddress ?? '') : '';
}
