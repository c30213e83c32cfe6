import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mediarc } from '../helpers/account.ts';
import { expectFailure, expectSuccess, hasProgram, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { sandboxForTest } from '../helpers/sandbox.ts';
import { tempDirectory } from '../helpers/temp.ts';
import { readJunit } from '../helpers/xml.ts';

const ID = /^[0-9a-f]{64}$/;
const NOTHING_LISTENS = 'http://127.0.0.1:1';

/** A directory whose .mediarc has these profiles, with the stand-in as the endpoint of all that name none. */
async function profiles(named: Record<string, object>, files: Record<string, string> = {}) {
  const server = await sandboxForTest();
  return tempDirectory({ '.mediarc': mediarc(server.url, { profiles: named }), ...files });
}

/** stdout as pairs of profile and ID, whatever the order in which the sessions started. */
function sessions(stdout: string): Map<string, string> {
  const lines = stdout.split('\n').slice(0, -1);
  return new Map(lines.map((line) => line.split('\t') as [string, string]));
}

describe('start for several profiles', () => {
  test('a line of profile, tab and session ID for each; nothing on stderr', async () => {
    const cwd = await profiles({ prod: {}, 'eu-west': {}, test: { reportSuite: 'other-rsid' } });
    const outcome = await run(['start', '--smoke', '--all-profiles'], { cwd });
    expectSuccess(outcome);
    const found = sessions(outcome.stdout);
    expect([...found.keys()].sort()).toEqual(['eu-west', 'prod', 'test']);
    for (const id of found.values()) expect(id).toMatch(ID);
    expect(new Set(found.values()).size).toBe(3);
  });

  test('only those that are named, each with its own settings', async () => {
    const cwd = await profiles({ a: { reportSuite: 'suite-a' }, b: { reportSuite: 'suite-b' }, c: {} });
    const args = ['start', '--smoke', '--profile', 'b', '--profile', 'a', '--json'];
    const output = readJsonOutput(await run(args, { cwd }));
    expect(output).toMatchObject({ command: 'start', ok: true, session: null, sent: 'yes', error: null });
    expect(output.runs?.map((one) => one.profile)).toEqual(['b', 'a']);
    expect(output.runs?.map((one) => one.request?.body?.['params']?.['analytics.reportSuite'])).toEqual([
      'suite-b',
      'suite-a',
    ]);
    for (const one of output.runs ?? []) expect(one.session).toMatchObject({ ended: true });
  });

  test('one that fails leaves the others alone; the exit code is the worst', async () => {
    const refusing = await rawServer({
      answer: (socket) => socket.end(httpAnswer('400 Bad Request', [], '{"message":"no"}')),
    });
    const cwd = await profiles({
      good: {},
      refused: { endpoint: refusing.url },
      gone: { endpoint: NOTHING_LISTENS },
      odd: { reportSuite: '<your-report-suite>' },
    });
    const outcome = await run(['start', '--smoke', '--all-profiles', '--no-schema-fetch'], { cwd });
    expect(outcome.code).toBe(6);
    expect([...sessions(outcome.stdout).keys()]).toEqual(['good']);
    expect(outcome.stderr).toContain('profile refused: exit 4 (rejected)');
    expect(outcome.stderr).toContain('profile gone: exit 6 (unreachable)');
    expect(outcome.stderr).toContain('profile odd: exit 2 (input)');
    expect(outcome.stderr).toContain('1 of 4 profiles started a session. Exit 6 (unreachable).');
    const json = ['start', '--smoke', '--all-profiles', '--no-schema-fetch', '--json'];
    const output = readJsonOutput(await run(json, { cwd }));
    expect(output.error).toMatchObject({ code: 'connection-refused' });
    expect(output.error?.message).toMatch(/^Profile gone: /);
    expect(output.runs?.map(({ profile, exitCode }) => [profile, exitCode])).toEqual([
      ['good', 0],
      ['refused', 4],
      ['gone', 6],
      ['odd', 2],
    ]);
  });

  test('-q has one line for each that failed', async () => {
    const cwd = await profiles({ a: {}, b: { endpoint: NOTHING_LISTENS }, c: { endpoint: NOTHING_LISTENS } });
    const { stderr, code } = await run(['start', '--smoke', '--all-profiles', '-q'], { cwd });
    expect(code).toBe(6);
    expect(stderr).toMatch(/^b: error: .*\nc: error: .*\n$/);
  });

  test('a body on stdin is read once and goes to all', async () => {
    const cwd = await profiles({ a: {}, b: {} });
    const body = {
      'media.id': 'from-stdin',
      'media.length': 60,
      'media.contentType': 'vod',
      'media.playerName': 'player',
      'media.channel': 'channel',
      'media.streamType': 'video',
    };
    const args = ['start', '--all-profiles', '--body', '-', '--json'];
    const output = readJsonOutput(await run(args, { cwd, stdin: JSON.stringify(body) }));
    expect(output.runs?.map((one) => one.request?.body?.['params']?.['media.id'])).toEqual([
      'from-stdin',
      'from-stdin',
    ]);
  });

  test('what is wrong for all is said once', async () => {
    const cwd = await profiles({ a: {}, b: {} }, { 'bad.json': '{"media.id": ' });
    const outcome = await run(['start', '--all-profiles', '--body', 'bad.json'], { cwd });
    expectFailure(outcome, 2);
    expect(outcome.stderr.match(/^error(?:\[[a-z-]+\])?: /gm)).toHaveLength(1);
    const output = readJsonOutput(
      await run(['start', '--all-profiles', '--body', 'bad.json', '--json'], { cwd }),
    );
    expect(output).toMatchObject({ runs: [], error: { code: 'file' } });
    const missing = await run(['start', '--all-profiles'], { cwd });
    expect(missing.stderr).toContain('profiles a, b: exit 2 (input)');
    expect(missing.stderr.match(/^error\[param-missing\]: media\.id/gm)).toHaveLength(1);
  });

  test('two hundred profiles, all with an ID of their own', async () => {
    const names = Array.from({ length: 200 }, (_, at) => `p${at}`);
    const cwd = await profiles(Object.fromEntries(names.map((name) => [name, {}])));
    const outcome = await run(['start', '--smoke', '--all-profiles'], { cwd });
    expectSuccess(outcome);
    const found = sessions(outcome.stdout);
    expect(found.size).toBe(200);
    expect(new Set(found.values()).size).toBe(200);
  });

  test.skipIf(process.platform !== 'linux')('a full disk loses no ID', async () => {
    const cwd = await profiles({ a: {}, b: {} });
    const outcome = await run([], {
      cwd,
      shell: '"$NODE" "$BIN" start --smoke --all-profiles >/dev/full',
    });
    expect(outcome.code).toBe(8);
    expect(outcome.stderr.match(/Session [0-9a-f]{64} was started/g)).toHaveLength(2);
  });

  test('SIGINT: what runs is stopped, what waits is not begun, and each says so', async () => {
    const silent = await rawServer({});
    const names = Array.from({ length: 12 }, (_, at) => `p${at}`);
    const cwd = await profiles(Object.fromEntries(names.map((name) => [name, { endpoint: silent.url }])));
    const outcome = await run(['start', '--smoke', '--all-profiles', '--json'], {
      cwd,
      started: (child) => {
        const timer = setInterval(() => {
          if (silent.connections.filter((one) => one.received().includes('sessionStart')).length < 8) return;
          clearInterval(timer);
          child.kill('SIGINT');
        }, 20);
        child.on('exit', () => clearInterval(timer));
      },
    });
    const output = readJsonOutput(outcome);
    expect(output).toMatchObject({ exitCode: 130, error: { code: 'interrupted' } });
    expect(output.runs?.map((one) => one.sent)).toEqual([...Array(8).fill('yes'), ...Array(4).fill('no')]);
    expect(silent.connections).toHaveLength(8);
  });

  test('on a terminal it is a table with progress', async ({ skip }) => {
    if (!hasProgram('script')) return skip('script (util-linux) is not on this machine');
    const cwd = await profiles({ a: {}, 'long-name': {}, gone: { endpoint: NOTHING_LISTENS } });
    const command = '"$NODE" "$BIN" start --smoke --all-profiles --no-color';
    const { stdout } = await run([], { cwd, shell: `script -qec '${command}' /dev/null` });
    expect(stdout).toContain('0 of 3 profiles done');
    expect(stdout).toMatch(/a {10}[0-9a-f]{64}/);
    expect(stdout).toMatch(/long-name {2}[0-9a-f]{64}/);
    expect(stdout).toContain('gone       exit 6 (unreachable)');
    expect(stdout).toContain('2 of 3 profiles started a session.');
  });

  test('the reports have all of them', async () => {
    const cwd = await profiles({ 'eu-west': {}, eu_west: {}, gone: { endpoint: NOTHING_LISTENS } });
    const args = ['--har=out.har', '--junit=out.xml', '--dotenv=out.env'];
    const outcome = await run(['start', '--smoke', '--all-profiles', ...args], { cwd });
    const read = (name: string): string => readFileSync(join(cwd, name), 'utf8');
    const found = sessions(outcome.stdout);
    expect(read('out.env')).toBe(
      [
        `MEDIA_SESSION_ID_EU_WEST=${found.get('eu-west')}`,
        `MEDIA_SESSION_ID_EU_WEST_2=${found.get('eu_west')}`,
        'MEDIA_SESSION_ID_GONE=\n',
      ].join('\n'),
    );
    const cases = readJunit(read('out.xml'));
    expect(cases.map(({ name, failure }) => [name, failure !== undefined])).toEqual([
      ['eu-west', false],
      ['eu_west', false],
      ['gone', true],
    ]);
    const har = JSON.parse(read('out.har')) as { log: { entries: { comment: string }[] } };
    expect(har.log.entries.map((entry) => entry.comment)).toEqual([
      ...['profile eu-west', 'profile eu-west'],
      ...['profile eu_west', 'profile eu_west'],
      'profile gone',
    ]);
    for (const id of found.values()) expect(read('out.har') + read('out.xml')).not.toContain(id);
  });
});

describe('check and doctor for several profiles', () => {
  test('check: a line for each that is valid', async () => {
    const cwd = await profiles({ good: {}, bad: { orgId: '<your-org-id>' } });
    const outcome = await run(['check', '--smoke', '--all-profiles'], { cwd });
    expect(outcome.stdout).toBe('good\t1 body is valid\n');
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('profile bad: exit 2 (input)');
  });

  test('doctor: steps by profile', async () => {
    const cwd = await profiles({ good: {}, gone: { endpoint: NOTHING_LISTENS } });
    const output = readJsonOutput(await run(['doctor', '--all-profiles', '--json'], { cwd }));
    expect(output.exitCode).toBe(6);
    expect(output.runs?.map((one) => one.steps?.find((step) => step.name === 'connect')?.status)).toEqual([
      'ok',
      'failed',
    ]);
    const args = ['doctor', '--all-profiles', '--tracking-server=localhost'];
    const text = await run(args, { cwd });
    const [good, gone] = text.stdout.split('\n');
    expect(good).toBe(
      '✓ good  Ready: media-session start --smoke --profile good --tracking-server localhost',
    );
    expect(gone).toMatch(/^✗ gone {2}Not ready: Nothing accepts connections at 127\.0\.0\.1:1\.$/);
    // Of what is well, nothing else is said; what is not has its findings beneath its step.
    expect(text.stdout).not.toContain('profile good\n');
    expect(text.stdout).toMatch(
      /^profile gone\n✓ tool [\s\S]*\n✗ connect +failed\n {4}error(?:\[[a-z-]+\])?: Nothing/m,
    );
    expect(text.stdout.match(/\[connection-refused\]/g)).toHaveLength(1);
    expect(text.stdout).toMatch(/\n1 of 2 profiles passed\. Exit 6 \(unreachable\)\.\n$/);
    expect((await run([...args, '-v'], { cwd })).stdout).toContain('\nprofile good\n✓ tool ');
    const ready = text.stdout.slice(0, text.stdout.indexOf('\n')).replace(/.*Ready: media-session /, '');
    expect((await run(ready.split(' '), { cwd })).stdout).toMatch(/^[0-9a-f]{64}\n$/);
  });

  test('a command for one session takes one profile', async () => {
    const cwd = await profiles({ a: {}, b: {} });
    const outcome = await run(['end', 'abc', '--all-profiles'], { cwd });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('Unknown option --all-profiles');
  });
});
