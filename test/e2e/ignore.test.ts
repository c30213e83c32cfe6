import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure, expectReport, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';

const ping = (params: object): string =>
  JSON.stringify({ playerTime: { playhead: 1, ts: NOW }, eventType: 'ping', params });

const BODY = JSON.stringify({ playerTime: { playhead: 1, ts: NOW }, eventType: 'ping' });

async function sandbox(): Promise<string[]> {
  const server = await sandboxForTest();
  return ['--endpoint', server.url];
}

async function accepting() {
  const server = await rawServer({
    answer: (socket) => socket.end(httpAnswer('201 Created', ['Location: /api/v1/sessions/abc'])),
  });
  return { server, at: ['--endpoint', server.url] };
}

describe('check', () => {
  test('an ignored error does not count for the exit code; the count is shown', async () => {
    const cwd = tempDirectory({ 'b.json': ping({ a: 1, b: 2 }) });
    expectReport(await run(['check', 'b.json'], { cwd }), 2);
    const text = await run(['check', 'b.json', '--ignore', 'param-unknown'], { cwd });
    expect(text).toMatchObject({
      code: 0,
      stdout: '1 body is valid\n2 findings ignored: param-unknown (2)\n',
    });
    expect(text.stderr).toBe('');
    const quiet = await run(['check', 'b.json', '--ignore', 'param-unknown', '-q'], { cwd });
    expect(quiet).toMatchObject({ code: 0, stderr: '' });
    const json = await run(['check', 'b.json', '--ignore=param-unknown', '--json'], { cwd });
    expect(readJsonOutput(json)).toMatchObject({
      ok: true,
      findings: [],
      ignored: { 'param-unknown': 2 },
      checked: { failed: 0 },
    });
  });

  test('nothing ignored is an empty object', async () => {
    const cwd = tempDirectory({ 'b.json': ping({}) });
    expect(readJsonOutput(await run(['check', 'b.json', '--json'], { cwd })).ignored).toEqual({});
  });

  test('only the named code is ignored, in all reports', async () => {
    const cwd = tempDirectory({
      'b.ndjson': `${ping({ a: 1 })}\n{"eventType":"ping","playerTime":{"playhead":"x","ts":${NOW}}}\n`,
    });
    const args = ['check', 'b.ndjson', '--ignore', 'param-unknown', '--junit', 'j.xml', '--github'];
    const outcome = await run(args, { cwd, env: { GITHUB_STEP_SUMMARY: 's.md', GITHUB_OUTPUT: 'o' } });
    expect(outcome.code).toBe(2);
    const texts = [outcome.stderr, ...['j.xml', 's.md'].map((name) => readFileSync(join(cwd, name), 'utf8'))];
    for (const text of texts) {
      expect(text.replace('1 finding ignored: param-unknown (1)', '')).not.toContain('param-unknown');
      expect(text).toMatch(/body-type|body&#45;type/);
    }
    const output = readJsonOutput(await run([...args, '--json'], { cwd }));
    expect(output.checked).toMatchObject({ bodies: 2, failed: 1 });
  });

  test('however many are ignored, the others are kept', async () => {
    const lines = Array.from({ length: 3000 }, () => ping({ a: 1 }));
    const cwd = tempDirectory({ 'b.ndjson': [...lines, '{"eventType":"pin"}', ''].join('\n') });
    const args = ['check', 'b.ndjson', '--ignore', 'param-unknown', '--json'];
    expect(readJsonOutput(await run(args, { cwd }))).toMatchObject({
      findings: [{ code: 'event-type' }],
      ignored: { 'param-unknown': 3000 },
      checked: { failed: 1, findingsLeftOut: 0 },
    });
  });

  test('several profiles have their own lists, and the whole has the sum', async () => {
    const config = {
      profiles: { a: { ignore: ['param-missing', 'param-unknown'] }, b: { ignore: ['param-missing'] } },
      ignore: ['body-unknown'],
    };
    const cwd = tempDirectory({ '.mediarc': JSON.stringify(config), 'b.json': ping({ a: 1 }) });
    const outcome = await run(['check', 'b.json', '--all-profiles', '--json'], { cwd });
    const output = readJsonOutput(outcome);
    expect(output).toMatchObject({ exitCode: 2, ignored: { 'param-unknown': 1 } });
    expect(output.runs).toMatchObject([
      { profile: 'a', ok: true, ignored: { 'param-unknown': 1 } },
      { profile: 'b', ok: false, ignored: {} },
    ]);
  });
});

describe('commands that send', () => {
  test('start sends a body although the error that is ignored is in it', async () => {
    const { server, at } = await accepting();
    const args = ['start', ...ACCOUNT, ...CONTENT, ...at, '--param', 'media.unheard=1'];
    expectFailure(await run(args), 2);
    expect(server.connections).toHaveLength(0);
    const outcome = await run([...args, '--ignore', 'param-unknown']);
    expect(outcome).toMatchObject({ code: 0, stdout: 'abc\n' });
    expect(server.connections[0]?.received()).toContain('media.unheard');
    const other = await run([...args, '--ignore', 'param-type']);
    expectFailure(other, 2);
    expect(server.connections).toHaveLength(1);
  });

  test('start without account settings that are not to be reported', async () => {
    const { at } = await accepting();
    const outcome = await run(['start', ...CONTENT, ...at, '--no-config', '--ignore', 'param-missing']);
    expect(outcome).toMatchObject({ code: 0, stdout: 'abc\n' });
    expect(outcome.stderr).toContain('3 findings ignored: param-missing (3)');
  });

  test('event and end', async () => {
    const { server, at } = await accepting();
    const wrong = ['--param', 'media.unheard=1', '--json', ...at];
    for (const args of [
      ['event', 'abc', 'ping'],
      ['end', 'abc'],
    ]) {
      expect(readJsonOutput(await run([...args, ...wrong]))).toMatchObject({ exitCode: 2, sent: 'no' });
      const sent = readJsonOutput(await run([...args, ...wrong, '--ignore', 'param-unknown']));
      expect(sent).toMatchObject({ sent: 'yes', ignored: { 'param-unknown': 1 } });
    }
    expect(server.connections).toHaveLength(2);
  });

  test('what the server answers is not ignored, and an ignored finding is in no HAR', async () => {
    const server = await rawServer({
      answer: (socket, request) =>
        socket.end(httpAnswer(request.startsWith('GET') ? '404 Not Found' : '400 Bad Request')),
    });
    const cwd = tempDirectory();
    const args = ['event', 'abc', 'ping', '--param', 'media.x=1', '--ignore', 'param-unknown', '-v'];
    const outcome = await run([...args, '--endpoint', server.url, '--har', 'e.har'], { cwd });
    expectFailure(outcome, 4);
    expect(outcome.stderr).toContain('1 finding ignored: param-unknown (1)');
    const own = JSON.parse(readFileSync(join(cwd, 'e.har'), 'utf8')).log.entries[0]._mediaSession;
    expect(own.ignored).toEqual({ 'param-unknown': 1 });
    // It may well be what the server refused.
    expect(outcome.stderr).not.toContain('unexplained');
    expect(JSON.stringify(own.findings)).not.toContain('param-unknown');
  });
});

describe('commands that report', () => {
  test('explain, by flag and by the config file', async () => {
    const cwd = tempDirectory({ 'b.json': ping({ a: 1 }) });
    expectReport(await run(['explain', 'b.json'], { cwd }), 2);
    const flag = await run(['explain', 'b.json', '--ignore', 'param-unknown'], { cwd });
    expect(flag).toMatchObject({ code: 0, stderr: '' });
    expect(flag.stdout).toContain('\n1 finding ignored: param-unknown (1)\n');
    const config = tempDirectory({ 'b.json': ping({ a: 1 }), '.mediarc': 'ignore: [param-unknown]\n' });
    const json = readJsonOutput(await run(['explain', 'b.json', '--json'], { cwd: config }));
    expect(json).toMatchObject({ ok: true, ignored: { 'param-unknown': 1 }, requests: [{ findings: [] }] });
    expectReport(await run(['explain', 'b.json', '--no-config'], { cwd: config }), 2);
  });

  test('doctor --strict', async () => {
    const at = await sandbox();
    // .invalid is in no DNS; the sandbox is on loopback.
    const args = ['doctor', '--json', '--strict', ...ACCOUNT, ...at];
    const before = readJsonOutput(await run(args));
    const codes = [
      ...new Set(before.findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code)),
    ];
    expect(before.ok).toBe(false);
    expect(codes.length).toBeGreaterThan(0);
    const after = readJsonOutput(await run([...args, ...codes.flatMap((code) => ['--ignore', code])]));
    expect(after).toMatchObject({ ok: true, exitCode: 0 });
    expect(Object.keys(after.ignored)).toEqual(expect.arrayContaining(codes));
    expect(after.steps?.some(({ status }) => status === 'warning' || status === 'failed')).toBe(false);
  });

  test('schema diff', async () => {
    const text = readFileSync(new URL('../../src/rules/schemas/sessionStart.json', import.meta.url), 'utf8');
    const schema = text.replace('"media.show"', '"media.brandNew"');
    const server = await rawServer({ answer: (socket) => socket.end(httpAnswer('200 OK', [], schema)) });
    const args = ['schema', 'diff', '--endpoint', server.url, '--json'];
    const before = readJsonOutput(await run(args));
    expect(before.exitCode).toBe(2);
    const codes = [...new Set(before.findings.map(({ code }) => code))];
    expect(codes).toContain('schema-added');
    const one = readJsonOutput(await run([...args, '--ignore', 'schema-added']));
    expect(one.findings.map(({ code }) => code)).not.toContain('schema-added');
    const all = await run([...args, ...codes.flatMap((code) => ['--ignore', code])]);
    expect(readJsonOutput(all)).toMatchObject({ ok: true, findings: [] });
  });
});

describe('the list', () => {
  test.each([
    [['--ignore', 'param-unknwn'], /Unknown finding code param-unknwn[\s\S]*Did you mean param-unknown\?/],
    [['--ignore', 'json-syntax'], /json-syntax cannot be ignored/],
    [['--ignore', 'bad-request'], /bad-request cannot be ignored/],
    [['--ignore'], /--ignore needs a value/],
  ])('%j is a mistake in the command line', async (args, says) => {
    const outcome = await run(['check', '--smoke', ...args]);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toMatch(says);
    expect(readJsonOutput(await run(['check', '--smoke', '--json', ...args])).error?.code).toBe('usage');
  });

  test.each([
    ['ignore: param-type\n', /ignore must be/],
    ['ignore:\n  - 1\n', /ignore\.0 must be text; without quotes, 1 is a number\./],
    ['ignore:\n  - param-typ\n', /--> .*\.mediarc:2:5[\s\S]*Did you mean param-type\?/],
    ['ingore: []\n', /Did you mean ignore\?/],
  ])('config %j', async (config, says) => {
    const cwd = tempDirectory({ '.mediarc': config });
    expect((await run(['check', '--smoke', ...ACCOUNT], { cwd })).stderr).toMatch(says);
  });

  test('a body that is no JSON, and --strict', async () => {
    const cwd = tempDirectory({ 'b.json': '{', '.mediarc': 'unheard: 1\n', 'c.json': BODY });
    expectReport(await run(['check', 'b.json', '--ignore', 'param-unknown'], { cwd }), 2);
    expectFailure(await run(['check', 'c.json', '--strict'], { cwd }), 2);
    const strict = await run(['check', 'c.json', '--strict', '--ignore', 'config-unknown-key'], { cwd });
    expect(strict).toMatchObject({ code: 0, stderr: '' });
    expect(strict.stdout).toContain('1 finding ignored: config-unknown-key (1)\n');
  });

  test('config show prints each code with its origin', async () => {
    const cwd = tempDirectory({ '.mediarc': 'ignore:\n  - clock-skew\n' });
    const output = readJsonOutput(await run(['config', 'show', '--ignore', 'ts-range', '--json'], { cwd }));
    expect(output.settings?.filter(({ key }) => key === 'ignore')).toEqual(
      expect.arrayContaining([
        { key: 'ignore', value: 'ts-range', origin: { kind: 'flag', name: '--ignore' } },
        { key: 'ignore', value: 'clock-skew', origin: expect.objectContaining({ kind: 'file', line: 2 }) },
      ]),
    );
  });
});
