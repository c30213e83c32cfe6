import { Agent, get } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { startSandbox } from '../../../src/sandbox/server.ts';
import { post, rawPost, sandbox, sessionStart } from './support.ts';
import { TLS } from './tls.ts';

/**
 * Far more than a close takes on a busy machine, and less than the shortest wait it could fall into: Node closes an idle
 * connection after 5 seconds.
 */
const PROMPT_MS = 4_000;

/** How long a close takes, in milliseconds. */
async function closing(running: { close(): Promise<void> }): Promise<number> {
  const begin = performance.now();
  await running.close();
  return performance.now() - begin;
}

/** A POST over TLS by a client that does not check the certificate; the status, or the error's code. */
function tlsPost(port: number, path: string): Promise<number | string | undefined> {
  return new Promise((resolve) => {
    const options = {
      port,
      path,
      host: '127.0.0.1',
      method: 'POST',
      rejectUnauthorized: false,
      agent: false,
    };
    httpsRequest(options, (answer) => resolve(answer.resume().statusCode))
      .on('error', (error: NodeJS.ErrnoException) => resolve(error.code))
      .end(JSON.stringify(sessionStart()));
  });
}

describe('listening', () => {
  test('takes a free port of 127.0.0.1 by default', async () => {
    const { url, port } = await sandbox();
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(port).toBeGreaterThan(0);
  });

  test('takes ::1, with brackets in its URL', async () => {
    const { url, port } = await sandbox({ host: '::1' });
    expect(url).toBe(`http://[::1]:${port}`);
    expect((await post(`${url}/api/v1/sessions`, sessionStart())).status).toBe(201);
  });

  test('rejects with the system’s error when the port is taken', async () => {
    const { port } = await sandbox();
    await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('takes both loopback addresses by default', async () => {
    const { port } = await sandbox();
    expect((await fetch(`http://[::1]:${port}/api/v1/schemas/ping`)).status).toBe(200);
    expect((await fetch(`http://localhost:${port}/api/v1/schemas/ping`)).status).toBe(200);
  });

  test('leaves the global Request and Response alone', async () => {
    const before = [globalThis.Request, globalThis.Response];
    const { url } = await sandbox();
    await fetch(url);
    expect([globalThis.Request, globalThis.Response]).toEqual(before);
  });

  test('waits as long as it was told to', async () => {
    const { url } = await sandbox({ latencyMs: 120 });
    const begin = performance.now();
    await post(`${url}/api/v1/sessions`, sessionStart());
    expect(performance.now() - begin).toBeGreaterThanOrEqual(115);
  });
});

describe('TLS', () => {
  test('serves HTTPS', async () => {
    const { url, port } = await sandbox({ tls: TLS });
    expect(url).toBe(`https://127.0.0.1:${port}`);
    expect(await tlsPost(port, '/api/v1/sessions')).toBe(201);
  });

  test.each(['reset', 'not-http', 'cut-headers'])('%s breaks the connection', async (fault) => {
    const { port } = await sandbox({ tls: TLS });
    expect(await tlsPost(port, `/api/v1/sessions?fault=${fault}`)).toMatch(/^(ECONNRESET|HPE_)/);
    expect(await tlsPost(port, '/api/v1/sessions')).toBe(201);
  });
});

describe('close', () => {
  test('is prompt with an idle keep-alive connection', async () => {
    const running = await sandbox();
    const agent = new Agent({ keepAlive: true });
    await new Promise<void>((resolve) => {
      get(`${running.url}/x`, { agent }, (answer) => answer.resume().on('end', resolve));
    });
    expect(await closing(running)).toBeLessThan(PROMPT_MS);
    agent.destroy();
  });

  test.each(['hang', 'slow-headers', 'slow-body'] as const)('is prompt during %s', async (fault) => {
    const running = await sandbox({ fault });
    const pending = rawPost(running.port, '/api/v1/sessions', sessionStart(), 5_000);
    await expect.poll(() => running.lines.length).toBe(1);
    expect(await closing(running)).toBeLessThan(PROMPT_MS);
    expect((await pending).end).not.toBe('still open');
  });

  test('is prompt during a delay', async () => {
    const running = await sandbox({ latencyMs: 60_000 });
    const pending = rawPost(running.port, '/api/v1/sessions', sessionStart(), 5_000);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await closing(running)).toBeLessThan(PROMPT_MS);
    expect((await pending).end).not.toBe('still open');
  });

  test.each([{}, { tls: TLS }])('is prompt with a connection that never spoke %#', async (options) => {
    const running = await sandbox(options);
    const socket = connect(running.port, '127.0.0.1');
    const ended = new Promise((resolve) => socket.on('error', resolve).on('close', resolve));
    await new Promise((resolve) => socket.once('connect', resolve));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await closing(running)).toBeLessThan(PROMPT_MS);
    await ended;
  });

  test('may be called twice, and frees the port', async () => {
    const running = await sandbox();
    await Promise.all([running.close(), running.close()]);
    await running.close();
    const next = await sandbox({ port: running.port });
    expect(next.port).toBe(running.port);
  });
});
