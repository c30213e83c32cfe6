import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Validator } from '@cfworker/json-schema';
import { describe, expect, test } from 'vitest';
import { ACCOUNT } from '../helpers/account.ts';
import { expectFailure, expectSuccess, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { tempDirectory } from '../helpers/temp.ts';

const ORG = '0123456789ABCDEF01234567@AdobeOrg';

describe('config init', () => {
  test('fills in what it is given, as text whatever it looks like, and leaves the rest to be filled in', async () => {
    const cwd = tempDirectory();
    const given = ['--endpoint', 'company.hb-api.omtrdc.net', '--report-suite', '0123', '--timeout=20s'];
    const { code } = await run(['config', 'init', ...given, '--org-id', `"quoted" \\ ${ORG}`], { cwd });
    expect(code).toBe(0);
    expect(statSync(join(cwd, '.mediarc')).mode & 0o777).toBe(0o600);
    const shown = readJsonOutput(await run(['config', 'show', '--json'], { cwd }));
    const values = Object.fromEntries(shown.settings?.map(({ key, value }) => [key, value]) ?? []);
    expect(values).toMatchObject({
      endpoint: 'company.hb-api.omtrdc.net',
      reportSuite: '0123',
      timeout: '20s',
      orgId: `"quoted" \\ ${ORG}`,
    });
    expect(shown.findings.map(({ code, path }) => [code, path])).toContainEqual([
      'placeholder',
      'trackingServer',
    ]);
  });

  test('with all that an account needs, the file is ready', async () => {
    const cwd = tempDirectory();
    expectSuccess(await run(['config', 'init', ...ACCOUNT, '--endpoint=127.0.0.1:1'], { cwd }));
    const outcome = await run(['start', '--smoke', '--sandbox'], { cwd });
    expectSuccess(outcome);
  });

  test.each([
    ['start', '--smoke'],
    ['play', '--instant'],
  ])(
    'a new file as it is does for %s --sandbox, with a note and without one word of blame',
    async (...args) => {
      const cwd = tempDirectory();
      expectSuccess(await run(['config', 'init'], { cwd }));
      const outcome = await run([...args, '--sandbox'], { cwd });
      expect(outcome.code).toBe(0);
      expect(outcome.stderr).toContain(
        'note[placeholder]: trackingServer, reportSuite, orgId are still placeholders in .mediarc; the sandbox uses example values instead.',
      );
      expect(outcome.stderr).not.toContain('error');
      // Without the sandbox they are refused as ever.
      expectFailure(await run([...args, '--endpoint=http://127.0.0.1:1'], { cwd }), 2);
    },
  );

  test('refuses every value that cannot be used, and writes nothing', async () => {
    const cwd = tempDirectory();
    const outcome = await run(['config', 'init', '--endpoint', 'ftp://x', '--retry', 'often'], { cwd });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('ftp://');
    expect(outcome.stderr).toContain('often');
    expect(existsSync(join(cwd, '.mediarc'))).toBe(false);
  });

  test('says what start would say of the values, as warnings; of placeholders and variables nothing', async () => {
    const cwd = tempDirectory();
    const org = ORG.slice(0, 24).toLowerCase();
    const given = [
      '--org-id',
      org,
      '--endpoint=acme.sc.omtrdc.net',
      '--tracking-server=acme.hb-api.omtrdc.net',
    ];
    const env = { MEDIA_SESSION_ENDPOINT: 'company.hb-api.omtrdc.net', MEDIA_SESSION_REPORT_SUITE: 'a,b' };
    const outcome = await run(['config', 'init', ...given], { cwd, env });
    expect([outcome.code, outcome.stdout]).toEqual([0, `${join(cwd, '.mediarc')}\n`]);
    expect(outcome.stderr.match(/^\w+\[[\w-]+\]: .{25}/gm)).toEqual([
      'warning[endpoint-host]: The endpoint and the trac',
      expect.stringMatching(/^warning\[org-id-form\]: orgId is "/),
    ]);
    expect(outcome.stderr).toContain(`Write orgId: "${ORG}"`);
    expect(outcome.stderr).toContain('Swap them in ');
  });

  test('warns of a tracking server with a scheme, and not where all is well', async () => {
    const server = ['--tracking-server=https://acme.sc.omtrdc.net/'];
    const outcome = await run(['config', 'init', ...server], { cwd: tempDirectory() });
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(
      /^warning\[tracking-server-form\]: trackingServer must be a bare host name/,
    );
    const well = ['config', 'init', ...ACCOUNT, '--endpoint=company.hb-api.omtrdc.net'];
    expectSuccess(await run(well, { cwd: tempDirectory() }));
    expectSuccess(await run(['config', 'init'], { cwd: tempDirectory() }));
  });

  test('leaves a file alone that is there', async () => {
    const cwd = tempDirectory({ '.mediarc': 'reportSuite: "mine"\n' });
    expectFailure(await run(['config', 'init', '--report-suite', 'other'], { cwd }), 2);
    expect(readFileSync(join(cwd, '.mediarc'), 'utf8')).toBe('reportSuite: "mine"\n');
  });

  test.skipIf(!existsSync('/usr/bin/script'))('says on a terminal what comes next', async () => {
    const cwd = tempDirectory();
    const command = 'stty cols 80; "$NODE" "$BIN" config init --report-suite suite';
    const { stdout } = await run([], {
      cwd,
      shell: `script -qec '${command}' /dev/null`,
      env: { TERM: 'xterm' },
    });
    const lines = readFileSync(join(cwd, '.mediarc'), 'utf8').split('\n');
    const places = [...stdout.matchAll(/(\w+) \(line (\d+)\)/g)].map(([, key, line]) => [key, Number(line)]);
    expect(places.map(([key]) => key)).toEqual(['endpoint', 'trackingServer', 'orgId']);
    for (const [key, line] of places) expect(lines[Number(line) - 1]).toMatch(`${key}: "<your-`);
    expect(stdout).toMatch(/^ +media-session doctor\r?$/m);
    expect(stdout).toMatch(/^ +media-session schema show config > mediarc\.schema\.json\r?$/m);
  });
});

describe('a finding about a value of the config file', () => {
  const LOWER = ORG.toLowerCase().replace('adobeorg', 'AdobeOrg');
  const values = {
    endpoint: 'http://127.0.0.1:1',
    trackingServer: 'https://acme.sc.omtrdc.net/b',
    reportSuite: 'a b',
    orgId: LOWER,
  };
  const yaml = Object.entries(values).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  const FIXES = [
    ['trackingServer', 'acme.sc.omtrdc.net'],
    ['reportSuite', 'ab'],
    ['orgId', ORG],
  ];

  test.each([['start', '--smoke', '--dry-run'], ['play', '--dry-run'], ['doctor']])(
    'names its key there, and the fix can be pasted: %s',
    async (...args) => {
      const cwd = tempDirectory({ '.mediarc': yaml.join(''), 'other.json': JSON.stringify(values) });
      const inYaml = await run(args, { cwd });
      const inJson = await run([...args, '--config', 'other.json'], { cwd });
      for (const [key, better] of FIXES) {
        expect(inYaml.stdout + inYaml.stderr).toContain(`Write ${key}: "${better}"`);
        expect(inJson.stdout + inJson.stderr).toContain(`Write "${key}": "${better}"`);
      }
      expect(inYaml.stdout + inYaml.stderr).toContain(`]: orgId is "${LOWER}"; `);
      expect(inYaml.stdout + inYaml.stderr).not.toMatch(/\]: (?:visitor|analytics)\./);
    },
  );

  test('but the same value of `params` or a flag keeps the name that it has there', async () => {
    const cwd = tempDirectory({ '.mediarc': `params:\n  visitor.marketingCloudOrgId: "${LOWER}"\n` });
    const args = ['start', '--smoke', '--dry-run', ...ACCOUNT.filter((one) => !one.startsWith('--org-id'))];
    const { stderr } = await run(args, { cwd });
    expect(stderr).toContain(`Write visitor.marketingCloudOrgId: "${ORG}", or pass`);
    const flag = await run([...args, '--org-id', LOWER], { cwd });
    expect(flag.stderr).toContain(`Write --org-id ${ORG}\n`);
  });

  test('swapped hosts are written as YAML wants them', async () => {
    const cwd = tempDirectory({
      '.mediarc': `endpoint: acme.sc.omtrdc.net\ntrackingServer: acme.hb-api.omtrdc.net\nreportSuite: a\norgId: "${ORG}"\n`,
    });
    const { stderr, code } = await run(['start', '--smoke'], { cwd });
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /Swap them in \.mediarc:\n +endpoint: "acme\.hb-api\.omtrdc\.net"\n +trackingServer: "acme\.sc\.omtrdc\.net"\n/,
    );
  });
});

test('schema show config prints the schema that the package ships, and a new file is valid by it', async () => {
  const outcome = await run(['schema', 'show', 'config']);
  expectSuccess(outcome);
  const schema = JSON.parse(outcome.stdout);
  const shipped = readFileSync(new URL('../../schemas/mediarc.schema.json', import.meta.url), 'utf8');
  expect(schema).toEqual(JSON.parse(shipped));
  expect(new Validator(schema, '7').validate({ reportSuite: 'x', reprotSuite: 'x' }).valid).toBe(false);
  expectFailure(await run(['schema', 'diff', 'config']), 2);
});

/** Two profiles, and what they have in common. */
const PROFILES = JSON.stringify({
  orgId: ORG,
  profiles: {
    staging: { endpoint: '127.0.0.1:1', trackingServer: 'a.example.com', reportSuite: 'staging-suite' },
    prod: { endpoint: '127.0.0.1:2', trackingServer: 'a.example.com', reportSuite: 'prod-suite' },
  },
});

describe('a config whose settings stand in profiles', () => {
  test('none chosen: they are listed, with the command line to add, in place of each missing setting', async () => {
    const cwd = tempDirectory({ '.mediarc': PROFILES });
    const commands = [
      ['start', '--smoke'],
      ['check', '--smoke'],
      ['event', 'abc', 'play'],
      ['schema', 'diff'],
      ['doctor'],
    ];
    for (const argv of commands) {
      const output = readJsonOutput(await run([...argv, '--json'], { cwd }));
      expect([argv, output.exitCode, output.sent]).toEqual([argv, 2, 'no']);
      const found = output.findings.filter(({ severity }) => severity === 'error');
      expect(found.map(({ code }) => code)).toEqual(['profile-unchosen']);
      expect(found[0]?.message).toMatch(/staging, prod/);
      expect(found[0]?.fix).toContain('--profile staging');
    }
  });

  test('what no profile has is still told by itself, and one that is chosen is not told of the others', async () => {
    const cwd = tempDirectory({
      '.mediarc': JSON.stringify({ profiles: { staging: { reportSuite: 'x' } } }),
    });
    const codes = async (...argv: string[]): Promise<string[]> =>
      readJsonOutput(await run(['start', '--smoke', ...argv, '--json'], { cwd })).findings.map(
        ({ code }) => code,
      );
    expect(await codes()).toEqual(['profile-unchosen', ...Array(3).fill('setting-missing')]);
    expect(await codes('--profile', 'staging')).toEqual(Array(3).fill('setting-missing'));
    expect(await codes('--report-suite', 'y')).toEqual(Array(3).fill('setting-missing'));
  });

  test.each([[[]], [['--strict']]])(
    'config show without one names the profiles that set what is missing (%j)',
    async (more) => {
      const cwd = tempDirectory({ '.mediarc': PROFILES });
      const outcome = await run(['config', 'show', ...more], { cwd });
      expect(outcome.code).toBe(0);
      expect(outcome.stderr).toMatch(
        /^note\[profile-unchosen\]: No profile is chosen\. Only profiles of \.mediarc \(/,
      );
      const chosen = await run(['config', 'show', '--profile', 'prod', ...more], { cwd });
      expect(chosen.stderr).not.toContain('profile-unchosen');
    },
  );

  test('config show --all-profiles: each under its name', async () => {
    const cwd = tempDirectory({ '.mediarc': PROFILES });
    const outcome = await run(['config', 'show', '--all-profiles'], { cwd });
    expectSuccess(outcome);
    const [staging = '', prod = ''] = outcome.stdout.split('\n\n');
    expect(staging).toMatch(/^profile staging\nendpoint +127\.0\.0\.1:1 +\.mediarc:1:/);
    expect(prod).toMatch(/^profile prod\nendpoint +127\.0\.0\.1:2 +\.mediarc:1:/);
    for (const part of [staging, prod]) expect(part).toMatch(new RegExp(`^orgId +${ORG} `, 'm'));
  });

  test('config show --all-profiles --json, and some of them', async () => {
    const cwd = tempDirectory({ '.mediarc': PROFILES });
    const all = readJsonOutput(await run(['config', 'show', '--all-profiles', '--json'], { cwd }));
    expect(all.runs?.map(({ profile }) => profile)).toEqual(['staging', 'prod']);
    const some = ['config', 'show', '--profile', 'prod', '--profile', 'staging', '--json'];
    const { runs } = readJsonOutput(await run(some, { cwd }));
    expect(runs?.map(({ profile }) => profile)).toEqual(['prod', 'staging']);
    expectFailure(await run(['config', 'show', '--profile', 'prod', '--profile', 'nope'], { cwd }), 2);
  });
});

describe('start --sandbox --fault', () => {
  test.each([
    ['503-retry-after', 5],
    ['400', 4],
    ['no-location', 3],
    ['reset', 7],
  ])('%s ends with %i', async (fault, code) => {
    const outcome = await run(['start', '--sandbox', '--smoke', '--fault', fault]);
    expectFailure(outcome, code);
    expect(outcome.stderr).toContain('The request was sent.');
  });

  test('needs the sandbox: no real endpoint is ever told to fail', async () => {
    const outcome = await run(['start', '--smoke', '--fault', 'hang']);
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('--sandbox');
  });
});
