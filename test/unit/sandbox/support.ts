import { connect } from 'node:net';
import { afterEach } from 'vitest';
import type { JsonObject } from '../../../src/model/json.ts';
import type { SandboxRequest } from '../../../src/model/sandbox.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../../../src/sandbox/server.ts';
import { Store } from '../../../src/sandbox/store.ts';

const running: Sandbox[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((sandbox) => sandbox.close()));
});

/** A sandbox that is closed after the test, with the requests that it has taken so far. */
export async function sandbox(options: SandboxOptions = {}): Promise<Sandbox & { lines: SandboxRequest[] }> {
  const lines: SandboxRequest[] = [];
  const store = new Store();
  const log: SandboxOptions['log'] = (received) => void lines.push(store.add(received).request);
  const started = await startSandbox({ log, ...options });
  running.push(started);
  return { ...started, lines };
}

/** A sessionStart that the bundled schema accepts, with some params changed. */
export function sessionStart(params: JsonObject = {}, playhead = 0): JsonObject {
  return {
    eventType: 'sessionStart',
    playerTime: { playhead, ts: 1_700_000_000_000 },
    params: {
      'analytics.trackingServer': 'example.sc.omtrdc.net',
      'analytics.reportSuite': 'examplersid',
      'analytics.enableSSL': true,
      'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
      'media.id': 'clip-1',
      'media.name': 'Clip',
      'media.length': 60.5,
      'media.contentType': 'VOD',
      'media.playerName': 'test player',
      'media.channel': 'test channel',
      'media.streamType': 'video',
      ...params,
    },
  };
}

/** An event without params. */
export function event(eventType: string, playhead = 0): JsonObject {
  return { eventType, playerTime: { playhead, ts: 1_700_000_000_000 } };
}

/** POSTs a body: an object as JSON, anything else as it is. Redirects are not followed. */
export function post(
  url: string,
  body: JsonObject | string | Uint8Array<ArrayBuffer>,
  headers = {},
): Promise<Response> {
  const payload = typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body);
  return fetch(url, { method: 'POST', body: payload, headers, redirect: 'manual' });
}

/** Starts a session and gives the URL of its events. */
export async function openSession(url: string, body: JsonObject = sessionStart()): Promise<string> {
  const response = await post(`${url}/api/v1/sessions`, body);
  return `${url}${response.headers.get('location')}/events`;
}

/** What a client without an HTTP library sees: bytes, and how the connection ended. */
export interface RawAnswer {
  text: string;
  bytes: Buffer;
  end: 'closed' | 'reset' | 'still open';
}

/**
 * Sends a POST by hand and listens until the connection ends, as it was asked to do after the answer, or for
 * `patience` milliseconds.
 */
export function rawPost(port: number, path: string, body: JsonObject, patience = 5_000): Promise<RawAnswer> {
  const payload = JSON.stringify(body);
  const length = Buffer.byteLength(payload);
  const head = `POST ${path} HTTP/1.1\r\nHost: sandbox\r\nConnection: close\r\nContent-Length: ${length}\r\n\r\n`;
  return rawSend(port, head + payload, patience);
}

/** Sends bytes by hand and listens until the connection ends, or for `patience` milliseconds. */
export function rawSend(port: number, request: string, patience = 5_000): Promise<RawAnswer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const done = (end: RawAnswer['end']) => {
      clearTimeout(timer);
      socket.destroy();
      const bytes = Buffer.concat(chunks);
      resolve({ text: bytes.toString('latin1'), bytes, end });
    };
    const timer = setTimeout(() => done('still open'), patience);
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => done('closed'));
    socket.on('error', () => done('reset'));
  });
}
