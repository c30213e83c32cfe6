import { describe, expect, test } from 'vitest';
import { main } from '../../src/main.ts';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { fakeContext } from '../helpers/context.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { runMain } from '../helpers/run-main.ts';
import { tempDirectory } from '../helpers/temp.ts';

const BAD = JSON.stringify({ eventType: 'ping', playerTime: { playhead: '1', ts: fakeContext().now() } });
const FILES = { 'bad.json': BAD, 'cut.json': '{"eventType":', 'x.har': '{"log":{"entries":[]}}' };

describe('a report goes to stdout whether or not it holds errors', () => {
  test.each<[string, string[], RegExp]>([
    ['check of a file', ['check', 'bad.json'], /^error\[body-type\]: playerTime\.playhead must be a number/],
    ['check of what is no JSON', ['check', 'cut.json'], /^error\[json-syntax\]: This is not JSON/],
    [
      'check of the body of flags',
      ['check', ...ACCOUNT],
      /^error(?:\[[a-z-]+\])?: 5 errors; first: media\.id is missing/,
    ],
    [
      'check without an account',
      ['check', '--no-config', ...CONTENT],
      /^error(?:\[[a-z-]+\])?: 3 errors; first: trackingServer is not set\.[\s\S]*\[setting-missing\]/,
    ],
    [
      'explain',
      ['explain', 'bad.json'],
      /^error(?:\[[a-z-]+\])?: 1 error in bad\.json: playerTime\.playhead must be a number/,
    ],
    [
      'explain of a capture without this API',
      ['explain', 'x.har'],
      /^error\[capture-empty\]: No request in this capture/,
    ],
    [
      'doctor without settings',
      ['doctor'],
      /^Not ready: endpoint is not set \(and 3 more problems\)\.\n[\s\S]*^x {2}settings/m,
    ],
  ])('%s', async (_, args, report) => {
    const { code, out, err } = await runMain(FILES, args);
    expect([code, err]).toEqual([2, '']);
    expect(out).toMatch(report);
    expect(out).toMatch(/^Nothing was sent\. Exit 2 \(input\)\.$/m);
    const quiet = await runMain(FILES, [...args, '-q']);
    expect([quiet.code, quiet.err]).toEqual([2, '']);
    expect(quiet.out).toMatch(/^(error: .*\n)+$/);
  });

  test.each([
    ['[]', /^error\[file-empty\]: The list is empty: there is no body to check\.\n --> b:1:1\n/],
    ['[ ]\n', /^error\[file-empty\]: The list is empty/],
    ['', /^error\[file-empty\]: The file is empty/],
    ['\n\n', /^error\[file-empty\]: The file is empty/],
  ])('check of %j has nothing to judge, which is no success', async (text, told) => {
    const { code, out, err } = await runMain({ b: text }, ['check', 'b']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(told);
  });

  test('doctor whose endpoint is away, and schema diff that finds drift', async () => {
    const gone = await runMain({}, ['doctor', ...ACCOUNT, '--endpoint=http://127.0.0.1:1']);
    expect([gone.code, gone.err]).toEqual([6, '']);
    expect(gone.out).toMatch(/^Not ready: Nothing accepts connections[\s\S]*^x {2}connect +failed/m);
    const schema = '{"type":"object","properties":{"params":{"type":"object"}}}';
    const drift = await rawServer({ answer: (socket) => socket.end(httpAnswer('200 OK', [], schema)) });
    const { code, out, err } = await runMain({}, ['schema', 'diff', `--endpoint=${drift.url}`]);
    expect([code, err]).toEqual([2, '']);
    expect(out).toMatch(/differs from the bundled one[\s\S]*\[schema-removed\]/);
  });

  test('-q prints nothing where nothing is wrong', async () => {
    const args = ['check', ...ACCOUNT, ...CONTENT];
    expect(await runMain({}, [...args, '-q'])).toEqual({ code: 0, out: '', err: '' });
    expect(await runMain({}, args)).toEqual({ code: 0, out: '1 body is valid\n', err: '' });
  });
});

describe('what went wrong with the run goes to stderr, and stdout stays empty', () => {
  test.each<[string, string[], string]>([
    ['an unknown option', ['check', '--jsn'], 'usage-unknown-option'],
    ['a file that is missing', ['check', 'none.json'], 'file-missing'],
    ['a capture that is missing', ['explain', 'none.har'], 'file-missing'],
    ['a config that cannot be read', ['check', '--config', 'cut.json'], 'json-syntax'],
    ['a setting that is wrong', ['check', ...ACCOUNT, ...CONTENT, '--timeout=x'], 'setting-invalid'],
    ['schema diff without an endpoint', ['schema', 'diff'], 'setting-missing'],
    ['check --live without an endpoint', ['check', '--live'], 'setting-missing'],
  ])('%s', async (_, args, code) => {
    const outcome = await runMain(FILES, args);
    expect([outcome.code, outcome.out]).toEqual([2, '']);
    expect(outcome.err).toContain(`[${code}]`);
  });

  test('an endpoint of check --live and schema diff that is away', async () => {
    for (const args of [
      ['check', '--live', ...ACCOUNT, ...CONTENT],
      ['schema', 'diff'],
    ]) {
      const { code, out, err } = await runMain({}, [...args, '--endpoint=http://127.0.0.1:1']);
      expect([code, out]).toEqual([6, '']);
      expect(err).toContain('[connection-refused]');
    }
  });

  test('warnings about the config stand beside the report', async () => {
    const files = { ...FILES, '.mediarc': '{"trackingServr":"x"}' };
    const { code, out, err } = await runMain(files, ['check', 'bad.json']);
    expect(code).toBe(2);
    expect(out).toMatch(/\[body-type\][\s\S]*Exit 2/);
    expect(err).toMatch(/^warning\[config-unknown-key\]: /);
    expect(out).not.toContain('config-unknown-key');
    expect(err).not.toContain('body-type');
  });

  test('a report file that cannot be written', async () => {
    const files = { 'ok.json': BAD.replace('"1"', '1'), dir: '' };
    const { code, out, err } = await runMain(files, ['check', 'ok.json', '--junit', 'dir/x.xml']);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain('dir/x.xml');
  });
});

test('--json is one document on stdout, and stderr is empty', async () => {
  for (const args of [['check', 'bad.json'], ['explain', 'bad.json'], ['check', 'none.json'], ['doctor']]) {
    const { out, err } = await runMain(FILES, [...args, '--json']);
    expect(JSON.parse(out)).toMatchObject({ ok: false, exitCode: 2 });
    expect(err).toBe('');
  }
});

test('several profiles: rows for those that are well, reports for the others, both on stdout', async () => {
  const file = mediarc('http://127.0.0.1:1', {
    profiles: { good: {}, bad: { params: { 'media.id': 'x' } } },
  });
  const files = { '.mediarc': file, 'm.json': '{"media.length":"60"}' };
  const well = await runMain(files, ['check', '--smoke', '--all-profiles']);
  expect(well).toEqual({ code: 0, out: 'good\t1 body is valid\nbad\t1 body is valid\n', err: '' });
  const { code, out, err } = await runMain(files, ['check', '--smoke', '--all-profiles', '--body', 'm.json']);
  expect([code, err]).toEqual([2, '']);
  expect(out).toMatch(
    /^profiles good, bad: exit 2 \(input\)\nerror\[param-type\]: media\.length must be a number/,
  );
  expect(out).toMatch(/^0 of 2 profiles passed\. Exit 2 \(input\)\.$/m);
});

test('colour is decided by the stream that is written to', async () => {
  const stdout = { isTTY: true, columns: 60 };
  const base = fakeContext({ cwd: tempDirectory(FILES) });
  const context = { ...base, stdout: { ...base.stdout, ...stdout } };
  expect(await main(['check', 'bad.json'], context)).toBe(2);
  expect(base.out()).toContain('\u001b[');
  expect(await main(['check', 'none.json'], context)).toBe(2);
  expect(base.err()).toMatch(/^error\[file-missing\]: /);
  expect(base.err()).not.toContain('\u001b[');
});
