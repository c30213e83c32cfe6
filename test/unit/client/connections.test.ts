import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import tls from 'node:tls';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Connections } from '../../../src/client/connections.ts';
import { exchange } from '../../../src/client/exchange.ts';
import type { Exchange, HttpRequest } from '../../../src/client/types.ts';
import { type KeptServer, keptServer } from '../../helpers/kept-server.ts';
import { httpAnswer } from '../../helpers/raw-server.ts';
import { certificate } from '../../helpers/tls-server.ts';

const SILENT = httpAnswer('201 Created', ['Location: /api/v1/sessions/a']);
const promising = (promise: string): string =>
  httpAnswer('201 Created', ['Location: /api/v1/sessions/a', `Keep-Alive: ${promise}`]);
const CREATED = promising('timeout=5');

const REQUEST = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: Buffer.from('{}'),
  connectTimeoutMs: 2000,
  timeoutMs: 3000,
} as const;

function sharing(): Connections {
  const connections = new Connections();
  onTestFinished(() => connections.close());
  return connections;
}

function post(
  server: KeptServer,
  connections?: Connections,
  more: Partial<HttpRequest> = {},
): Promise<Exchange> {
  return exchange({
    ...REQUEST,
    url: new URL(`${server.url}/api/v1/sessions`),
    ...(connections && { connections }),
    ...more,
  });
}

const status = (result: Exchange): unknown => (result.kind === 'answer' ? result.status : result.code);

describe('connections', () => {
  test('one of its own for each request, unless some are shared', async () => {
    const server = await keptServer((socket) => socket.write(CREATED));
    for (let count = 0; count < 3; count++) expect(status(await post(server))).toBe(201);
    expect(server.requests).toEqual([1, 1, 1]);
  });

  test('shared ones are used again; the steps that did not happen have no time, the peer stays known', async () => {
    const server = await keptServer((socket) => socket.write(CREATED));
    const connections = sharing();
    const [first, second] = [await post(server, connections), await post(server, connections)];
    expect(server.requests).toEqual([2]);
    expect(first.timings).toHaveProperty('connect');
    expect(Object.keys(second.timings)).toEqual(['firstByte', 'total']);
    expect(second).toMatchObject({ sent: 'yes', peer: { addresses: ['127.0.0.1'], address: '127.0.0.1' } });
  });

  test('each request has one to itself while it lasts', async () => {
    const server = await keptServer((socket) => setTimeout(() => socket.write(CREATED), 50));
    const connections = sharing();
    await Promise.all([1, 2, 3].map(() => post(server, connections)));
    expect(server.requests).toEqual([1, 1, 1]);
    await Promise.all([1, 2, 3].map(() => post(server, connections)));
    expect(server.requests).toEqual([2, 2, 2]);
  });

  test('none is shared with a request through another proxy or with other trust', async () => {
    const server = await keptServer((socket) => socket.write(CREATED));
    const connections = sharing();
    for (const trusted of [['a'], ['b']]) await post(server, connections, { trusted });
    expect(server.requests).toEqual([1, 1]);
  });

  test('closed ones are not kept, and what comes back late is closed', async () => {
    const server = await keptServer((socket) => setTimeout(() => socket.write(CREATED), 50));
    const connections = sharing();
    const late = post(server, connections);
    await sleep(20);
    connections.close();
    expect(status(await late)).toBe(201);
    await sleep(50);
    expect(server.open()).toBe(0);
  });
});

test('over TLS: one handshake, and what is known of the certificate stays known', async () => {
  const pair = await certificate();
  let handshakes = 0;
  const server = tls.createServer(pair, (socket) => {
    handshakes += 1;
    socket.on('error', () => {});
    socket.on('data', () => socket.write(CREATED));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const connections = sharing();
  const url = new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}/api/v1/sessions`);
  const trusted = [pair.cert];
  const send = () => exchange({ ...REQUEST, url, trusted, connections });
  const [first, second] = [await send(), await send()];
  expect([status(first), status(second), handshakes]).toEqual([201, 201, 1]);
  expect(second.peer.tls).toEqual(first.peer.tls);
  expect(second.timings).not.toHaveProperty('tls');
});

describe('a server that does not promise to keep the connection', () => {
  const answers: [string, string][] = [
    ['says nothing', SILENT],
    ['promises a moment', promising('timeout=2')],
    ['promises nothing in particular', promising('max=100')],
    [
      'promises and closes',
      httpAnswer('201 Created', ['Connection: close', 'Keep-Alive: timeout=5', 'Location: /x/a']),
    ],
  ];

  test.each(answers)('%s: each request has one of its own', async (_name, answer) => {
    const server = await keptServer((socket) => socket.write(answer));
    const connections = sharing();
    for (let count = 0; count < 3; count++) expect(status(await post(server, connections))).toBe(201);
    expect(server.requests).toEqual([1, 1, 1]);
  });

  test('a longer promise is taken, whatever stands around it', async () => {
    const server = await keptServer((socket) => socket.write(promising('max=100, timeout=60')));
    const connections = sharing();
    for (let count = 0; count < 3; count++) expect(status(await post(server, connections))).toBe(201);
    expect(server.requests).toEqual([3]);
  });

  test('and closes after each answer without a word: no session is lost, however many are under way', async () => {
    const server = await keptServer((socket) => socket.end(SILENT));
    const connections = sharing();
    const worker = async (): Promise<unknown[]> => {
      const seen: unknown[] = [];
      for (let count = 0; count < 10; count++) seen.push(status(await post(server, connections)));
      return seen;
    };
    const all = (await Promise.all([1, 2, 3].map(worker))).flat();
    expect(all).toEqual(Array.from({ length: 30 }, () => 201));
  });
});

describe('a server that closes', () => {
  const closings: [string, (socket: Socket) => void][] = [
    [
      'with notice',
      (socket) => socket.end(httpAnswer('201 Created', ['Connection: close', 'Location: /x/a'])),
    ],
    ['without notice, with its answer', (socket) => socket.end(CREATED)],
    [
      'by a reset right after its answer',
      (socket) => socket.write(CREATED, () => setImmediate(() => socket.resetAndDestroy())),
    ],
    ['a moment later', (socket) => socket.write(CREATED, () => setTimeout(() => socket.end(), 5))],
  ];

  test.each(closings)(
    '%s: every request arrives once, on a connection that stands',
    async (_name, answer) => {
      const server = await keptServer(answer);
      const connections = sharing();
      for (let count = 0; count < 5; count++) {
        expect(status(await post(server, connections))).toBe(201);
        await sleep(20);
      }
      expect(server.requests).toEqual([1, 1, 1, 1, 1]);
    },
  );

  test('a long idle connection is not used again', async () => {
    const server = await keptServer((socket) => socket.write(CREATED));
    const connections = sharing();
    await post(server, connections);
    await sleep(2200);
    expect(status(await post(server, connections))).toBe(201);
    expect(server.requests).toEqual([1, 1]);
  });

  test('just as the next request arrives: whether it was read is unknown, and from then on each has its own', async () => {
    const server = await keptServer((socket, count) => {
      if (count === 1) socket.write(CREATED);
      else socket.resetAndDestroy();
    });
    const connections = sharing();
    await post(server, connections);
    const crossed = await post(server, connections);
    expect(crossed).toMatchObject({ kind: 'failure', sent: 'unknown', stage: 'sent' });
    for (let count = 0; count < 2; count++) expect(status(await post(server, connections))).toBe(201);
    expect(server.requests).toEqual([2, 1, 1]);
  });

  test('while nobody listens any more: nothing was sent', async () => {
    const server = await keptServer((socket) => socket.write(CREATED));
    const connections = sharing();
    await post(server, connections);
    await server.stop();
    await sleep(20);
    expect(await post(server, connections)).toMatchObject({ code: 'connection-refused', sent: 'no' });
  });
});

describe('limits on a shared connection', () => {
  test('the deadline ends it, and it is not used again', async () => {
    const server = await keptServer((socket, count) => void (count === 2 || socket.write(CREATED)));
    const connections = sharing();
    await post(server, connections);
    const late = await post(server, connections, { timeoutMs: 100 });
    expect(late).toMatchObject({ kind: 'failure', code: 'timeout', sent: 'yes' });
    expect(status(await post(server, connections))).toBe(201);
    expect(server.requests).toEqual([2, 1]);
  });

  test('an interruption before the start sends nothing', async () => {
    const server = await keptServer((socket) => socket.write(CREATED));
    const connections = sharing();
    await post(server, connections);
    const result = await post(server, connections, { signal: AbortSignal.abort() });
    expect(result).toMatchObject({ code: 'interrupted', sent: 'no' });
    expect(server.requests).toEqual([1]);
  });
});
