import net from 'node:net';
import { describe, expect, test } from 'vitest';
import { startAt as args } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';

/** What a server answers, and what `start` must make of it. */
interface Case {
  name: string;
  answer: string;
  code: number;
  error: string;
  says: RegExp;
}

const html = (title: string): string =>
  `<!doctype html><html><head><title>${title}</title></head><body>x</body></html>`;
const LOCATION = 'Location: /api/v1/sessions/';

const CASES: Case[] = [
  {
    name: '400 with a message',
    answer: httpAnswer('400 Bad Request', [], '{"message":"Request had improper format."}'),
    code: 4,
    error: 'bad-request',
    says: /The server said: Request had improper format\./,
  },
  {
    name: '400 with text',
    answer: httpAnswer('400 Bad Request', [], 'no good'),
    code: 4,
    error: 'bad-request',
    says: /The server said: no good/,
  },
  {
    name: '400 with a web page',
    answer: httpAnswer('400 Bad Request', [], html('nginx says no')),
    code: 4,
    error: 'bad-request',
    says: /web page titled: nginx says no/,
  },
  {
    name: '400 with nothing',
    answer: httpAnswer('400 Bad Request'),
    code: 4,
    error: 'bad-request',
    says: /gave no reason/,
  },
  {
    name: '404',
    answer: httpAnswer('404 Not Found'),
    code: 4,
    error: 'not-found',
    says: /hb-api\.omtrdc\.net/,
  },
  {
    name: '403',
    answer: httpAnswer('403 Forbidden', ['X-Request-Id: r-1'], html('Blocked')),
    code: 4,
    error: 'forbidden',
    says: /x-request-id: r-1/,
  },
  {
    name: '429',
    answer: httpAnswer('429 Too Many Requests', ['Retry-After: 30']),
    code: 4,
    error: 'rate-limited',
    says: /Retry-After 30/,
  },
  {
    name: '500',
    answer: httpAnswer('500 Internal Server Error'),
    code: 5,
    error: 'server-error',
    says: /Nothing in the request is known to be wrong/,
  },
  {
    name: '503',
    answer: httpAnswer('503 Service Unavailable'),
    code: 5,
    error: 'unavailable',
    says: /--retry/,
  },
  {
    name: '302',
    answer: httpAnswer('302 Found', ['Location: https://sso.example.com/login']),
    code: 3,
    error: 'redirect',
    says: /https:\/\/sso\.example\.com\/login/,
  },
  {
    name: '307',
    answer: httpAnswer('307 Temporary Redirect', ['Location: /elsewhere']),
    code: 3,
    error: 'redirect',
    says: /never followed/,
  },
  {
    name: '200 with a web page',
    answer: httpAnswer('200 OK', [], html('Hotel Wi-Fi')),
    code: 3,
    error: 'html-answer',
    says: /titled "Hotel Wi-Fi"/,
  },
  {
    name: 'the Media Edge API',
    answer: httpAnswer('200 OK', [], '{"handle":[{"payload":[{"sessionId":"x"}]}]}'),
    code: 3,
    error: 'edge-answer',
    says: /Media Edge API/,
  },
  {
    name: '204',
    answer: 'HTTP/1.1 204 No Content\r\n\r\n',
    code: 3,
    error: 'unexpected-status',
    says: /only 201/,
  },
  {
    name: '201 without Location',
    answer: httpAnswer('201 Created'),
    code: 3,
    error: 'no-location',
    says: /A session may have been started/,
  },
  {
    name: '201 with two Locations',
    answer: httpAnswer('201 Created', [`${LOCATION}a`, `${LOCATION}b`]),
    code: 3,
    error: 'bad-location',
    says: /more than one Location/,
  },
  {
    name: '201 with two Locations that a proxy made one of',
    answer: httpAnswer('201 Created', [`${LOCATION}a, /api/v1/sessions/b`]),
    code: 3,
    error: 'bad-location',
    says: /more than one Location/,
  },
  {
    name: '201 with an empty ID',
    answer: httpAnswer('201 Created', [LOCATION]),
    code: 3,
    error: 'bad-location',
    says: /no session ID/,
  },
  {
    name: '201 with a foreign Location',
    answer: httpAnswer('201 Created', ['Location: https://evil.example/api/v1/sessions/abc']),
    code: 3,
    error: 'bad-location',
    says: /another host/,
  },
  {
    name: '201 with a script',
    answer: httpAnswer('201 Created', ['Location: javascript:alert(1)']),
    code: 3,
    error: 'bad-location',
    says: /Location header/,
  },
  {
    name: '201 with shell characters',
    answer: httpAnswer('201 Created', [`${LOCATION}$(id)`]),
    code: 3,
    error: 'bad-location',
    says: /plain ID/,
  },
  {
    name: '201 with a climbing ID',
    answer: httpAnswer('201 Created', [`${LOCATION}%2e%2e%2fx`]),
    code: 3,
    error: 'bad-location',
    says: /plain ID/,
  },
  {
    name: 'not HTTP',
    answer: 'SSH-2.0-OpenSSH_9.2\r\n',
    code: 3,
    error: 'not-http',
    says: /does not speak HTTP/,
  },
  {
    name: 'no such status',
    answer: httpAnswer('999 Strange'),
    code: 3,
    error: 'unexpected-status',
    says: /999/,
  },
];

describe.each(CASES)('answer: $name', ({ answer, code, error, says }) => {
  test('text and JSON', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(answer) });
    const text = await run(args(server.url));
    expectFailure(text, code);
    expect(text.stderr).toMatch(says);
    const output = readJsonOutput(await run(args(server.url, '--json')));
    expect(output.error?.code).toBe(error);
    expect(output.sent).toBe('yes');
    expect(output.session).toBeNull();
    const posts = server.connections.filter(({ received }) => received().startsWith('POST'));
    expect(posts).toHaveLength(2);
    const quiet = await run(args(server.url, '-q'));
    expect(quiet.stderr).toMatch(/^error(?:\[[a-z-]+\])?: [^\n]+\n$/);
  });
});

describe('no answer', () => {
  test('connection refused: nothing was sent', async () => {
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as net.AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    const text = await run(args(`http://127.0.0.1:${port}`));
    expectFailure(text, 6);
    expect(text.stderr).toContain(`127.0.0.1:${port}`);
    expect(text.stderr).toContain('Nothing was sent');
    const output = readJsonOutput(await run(args(`http://127.0.0.1:${port}`, '--json')));
    expect(output).toMatchObject({ sent: 'no', http: null, error: { code: 'connection-refused' } });
  });

  test('a TLS handshake that hangs ends with the connect timeout', async () => {
    const server = await rawServer({});
    const url = `https://127.0.0.1:${server.port}`;
    const text = await run(args(url, '--connect-timeout', '600ms'));
    expectFailure(text, 6);
    expect(text.elapsed).toBeLessThan(10_000);
    const output = readJsonOutput(await run(args(url, '--json', '--connect-timeout=600ms')));
    expect(output).toMatchObject({ sent: 'no', error: { code: 'tls-timeout' } });
  });

  test('an answer that never comes ends with the deadline', async () => {
    const server = await rawServer({});
    const text = await run(args(server.url, '--timeout', '700ms'));
    expectFailure(text, 7);
    expect(text.stderr).toContain('A session may have been started');
    const output = readJsonOutput(await run(args(server.url, '--json', '--timeout=700ms')));
    expect(output).toMatchObject({ sent: 'yes', error: { code: 'timeout' } });
  });

  test.each([
    ['reset', (socket: net.Socket) => socket.resetAndDestroy()],
    ['closed', (socket: net.Socket) => socket.end()],
    [
      'closed',
      (socket: net.Socket) => socket.end('HTTP/1.1 201 Created\r\nLocation: /api/v1/sessions/abc\r\n'),
    ],
  ])('%s before the head is complete: no verdict', async (error, answer) => {
    const server = await rawServer({ answer });
    expectFailure(await run(args(server.url)), 7);
    const output = readJsonOutput(await run(args(server.url, '--json')));
    expect(output).toMatchObject({ sent: 'yes', session: null, error: { code: error } });
  });

  test('the ID counts although the body is cut off', async () => {
    const answer =
      'HTTP/1.1 201 Created\r\nLocation: /api/v1/sessions/abc\r\nContent-Length: 100\r\n\r\nshort';
    const server = await rawServer({ answer: (socket) => socket.end(answer) });
    const outcome = await run(args(server.url));
    expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([0, 'abc\n', '']);
  });
});

describe('what a server says stays inert', () => {
  test('terminal escapes, BiDi controls and bad UTF-8 are shown as escapes', async () => {
    const evil = Buffer.concat([
      Buffer.from('{"message":"\\u001b]0;owned\\u0007 \\u202eabc \u009b31m'),
      Buffer.from([0xff]),
      Buffer.from('"}'),
    ]);
    const head = `HTTP/1.1 400 Bad Request\r\nContent-Length: ${evil.length}\r\n\r\n`;
    const server = await rawServer({
      answer: (socket) => socket.end(Buffer.concat([Buffer.from(head), evil])),
    });
    const text = await run(args(server.url, '--color'));
    expect(text.code).toBe(4);
    expect(text.stderr).toContain('\\u001b]0;owned\\u0007 \\u202eabc \\u009b31m\ufffd');
    const json = await run(args(server.url, '--json'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may come through
    expect(json.stdout).not.toMatch(/[\u001b\u0007\u202e\u009b]/);
    readJsonOutput(json);
  });

  test('50 MB of error page are not read to the end', async () => {
    const chunk = 'x'.repeat(1024 * 1024);
    const server = await rawServer({
      answer: (socket) => {
        socket.write('HTTP/1.1 400 Bad Request\r\nContent-Length: 52428800\r\n\r\n');
        const more = (): void => {
          if (!socket.destroyed && socket.bytesWritten < 52_428_800) socket.write(chunk, more);
        };
        more();
      },
    });
    const outcome = await run(args(server.url));
    expectFailure(outcome, 4);
    expect(outcome.stderr.length).toBeLessThan(5000);
    expect(server.connections[0]?.socket.bytesWritten).toBeLessThan(20_000_000);
  });
});
