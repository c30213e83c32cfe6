import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc, startAt } from '../helpers/account.ts';
import { cleanEnvironment, type Outcome, run } from '../helpers/cli.ts';
import { runInProcess } from '../helpers/in-process.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

// Text of others that is looked up in a table, or walked through. Rows 103 and 104 of the fault matrix.

/** Names that every object has without having been given them. */
const INHERITED = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'];

const LOCATION = 'Location: /api/v1/sessions/abc';
const END = ['end', 'abc', '--endpoint'];
const ASKING: [name: string, args: (url: string) => string[]][] = [
  ['end', (url) => [...END, url]],
  ['event', (url) => ['event', 'abc', 'play', '--endpoint', url]],
  ['doctor', (url) => ['doctor', '--endpoint', url, ...ACCOUNT]],
  ['schema diff', (url) => ['schema', 'diff', 'sessionStart', '--endpoint', url]],
  ['check --live', (url) => ['check', '--live', '--endpoint', url, ...ACCOUNT, ...CONTENT]],
];

/** A server that answers everything alike. */
async function always(answer: string): Promise<string> {
  const { url } = await rawServer({ answer: (socket) => void socket.end(answer) });
  return url;
}

/** A server that answers the start with 201, and all else as it is told. */
async function after201(other: string): Promise<string> {
  const start = httpAnswer('201 Created', [LOCATION]);
  const { url } = await rawServer({
    answer: (socket, request) => void socket.end(/^POST \S+\/sessions /.test(request) ? start : other),
  });
  return url;
}

/** In this process: there are many of these, and what counts is that nothing is thrown. */
async function quick(args: string[], { cwd = tempDirectory(), env = {} } = {}): Promise<Outcome> {
  return runInProcess(args, { cwd, env: cleanEnvironment(cwd, env) });
}

function expectNoBug({ code, stderr, stdout }: Outcome): void {
  expect([code, stderr]).not.toEqual([1, stderr]);
  expect(stderr).not.toMatch(/bug in this tool|function |\[object|\[native/);
  expect(stdout).not.toMatch(/function |\[object|\[native/);
}

const hostile = (status: string, name: string, location: boolean): string =>
  httpAnswer(
    status,
    [
      `Content-Encoding: ${name}`,
      `Content-Type: ${name}`,
      ...(location ? [LOCATION] : []),
      // More than once: then they become a list.
      ...INHERITED.flatMap((each) => [`${each}: 1`, `${each}: 2`]),
    ],
    JSON.stringify({ message: name, title: name, [`${name}`]: { [name]: name } }),
  );

describe.each(INHERITED.slice(0, 3))('%s', (name) => {
  test('in the answer to a start: the ID is printed', async () => {
    const outcome = await run(startAt(await always(hostile('201 Created', name, true))));
    expect([outcome.stdout, outcome.code]).toEqual(['abc\n', 0]);
  });

  test('in the answer to --end: the ID is printed, and stands in the message', async () => {
    const outcome = await run(startAt(await after201(hostile('400 Bad Request', name, false)), '--end'));
    expect([outcome.stdout, outcome.code]).toEqual(['abc\n', 8]);
    expect(outcome.stderr).toContain('Session abc was started, but ending it failed');
  });

  test.each(ASKING)('in the answer to %s', async (_name, args) => {
    for (const status of ['200 OK', '400 Bad Request']) {
      const url = await always(hostile(status, name, false));
      const outcome = await run([...args(url), '--json']);
      expect(readJsonOutput(outcome).error?.code).not.toBe('internal');
      expectNoBug(outcome);
    }
  });
});

describe.each(INHERITED)('%s', (name) => {
  test('in a capture', async () => {
    const entry = {
      startedDateTime: name,
      request: {
        method: 'POST',
        url: `https://a.example/api/v1/sessions/${name}/events?${name}=${name}`,
        headers: INHERITED.map((each) => ({ name: each, value: name })),
        postData: { mimeType: name, encoding: name, text: JSON.stringify({ eventType: name, params: {} }) },
      },
      response: {
        status: 400,
        statusText: name,
        headers: INHERITED.map((each) => ({ name: each, value: name })),
        content: { mimeType: name, encoding: name, text: JSON.stringify({ message: name }) },
      },
    };
    const start = {
      ...entry,
      request: { ...entry.request, url: `https://a.example/api/v1/sessions?${name}` },
    };
    const cwd = tempDirectory({
      'a.har': JSON.stringify({ log: { version: '1.2', creator: {}, entries: [start, entry] } }),
      'a.ndjson': `${JSON.stringify({ eventType: name })}\n${JSON.stringify({ eventType: name, params: { a: name } })}\n`,
      'a.txt': `curl -${name} --${name} -H '${name}: ${name}' 'https://a.example/api/v1/sessions' -d '{"eventType":"${name}"}'`,
    });
    for (const file of ['a.har', 'a.ndjson', 'a.txt']) {
      expectNoBug(await quick(['explain', file], { cwd }));
      expectNoBug(await quick(['check', file, ...ACCOUNT], { cwd }));
    }
  });

  test('in the config file, as a name of a profile, and in variables', async () => {
    const extra = { [name === '__proto__' ? 'x' : name]: name, profiles: { [name]: { channel: name } } };
    const cwd = tempDirectory({ '.mediarc': mediarc('http://127.0.0.1:9', extra) });
    expectNoBug(await quick(['config', 'show', '--profile', name], { cwd }));
    expectNoBug(await quick(['check', ...CONTENT, '--all-profiles'], { cwd }));
    const env = {
      MEDIA_SESSION_PROFILE: name,
      MEDIA_SESSION_ENDPOINT: name,
      HTTPS_PROXY: name,
      NO_PROXY: name,
    };
    expectNoBug(await quick(['check', ...ACCOUNT, ...CONTENT], { env }));
    expectNoBug(await quick(['start', ...ACCOUNT, ...CONTENT, '--retry', '0', '--timeout', '1s'], { env }));
  });

  test('on the command line and in a body', async () => {
    const body = `{"eventType":"sessionStart","${name}":1,"params":{"${name}":{"${name}":1}},"playerTime":{"${name}":1}}`;
    const cwd = tempDirectory({ 'body.json': body });
    const words = [
      [name],
      ['help', name],
      ['event', 'abc', name],
      ['schema', 'show', name],
      ['completion', name],
      ['sandbox', '--fault', name],
      ['config', name],
      ['check', '--param', `${name}=1`, '--custom', `${name}=1`, '--qoe', `${name}=1`, `--${name}`],
      ['check', ...ACCOUNT, '--param', `${name}=1`, '--custom', `${name}=1`, '--timeout', `1${name}`],
      ['check', '--body', 'body.json', ...ACCOUNT],
      ['check', '--body', 'body.json', '--raw', ...ACCOUNT],
      ['__complete', '--', 'check', '--param', name],
      ['__complete', '--', name, `--${name}=`],
    ];
    for (const args of words) expectNoBug(await quick(args, { cwd }));
  });
});

/** JSON nested so deeply that walking through it takes more stack than there is. */
const DEEP: [name: string, json: string][] = [
  ['lists, 6,000 deep', '['.repeat(6000) + ']'.repeat(6000)],
  ['objects, 40,000 deep', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`],
  ['a message beside it', `{"message":"no","more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
  ['brackets that are never closed', '[{"a":'.repeat(20_000)],
];

describe.each(DEEP)('%s', (_name, json) => {
  test('201: the ID is printed', async () => {
    const outcome = await run(startAt(await always(httpAnswer('201 Created', [LOCATION], json))));
    expect([outcome.stdout, outcome.code]).toEqual(['abc\n', 0]);
  });

  test.each([
    ['200 OK', 3, 'unexpected-status'],
    ['201 Created', 3, 'no-location'],
    ['400 Bad Request', 4, 'bad-request'],
    ['404 Not Found', 4, 'not-found'],
    ['500 Oops', 5, 'server-error'],
  ])('%s: the verdict of the status', async (status, exit, code) => {
    const outcome = await run([...startAt(await always(httpAnswer(status, [], json))), '--json']);
    expect([outcome.code, readJsonOutput(outcome).error?.code]).toEqual([exit, code]);
  });

  test('the answer to --end: the ID is printed', async () => {
    const outcome = await run(startAt(await after201(httpAnswer('500 Oops', [], json)), '--end'));
    expect([outcome.stdout, outcome.code]).toEqual(['abc\n', 8]);
  });

  test.each(ASKING)('the answer to %s', async (_what, args) => {
    for (const status of ['200 OK', '400 Bad Request']) {
      const url = await always(httpAnswer(status, [], json));
      const outcome = await run([...args(url), '--json']);
      expect(readJsonOutput(outcome).error?.code).not.toBe('internal');
    }
  });

  test('a capture, a file of bodies, a config file', async () => {
    const request = { method: 'POST', url: 'https://a.example/api/v1/sessions', postData: { text: json } };
    const response = { status: 400, content: { text: json } };
    const cwd = tempDirectory({
      'a.har': JSON.stringify({ log: { entries: [{ request, response }] } }),
      'a.ndjson': `${json}\n${json}\n`,
      'a.json': json,
      '.mediarc': json,
    });
    for (const file of ['a.har', 'a.ndjson', 'a.json']) {
      expectNoBug(await quick(['explain', file, '--no-config'], { cwd }));
      expectNoBug(await quick(['check', file, '--no-config', ...ACCOUNT], { cwd }));
      expectNoBug(await quick(['check', '--body', file, '--no-config', ...ACCOUNT], { cwd }));
    }
    const config = await run(['config', 'show'], { cwd });
    expect(config.code).toBe(2);
  });
});
