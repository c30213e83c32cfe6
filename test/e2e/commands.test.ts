import { readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SETTINGS } from '../../src/config/settings.ts';
import { EXIT_CODES } from '../../src/model/exit-codes.ts';
import { FINDING_CODES } from '../../src/model/finding.ts';
import { paramSpecs } from '../../src/rules/params.ts';
import { ACCOUNT, CONTENT, mediarc, startAt as start } from '../helpers/account.ts';
import { BIN, expectFailure, expectReport, expectSuccess, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { readJunit } from '../helpers/xml.ts';

async function sandbox() {
  const server = await sandboxForTest();
  return server;
}

describe('help', () => {
  test('no command: short help on stderr, exit 2', async () => {
    const outcome = await run([]);
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(outcome.stderr).toContain('media-session start --sandbox --smoke');
  });

  test.each([
    ['--help'],
    ['start', '--help'],
    ['help', 'start'],
    ['config', '--help'],
    ['check', '-h'],
    ['explain', '--help'],
    ['end', '--help'],
    ['event', '--help'],
    ['schema', '--help'],
    ['schema', 'diff', '--help'],
    ['sandbox', '--help'],
    ['help'],
    ['--version'],
  ])('%s %s: stdout, exit 0', async (...args) => {
    const outcome = await run(args);
    expectSuccess(outcome);
    expect(outcome.stdout).not.toBe('');
  });

  test.each(['--version', '-V'])('%s prints the version of the package', async (flag) => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    expect((await run([flag])).stdout).toBe(`${version}\n`);
  });

  test.each([
    [['config'], 'config'],
    [['schema'], 'schema'],
  ])('%j without its verb: its help on stderr, exit 2', async (args, name) => {
    const outcome = await run(args);
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(outcome.stderr).toContain(`Usage: media-session ${name}`);
  });

  test('help params names every param of the schema, start --help those that are required', async () => {
    const { stdout } = await run(['help', 'params']);
    const start = (await run(['start', '--help'])).stdout;
    const settings = new Set<string>(SETTINGS.map(({ flag }) => flag));
    for (const { flag, required } of paramSpecs('sessionStart')) {
      const line = new RegExp(`^ +${flag}[ \\n]`, 'm');
      expect(stdout).toMatch(line);
      if (!settings.has(flag)) expect([flag, line.test(start)]).toEqual([flag, required]);
    }
  });

  test('lists every exit code and every finding code', async () => {
    const codes = (await run(['help', 'exit-codes'])).stdout;
    for (const { code, name } of EXIT_CODES) expect(codes).toMatch(new RegExp(`^ +${code}  ${name} `, 'm'));
    const findings = (await run(['help', 'findings'])).stdout;
    for (const code of FINDING_CODES) expect(findings).toMatch(new RegExp(`^ +${code} `, 'm'));
  });

  test.each([
    [['strat'], 'Did you mean:\n      media-session start\n'],
    [['config', 'shwo'], 'Did you mean:\n      media-session config show\n'],
    [['--jsn'], 'help: Options go after the command'],
    [['start', '--smok'], 'Did you mean --smoke?'],
    [['start', 'file.json'], 'Did you mean --body file.json?'],
    [['start', 'customer.har'], 'Did you mean --from customer.har?'],
    [['start', 'word'], 'media-session start --help'],
    [['event', 'abc'], 'media-session event <session-id> <type>'],
  ])('%j', async (args, hint) => {
    const outcome = await run(args);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain(hint);
    const output = readJsonOutput(await run([...args, '--json']));
    expect(output).toMatchObject({ exitCode: 2, sent: 'no', error: { code: 'usage' } });
  });

  test('every mistake of a command line is told at once, and nothing is sent', async () => {
    const outcome = await run(['start', '--rsid', 'x', '--playhead', '1:30', '--dryrun', 'extra', '--ts']);
    expectFailure(outcome, 2);
    const places = ['--rsid', '--playhead', '--dryrun', '"extra"', '--ts'].map((word) =>
      outcome.stderr.indexOf(word),
    );
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  test('an old Node gets one clear line', async () => {
    const old = "Object.defineProperty(process.versions, 'node', { value: '18.20.0' })";
    const shell = `"$NODE" --import 'data:text/javascript,${encodeURIComponent(old).replaceAll("'", '%27')}' "$BIN" --version`;
    const outcome = await run([], { shell });
    expect([outcome.code, outcome.stdout]).toEqual([1, '']);
    expect(outcome.stderr).toMatch(/^error(?:\[[a-z-]+\])?: [^\n]*20\.18\.1[^\n]*18\.20\.0[^\n]*\n$/);
    expect(readFileSync(BIN, 'utf8')).not.toMatch(/^import /m);
  });
});

describe('config', () => {
  test('init writes a private file that loads, and overwrites nothing', async () => {
    const cwd = tempDirectory();
    const first = await run(['config', 'init'], { cwd });
    expectSuccess(first);
    expect(first.stdout).toBe(`${join(cwd, '.mediarc')}\n`);
    expect(statSync(join(cwd, '.mediarc')).mode & 0o777).toBe(0o600);
    const again = await run(['config', 'init'], { cwd });
    expectFailure(again, 2);
    expect(again.stderr).toContain('[config-exists]');
    const start = await run(['start', '--smoke'], { cwd });
    expect(start.stderr.match(/\[placeholder\]/g)).toHaveLength(4);
    const filled = readFileSync(join(cwd, '.mediarc'), 'utf8')
      .replace('<your-collection-api-host>', '127.0.0.1')
      .replace(/<your-[a-z-]+>/g, 'value.example.com');
    writeFileSync(join(cwd, '.mediarc'), filled);
    expect((await run(['config', 'show', '--json'], { cwd })).code).toBe(0);
  });

  test('init follows no link', async () => {
    const cwd = tempDirectory({ other: 'kept' });
    symlinkSync('other', join(cwd, '.mediarc'));
    expectFailure(await run(['config', 'init'], { cwd }), 2);
    expect(readFileSync(join(cwd, 'other'), 'utf8')).toBe('kept');
  });

  test('init says plainly why it cannot write', async () => {
    const shell = 'mkdir gone && cd gone && rmdir ../gone; "$NODE" "$BIN" config init';
    const outcome = await run([], { shell });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('does not exist');
  });

  test('with --json: the document says the same', async () => {
    const cwd = tempDirectory();
    const init = readJsonOutput(await run(['config', 'init', '--json'], { cwd }));
    expect(init).toMatchObject({ command: 'config init', config: join(cwd, '.mediarc') });
    expect(readJsonOutput(await run(['config', 'path', '--json'], { cwd })).config).toBe(
      join(cwd, '.mediarc'),
    );
    const again = readJsonOutput(await run(['config', 'init', '--json'], { cwd }));
    expect(again.findings).toMatchObject([{ code: 'config-exists', origin: { name: '.mediarc' } }]);
    const none = readJsonOutput(await run(['config', 'path', '--no-config', '--json'], { cwd }));
    expect(none.findings).toMatchObject([{ code: 'config-none' }]);
    const show = readJsonOutput(await run(['config', 'show', '--no-config', '--json'], { cwd }));
    expect([show.config, show.settings?.map(({ origin }) => origin.kind)]).toEqual([
      null,
      ['default', 'default', 'default'],
    ]);
  });

  test("the user's own config counts when the project has none; the repository's root ends the search", async () => {
    const own = '.config/media-session/config.json';
    const home = tempDirectory({ [own]: '{}', '.mediarc': '{}', 'repo/.git/': '', 'repo/deep/': '' });
    const path = async (env: Record<string, string>) =>
      (await run(['config', 'path'], { cwd: join(home, 'repo/deep'), env: { HOME: home, ...env } })).stdout;
    expect(await path({})).toBe(`${join(home, own)}\n`);
    expect(await path({ XDG_CONFIG_HOME: join(home, 'none') })).toBe('');
    writeFileSync(join(home, 'repo/.mediarc'), '{}');
    expect(await path({})).toBe(`${join(home, 'repo/.mediarc')}\n`);
  });

  test('path says which file is used, or that there is none', async () => {
    const cwd = tempDirectory({ '.mediarc': '{}', 'deep/.git/': '', 'deep/er/': '' });
    expect((await run(['config', 'path'], { cwd })).stdout).toBe(`${join(cwd, '.mediarc')}\n`);
    const none = await run(['config', 'path'], { cwd: join(cwd, 'deep', 'er') });
    expectFailure(none, 2);
    expect(none.stderr).toContain('config init');
  });

  test('show prints origins as a table', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc('api.example.com') });
    const { stdout } = await run(['config', 'show'], { cwd });
    expect(stdout).toMatch(/^endpoint +api\.example\.com +\.mediarc:2:15$/m);
    expect(stdout).toMatch(/^timeout +15s +the default$/m);
  });
});

describe('sandbox', () => {
  test('prints its URL, answers, and ends cleanly on a signal', async () => {
    let url = '';
    const outcome = await run(['sandbox'], {
      started: (child) =>
        child.stdout?.on('data', async (chunk: Buffer) => {
          url = String(chunk).trim();
          const answer = await fetch(`${url}/api/v1/schemas/ping`);
          expect(answer.status).toBe(200);
          child.kill('SIGINT');
        }),
    });
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect([outcome.code, outcome.stdout]).toEqual([0, `${url}\n`]);
    expect(outcome.stderr).toMatch(/GET \/api\/v1\/schemas\/ping +200\n/);
  });

  test('a port in use is named', async () => {
    const server = await sandbox();
    const outcome = await run(['sandbox', '--port', String(server.port)]);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain(`: Port ${server.port} is in use.\n`);
    expect(outcome.stderr).toContain('Choose another, or leave --port out.');
  });

  test.each(['x', '-1', '65536', '1e3', '0x50', ''])('--port "%s" is no port', async (port) => {
    const outcome = await run(['sandbox', `--port=${port}`]);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('--port wants a number from 0 to 65535');
  });

  test('behaves like the API from start to end', async () => {
    let answers: [string, number][] = [];
    const outcome = await run(['sandbox', '-q'], {
      started: (child) =>
        child.stdout?.on('data', async (chunk: Buffer) => {
          const url = `${String(chunk).trim()}/api/v1`;
          const post = async (path: string, body: object): Promise<Response> => {
            const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body) });
            answers = [...answers, [path.slice(url.length).replace(/[0-9a-f]{20,}/, '*'), answer.status]];
            return answer;
          };
          await post(`${url}/sessions`, {});
          const body = JSON.parse((await run(['start', '--sandbox', '--smoke', '--dry-run'])).stdout);
          const location = (await post(`${url}/sessions`, body)).headers.get('location') ?? '';
          const session = new URL(location, url).href;
          await post(`${session}/events`, { playerTime: body.playerTime, eventType: 'sessionEnd' });
          await post(`${session}/events`, { playerTime: body.playerTime, eventType: 'ping' });
          child.kill('SIGTERM');
        }),
    });
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('The session had ended with sessionEnd.');
    expect(answers).toEqual([
      ['/sessions', 400],
      ['/sessions', 201],
      ['/sessions/*/events', 204],
      ['/sessions/*/events', 410],
    ]);
  });
});

describe('check', () => {
  const good = `{"playerTime":{"playhead":0,"ts":${NOW}},"eventType":"ping"}`;
  const bad = `{"playerTime":{"playhead":0,"ts":${NOW}},"eventType":"contentComplete"}`;

  test('bodies of any event, in any number of files', async () => {
    const cwd = tempDirectory({
      'a.json': good,
      'b.json': `[${good},${good}]`,
      'c.ndjson': `${good}\n\n${good}\r\n`,
    });
    const output = readJsonOutput(await run(['check', 'a.json', 'b.json', 'c.ndjson', '--json'], { cwd }));
    expect(output).toMatchObject({ ok: true, sent: 'no', checked: { bodies: 5, failed: 0 } });
  });

  test('NDJSON: the line of each problem, and what the event is called now', async () => {
    const outcome = await run(['check', '-'], { stdin: `${good}\n${bad}\n${good}\n` });
    expectReport(outcome, 2);
    expect(outcome.stdout).toMatch(/sessionComplete/);
    expect(outcome.stdout).toContain('--> stdin:2:61');
  });

  test('100,000 bodies fit into a small heap', async () => {
    // No ts among them looks rounded, whatever the day.
    const begin = Math.floor(NOW / 1e8) * 1e8 + 1;
    const line = (index: number): string =>
      JSON.stringify({
        playerTime: { playhead: index % 3600, ts: begin + index },
        eventType: 'ping',
      });
    const text = Array.from({ length: 100_000 }, (_, index) => line(index)).join('\n');
    const cwd = tempDirectory({ 'log.ndjson': text });
    const shell = '"$NODE" --max-old-space-size=32 "$BIN" check log.ndjson';
    const outcome = await run([], { shell, cwd });
    expect([outcome.stderr, outcome.stdout]).toEqual(['', '100000 bodies are valid\n']);
  });

  test('a flat file of params is checked as start would send it', async () => {
    const cwd = tempDirectory({ 'meta.json': '{"media.show":"x"}' });
    expect((await run(['check', 'meta.json', ...ACCOUNT, ...CONTENT], { cwd })).code).toBe(0);
    expect((await run(['check', ...ACCOUNT, ...CONTENT])).stdout).toBe('1 body is valid\n');
    expectReport(await run(['check', 'meta.json', ...ACCOUNT], { cwd }), 2);
  });

  test('--live: the schema of the endpoint decides', async () => {
    const server = await sandbox();
    const args = ['check', ...ACCOUNT, ...CONTENT, '--live', '--endpoint'];
    expect((await run([...args, server.url])).code).toBe(0);
    const html = await rawServer({
      answer: (socket) => socket.end(httpAnswer('200 OK', [], '<html></html>')),
    });
    expectFailure(await run([...args, html.url]), 3);
    const schema =
      '{"type":"object","properties":{"params":{"type":"object","required":["media.brandNew"]}}}';
    const newer = await rawServer({ answer: (socket) => socket.end(httpAnswer('200 OK', [], schema)) });
    const output = readJsonOutput(await run([...args, newer.url, '--json']));
    expect(output.findings).toMatchObject([
      { code: 'param-missing', path: '/params/media.brandNew', evidence: 'live-schema' },
    ]);
    expect(output.exitCode).toBe(2);
  });

  test('--junit is XML whatever the body says', async () => {
    const cwd = tempDirectory({ 'a.json': '{"eventType":"]]>\\u0000<&\\"\'","playerTime":{}}' });
    expect((await run(['check', 'a.json', '--junit', 'out.xml'], { cwd })).code).toBe(2);
    const xml = readFileSync(join(cwd, 'out.xml'), 'utf8');
    const [only, ...more] = readJunit(xml);
    expect(more).toEqual([]);
    expect(only?.failure?.text).toContain(']]>\\u0000<&');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: XML cannot carry them
    expect(xml).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
  });
});

describe('schema', () => {
  test('show prints the bundled schema', async () => {
    const { stdout } = await run(['schema', 'show', 'adStart']);
    expect(JSON.parse(stdout).definitions.adStart.properties.params.required).toContain(
      'media.ad.playerName',
    );
    const wrong = await run(['schema', 'show', 'chapterEnd']);
    expectFailure(wrong, 2);
    expect(wrong.stderr).toContain('chapterComplete');
  });

  test('diff: 0 when equal, 2 for drift, 3 when the answer is no schema', async () => {
    const server = await sandbox();
    expect((await run(['schema', 'diff', '--endpoint', server.url])).code).toBe(0);
    const text = readFileSync(new URL('../../src/rules/schemas/sessionStart.json', import.meta.url), 'utf8');
    const changed = text
      .replace('"media.show"', '"media.brandNew"')
      .replace('"type": "number"', '"type": "integer"');
    const drift = await rawServer({ answer: (socket) => socket.end(httpAnswer('200 OK', [], changed)) });
    const output = readJsonOutput(await run(['schema', 'diff', '--endpoint', drift.url, '--json']));
    expect(output).toMatchObject({ exitCode: 2, error: { code: 'schema-drift' } });
    const found = output.findings.map(({ code, path }) => [code, path]);
    expect(found).toContainEqual(['schema-added', '/params/media.brandNew']);
    expect(found).toContainEqual(['schema-removed', '/params/media.show']);
    expect(found).toContainEqual(['schema-retyped', '/playerTime/playhead']);
    const none = await rawServer({ answer: (socket) => socket.end(httpAnswer('404 Not Found')) });
    expect((await run(['schema', 'diff', '--endpoint', none.url])).code).toBe(4);
    const other = await rawServer({ answer: (socket) => socket.end(httpAnswer('200 OK', [], '{}')) });
    expectFailure(await run(['schema', 'diff', '--endpoint', other.url]), 3);
  });
});

describe('a 400 is explained by the schema of the endpoint', () => {
  const serve = (schema: string, status = '200 OK') =>
    rawServer({
      answer: (socket, request) =>
        socket.end(
          request.startsWith('GET')
            ? httpAnswer(status, [], schema)
            : httpAnswer('400 Bad Request', [], '{"message":"no"}'),
        ),
    });

  test('what the endpoint refuses and the bundled schema allows', async () => {
    const server = await serve(
      '{"type":"object","properties":{"params":{"type":"object","properties":{"media.length":{"type":"integer"}}}}}',
    );
    const output = readJsonOutput(await run(start(server.url, '--json')));
    expect(output.exitCode).toBe(4);
    expect(output.findings.map(({ code, evidence }) => [code, evidence])).toEqual([
      ['server-message', 'server'],
      ['param-type', 'live-schema'],
      ['schema-disagrees', 'live-schema'],
    ]);
    expect((await run(start(server.url))).stderr).toContain('(live schema)');
  });

  test('nothing explains it', async () => {
    const server = await serve('{"type":"object","properties":{"params":{"type":"object"}}}');
    expect((await run(start(server.url))).stderr).toContain('no schema explains the rejection');
  });

  test('the schema cannot be had, or must not be asked for', async () => {
    const server = await serve('', '404 Not Found');
    expect((await run(start(server.url))).stderr).toContain('[schema-unavailable]');
    await run(start(server.url, '--no-schema-fetch'));
    expect(server.connections.map(({ received }) => received().slice(0, 4))).toEqual([
      'POST',
      'GET ',
      'POST',
    ]);
  });
});

describe('a capture is sent again', () => {
  test('--from with the own endpoint, overridden by --param', async () => {
    const server = await rawServer({
      answer: (socket) => socket.end(httpAnswer('201 Created', ['Location: /api/v1/sessions/abc'])),
    });
    const curl = await run([
      'start',
      ...ACCOUNT,
      ...CONTENT,
      '--endpoint',
      'https://customer.example.com',
      '--curl',
      `--ts=${NOW}`,
    ]);
    const cwd = tempDirectory({ 'customer.sh': curl.stdout });
    const outcome = await run(
      ['start', '--from', 'customer.sh', '--endpoint', server.url, '--param', 'media.length=61'],
      { cwd },
    );
    expect([outcome.stdout, outcome.code]).toEqual(['abc\n', 0]);
    const sent = JSON.parse(server.connections[0]?.received().split('\r\n\r\n')[1] ?? '');
    expect(sent.playerTime.ts).toBe(NOW);
    expect(sent.params).toMatchObject({
      'media.length': 61,
      'media.id': 'video-1',
      'analytics.reportSuite': 'example-rsid',
    });
  });
});
