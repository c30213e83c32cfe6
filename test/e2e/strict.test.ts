import { describe, expect, test } from 'vitest';
import { bundledSchema } from '../../src/rules/bundled-schema.ts';
import { CONTENT, mediarc } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

const ID = 'a'.repeat(64);
/** A clock that is a day off, which is a warning about the response. */
const LATE = `Date: ${new Date(Date.now() - 86_400_000).toUTCString()}`;
const SCHEMA = JSON.stringify(bundledSchema('sessionStart'));

/** An endpoint that takes everything, and whose clock is wrong. */
function endpoint() {
  return rawServer({
    answer: (socket, request) => {
      const [status, ...more] = request.startsWith('GET')
        ? ['200 OK']
        : /\/events /.test(request)
          ? ['204 No Content']
          : ['201 Created', `Location: /api/v1/sessions/${ID}`];
      socket.end(httpAnswer(status ?? '', [LATE, ...more], request.startsWith('GET') ? SCHEMA : ''));
    },
  });
}

const now = Date.now();
const event = (eventType: string, at: number, more: object = {}): object => ({
  eventType,
  playerTime: { playhead: at, ts: now + at * 1000 },
  ...more,
});
const params = (trackingServer: string): object => ({
  'analytics.trackingServer': trackingServer,
  'analytics.reportSuite': 'example-rsid',
  'visitor.marketingCloudOrgId': '0123456789ABCDEF01234567@AdobeOrg',
  'media.id': 'clip-1',
  'media.length': 60,
  'media.contentType': 'vod',
  'media.playerName': 'player',
  'media.channel': 'web',
  'media.downloaded': true,
});
const batch = (trackingServer: string): string =>
  JSON.stringify([
    event('sessionStart', 0, { params: params(trackingServer) }),
    event('play', 0),
    event('sessionEnd', 1),
  ]);

/** A command whose input is in order, and what makes it doubtful. */
const SENDING: [name: string, args: string[], doubtful: string[], code: string][] = [
  ['start', ['start', ...CONTENT], ['--tracking-server=https://a.example/b'], 'tracking-server-form'],
  ['event', ['event', ID, 'ping'], [`--ts=${Math.round(now / 1000)}`], 'ts-seconds'],
  ['end', ['end', ID], [`--ts=${Math.round(now / 1000)}`], 'ts-seconds'],
];

async function desk(): Promise<{ cwd: string; requests: () => number }> {
  const server = await endpoint();
  const cwd = tempDirectory({
    '.mediarc': mediarc(server.url),
    'good.json': batch('a.example'),
    'doubtful.json': batch('https://a.example/b'),
  });
  return { cwd, requests: () => server.connections.length };
}

describe('--strict before sending', () => {
  test.each(SENDING)('%s refuses a warning, and sends nothing', async (_name, args, doubtful, code) => {
    const { cwd, requests } = await desk();
    const lax = await run([...args, ...doubtful], { cwd });
    expect(lax.code).toBe(0);
    expect(lax.stderr).toMatch(new RegExp(`^warning\\[${code}\\]: `, 'm'));
    const before = requests();
    const strict = await run([...args, ...doubtful, '--strict'], { cwd });
    expectFailure(strict, 2);
    expect(strict.stderr).toMatch(new RegExp(`^error\\[${code}\\]: `, 'm'));
    expect(strict.stderr).toContain('Nothing was sent. Exit 2 (input).');
    expect(requests()).toBe(before);
    // What is to be ignored is no warning.
    expect((await run([...args, ...doubtful, '--strict', '--ignore', code], { cwd })).code).toBe(0);
  });

  test('downloaded, too', async () => {
    const { cwd, requests } = await desk();
    expect((await run(['downloaded', 'doubtful.json'], { cwd })).code).toBe(0);
    const before = requests();
    const strict = await run(['downloaded', 'doubtful.json', '--strict'], { cwd });
    expectFailure(strict, 2);
    expect(strict.stderr).toContain('[tracking-server-form]');
    expect(requests()).toBe(before);
    const ignored = ['downloaded', 'doubtful.json', '--strict', '--ignore=tracking-server-form'];
    expect((await run(ignored, { cwd })).code).toBe(0);
  });

  test('play, too', async () => {
    const { cwd, requests } = await desk();
    const args = ['play', 'vod-seeking', '--instant', '--tracking-server=https://a.example/b'];
    const strict = await run([...args, '--strict'], { cwd });
    expect([strict.code, strict.stderr]).toEqual([2, '']);
    expect(strict.stdout).toContain('[tracking-server-form]');
    expect(strict.stdout).toContain('Nothing was sent. Exit 2 (input).');
    expect(requests()).toBe(0);
  });

  test('an option that was given twice', async () => {
    const { cwd, requests } = await desk();
    const args = ['start', ...CONTENT, '--report-suite=a', '--report-suite=b'];
    expect((await run(args, { cwd })).code).toBe(0);
    const before = requests();
    const strict = await run([...args, '--strict'], { cwd });
    expectFailure(strict, 2);
    expect(strict.stderr).toContain('[usage-repeated]');
    expect(requests()).toBe(before);
  });
});

describe('--strict after a response', () => {
  test.each<[string, string[]]>([
    ...SENDING.map(([name, args]): [string, string[]] => [name, args]),
    ['downloaded', ['downloaded', 'good.json']],
  ])('%s: a warning about it changes nothing', async (_name, args) => {
    const { cwd } = await desk();
    const outcome = await run([...args, '--strict'], { cwd });
    expect(outcome.stderr).toContain('[clock-skew]');
    expect(outcome.stderr).toMatch(/^warning\[/m);
    expect(outcome.code).toBe(0);
  });
});

describe('--strict of a check', () => {
  test('check of the own body, and of files', async () => {
    const { cwd } = await desk();
    for (const args of [
      ['check', ...CONTENT, '--tracking-server=https://a.example/b'],
      ['check', 'doubtful.json', '--no-sequence'],
    ]) {
      expect((await run(args, { cwd })).code).toBe(0);
      const strict = await run([...args, '--strict'], { cwd });
      expect([strict.code, strict.stderr]).toEqual([2, '']);
      expect(strict.stdout).toMatch(/^error\[tracking-server-form\]: /m);
      expect(strict.stdout).toContain('Nothing was sent. Exit 2 (input).');
    }
  });

  test('explain of a body, and of a session whose events are doubtful', async () => {
    const body = JSON.stringify({
      eventType: 'ping',
      playerTime: { playhead: 0, ts: Math.floor(NOW / 1000) },
    });
    const cwd = tempDirectory({ 'body.json': body, 'log.ndjson': `${body}\n${body}\n` });
    for (const file of ['body.json', 'log.ndjson']) {
      const plain = await run(['explain', file], { cwd });
      expect([plain.code, plain.stdout]).toEqual([0, expect.stringMatching(/valid, 1 warning/)]);
      const strict = await run(['explain', file, '--strict'], { cwd });
      expect([strict.code, strict.stderr]).toEqual([2, '']);
      expect(strict.stdout).toContain('error[ts-seconds]');
      expect(strict.stdout).not.toContain('valid');
      const output = readJsonOutput(await run(['explain', file, '--strict', '--json'], { cwd }));
      expect(output.error?.code).toBe('check-failed');
      const ignored = await run(
        ['explain', file, '--strict', '--ignore', 'ts-seconds', '--ignore', 'ts-equal'],
        { cwd },
      );
      expect([ignored.code, ignored.stdout]).toEqual([0, expect.stringContaining('valid')]);
    }
    const twice = await run(['explain', 'body.json', '--strict', '--report', 'a.md', '--report', 'b.md'], {
      cwd,
    });
    expectFailure(twice, 2);
    expect(twice.stderr).toContain('error[usage-repeated]');
  });

  test.each<[string, string[]]>([
    ['check --live', ['check', '--live', ...CONTENT, '--tracking-server=https://a.example/b']],
    ['doctor', ['doctor', '--tracking-server=localhost']],
  ])('%s: says that a schema was requested, where it was', async (_name, args) => {
    const { cwd } = await desk();
    expect((await run(args, { cwd })).code).toBe(0);
    const strict = await run([...args, '--strict'], { cwd });
    expect(strict.code).toBe(2);
    expect(strict.stdout).toContain('Only a schema was requested. Exit 2 (input).');
    expect(readJsonOutput(await run([...args, '--strict', '--json'], { cwd })).sent).toBe('yes');
  });
});

describe('a variable that this program does not know', () => {
  test.each([
    ['MEDIA_SESSION_REPORTSUITE', 'MEDIA_SESSION_REPORT_SUITE'],
    ['MEDIA_SESSION_TRACKING_SERVR', 'MEDIA_SESSION_TRACKING_SERVER'],
    ['MEDIA_SESION_ENDPOINT', 'MEDIA_SESSION_ENDPOINT'],
    ['media_session_org_id', 'MEDIA_SESSION_ORG_ID'],
    ['MEDIA_SESSION_RSID', 'MEDIA_SESSION_REPORT_SUITE'],
    ['MEDIA_SESSION_HOST', 'MEDIA_SESSION_ENDPOINT'],
    ['MEDIASESSION_PROFILE', 'MEDIA_SESSION_PROFILE'],
  ])('%s warns, says what was meant, and is refused by --strict', async (name, meant) => {
    const { cwd, requests } = await desk();
    const env = { [name]: 'value-not-shown' };
    const { code, stderr } = await run(['start', ...CONTENT], { cwd, env });
    expect([code, requests()]).toEqual([0, 1]);
    expect(stderr).toContain(`warning[variable-unknown]: Unknown variable ${name}, ignored.`);
    expect(stderr).toContain(`Did you mean ${meant}?`);
    expect(stderr).not.toContain('value-not-shown');
    const strict = await run(['start', ...CONTENT, '--strict'], { cwd, env });
    expect([strict.code, strict.stdout, requests()]).toEqual([2, '', 1]);
    expect(strict.stderr).toContain(`error[variable-unknown]: Unknown variable ${name}, ignored.`);
  });

  test('is one mistake with the setting that is missing for it', async () => {
    const env = { MEDIA_SESSION_REPORTSUITE: 'rsid' };
    const { code, stderr } = await run(['start', '--smoke', '--tracking-server=a.example'], { env });
    expect(code).toBe(2);
    expect(stderr).toContain(
      'Unknown variable MEDIA_SESSION_REPORTSUITE; reportSuite is not set (required).',
    );
    expect(stderr).toContain('Rename it to MEDIA_SESSION_REPORT_SUITE.');
    expect(stderr).not.toContain('setting-missing]: reportSuite');
  });

  test('what --dotenv writes is none', async () => {
    const { cwd } = await desk();
    const env = { MEDIA_SESSION_ID: 'a', MEDIA_SESSION_ID_EU_WEST: 'b' };
    const { code, stderr } = await run(['start', ...CONTENT, '--strict'], { cwd, env });
    expect(code).toBe(0);
    expect(stderr).not.toContain('variable-unknown');
  });
});

describe('a variable that is set but empty', () => {
  test('warns, and says what is used instead', async () => {
    const { cwd } = await desk();
    const env = { MEDIA_SESSION_REPORT_SUITE: '', MEDIA_SESSION_TIMEOUT: '', MEDIA_SESSION_PROFILE: '' };
    const { code, stderr } = await run(['start', ...CONTENT], { cwd, env });
    expect(code).toBe(0);
    for (const line of [
      /^warning\[variable-empty\]: MEDIA_SESSION_REPORT_SUITE is set but empty; using \.mediarc:\d+:\d+ instead\.$/m,
      /^warning\[variable-empty\]: MEDIA_SESSION_TIMEOUT is set but empty; using the default instead\.$/m,
      /^warning\[variable-empty\]: MEDIA_SESSION_PROFILE is set but empty; using no profile\.$/m,
    ])
      expect(stderr).toMatch(line);
  });

  test.each(['start', 'check', 'doctor', 'schema diff', 'config show'])(
    '%s --strict refuses it',
    async (verb) => {
      const { cwd, requests } = await desk();
      const env = { MEDIA_SESSION_REPORT_SUITE: '' };
      const outcome = await run([...verb.split(' '), '--tracking-server=localhost', '--strict'], {
        cwd,
        env,
      });
      expect(outcome.code).toBe(2);
      expect(outcome.stdout + outcome.stderr).toContain('[variable-empty]');
      expect(requests()).toBe(verb === 'doctor' ? 1 : 0);
    },
  );

  test('a flag, or --sandbox in the place of the endpoint, makes it meaningless', async () => {
    const { cwd } = await desk();
    const flag = ['start', ...CONTENT, '--report-suite=a', '--strict'];
    const env = { MEDIA_SESSION_REPORT_SUITE: '', MEDIA_SESSION_ENDPOINT: '' };
    const args = [
      ...flag,
      '--sandbox',
      '--no-config',
      '--tracking-server=a.example',
      '--org-id=0123456789ABCDEF01234567@AdobeOrg',
    ];
    expect(await run(args, { cwd, env: { ...env, MEDIA_SESSION_CONFIG: '' } })).toMatchObject({
      code: 0,
      stderr: '',
    });
  });

  test('where nothing else is set, it is named beside what is missing', async () => {
    const { stderr } = await run(['start', '--smoke'], { env: { MEDIA_SESSION_ENDPOINT: '' } });
    expect(stderr).toContain('warning[variable-empty]: MEDIA_SESSION_ENDPOINT is set but empty.');
    expect(stderr).toContain('endpoint is not set.');
  });
});
