import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { JsonObject } from '../../src/model/json.ts';
import { startSandbox } from '../../src/sandbox/server.ts';

/** A request as a sandbox got it, and how it was answered. */
export interface Seen {
  /** When its body had come, in milliseconds since the epoch. */
  time: number;
  path: string;
  body: JsonObject | JsonObject[];
  /** Missing where nothing was answered. */
  status?: number;
  /** When the sandbox had answered. */
  answered?: number;
  /** From the Location of the response, or from the path. */
  sessionId?: string;
}

/** What is done with a request: a status, no answer at all, the connection reset, or 1.5 s of waiting before the sandbox gets it. */
export type Fault = number | 'hang' | 'reset' | 'slow' | undefined;

/** A sandbox, and all that came to it. */
export interface Relay {
  url: string;
  seen: Seen[];
}

/** The type of an event. */
export const typeOf = ({ body }: Seen): string => (Array.isArray(body) ? 'batch' : String(body['eventType']));

/**
 * A real sandbox behind a relay that keeps what comes, and does something else with the requests for which `fault` says so.
 * Closed when the test ends.
 */
export async function relayForTest(
  fault: (seen: Seen, index: number) => Fault = () => undefined,
): Promise<Relay> {
  const sandbox = await startSandbox();
  const seen: Seen[] = [];
  const server = createServer((request, response) => void pass(request, response));
  const pass = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const text = await textOf(request);
    const path = request.url ?? '';
    const one: Seen = { time: Date.now(), path, body: text === '' ? {} : JSON.parse(text) };
    const id = /\/sessions\/([^/]+)\/events/.exec(path)?.[1];
    if (id !== undefined) one.sessionId = id;
    const wanted = request.method === 'POST' ? fault(one, seen.length) : undefined;
    if (request.method === 'POST') seen.push(one);
    if (wanted === 'hang') return;
    if (wanted === 'slow') await delay(1500);
    if (wanted === 'reset') return void request.socket.resetAndDestroy();
    if (typeof wanted === 'number') {
      one.status = wanted;
      response.writeHead(wanted).end();
      return;
    }
    const answer = await fetch(sandbox.url + path, {
      method: request.method ?? 'GET',
      ...(text !== '' && { body: text, headers: { 'content-type': 'application/json' } }),
    });
    one.status = answer.status;
    one.answered = Date.now();
    const started = /\/sessions\/([^/]+)$/.exec(answer.headers.get('location') ?? '')?.[1];
    if (started !== undefined) one.sessionId = started;
    const location = answer.headers.get('location');
    response.writeHead(answer.status, location === null ? {} : { location });
    response.end(Buffer.from(await answer.arrayBuffer()));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await sandbox.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, seen };
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
