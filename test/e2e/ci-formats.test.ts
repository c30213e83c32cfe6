import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { expectFailure, expectSuccess, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { readJunit } from '../helpers/xml.ts';

/** A checkout as GitHub's runner lays it out, with the files it names for a step. */
function checkout(files: Record<string, string> = {}) {
  const root = tempDirectory(files);
  const output = join(root, 'step-output');
  const summary = join(root, 'step-summary');
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_WORKSPACE: root,
    GITHUB_OUTPUT: output,
    GITHUB_STEP_SUMMARY: summary,
  };
  // The runner creates them, and an earlier command of the step may have written to them.
  writeFileSync(output, 'earlier=1\n');
  writeFileSync(summary, '');
  const read = (path: string): string => readFileSync(path, 'utf8');
  return { root, env, output: () => read(output), summary: () => read(summary) };
}

async function sandbox(): Promise<string> {
  const server = await sandboxForTest();
  return server.url;
}

/** What GitHub's runner would take for a command in what a step printed. Source: docs.github.com, workflow commands. */
function commands(text: string): { name: string; properties: string; message: string }[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const found = /^\s*::([A-Za-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
    if (found) return [{ name: found[1] ?? '', properties: found[2] ?? '', message: found[3] ?? '' }];
    return /##\[/.test(line) ? [{ name: 'old form', properties: '', message: line }] : [];
  });
}

describe('--github', () => {
  test('a success: step output and summary; stdout is the ID alone, stderr is empty', async () => {
    const { root, env, output, summary } = checkout({ '.mediarc': mediarc(await sandbox()) });
    const outcome = await run(['start', '--smoke', '--github'], { cwd: root, env });
    expectSuccess(outcome);
    const id = outcome.stdout.trim();
    expect(output()).toBe(`earlier=1\nsession-id=${id}\n`);
    expect(summary()).toBe(`### media-session start: ok\n\nSession ${id}\n\n`);
  });

  test('a failure: an annotation on the line that the value came from, from the root of the checkout', async () => {
    const { root, env, output, summary } = checkout({ 'app/meta.json': '{\n  "media.length": "60"\n}\n' });
    const cwd = join(root, 'app');
    const args = [...ACCOUNT, ...CONTENT.filter((flag) => !flag.startsWith('--length'))];
    const outcome = await run(
      ['start', '--endpoint=http://127.0.0.1:1', ...args, '--body=meta.json', '--github'],
      { cwd, env },
    );
    expect([outcome.code, outcome.stdout]).toEqual([2, '']);
    expect(commands(outcome.stderr)).toEqual([
      {
        name: 'error',
        properties: 'file=app/meta.json,line=2,col=19,title=media-session%3A param-type',
        message:
          'media.length must be a number, not the text "60".%0AWrite "media.length": 60, or pass --length 60',
      },
    ]);
    expect(output()).toBe('earlier=1\n');
    expect(summary()).toMatch(
      /^### media-session start: failed: exit 2 \(input\)\n\nmedia\.length must be a number, not the text "60"\.\n\n/,
    );
    expect(summary()).toContain('| error | param-type |');
  });

  test('the summary reads well as text, too: errors first, names as they are', async () => {
    const { root, env, summary } = checkout({ 'm.json': '{"media.length":"60"}' });
    const args = ['start', ...ACCOUNT, ...CONTENT.filter((flag) => !flag.startsWith('--length')), '--github'];
    const empty = { ...env, MEDIA_SESSION_TIMEOUT: '' };
    await run([...args, '--endpoint=http://127.0.0.1:1', '--body=m.json'], { cwd: root, env: empty });
    const rows = summary()
      .split('\n')
      .filter((line) => line.startsWith('| '));
    expect(rows.map((row) => row.split(' | ')[1])).toEqual(['code', '---', 'param-type', 'variable-empty']);
    expect(rows[3]).toContain('| MEDIA_SESSION_TIMEOUT is set but empty; using the default instead. |');
  });

  test('nothing that a server says becomes a command, a property, or markup', async () => {
    const evil =
      '::error::gotcha\r\n::set-output name=x::y\n##[error]old ##vso[task.setvariable]z ' +
      '%0A::stop-commands::t | <img src=x> [click](https://evil.example) `code`';
    const server = await rawServer({
      answer: (socket, request) =>
        socket.end(
          request.startsWith('GET')
            ? httpAnswer('404 Not Found')
            : httpAnswer('400 Bad Request', [], JSON.stringify({ message: evil })),
        ),
    });
    const { root, env, summary } = checkout();
    const args = ['start', ...ACCOUNT, ...CONTENT, `--endpoint=${server.url}`, '--github'];
    const outcome = await run(args, { cwd: root, env });
    expect(outcome.code).toBe(4);
    expect(commands(outcome.stderr).map(({ name, properties }) => [name, properties])).toEqual([
      ['error', 'title=media-session%3A bad-request'],
    ]);
    expect(outcome.stderr).not.toContain('##[');
    expect(outcome.stderr).not.toContain('##vso[');
    expect(outcome.stderr).toContain('The server said');
    expect(summary()).not.toMatch(/<img|\[click\]|`code`/);
    const json = await run([...args, '--json'], { cwd: root, env });
    expect(json.stdout).not.toContain('##[');
    const said = readJsonOutput(json).findings.find(({ code }) => code === 'server-message');
    expect(said?.message).toContain('##[error]old');
  });

  test('a profile and a file whose names would end a property', async () => {
    const { root, env } = checkout({ 'a,b:c%.json': '{"media.length":"x"}' });
    const args = ['check', ...ACCOUNT, ...CONTENT.filter((flag) => !flag.startsWith('--length'))];
    const outcome = await run([...args, '--body=a,b:c%.json', '--github'], { cwd: root, env });
    const [first] = commands(outcome.stderr);
    expect(first?.properties).toBe('file=a%2Cb%3Ac%25.json,line=1,col=17,title=media-session%3A param-type');
  });

  test('several profiles: session-ids by profile, and a table', async () => {
    const named = { profiles: { a: {}, b: { endpoint: 'http://127.0.0.1:1' } } };
    const { root, env, output, summary } = checkout({ '.mediarc': mediarc(await sandbox(), named) });
    const outcome = await run(['start', '--smoke', '--all-profiles', '--github'], { cwd: root, env });
    expect(outcome.code).toBe(6);
    const [, line = ''] = output().trim().split('\n');
    const ids = JSON.parse(line.replace('session-ids=', '')) as Record<string, string>;
    expect(ids).toEqual({ a: outcome.stdout.trim().split('\t')[1] });
    expect(summary()).toContain(`| a | ok | ${ids['a']} |`);
    const doctor = ['doctor', '--all-profiles', '--tracking-server=localhost', '--github'];
    await run(doctor, { cwd: root, env });
    expect(summary()).toContain('| profile | result |\n| --- | --- |\n| a | ok |\n');
    expect(commands(outcome.stderr)[0]?.message).toMatch(/^b: Nothing accepts connections/);
  });

  test('with --json stderr stays empty; output and summary are written all the same', async () => {
    const { root, env, output } = checkout({ '.mediarc': mediarc(await sandbox()) });
    const result = readJsonOutput(await run(['start', '--smoke', '--github', '--json'], { cwd: root, env }));
    expect(output()).toContain(`session-id=${result.session?.id}`);
  });

  test('visitor IDs stay out of summary and annotations', async () => {
    const { root, env, summary } = checkout();
    const secret = 'visitor-4711-secret';
    const args = [`--visitor-id=${secret}`, '--custom', `login=${secret}`, '--github'];
    const outcome = await run(['check', ...ACCOUNT, ...args], { cwd: root, env });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr + summary()).not.toContain(secret);
  });

  test.each([
    ['GITHUB_OUTPUT', 'a-directory', 'it is a directory'],
    ['GITHUB_OUTPUT', 'nowhere/output', 'its directory does not exist'],
    ['GITHUB_STEP_SUMMARY', 'nowhere/summary', 'its directory does not exist'],
  ])('%s in %s: nothing is sent, and it is said once', async (variable, name, reason) => {
    // Nobody listens there: had anything been tried, the exit code would be 6.
    const { root, env } = checkout({ '.mediarc': mediarc('http://127.0.0.1:9') });
    mkdirSync(join(root, 'a-directory'));
    const unwritable = { ...env, [variable]: join(root, name) };
    const outcome = await run(['start', '--smoke', '--github'], { cwd: root, env: unwritable });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toMatch(/^error\[report-not-written\]: /);
    expect(outcome.stderr.match(/\[report-not-written\]/g)).toHaveLength(1);
    expect(outcome.stderr).toContain(`${variable} could not be written: ${reason}.`);
    expect(outcome.stderr).toContain('Nothing was sent.');
  });

  test('a step output that turns out to be full is exit 8, with the ID', async () => {
    const { root, env } = checkout({ '.mediarc': mediarc(await sandbox()) });
    const full = { ...env, GITHUB_OUTPUT: '/dev/full' };
    const outcome = await run(['start', '--smoke', '--github'], { cwd: root, env: full });
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toContain(outcome.stdout.trim());
    expect(outcome.stderr).toContain('GITHUB_OUTPUT');
  });

  test('outside of Actions it warns and goes on', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox()) });
    const outcome = await run(['start', '--smoke', '--github'], { cwd });
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toContain('[github-variables]');
  });
});

describe('--dotenv', () => {
  test('a file that a shell can read in, for its owner only', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox()) });
    const shell =
      'id=$("$NODE" "$BIN" start --smoke --dotenv s.env) && . ./s.env && test "$MEDIA_SESSION_ID" = "$id"';
    expectSuccess(await run([], { cwd, shell }));
    expect(statSync(join(cwd, 's.env')).mode & 0o777).toBe(0o600);
  });

  test('an ID of an earlier run does not outlive a failure', async () => {
    const cwd = tempDirectory({ 's.env': 'MEDIA_SESSION_ID=old\n' });
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint=http://127.0.0.1:1', '--dotenv=s.env'];
    expect((await run(args, { cwd })).code).toBe(6);
    expect(readFileSync(join(cwd, 's.env'), 'utf8')).toBe('MEDIA_SESSION_ID=\n');
  });

  test.skipIf(process.platform !== 'linux')('a full disk is exit 8, and the ID is on stderr', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox()) });
    const outcome = await run(['start', '--smoke', '--dotenv', '/dev/full'], { cwd });
    expect(outcome.code).toBe(8);
    expect(outcome.stderr).toContain(outcome.stdout.trim());
  });
});

describe('--junit of start', () => {
  test.each([
    ['markup', ']]><&"\' </failure>'],
    ['controls', '\u0000\u0001\u001b[31m\u0085\ufffe\uffff'],
    ['broken surrogates', '\ud800 x \udc00'],
    ['an entity', '&#0; &evil; <!ENTITY x SYSTEM "file:///etc/passwd">'],
  ])('valid XML when the server says %s', async (_name, message) => {
    const server = await rawServer({
      answer: (socket, request) =>
        socket.end(
          request.startsWith('GET')
            ? httpAnswer('404 Not Found')
            : httpAnswer('400 Bad Request', [], JSON.stringify({ message })),
        ),
    });
    const cwd = tempDirectory();
    const args = ['start', ...ACCOUNT, ...CONTENT, `--endpoint=${server.url}`, '--junit=out.xml'];
    expect((await run(args, { cwd })).code).toBe(4);
    const [only] = readJunit(readFileSync(join(cwd, 'out.xml'), 'utf8'));
    expect(only).toMatchObject({ name: 'start', failure: { type: 'bad-request' } });
  });

  test('a success is a case without a failure', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc(await sandbox()) });
    expectSuccess(await run(['start', '--smoke', '--junit=out.xml'], { cwd }));
    const [only, ...more] = readJunit(readFileSync(join(cwd, 'out.xml'), 'utf8'));
    expect(only).toMatchObject({ name: 'start' });
    expect([only?.failure, more]).toEqual([undefined, []]);
  });
});
