import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure, type RunOptions, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { certificate, freePort, tlsProxy, tlsServer } from '../helpers/tls-server.ts';

/** A fault that strikes before the request leaves: exit 6, nothing sent. Rows are those of the fault matrix. */
interface Fault {
  row: number;
  name: string;
  make: () => Promise<{ url: string; env?: Record<string, string>; args?: string[] }>;
  code: string;
  says: RegExp;
}

const answer = 'HTTP/1.1 201 Created\r\nLocation: /api/v1/sessions/abc\r\nContent-Length: 0\r\n\r\n';
const local = (port: number, scheme = 'https'): string => `${scheme}://127.0.0.1:${port}`;
const withTls = async (wish: Parameters<typeof certificate>[0], options: object = {}) => {
  const pair = await certificate(wish);
  const server = await tlsServer({ ...pair, ...options }, answer);
  return { url: local(server.port) };
};
/** A server that answers the first bytes of TLS with a fatal alert. */
const withAlert = async (alert: number) => {
  const server = await rawServer({
    connected: (socket) =>
      void socket.once('data', () => socket.end(Buffer.from([21, 3, 3, 0, 2, 2, alert]))),
  });
  return { url: local(server.port) };
};
const proxied = async (respond: string | undefined, scheme = 'https') => {
  const proxy = await rawServer({
    answer: (socket) => (respond === undefined ? undefined : socket.end(respond)),
  });
  const name = scheme === 'https' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const env = { [name]: `http://user:pw-canary@127.0.0.1:${proxy.port}` };
  return {
    url: scheme === 'https' ? 'https://c.invalid' : 'http://127.0.0.1:9',
    env,
    args: ['--connect-timeout=700ms'],
  };
};

const FAULTS: Fault[] = [
  {
    row: 1,
    name: 'refused',
    make: async () => ({ url: local(await freePort(), 'http') }),
    code: 'connection-refused',
    says: /Nothing accepts connections at 127\.0\.0\.1:\d+/,
  },
  {
    row: 2,
    name: 'refused on every address',
    make: async () => ({ url: `http://localhost:${await freePort()}` }),
    code: 'connection-refused',
    says: /localhost:\d+ \(tried [^)]*(127\.0\.0\.1|::1)/,
  },
  {
    row: 3,
    name: 'no such host',
    make: async () => ({ url: 'https://nowhere.invalid' }),
    code: 'dns-(not-found|temporary)',
    says: /nowhere\.invalid/,
  },
  {
    row: 7,
    name: 'handshake hangs',
    make: async () => ({ url: local((await rawServer({})).port), args: ['--connect-timeout=700ms'] }),
    code: 'tls-timeout',
    says: /did not finish within 700 ms/,
  },
  {
    row: 7,
    name: 'handshake hangs, deadline',
    make: async () => ({ url: local((await rawServer({})).port), args: ['--timeout=600ms'] }),
    code: 'tls-timeout',
    says: /600 ms/,
  },
  {
    row: 8,
    name: 'self-signed',
    make: () => withTls({}),
    code: 'tls-self-signed',
    says: /"test server"[\s\S]*--cacert[\s\S]*NODE_EXTRA_CA_CERTS/,
  },
  {
    row: 9,
    name: 'private authority',
    make: async () => withTls({ authority: await certificate({ isAuthority: true }) }),
    code: 'tls-untrusted',
    says: /issued by "Test Authority"/,
  },
  {
    row: 10,
    name: 'expired',
    make: () => withTls({ from: -10, to: -3 }),
    code: 'tls-expired',
    says: /3 days ago/,
  },
  {
    row: 10,
    name: 'not yet valid',
    make: () => withTls({ from: 2, to: 3 }),
    code: 'tls-not-yet-valid',
    says: /clock/,
  },
  {
    row: 12,
    name: 'http on an https port',
    make: async () => ({
      url: local(
        (await rawServer({ connected: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') })).port,
      ),
    }),
    code: 'tls-not-tls',
    says: /does not speak TLS/,
  },
  {
    row: 14,
    name: 'no TLS version in common',
    make: () => withTls({}, { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' }),
    code: 'tls-version',
    says: /no TLS version/,
  },
  {
    row: 63,
    name: 'HTTP/2 and nothing else',
    make: () => withTls({}, { ALPNProtocols: ['h2'] }),
    code: 'tls-failed',
    says: /accepts only HTTP\/2/,
  },
  ...(
    [
      [40, 'tls-version'],
      [70, 'tls-version'],
      [71, 'tls-version'],
      [42, 'tls-client-certificate'],
      [43, 'tls-client-certificate'],
      [116, 'tls-client-certificate'],
      [80, 'tls-failed'],
    ] as const
  ).map(
    ([alert, code]): Fault => ({
      row: 116,
      name: `TLS alert ${alert}`,
      make: () => withAlert(alert),
      code,
      says: /^error(?:\[[a-z-]+\])?: /,
    }),
  ),
  {
    row: 116,
    name: 'a certificate that is not for servers',
    make: async () => {
      const authority = await certificate({ isAuthority: true });
      const pair = await certificate({ authority, usage: 'client' });
      const server = await tlsServer(pair, answer);
      const directory = tempDirectory({ 'ca.pem': authority.cert });
      return { url: local(server.port), args: ['--cacert', join(directory, 'ca.pem')] };
    },
    code: 'tls-unfit',
    says: /is not accepted: unsuitable certificate purpose\./,
  },
  {
    row: 16,
    name: 'proxy refused',
    make: async () => ({ url: 'https://c.invalid', env: { HTTPS_PROXY: `127.0.0.1:${await freePort()}` } }),
    code: 'proxy-unreachable',
    says: /proxy http:\/\/127\.0\.0\.1:\d+ \(from HTTPS_PROXY\)/,
  },
  {
    row: 17,
    name: 'proxy wants another password',
    make: () => proxied('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n'),
    code: 'proxy-auth',
    says: /does not accept the user name[\s\S]*407[\s\S]*Correct them in HTTPS_PROXY/,
  },
  {
    row: 17,
    name: 'proxy wants a password',
    make: async () => {
      const { env, ...rest } = await proxied('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return { ...rest, env: { HTTPS_PROXY: String(env['HTTPS_PROXY']).replace('user:pw-canary@', '') } };
    },
    code: 'proxy-auth',
    says: /wants a user name[\s\S]*407[\s\S]*Put them into HTTPS_PROXY/,
  },
  ...[
    ['only Negotiate and NTLM', 'Negotiate\r\nProxy-Authenticate: NTLM', 'Negotiate or NTLM'],
    ['only Digest', 'Digest realm="a, Basic", nonce="x"', 'Digest'],
  ].map(([what = '', header = '', schemes = '']) => ({
    row: 17,
    name: `proxy that accepts ${what}`,
    make: () =>
      proxied(`HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: ${header}\r\n\r\n`),
    code: 'proxy-auth',
    says: new RegExp(
      `accepts only ${schemes} \\(407\\); media-session supports only Basic[\\s\\S]*cntlm or px[\\s\\S]*NO_PROXY=c\\.invalid`,
    ),
  })),
  {
    row: 16,
    name: 'proxy that breaks off',
    make: async () => {
      const { port } = await rawServer({ connected: (socket) => socket.resetAndDestroy() });
      return { url: 'https://c.invalid', env: { HTTPS_PROXY: `http://127.0.0.1:${port}` } };
    },
    code: 'proxy-unreachable',
    says: /was reached, but closed the connection/,
  },
  {
    row: 18,
    name: 'proxy says 403',
    make: () => proxied('HTTP/1.1 403 Forbidden\r\n\r\n'),
    code: 'proxy-refused',
    says: /403/,
  },
  ...([500, 502, 503, 504] as const).map(
    (status): Fault => ({
      row: status === 502 ? 18 : 123,
      name: `proxy says ${status}`,
      make: () => proxied(`HTTP/1.1 ${status} Failed\r\n\r\n`),
      code: 'proxy-failed',
      says: new RegExp(
        `could not connect to c\\.invalid:443: ${status}\\.[\\s\\S]*help: (The host|The proxy)`,
      ),
    }),
  ),
  {
    row: 19,
    name: 'proxy never answers',
    make: () => proxied(undefined),
    code: 'proxy-timeout',
    says: /no response within 700 ms/,
  },
  {
    row: 20,
    name: 'proxy wants a password, plain http',
    make: () => proxied('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'http'),
    code: 'proxy-auth',
    says: /HTTP_PROXY/,
  },
];

test.each(FAULTS)('row $row: $name', async ({ make, code, says }) => {
  const { url, env = {}, args = [] } = await make();
  const command = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', url, ...args];
  const text = await run(command, { env });
  expectFailure(text, 6);
  expect(text.stderr).toMatch(says);
  expect(text.stderr).toContain('Nothing was sent.');
  expect(text.stderr).not.toContain('pw-canary');
  // The limits here are far below this; a hang would take 300 seconds.
  expect(text.elapsed).toBeLessThan(15_000);
  const verbose = await run([...command, '-v'], { env });
  expect(verbose.stderr).not.toContain('pw-canary');
  const output = readJsonOutput(await run([...command, '--json'], { env }));
  expect(output.sent).toBe('no');
  expect(output.error?.code).toMatch(new RegExp(`^${code}$`));
});

test.each([
  [
    'tls-not-tls',
    async () => (await rawServer({ connected: (socket) => socket.end('HTTP/1.1 400 Bad\r\n\r\n') })).port,
  ],
  ['tls-failed', async () => Number(new URL((await withAlert(80)).url).port)],
])('row 12: %s on this machine, where the endpoint has no scheme', async (code, listen) => {
  const host = `127.0.0.1:${await listen()}`;
  const help = `Without a scheme, https is used. A server on this machine, such as media-session sandbox, often speaks plain http: --endpoint http://${host}\n`;
  const start = (endpoint: string) => run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', endpoint]);
  const bare = await start(host);
  expectFailure(bare, 6);
  expect(bare.stderr).toContain(`[${code}]`);
  expect(bare.stderr).toContain(help);
  const asked = await start(`https://${host}`);
  expect(asked.stderr).toContain(`[${code}]`);
  expect(asked.stderr).not.toContain('Without a scheme');
});

test('row 11: a certificate for another host names the hosts it is for', async () => {
  const authority = await certificate({ isAuthority: true });
  const pair = await certificate({ name: 'other.example.com', authority });
  const server = await tlsServer(pair, answer);
  const cwd = tempDirectory({ 'ca.pem': authority.cert });
  const command = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port), '--cacert', 'ca.pem'];
  const text = await run(command, { cwd });
  expectFailure(text, 6);
  expect(text.stderr).toContain('other.example.com');
  expect(server.received()).toBe('');
});

test('a refused certificate never gets to see the request', async () => {
  const server = await tlsServer(await certificate({}), answer);
  expectFailure(await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port)]), 6);
  expect(server.received()).toBe('');
});

test.each([
  ['--cacert', (file: string) => ({ args: ['--cacert', file], env: {} })],
  ['MEDIA_SESSION_CACERT', (file: string) => ({ args: [], env: { MEDIA_SESSION_CACERT: file } })],
  ['NODE_EXTRA_CA_CERTS', (file: string) => ({ args: [], env: { NODE_EXTRA_CA_CERTS: file } })],
])('%s: a private authority is trusted', async (_name, how) => {
  const authority = await certificate({ isAuthority: true });
  const server = await tlsServer(await certificate({ authority }), answer);
  const cwd = tempDirectory({ 'ca.pem': authority.cert });
  const { args, env } = how(join(cwd, 'ca.pem'));
  const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port), ...args], {
    env,
  });
  expect([outcome.stderr, outcome.stdout]).toEqual(['', 'abc\n']);
});

test.each([
  ['text', () => 'hello\n', /no certificate/, 'setting-invalid'],
  [
    'a binary file',
    () => Buffer.from([0x30, 0x82, 0x01, 0x0a]),
    /not text[\s\S]*-inform der/,
    'setting-invalid',
  ],
  [
    'a comment that is not UTF-8',
    (cert: string) => Buffer.from(`${cert}\ncaf\xe9\n`, 'latin1'),
    /not UTF-8/,
    'file-encoding',
  ],
  ['two joined', (cert: string) => cert.trimEnd() + cert, /line break is missing/, 'setting-invalid'],
  [
    'a broken one behind',
    (cert: string) => `${cert}\n${cert.slice(0, 200)}`,
    /certificate 2 of the 2/,
    'setting-invalid',
  ],
])(
  '--cacert with a file of which OpenSSL would silently leave something out: %s',
  async (_name, make, says, code) => {
    const authority = await certificate({ isAuthority: true });
    const server = await tlsServer(await certificate({ authority }), answer);
    const cwd = tempDirectory({ 'ca.pem': make(authority.cert) });
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port), '--cacert', 'ca.pem'];
    const text = await run(args, { cwd });
    expectFailure(text, 2);
    expect(text.stderr).toMatch(says);
    expect(readJsonOutput(await run([...args, '--json'], { cwd })).findings[0]?.code).toBe(code);
    expect(server.received()).toBe('');
  },
);

test('another certificate than that of the issuer is named as what was read', async () => {
  const server = await tlsServer(
    await certificate({ authority: await certificate({ isAuthority: true }) }),
    answer,
  );
  const cwd = tempDirectory({ 'other.pem': (await certificate({ isAuthority: true })).cert });
  const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port), '--cacert', 'other.pem'];
  const text = await run(args, { cwd });
  expectFailure(text, 6);
  expect(text.stderr).toMatch(/other\.pem \(caCert\) was read, but this issuer is not in it/);
});

test('NODE_TLS_REJECT_UNAUTHORIZED changes nothing: certificates are verified', async () => {
  const env = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const pair = await certificate();
  const server = await tlsServer(pair, answer);
  const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port), '--json'];
  expect(readJsonOutput({ ...(await run(args, { env })), stderr: '' }).error?.code).toBe('tls-self-signed');
  expect(server.received()).toBe('');
  const proxy = await tlsProxy(pair);
  const proxied = await run(args, { env: { ...env, HTTPS_PROXY: local(proxy.port) } });
  expect(readJsonOutput({ ...proxied, stderr: '' }).error?.code).toBe('proxy-unreachable');
  expect(proxy.asked()).toEqual([]);
});

test.each([
  ['missing.pem', /names does not exist[\s\S]*\.mediarc:1:11[\s\S]*directory of the config file/],
  ['empty.pem', /names is empty/],
  ['.', /names cannot be read: it is a directory/],
])('a caCert of the config file that cannot be read: %s', async (caCert, says) => {
  const cwd = tempDirectory({ '.mediarc': JSON.stringify({ caCert }), 'empty.pem': '' });
  const text = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', 'https://127.0.0.1:9'], { cwd });
  expectFailure(text, 2);
  expect(text.stderr).toMatch(says);
});

test.each(['socks5://127.0.0.1:9', 'http://127.0.0.1:99999'])('a proxy that is none: %s', async (proxy) => {
  const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', 'https://127.0.0.1:9'];
  const text = await run(args, { env: { HTTPS_PROXY: proxy } });
  expectFailure(text, 2);
  expect(text.stderr).toMatch(
    /^error(?:\[[a-z-]+\])?: HTTPS_PROXY cannot be used: [\s\S]*help: Give the address of an http or https proxy/,
  );
});

test('a proxy that says more than that the tunnel stands is not asked for ever', async () => {
  const proxy = await rawServer({
    answer: (socket) => socket.write('HTTP/1.1 200 Connection established\r\n\r\nSSH-2.0-OpenSSH_9.6\r\n'),
  });
  const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', 'http://127.0.0.1:9'];
  const text = await run(args, { env: { HTTP_PROXY: proxy.url } });
  expectFailure(text, 6);
  expect(text.stderr).toMatch(/was reached, but closed the connection/);
  expect(proxy.connections.length).toBeLessThanOrEqual(3);
});

test('--cacert is for a proxy that is spoken to by TLS, too', async () => {
  const authority = await certificate({ isAuthority: true });
  const pair = await certificate({ authority });
  const server = await tlsServer(pair, answer);
  const proxy = await tlsProxy(pair);
  const cwd = tempDirectory({ 'ca.pem': authority.cert });
  const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port)];
  const env = { HTTPS_PROXY: local(proxy.port) };
  expectFailure(await run(args, { cwd, env }), 6);
  expect(proxy.asked()).toEqual([]);
  const outcome = await run([...args, '--cacert', 'ca.pem'], { cwd, env });
  expect([outcome.stderr, outcome.stdout]).toEqual(['', 'abc\n']);
  expect(proxy.asked()).toEqual([`127.0.0.1:${server.port}`]);
});

test('row 15: a server that wants a client certificate', async () => {
  const authority = await certificate({ isAuthority: true });
  const pair = await certificate({ authority });
  const server = await tlsServer({
    ...pair,
    requestCert: true,
    rejectUnauthorized: true,
    ca: authority.cert,
  });
  const cwd = tempDirectory({ 'ca.pem': authority.cert });
  const options: RunOptions = { cwd };
  const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port), '--cacert', 'ca.pem'];
  const text = await run(args, options);
  expect([6, 7]).toContain(text.code);
  expect(text.stdout).toBe('');
  expect(text.stderr).toContain('client certificate');
  expect(server.received()).toBe('');
});

test('row 13: TLS only, spoken to in plain http', async () => {
  const server = await tlsServer(await certificate({}));
  const text = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', local(server.port, 'http')]);
  expect([3, 7]).toContain(text.code);
  expect(text.stdout).toBe('');
  expect(text.stderr).toMatch(/https/);
});

test.each([
  ['p%w', 'p%w'],
  ['100%', '100%'],
  ['%41%zz', 'A%zz'],
  ['p%C3%A9', 'pé'],
  ['%E9', Buffer.from([0xe9])],
])('row 120: the proxy password %s reaches the proxy', async (password, meant) => {
  let seen = '';
  const proxy = await rawServer({
    answer: (socket, request) => {
      seen = /proxy-authorization: Basic (\S+)/i.exec(request)?.[1] ?? '';
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    },
  });
  const env = { HTTPS_PROXY: `http://user:${password}@127.0.0.1:${proxy.port}` };
  const text = await run(['start', ...ACCOUNT, ...CONTENT, '--endpoint', 'https://c.invalid'], { env });
  expectFailure(text, 6);
  expect(text.stderr).toContain('[proxy-refused]');
  expect(Buffer.from(seen, 'base64')).toEqual(Buffer.concat([Buffer.from('user:'), Buffer.from(meant)]));
});
