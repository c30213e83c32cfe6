import { expect, test } from 'vitest';
import { exchange } from '../../../src/client/exchange.ts';
import { codeOfMessage, MESSAGES } from '../../../src/client/undici-messages.ts';
import { rawServer } from '../../helpers/raw-server.ts';

/** What a server sends to make undici say the words of a row. */
const RESPONSES: Record<string, string> = {
  'bad response': 'HTTP/1.1 100 Continue\r\n\r\n',
  'bad upgrade': 'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
  'Expected HTTP/': 'SSH-2.0-OpenSSH_9.6\r\n',
  'Invalid HTTP version': 'HTTP/9.9 200 OK\r\n\r\n',
  'Invalid status code': 'HTTP/1.1 abc OK\r\n\r\n',
  'Expected space': 'HTTP/1.1:200 OK\r\n\r\n',
  '': 'HTTP/1.1 201 Created\r\nbad header\r\n\r\n',
};

const rows = MESSAGES.filter(({ part }) => part in RESPONSES);

test('every row but the one for memory has a response that leads to it', () => {
  expect(MESSAGES.length - rows.length).toBe(1);
});

test.each(rows)('$part', async ({ part, code }) => {
  const server = await rawServer({ answer: (socket) => socket.end(RESPONSES[part] ?? '') });
  const result = await exchange({
    method: 'POST',
    url: new URL(server.url),
    headers: {},
    body: Buffer.from('{}'),
    connectTimeoutMs: 5000,
    timeoutMs: 5000,
  });
  expect(result).toMatchObject({ kind: 'failure', code });
  if (result.kind === 'failure') expect(result.detail.raw).toContain(part);
});

test('memory that WebAssembly does not get', () => {
  const error = new RangeError('WebAssembly.Memory(): could not allocate memory');
  expect(codeOfMessage(error)).toBe('local-limit');
});

test.each([new Error('bad responses'), new TypeError('memory'), {}])('%o is none of them', (error) => {
  expect(codeOfMessage(error)).toBeUndefined();
});
