import type net from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';

/** A fault that strikes once the request has left. Rows are those of the fault matrix. */
interface Fault {
  row: number;
  name: string;
  answer: (socket: net.Socket) => void;
  exit: number;
  code: string;
  says?: RegExp;
}

const HEAD = 'HTTP/1.1 201 Created\r\nLocation: /api/v1/sessions/abc\r\n';
const send = (text: string | Buffer) => (socket: net.Socket) => void socket.end(text);
const drip = (text: string, piece: string) => (socket: net.Socket) => {
  socket.write(text);
  const timer = setInterval(() => socket.write(piece), 50);
  socket.on('close', () => clearInterval(timer));
};
const encoded = (encoding: string, body: Buffer): Buffer =>
  Buffer.concat([
    Buffer.from(
      `HTTP/1.1 400 Bad Request\r\nContent-Encoding: ${encoding}\r\nContent-Length: ${body.length}\r\n\r\n`,
    ),
    body,
  ]);

const FAULTS: Fault[] = [
  {
    row: 28,
    name: 'reset',
    answer: (socket) => void socket.resetAndDestroy(),
    exit: 7,
    code: 'reset',
    says: /10 minutes/,
  },
  { row: 29, name: 'closed', answer: send(''), exit: 7, code: 'closed' },
  { row: 30, name: 'closed inside the head', answer: send(HEAD), exit: 7, code: 'closed' },
  { row: 33, name: 'no answer', answer: () => {}, exit: 7, code: 'timeout' },
  {
    row: 34,
    name: 'a head that drips',
    answer: drip('HTTP/1.1 201 Created\r\n', 'X-A: b\r\n'),
    exit: 7,
    code: 'timeout',
  },
  {
    row: 36,
    name: 'SSH',
    answer: send('SSH-2.0-OpenSSH_9.2\r\n'),
    exit: 3,
    code: 'not-http',
    says: /SSH-2\.0/,
  },
  { row: 36, name: 'HTTP/0.9', answer: send('<html>hello</html>'), exit: 3, code: 'not-http' },
  {
    row: 37,
    name: 'a header with a control character',
    answer: send('HTTP/1.1 201 Created\r\nLocation: /api/v1/sessions/a\u0000b\r\n\r\n'),
    exit: 7,
    code: 'invalid-answer',
  },
  {
    row: 37,
    name: 'a header name with a space',
    answer: send('HTTP/1.1 201 Created\r\nBad Name: x\r\n\r\n'),
    exit: 7,
    code: 'invalid-answer',
  },
  {
    row: 38,
    name: 'headers of 40 KiB',
    answer: send(`HTTP/1.1 201 Created\r\nX-A: ${'x'.repeat(40_000)}\r\n\r\n`),
    exit: 7,
    code: 'headers-too-large',
  },
  {
    row: 39,
    name: 'two lengths',
    answer: send('HTTP/1.1 201 Created\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab'),
    exit: 7,
    code: 'invalid-answer',
  },
  {
    row: 40,
    name: '100 nobody asked for',
    answer: send('HTTP/1.1 100 Continue\r\n\r\n'),
    exit: 7,
    code: 'unexpected-continue',
    says: /100 Continue/,
  },
  {
    row: 42,
    name: '101',
    answer: send('HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n'),
    exit: 3,
    code: 'switching-protocols',
  },
  {
    row: 43,
    name: '204',
    answer: send('HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\nhi'),
    exit: 3,
    code: 'unexpected-status',
  },
  {
    row: 60,
    name: 'status 42',
    answer: send('HTTP/1.1 042 Odd\r\n\r\n'),
    exit: 3,
    code: 'not-http|unexpected-status',
  },
  {
    row: 61,
    name: 'an error in gzip',
    answer: send(encoded('gzip', gzipSync('{"message":"zipped words"}'))),
    exit: 4,
    code: 'bad-request',
    says: /zipped words/,
  },
  {
    row: 62,
    name: 'a gzip bomb',
    answer: send(encoded('gzip', gzipSync(Buffer.alloc(52_000_000, 'x')))),
    exit: 4,
    code: 'bad-request',
    says: /shortened/,
  },
  {
    row: 32,
    name: '400, cut short',
    answer: send('HTTP/1.1 400 Bad Request\r\nContent-Length: 100\r\n\r\nhalf a word'),
    exit: 4,
    code: 'bad-request',
    says: /half a word \(shortened\)/,
  },
  {
    row: 32,
    name: '400, a bad chunk',
    answer: send('HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\nzz\r\n'),
    exit: 4,
    code: 'bad-request',
    says: /hello/,
  },
  {
    row: 35,
    name: '400, a body that drips',
    answer: drip('HTTP/1.1 400 Bad Request\r\nContent-Length: 9999\r\n\r\nslow', 'x'),
    exit: 4,
    code: 'bad-request',
    says: /slow/,
  },
  {
    row: 57,
    name: '413',
    answer: send(httpAnswer('413 Content Too Large')),
    exit: 4,
    code: 'too-large',
    says: /the body has \d+ bytes/,
  },
  {
    row: 58,
    name: '429 with nonsense',
    answer: send(httpAnswer('429 Too Many', ['Retry-After: soon'])),
    exit: 4,
    code: 'rate-limited',
  },
];

test.each(FAULTS)('row $row: $name', async ({ answer, exit, code, says }) => {
  const server = await rawServer({ answer });
  const command = [
    'start',
    ...ACCOUNT,
    ...CONTENT,
    '--endpoint',
    server.url,
    '--timeout=1500ms',
    '--no-schema-fetch',
  ];
  const text = await run(command);
  expectFailure(text, exit);
  if (says) expect(text.stderr).toMatch(says);
  if (exit === 7) expect(text.stderr).toContain('A session may have been started');
  expect(text.elapsed).toBeLessThan(15_000);
  const output = readJsonOutput(await run([...command, '--json']));
  expect(output.sent).toBe('yes');
  expect(output.error?.code).toMatch(new RegExp(`^(${code})$`));
  expect(output.session).toBeNull();
});

test.each([
  [31, 'a body cut short', `${HEAD}Content-Length: 100\r\n\r\nabc`],
  [41, 'early hints', `HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n${HEAD}Content-Length: 0\r\n\r\n`],
  [
    41,
    '2000 early hints',
    `${'HTTP/1.1 103 Early Hints\r\n\r\n'.repeat(2000)}${HEAD}Content-Length: 0\r\n\r\n`,
  ],
  [45, 'an absolute Location of the same host', 'absolute'],
])('row %i: %s is a success', async (_row, _name, answer) => {
  let url = '';
  const server = await rawServer({
    answer: (socket) =>
      socket.end(
        answer === 'absolute' ? httpAnswer('201 Created', [`Location: ${url}/api/v1/sessions/abc`]) : answer,
      ),
  });
  url = server.url;
  const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url]);
  expect([outcome.code, outcome.stdout, outcome.stderr]).toEqual([0, 'abc\n', '']);
});

test.each(['502 Bad Gateway', '504 Gateway Timeout'])(
  'row 121: %s after the whole request was read: a session may exist',
  async (status) => {
    const server = await rawServer({ answer: (socket) => void socket.end(httpAnswer(status)) });
    const text = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url]);
    expectFailure(text, 5);
    expect(text.stderr).toMatch(
      /the API may have handled it[\s\S]*A session may have been started[\s\S]*a duplicate session/,
    );
    expect(text.stderr).not.toContain('unlikely');
    expect(server.connections).toHaveLength(1);
    // Nobody asks for a session here, so nothing is said of one.
    const event = await run(['event', 'abc', 'ping', '--endpoint', server.url]);
    expectFailure(event, 5);
    expect(event.stderr).not.toMatch(/session may/i);
  },
);
