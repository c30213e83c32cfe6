import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, mediarc } from '../helpers/account.ts';
import { run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { relayForTest, typeOf } from '../helpers/relay.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** A scenario file; `more` stands at its end. */
const scenario = (more = ''): string => `
title: A short one
variables: { build: "17" }
content:
  media.id: "build-\${build}"
  media.name: Short
  media.length: 20
  media.contentType: vod
  media.streamType: video
  media.playerName: player
  media.channel: channel
steps:
  - play
  - for: 20s
  - sessionComplete
  - sessionEnd
${more}`;

const SANDBOX = ['--sandbox', '--instant', '--no-config'];

describe('--list', () => {
  test('shows every scenario with its length and what it tests', async () => {
    const outcome = await run(['play', '--list']);
    expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
    expect(outcome.stdout).toContain('timeline-1, view-to-end-of-content: 88 s, 49 events\n');
    expect(outcome.stdout).toContain('(without a name): 78 s');
    const { scenarios = [] } = readJsonOutput(await run(['play', '--list', '--json']));
    expect(scenarios.flatMap(({ name, aliases }) => [name, ...aliases]).filter(Boolean)).toHaveLength(25);
    for (const { title, about, length } of scenarios)
      expect([title, about, length > 0]).toEqual([title, about, true]);
  });
});

describe('--dry-run', () => {
  test('prints schedule and numbers, and sends nothing', async () => {
    const relay = await relayForTest();
    const args = ['play', 'vod-seeking', '--dry-run', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
    const outcome = await run(args);
    expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
    expect(outcome.stdout).toMatch(/^ {2}0\.000 s {2}sessionStart +playhead 0\n/);
    expect(outcome.stdout).toContain(' 16.500 s  play             playhead 25\n');
    expect(outcome.stdout).toContain('Content time spent       30 s\n');
    expect(outcome.stdout).toContain('Nothing was sent.');
    const output = readJsonOutput(await run([...args, '--json']));
    expect(output).toMatchObject({ sent: 'no', session: null, scenario: { mode: 'dry-run' } });
    expect(output.sessions?.map(({ id }) => id)).toEqual([null]);
    expect(relay.seen).toEqual([]);
  });

  test('shows what would be refused, with the place of each value', async () => {
    const text = scenario()
      .replace('media.length: 20', 'media.length: "20"')
      .replace('- play', '- { event: play, params: { a: 1 } }');
    const cwd = tempDirectory({ 'my.yaml': text });
    const outcome = await run(['play', 'my.yaml', '--dry-run', '--sandbox', '--no-config'], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toContain(' --> my.yaml:7:17\n');
    expect(outcome.stdout).toMatch(/\[param-unknown\]: .*\n +--> my\.yaml:13:30\n/);
    expect(outcome.stdout).toContain('sessionStart     playhead 0\n');
    expect(outcome.stdout).toContain('Nothing was sent. Exit 2 (input).');
  });
});

describe('a scenario that cannot be read', () => {
  test('is shown with the place of each mistake, and nothing is sent', async () => {
    const cwd = tempDirectory({ 'my.yaml': 'steps:\n  - evnt: play\n  - for: soon\n' });
    const outcome = await run(['play', 'my.yaml', ...SANDBOX], { cwd });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toContain(
      'error[scenario-key]: A scenario has no key "evnt" here.\n --> my.yaml:2:5\n',
    );
    expect(outcome.stdout).toContain('for must be a time such as 15s, 800ms or 2m, but is the text "soon".');
    const output = readJsonOutput(await run(['play', 'my.yaml', ...SANDBOX, '--json'], { cwd }));
    expect(output).toMatchObject({ sent: 'no', error: { code: 'file' } });
  });

  test.each([
    ['timeline-9', 'There is no built-in scenario and no file named timeline-9.', 'Did you mean timeline-1?'],
    ['nothing/like/it.yaml', 'nothing/like/it.yaml', ''],
  ])('%s', async (name, message, fix) => {
    const outcome = await run(['play', name, ...SANDBOX]);
    expect([outcome.stdout, outcome.code]).toEqual(['', 2]);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).toContain(fix);
  });

  test('a capture and a name exclude each other', async () => {
    const outcome = await run(['play', 'timeline-1', '--from', 'x.har']);
    expect([outcome.stdout, outcome.code]).toEqual(['', 2]);
    expect(outcome.stderr).toContain('--from');
  });
});

describe('a scenario file', () => {
  test('takes variables from the command line, and params for its start', async () => {
    const relay = await relayForTest();
    const at = ['--instant', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
    const more = ['--var', 'build=18', '--param', 'media.show=News', '--custom', 'run=ci'];
    const outcome = await run(['play', '-', ...at, ...more], { stdin: scenario() });
    expect(outcome.code).toBe(0);
    expect(relay.seen[0]?.body).toMatchObject({
      params: { 'media.id': 'build-18', 'media.show': 'News', 'analytics.reportSuite': 'example-rsid' },
      customMetadata: { run: 'ci' },
    });
    expect(relay.seen[1]?.body).not.toHaveProperty('customMetadata');
    expect(outcome.stdout).toContain('report suite: example-rsid\n');
    expect(outcome.stdout).toContain('content ID (dimension Content): build-18\n');
    expect(outcome.stdout).toContain(`session ID: ${relay.seen[0]?.sessionId} `);
  });

  test('may be JSON', async () => {
    const json = JSON.stringify({ content: { 'media.id': 'x' }, steps: ['play', { for: 5 }, 'sessionEnd'] });
    const outcome = await run(['play', '-', '--dry-run', '--sandbox', '--no-config'], { stdin: json });
    expect(outcome.stdout).toContain('  5.000 s  sessionEnd       playhead 5\n');
    // What is missing is added to the file: no flag of another command helps.
    expect(outcome.stdout).not.toMatch(/--smoke|--length/);
  });

  test('whose expectations fail ends with exit 2, although something was sent', async () => {
    const text = scenario(
      'expect:\n  numbers: { contentStarts: 2, contentTimeSpent: 20 }\n  findings: [ping-rare]\n',
    );
    const cwd = tempDirectory({ 'my.yaml': text });
    const args = ['play', 'my.yaml', ...SANDBOX, '--junit', 'play.xml', '--json'];
    const output = readJsonOutput(await run(args, { cwd }));
    expect(output).toMatchObject({ exitCode: 2, sent: 'yes', error: { code: 'expectation-failed' } });
    expect(output.expectations).toMatchObject([
      { about: 'contentStarts', met: false },
      { about: 'contentTimeSpent', met: true },
      { about: 'findings', met: false },
    ]);
    const failed = output.findings.filter(({ code }) => code === 'expectation-failed');
    expect(failed.map(({ origin }) => origin?.line)).toEqual([18, 19]);
    const junit = readFileSync(join(cwd, 'play.xml'), 'utf8');
    expect(junit).toContain('tests="9" failures="2"');
    expect(junit).toContain('name="10.000 s ping (step 2)"');
    expect(junit).toMatch(
      /name="expected: Content starts">\n {6}<failure message="Content starts: expected 2, but the events come to 1/,
    );
  });

  test('can expect that an event is refused', async () => {
    const refused = scenario()
      .trimEnd()
      .concat('\n  - { event: ping, expect: [404, 410] }\nexpect: { findings: [session-after-end] }\n');
    const ok = readJsonOutput(await run(['play', '-', ...SANDBOX, '--json'], { stdin: refused }));
    expect(ok.events?.at(-1)).toMatchObject({ eventType: 'ping', status: 410, error: null });
    const wrong = refused.replace('[404, 410]', '204');
    const output = readJsonOutput(await run(['play', '-', ...SANDBOX, '--json'], { stdin: wrong }));
    expect(output.exitCode).toBe(8);
    expect(output.expectations?.[0]).toMatchObject({ about: 'step 5', met: false });
  });

  test('several sessions at once keep apart by their IDs', async () => {
    const relay = await relayForTest();
    const at = ['--instant', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
    const outcome = await run(['play', 'vod-two-trackers', ...at]);
    expect(outcome.code).toBe(0);
    const ids = relay.seen.map(({ sessionId }) => sessionId);
    expect(new Set(ids).size).toBe(2);
    expect(ids.slice(0, 4)).toEqual([ids[0], ids[1], ids[0], ids[1]]);
    for (const id of new Set(ids)) expect(outcome.stdout).toContain(`session ID: ${id} `);
  });
});

describe('reports', () => {
  test('a HAR holds every exchange, and explain reads the session in it', async () => {
    const relay = await relayForTest();
    const cwd = tempDirectory();
    const at = ['--no-config', ...ACCOUNT, '--endpoint', relay.url];
    await run(
      ['play', 'vod-seeking', '--instant', '--har', 'play.har', ...at, '--custom', 'who=secret-value'],
      { cwd },
    );
    const har = readFileSync(join(cwd, 'play.har'), 'utf8');
    expect(JSON.parse(har).log.entries).toHaveLength(8);
    expect(har).not.toContain('secret-value');
    expect(har).not.toContain(relay.seen[0]?.sessionId);
    const explained = readJsonOutput(await run(['explain', 'play.har', '--json'], { cwd }));
    expect(explained.sessions?.[0]?.numbers).toMatchObject({ contentStarts: 1, contentTimeSpent: 30 });
  });

  test('a report to hand on holds the session and its requests, without who watched', async () => {
    const cwd = tempDirectory();
    const outcome = await run(
      [
        'play',
        'vod-seeking',
        ...SANDBOX,
        '--report',
        'play.md',
        '--param',
        'analytics.visitorId=somebody-else',
      ],
      { cwd },
    );
    expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
    const report = readFileSync(join(cwd, 'play.md'), 'utf8');
    expect(report).toMatch(/^# Report on vod-seeking\n/);
    expect(report).toContain('8 requests, 1 session: 0 errors');
    expect(report).toContain('| Content time spent | 30 s |');
    expect(report).not.toContain('somebody-else');
  });

  test('GitHub Actions get the ID, and the place of what failed', async () => {
    const text = scenario('expect: { numbers: { contentStarts: 2 } }\n');
    const cwd = tempDirectory({ 'my.yaml': text });
    const env = { GITHUB_OUTPUT: join(cwd, 'out'), GITHUB_STEP_SUMMARY: join(cwd, 'summary') };
    const outcome = await run(['play', 'my.yaml', ...SANDBOX, '--github'], { cwd, env });
    expect(readFileSync(join(cwd, 'out'), 'utf8')).toMatch(/^session-id=[0-9a-f]{64}\n$/);
    expect(outcome.stderr).toContain('::error file=my.yaml,line=17,col=');
  });

  test('-q leaves the session ID, or what was to be printed, and what failed', async () => {
    const played = await run(['play', ...SANDBOX, '-q']);
    expect(played).toMatchObject({ code: 0, stdout: expect.stringMatching(/^[0-9a-f]{64}\n$/), stderr: '' });
    const list = await run(['play', '--list']);
    expect(await run(['play', '--list', '-q'])).toMatchObject({ code: 0, stdout: list.stdout });
    const dry = await run(['play', ...SANDBOX, '--dry-run', '-q']);
    expect(dry.stdout).toMatch(/^ +0\.000 s {2}sessionStart .*\n( +\d.*\n)+$/);
    const text = scenario('expect: { numbers: { contentStarts: 2 } }\n');
    const outcome = await run(['play', '-', ...SANDBOX, '-q'], { stdin: text });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout).toMatch(/^[0-9a-f]{64}\nerror: .*\n$/);
  });
});

describe('several profiles', () => {
  test('each plays the scenario', async () => {
    const relay = await relayForTest();
    const profiles = { one: { reportSuite: 'rs-one' }, two: { reportSuite: 'rs-two' } };
    const cwd = tempDirectory({ '.mediarc': mediarc(relay.url, { profiles }) });
    const outcome = await run(['play', 'vod-seeking', '--instant', '--all-profiles'], { cwd });
    expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
    expect(
      outcome.stdout.split('\n').filter((line) => /^(?:one|two)\t[0-9a-f]{64}$/.test(line)),
    ).toHaveLength(2);
    const suites = relay.seen
      .filter((one) => typeOf(one) === 'sessionStart')
      .map(({ body }) => (body as { params: Record<string, string> }).params['analytics.reportSuite']);
    expect(suites.sort()).toEqual(['rs-one', 'rs-two']);
    for (const suite of suites) expect(outcome.stdout).toContain(`report suite: ${suite}\n`);
    const output = readJsonOutput(
      await run(['play', 'vod-seeking', '--instant', '--all-profiles', '--json'], { cwd }),
    );
    expect(output.runs?.map(({ profile, sessions }) => [profile, sessions?.length])).toEqual([
      ['one', 1],
      ['two', 1],
    ]);
  });
});

test('several profiles play what standard input holds', async () => {
  const relay = await relayForTest();
  const cwd = tempDirectory({ '.mediarc': mediarc(relay.url, { profiles: { one: {}, two: {} } }) });
  const outcome = await run(['play', '-', '--instant', '--all-profiles'], { cwd, stdin: scenario() });
  expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
  expect(relay.seen.filter((one) => typeOf(one) === 'sessionStart')).toHaveLength(2);
});

describe('--from', () => {
  const LOG = new URL('../fixtures/sequences/healthy/', import.meta.url);

  test('plays the session of a log again, with the account of the settings', async () => {
    const relay = await relayForTest();
    const text = readFileSync(new URL('seek.ndjson', LOG), 'utf8');
    const cwd = tempDirectory({ 'customer.ndjson': text });
    const at = ['--instant', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
    const outcome = await run(['play', '--from', 'customer.ndjson', ...at, '--json'], { cwd });
    const output = readJsonOutput(outcome);
    expect([output.error, outcome.code]).toEqual([null, 0]);
    const recorded = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(relay.seen.map(typeOf)).toEqual(recorded.map(({ eventType }) => eventType));
    const begin = recorded[0].playerTime.ts;
    const sent = relay.seen.map(
      ({ body }) => (body as { playerTime: { ts: number; playhead: number } }).playerTime,
    );
    expect(sent.map(({ ts, playhead }) => [ts - (sent[0]?.ts ?? 0), playhead])).toEqual(
      recorded.map(({ playerTime: { ts, playhead } }) => [ts - begin, playhead]),
    );
    expect(relay.seen[0]?.body).toMatchObject({ params: { 'analytics.reportSuite': 'example-rsid' } });
    const explained = readJsonOutput(await run(['explain', 'customer.ndjson', '--json'], { cwd }));
    expect(output.sessions?.map(({ numbers }) => numbers)).toEqual(
      explained.sessions?.map(({ numbers }) => numbers),
    );
  });

  test('starts with the start, even where another event has an earlier time', async () => {
    const [start = '', ...rest] = readFileSync(new URL('seek.ndjson', LOG), 'utf8').trim().split('\n');
    const { playerTime } = JSON.parse(start);
    const early = { eventType: 'ping', playerTime: { playhead: 0, ts: playerTime.ts - 1000 } };
    const stdin = [start, JSON.stringify(early), ...rest].join('\n');
    const outcome = await run(['play', '--from', '-', ...SANDBOX, '--dry-run', '--json'], { stdin });
    const types = readJsonOutput(outcome).events?.map(({ eventType }) => eventType);
    expect(types?.slice(0, 2)).toEqual(['sessionStart', 'ping']);
    expect(types).toHaveLength(rest.length + 2);
  });

  test('a batch of downloaded content goes where it belongs', async () => {
    const relay = await relayForTest();
    const cwd = tempDirectory({ 'd.json': readFileSync(new URL('downloaded.json', LOG), 'utf8') });
    const at = ['--instant', '--no-config', ...ACCOUNT, '--endpoint', relay.url];
    const outcome = await run(['play', '--from', 'd.json', ...at], { cwd });
    expect([outcome.stderr, outcome.code]).toEqual(['', 0]);
    expect(relay.seen.map(({ path }) => path)).toEqual(['/api/v1/downloaded']);
  });

  test.each([
    [
      '{"eventType":"play","playerTime":{"playhead":0,"ts":1}}\n{"eventType":"ping","playerTime":{"playhead":9,"ts":9}}\n',
      'their sessionStart is not in it',
    ],
    ['curl https://example.com/\n', 'capture'],
  ])('a capture without a session: %j', async (text, message) => {
    const outcome = await run(['play', '--from', '-', ...SANDBOX], { stdin: text });
    expect(outcome.code).toBe(2);
    expect(outcome.stdout + outcome.stderr).toContain(message);
  });
});
