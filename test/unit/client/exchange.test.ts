import tls from 'node:tls';
import { afterEach, expect, test, vi } from 'vitest';
import { BODY_LIMIT } from '../../../src/client/decode-body.ts';
import { exchange } from '../../../src/client/exchange.ts';
import type { Exchange } from '../../../src/model/exchange.ts';
import { httpAnswer } from '../../helpers/raw-server.ts';
import { certificate, tlsServer } from '../../helpers/tls-server.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const CREATED = httpAnswer('201 Created', ['Location: /api/v1/sessions/1']);
const ANSWERS: [what: string, kind: Exchange['kind'], answer: string, limitMs: number][] = [
  ['complete', 'answer', CREATED, 5000],
  ['complete, and more than was asked for behind it', 'answer', CREATED + CREATED, 5000],
  ['too long', 'answer', httpAnswer('200 OK', [], 'x'.repeat(BODY_LIMIT + 1)), 5000],
  ['cut off', 'answer', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 5000],
  ['no HTTP', 'failure', 'SSH-2.0-OpenSSH_9.6\r\n', 5000],
  ['none', 'failure', '', 300],
];

// What undici makes of a socket that is taken from it comes as an error of that socket, which nobody sees: an assertion that
// fails there has cost seconds per request, and no result was any different.
test.each(ANSWERS)(
  'an exchange over TLS ends without an error of its own: an answer that is %s',
  async (_, kind, answer, limitMs) => {
    const { key, cert } = await certificate();
    const { port } = await tlsServer({ key, cert }, answer);
    const errors: Error[] = [];
    const connect = tls.connect as (...args: unknown[]) => tls.TLSSocket;
    vi.spyOn(tls, 'connect').mockImplementation((...args: unknown[]) => {
      const socket = connect(...args);
      return socket.on('error', (error: Error) => errors.push(error));
    });
    const result = await post(port, cert, limitMs);
    await new Promise(setImmediate);
    expect(result.kind).toBe(kind);
    expect(errors.filter((error) => error.name === 'AssertionError')).toEqual([]);
  },
);

function post(port: number, cert: string, timeoutMs: number): Promise<Exchange> {
  return exchange({
    method: 'POST',
    url: new URL(`https://127.0.0.1:${port}/api/v1/sessions`),
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{}'),
    connectTimeoutMs: 5000,
    timeoutMs,
    secureContext: tls.createSecureContext({ ca: cert }),
  });
}
