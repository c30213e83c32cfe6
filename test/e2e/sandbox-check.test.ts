import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { expectFailure, NODE, type Outcome, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** A player's own test suite: plays a short clip against the endpoint in its environment. */
const SUITE = `
const { MEDIA_SESSION_ENDPOINT: url, PLAYER_URL, LENGTH = '60', EXIT = '0', LATE, LOOP } = process.env;
console.log('suite against ' + (PLAYER_URL === url));
console.error('suite says');
const now = Date.now();
const post = (path, body) => fetch(url + path, { method: 'POST', body: JSON.stringify(body) });
const params = {
  'analytics.trackingServer': 'example.sc.omtrdc.net', 'analytics.reportSuite': 'examplersid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg', 'media.id': 'clip-1',
  'media.length': JSON.parse(LENGTH), 'media.contentType': 'vod', 'media.playerName': 'p', 'media.channel': 'c',
  'media.streamType': 'video',
};
const start = { eventType: 'sessionStart', playerTime: { playhead: 0, ts: now }, params };
const session = (await post('/api/v1/sessions', start)).headers.get('location');
const send = (eventType, ms) =>
  session && post(session + '/events', { eventType, playerTime: { playhead: 0, ts: now + ms } });
await send('play', 1);
if (LOOP) { process.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('looping'); }
else if (LATE) {
  const { spawn } = await import('node:child_process');
  const later = 'setTimeout(() => fetch(process.argv[1], { method: "POST", body: process.argv[2] }), 700)';
  const body = JSON.stringify({ eventType: 'sessionEnd', playerTime: { playhead: 0, ts: now + 2 } });
  const child = spawn(process.execPath, ['-e', later, url + session + '/events', body], { detached: true, stdio: 'ignore' });
  child.unref();
} else await send('sessionEnd', 2);
process.exitCode = Number(EXIT);
`;

async function check(
  args: string[],
  env: Record<string, string> = {},
  files: Record<string, string> = {},
  started?: Parameters<typeof run>[1] extends infer O ? (O extends { started?: infer S } ? S : never) : never,
): Promise<Outcome> {
  const cwd = tempDirectory({ 'suite.mjs': SUITE, ...files });
  // The streams of the command are this process's own: it needs one to itself.
  return run(['sandbox', '--check', ...args, '--', NODE, 'suite.mjs'], {
    cwd,
    env,
    started: started ?? (() => {}),
  });
}

describe('a suite that passes', () => {
  test('its output passes through, the report follows, exit 0', async () => {
    const outcome = await check(['--env', 'PLAYER_URL']);
    expect([outcome.code, outcome.stderr]).toEqual([0, 'suite says\n']);
    expect(outcome.stdout).toMatch(
      /^suite against true\nrequest 1: sessionStart of session #1: valid; answered 201/,
    );
    expect(outcome.stdout).toMatch(/^session 1: media\.id clip-1, .*3 events/m);
    expect(outcome.stdout).toMatch(/^ {4}Content starts +1$/m);
    expect(outcome.stdout).toContain('from the events that came.');
  });

  test('what comes after its end is waited for', async () => {
    const outcome = await check([], { LATE: '1' });
    expect(outcome.code).toBe(0);
    expect(outcome.stdout).toContain('request 3: sessionEnd of session #1: valid');
  });

  test('--json: one document on stdout; the output of the command goes to stderr', async () => {
    const outcome = await check(['--json']);
    expect(outcome.stderr).toBe('suite against false\nsuite says\n');
    const output = readJsonOutput({ ...outcome, stderr: '' }) as ReturnType<typeof readJsonOutput> & {
      exited: number;
    };
    expect([output.command, output.ok, output.exited, output.requests?.length]).toEqual([
      'sandbox',
      true,
      0,
      3,
    ]);
    expect(output.sessions).toMatchObject([{ numbers: { contentStarts: 1 } }]);
  });

  test('-v tells of each request while it runs', async () => {
    const outcome = await check(['-v']);
    expect(outcome.stderr).toMatch(/#1 +sessionStart +0 s +201\n {2}> POST \/api\/v1\/sessions/);
  });
});

describe('a suite whose player is wrong', () => {
  test('errors: exit 2, with what is wrong', async () => {
    const outcome = await check([], { LENGTH: '"60"' });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toContain('error[param-type]: media.length must be a number, not the text "60".');
    expect(outcome.stdout).toContain('--> request 1');
    expect(outcome.stdout).toMatch(/Exit 2 \(input\)\.\n$/);
  });

  test('warnings pass, but not with --strict', async () => {
    const long = { LENGTH: '60000000' };
    expect((await check([], long)).code).toBe(0);
    const outcome = await check(['--strict'], long);
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toContain('[length-milliseconds]');
    expect((await check(['--strict', '--ignore', 'length-milliseconds'], long)).code).toBe(0);
  });

  test('its own exit code goes first', async () => {
    const outcome = await check([], { EXIT: '41', LENGTH: '"60"' });
    expect(outcome.code).toBe(41);
    expect(outcome.stdout).toMatch(/^error\[command-failed\]: \S*node ended with exit code 41\./m);
    expect(outcome.stdout).toContain('[param-type]');
    const document = readJsonOutput({ ...(await check(['--json'], { EXIT: '41' })), stderr: '' });
    expect([document.exitCode, document.error?.code]).toEqual([41, 'command-failed']);
  });

  test('no request at all is an error', async () => {
    const outcome = await run(['sandbox', '--check', '--', 'true'], { started: () => {} });
    expect([outcome.code, outcome.stderr]).toEqual([2, '']);
    expect(outcome.stdout).toContain('[sandbox-idle]');
  });
});

describe('--expect', () => {
  const expecting = (sessions: unknown, more: object = {}): Record<string, string> => ({
    'expect.json': JSON.stringify({ sessions, ...more }),
  });

  test.each([
    [
      [{ numbers: { contentStarts: 1, contentTimeSpent: [0, 1], adStarts: 0, playerSdkErrors: [] } }],
      0,
      '5 of 5 expectations',
    ],
    [[{}], 0, '1 of 1 expectation'],
    [[{ numbers: { contentStarts: 0 } }], 2, '1 of 2 expectations'],
    [[{ numbers: { contentTimeSpent: [5, 10] } }], 2, '1 of 2 expectations'],
    // Within a second, as in play: nobody knows how reports round.
    [[{ numbers: { contentTimeSpent: 0.5 } }], 0, '2 of 2 expectations'],
    [[{ numbers: { contentTimeSpent: 2 } }], 2, '1 of 2 expectations'],
    [[{ numbers: { contentStarts: 1 } }, { numbers: { adStarts: 0 } }], 2, '1 of 3 expectations'],
    [[], 2, '0 of 1 expectation'],
  ])('%j: exit %i, %s met', async (sessions, code, met) => {
    const outcome = await check(['--expect', 'expect.json'], {}, expecting(sessions));
    expect([outcome.code, outcome.stderr]).toEqual([code, 'suite says\n']);
    expect(outcome.stdout).toContain(`\n${met} met.\n`);
    if (code === 2)
      expect(outcome.stdout).toMatch(/^error\[expected-(number|sessions)\]: .*\n --> expect\.json:1:\d+/m);
  });

  test.each<[content: unknown, words: string]>([
    [{ sessions: [{ numbers: { contentStart: 1 } }] }, 'Did you mean contentStarts?'],
    [{ session: [] }, 'Did you mean sessions?'],
    [{ sessions: {} }, 'sessions must be a list, but is an object.'],
    [{ sessions: [1] }, 'session 1 must be an object, but is the number 1.'],
    [{}, 'sessions is missing (required).'],
    [[], 'the file must be an object, but is a list.'],
    [{ sessions: [{ numbers: [] }] }, 'numbers must be an object, but is a list.'],
    ...[[1], [2, 1], ['1', 2]].map((contentTimeSpent): [unknown, string] => [
      { sessions: [{ numbers: { contentTimeSpent } }] },
      'contentTimeSpent is a list, but not a range: a range is two numbers, the smaller one first.',
    ]),
    ...['1', true, {}].map((contentStarts): [unknown, string] => [
      { sessions: [{ numbers: { contentStarts } }] },
      'contentStarts must be a number, or a range [least, most]',
    ]),
    [{ sessions: [{ numbers: { contentSegment: 1 } }] }, 'contentSegment must be text, but is the number 1.'],
    [{ sessions: [{ numbers: { playerSdkErrors: '' } }] }, 'playerSdkErrors must be a list'],
    [{ numbers: { contentStarts: 1 } }, 'error[expected-key]: "numbers" belongs in a session.'],
    [
      { sessions: [{ adStarts: 1 }] },
      '"adStarts" belongs in the numbers of a session.\n --> expect.json:1:15',
    ],
    [{ adStarts: 1 }, '{ "sessions": [{ "numbers": { "adStarts": 1 } }] }'],
  ])('%j is refused before anything runs', async (content, words) => {
    const outcome = await check(['--expect', 'expect.json'], {}, { 'expect.json': JSON.stringify(content) });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain(words);
    expect(outcome.stderr).not.toContain('suite says');
  });

  test('reports for CI say the same', async () => {
    const cwd = tempDirectory({ 'suite.mjs': SUITE, ...expecting([{ numbers: { contentStarts: 7 } }]) });
    const env = { GITHUB_STEP_SUMMARY: 'summary.md' };
    const args = ['sandbox', '--check', '--expect', 'expect.json', '--junit', 'x.xml', '--github'];
    const outcome = await run([...args, '--', NODE, 'suite.mjs'], { cwd, env, started: () => {} });
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toContain('::error file=expect.json,line=1,col=');
    const xml = readFileSync(join(cwd, 'x.xml'), 'utf8');
    expect(xml).toContain('<failure message="Session 1: contentStarts is 1, not 7." type="expected-number">');
    expect(readFileSync(join(cwd, 'summary.md'), 'utf8')).toContain('contentStarts is 1, not 7.');
  });

  test('a file that is not there', async () => {
    const outcome = await check(['--expect', 'expect.json']);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('[file-missing]');
  });
});

describe('the command', () => {
  test.each([
    [['--check'], '[usage-missing-command]'],
    [['--check', '--'], '[usage-missing-command]'],
    [['--check', '--', ''], '[usage-missing-command]'],
    [['--check', 'npm', 'test'], '[usage-missing-command]'],
    [['npm', 'test'], '[usage-extra-argument]'],
    [['--', 'npm', 'test'], '[usage-extra-argument]'],
    [['--strict'], '--strict works only with --check'],
    [['--env', 'X'], '--env works only with --check'],
    [['--github', '--junit', 'x'], '--junit works only with --check'],
    [['--github', '--junit', 'x'], '--github works only with --check'],
    [['--check', '--env', 'A-B', '--', 'true'], 'the name of an environment variable'],
  ])('%j is a usage error', async (args, words) => {
    const outcome = await run(['sandbox', ...args]);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain(words);
  });

  test('one that cannot be started: exit 2, with the reason', async () => {
    const cwd = tempDirectory({ plain: '' });
    // A folder of PATH that may not be entered would hide that there is none.
    const env = { PATH: tempDirectory() };
    const missing = await run(['sandbox', '--check', '--', 'no-such-program'], {
      cwd,
      env,
      started: () => {},
    });
    expectFailure(missing, 2);
    expect(missing.stderr).toContain('no-such-program cannot be started: the program does not exist.');
    for (const [program, fix] of [
      ['node suite.mjs', 'Leave out the quotes around it: -- node suite.mjs'],
      ['PORT=1', 'write -- env PORT=… before the program.'],
      ['cd', "No shell reads the command; for one, write: -- sh -c '<line>'"],
      ['npm ci && npm test', "No shell reads the command; for one, write: -- sh -c '<line>'"],
    ] as const) {
      const slip = await run(['sandbox', '--check', '--', program, 'x'], { cwd, env, started: () => {} });
      expectFailure(slip, 2);
      expect(slip.stderr).toContain(fix);
    }
    const plain = await run(['sandbox', '--check', '--', './plain'], { cwd, started: () => {} });
    expectFailure(plain, 2);
    expect(plain.stderr).toContain('it is not executable');
    for (const program of ['./plain/in-it', `./${'a'.repeat(5000)}`]) {
      const strange = await run(['sandbox', '--check', '--', program], { cwd, started: () => {} });
      expectFailure(strange, 2);
      expect(strange.stderr).toContain('[command-not-started]');
    }
  });

  test('its options are its own', async () => {
    const script = 'process.stdout.write(process.argv.slice(1).join(" ")); process.exit(9)';
    const args = ['sandbox', '--check', '--', NODE, '-e', script, '--', '--json', '-q', '--check'];
    const outcome = await run(args, { started: () => {} });
    expect([outcome.code, outcome.stdout.startsWith('--json -q --check')]).toEqual([9, true]);
  });

  test('signals are passed on, and what came is reported', async () => {
    const outcome = await check([], { LOOP: '1' }, {}, (child) => {
      child.stdout?.on('data', (chunk: Buffer) => {
        if (String(chunk).includes('looping')) child.kill('SIGTERM');
      });
    });
    expect(outcome.code).toBe(7);
    expect(outcome.stdout).toMatch(
      /^error\[command-failed\]: The check was stopped by SIGTERM: \S*node ended with exit code 7\.\n {2}= help: What is listed is only what came until then\.$/m,
    );
    expect(outcome.stdout).toContain('request 2: play of session #1: valid');
  });

  test('a command that a signal ended has the code that a shell gives it', async () => {
    const outcome = await run(['sandbox', '--check', '--', 'sh', '-c', 'kill -9 $$'], {
      started: () => {},
    });
    expect(outcome.code).toBe(137);
    expect(outcome.stdout).toContain('error[command-failed]: sh was ended by SIGKILL. The check failed.');
  });
});

test('faults that a suite asks for do not fail it, and a reset hides nothing', async () => {
  const suite = `
    const url = process.env.MEDIA_SESSION_ENDPOINT;
    await fetch(url + '/_sandbox/fault', { method: 'PUT', body: JSON.stringify({ name: '500', next: 1 }) });
    const { default: _ } = await import('./suite.mjs');
    await fetch(url + '/_sandbox/reset', { method: 'POST' });
  `;
  const cwd = tempDirectory({ 'suite.mjs': SUITE, 'faulty.mjs': suite });
  const command = ['sandbox', '--check', '--', NODE, 'faulty.mjs'];
  const outcome = await run(command, { cwd, started: () => {} });
  expect(outcome.code).toBe(0);
  expect(outcome.stdout).toMatch(/request 1: sessionStart: valid; answered 500/);
  const wrong = await run(command, { cwd, env: { LENGTH: '"60"' }, started: () => {} });
  expect(wrong.code).toBe(2);
});
