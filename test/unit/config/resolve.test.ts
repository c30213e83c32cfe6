import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { SettingsChoice } from '../../../src/config/choice.ts';
import { missingSettings, type ResolveOptions, resolveSettings } from '../../../src/config/resolve.ts';
import { SETTINGS } from '../../../src/config/settings.ts';
import { effectiveSettings } from '../../../src/config/show.ts';
import { configTemplate } from '../../../src/config/template.ts';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Context } from '../../../src/model/context.ts';
import { InputError } from '../../../src/model/errors.ts';
import { fakeContext } from '../../helpers/context.ts';
import { findingOf, findingsOf } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

interface Setup extends Partial<Omit<SettingsChoice, 'config'>>, ResolveOptions {
  /** Text of the config file. */
  config?: string;
  configFlag?: string;
  profile?: string;
  files?: Record<string, string>;
  env?: Record<string, string>;
}

interface Input extends ResolveOptions {
  choice: SettingsChoice;
  context: Context;
  cwd: string;
}

function input({ config, configFlag, files, env, profile, sandbox, tolerant, ...rest }: Setup): Input {
  const cwd = tempDirectory({ ...(config && { '.mediarc': config }), ...files });
  const context = fakeContext({ cwd, env: env ?? {}, home: '/home/someone' });
  const profiles = profile === undefined ? [] : [profile];
  const none = { flags: {}, noConfig: false, profiles, allProfiles: false, ignore: [], strict: false };
  return { choice: { ...none, config: configFlag, ...rest }, context, cwd, sandbox, tolerant };
}

const resolveInput = ({ choice, context, ...options }: Input) => resolveSettings(choice, context, options);
const resolve = (setup: Setup) => resolveInput(input(setup));

describe('precedence', () => {
  const config = 'reportSuite: file\nprofiles:\n  p: {reportSuite: profile}\n';
  const env = { MEDIA_SESSION_REPORT_SUITE: 'variable' };

  test.each<[string, Setup, string, object]>([
    [
      'flag',
      { config, env, profile: 'p', flags: { reportSuite: 'flag' } },
      'flag',
      { kind: 'flag', name: '--report-suite' },
    ],
    [
      'variable',
      { config, env, profile: 'p' },
      'variable',
      { kind: 'env', name: 'MEDIA_SESSION_REPORT_SUITE' },
    ],
    ['profile', { config, profile: 'p' }, 'profile', { kind: 'file', name: '.mediarc', line: 3, column: 20 }],
    ['file', { config }, 'file', { kind: 'file', name: '.mediarc', line: 1, column: 14 }],
    [
      'an empty variable is unset (row 82)',
      { config, env: { MEDIA_SESSION_REPORT_SUITE: '' } },
      'file',
      { kind: 'file' },
    ],
  ])('%s', async (_name, setup, value, origin) => {
    const { reportSuite } = (await resolve(setup)).values;
    expect(reportSuite?.value).toBe(value);
    expect(reportSuite?.origin).toMatchObject(origin);
  });

  test('every setting has its flag, its variable and its key', async () => {
    const samples = { host: 'h.example', string: 'text', duration: '7s', count: '3', path: '/ca.pem' };
    for (const { key, env: variable, flag, type } of SETTINGS) {
      const value = samples[type];
      const byFlag = await resolve({ flags: { [key]: value } });
      expect(byFlag.values[key]).toEqual({ value, origin: { kind: 'flag', name: flag } });
      const byVariable = await resolve({ env: { [variable]: value } });
      expect(byVariable.values[key]).toEqual({ value, origin: { kind: 'env', name: variable } });
      const byFile = await resolve({ config: `${key}: "${value}"\n` });
      expect(byFile.values[key]).toMatchObject({
        value,
        origin: { kind: 'file', name: '.mediarc', line: 1 },
      });
    }
  });

  test('defaults', async () => {
    const settings = await resolve({});
    const origin = { kind: 'default', name: 'default' };
    expect(settings.connectTimeoutMs).toEqual({ value: 5000, origin });
    expect(settings.timeoutMs).toEqual({ value: 15_000, origin });
    expect(settings.retry).toEqual({ value: 0, origin });
    expect(settings.config).toBeUndefined();
    expect(settings.warnings).toEqual([]);
  });

  test('params and custom metadata merge key by key', async () => {
    const settings = await resolve({
      config:
        'params: {a: 1, b: 2}\ncustomMetadata: {x: "1"}\nprofiles:\n  p:\n    params: {b: 3}\n    customMetadata: {y: "2"}\n',
      profile: 'p',
    });
    expect(settings.params.value).toEqual({ a: 1, b: 3 });
    expect(settings.params.originOf('b')).toMatchObject({ line: 5 });
    expect(settings.params.originOf('a')).toMatchObject({ line: 1 });
    expect(settings.customMetadata.value).toEqual({ x: '1', y: '2' });
  });
});

describe('the config file', () => {
  test('--config, then its variable, then the search', async () => {
    const files = { 'a.yml': 'retry: 1\n', 'b.yml': 'retry: 2\n' };
    const env = { MEDIA_SESSION_CONFIG: 'b.yml' };
    const config = 'retry: 3\n';
    expect((await resolve({ config, files, env, configFlag: 'a.yml' })).retry.value).toBe(1);
    expect((await resolve({ config, files, env })).retry.value).toBe(2);
    expect((await resolve({ config, files, env: { MEDIA_SESSION_CONFIG: '' } })).retry.value).toBe(3);
    expect((await resolve({ config, files, env, noConfig: true })).retry.value).toBe(0);
  });

  test('which one it was', async () => {
    const given = input({ config: 'retry: 1\n' });
    const settings = await resolveInput(given);
    expect(settings.config).toEqual({ path: join(given.cwd, '.mediarc'), label: '.mediarc' });
  });

  test('one that the variable names and that is missing', async () => {
    const finding = await findingOf(() => resolve({ env: { MEDIA_SESSION_CONFIG: 'none.yml' } }));
    expect(finding).toMatchObject({ code: 'file-missing', args: { via: 'MEDIA_SESSION_CONFIG' } });
  });

  test('unknown keys warn, or fail under strict', async () => {
    const config = 'retri: 1\n';
    expect((await resolve({ config })).warnings).toMatchObject([
      { code: 'config-unknown-key', severity: 'warning' },
    ]);
    const finding = await findingOf(() => resolve({ config, strict: true }));
    expect(finding).toMatchObject({
      code: 'config-unknown-key',
      severity: 'error',
      args: { suggestion: 'retry' },
    });
  });

  test('a CA file counts from the config file, with ~ for home', async () => {
    const config = 'caCert: ca.pem\n';
    const nested = input({ files: { 'sub/c.yml': config }, configFlag: 'sub/c.yml' });
    expect((await resolveInput(nested)).values.caCert?.value).toBe(join(nested.cwd, 'sub', 'ca.pem'));
    expect((await resolve({ config: 'caCert: "~/ca.pem"\n' })).values.caCert?.value).toBe(
      '/home/someone/ca.pem',
    );
    const flag = input({ flags: { caCert: 'ca.pem' } });
    expect((await resolveInput(flag)).values.caCert?.value).toBe(join(flag.cwd, 'ca.pem'));
  });
});

describe('profiles', () => {
  const config = 'profiles:\n  staging: {retry: 1}\n  production: {retry: 2}\n';

  test('by flag, else by variable', async () => {
    const env = { MEDIA_SESSION_PROFILE: 'production' };
    const byFlag = await resolve({ config, env, profile: 'staging' });
    expect(byFlag.profile).toEqual({ value: 'staging', origin: { kind: 'flag', name: '--profile' } });
    expect(byFlag.retry.value).toBe(1);
    expect((await resolve({ config, env })).retry.value).toBe(2);
    expect((await resolve({ config, env: { MEDIA_SESSION_PROFILE: '' } })).profile).toBeUndefined();
  });

  test('an unknown one', async () => {
    const finding = await findingOf(() => resolve({ config, profile: 'stagin' }));
    expect(finding).toMatchObject({
      code: 'profile-unknown',
      actual: { type: 'name', value: 'stagin' },
      origin: { kind: 'flag', name: '--profile' },
      args: { suggestion: 'staging', known: ['staging', 'production'], config: '.mediarc' },
    });
    expect((await findingOf(() => resolve({ profile: 'p' }))).args).toEqual({ name: 'p', known: [] });
    expect((await findingOf(() => resolve({ config, profile: 'toString' }))).code).toBe('profile-unknown');
  });

  test('an unknown one, and the mistyped key that was to hold it', async () => {
    const mistyped = config.replace('profiles', 'profile');
    expect(await findingsOf(() => resolve({ config: mistyped, profile: 'staging' }))).toMatchObject([
      { code: 'profile-unknown' },
      { code: 'config-unknown-key', severity: 'warning', args: { suggestion: 'profiles' } },
    ]);
  });
});

describe('values that cannot be used', () => {
  test.each([
    [{ endpoint: '' }, 'empty'],
    [{ reportSuite: ' a' }, 'whitespace'],
    [{ reportSuite: 'a\u00a0' }, 'whitespace'],
    [{ orgId: 'a\n' }, 'line break'],
    [{ trackingServer: 'a\u0007b' }, 'control character'],
    [{ endpoint: 'https://user:hunter2@h.example\r' }, 'line break'],
    [{ timeout: 'soon' }, 'duration'],
    [{ connectTimeout: '0' }, 'duration'],
    [{ retry: '-1' }, 'number'],
    [{ retry: '1e1' }, 'number'],
  ])('%j: %s', async (flags, reason) => {
    const finding = await findingOf(() => resolve({ flags }));
    const key = Object.keys(flags)[0];
    expect(finding).toMatchObject({
      code: 'setting-invalid',
      path: key,
      origin: { kind: 'flag' },
      args: { key },
    });
    expect(sayFinding(finding).message).toContain(reason);
    expect(JSON.stringify(finding)).not.toContain('hunter2');
  });

  test('placeholders are refused by name (row 25), with everything else', async () => {
    const config =
      'endpoint: "<your-collection-api-host>"\ntrackingServer: "[YOUR_SERVER]"\nreportSuite: "<your-report-suite>"\norgId: "{org}@AdobeOrg"\ntimeout: never\n';
    const findings = await findingsOf(() => resolve({ config }));
    expect(findings.map(({ code, path, origin }) => [code, path, origin?.line])).toEqual([
      ['placeholder', 'endpoint', 1],
      ['placeholder', 'trackingServer', 2],
      ['placeholder', 'reportSuite', 3],
      ['placeholder', 'orgId', 4],
      ['setting-invalid', 'timeout', 5],
    ]);
  });

  test('only the value that counts is checked', async () => {
    const config = 'reportSuite: "<your-report-suite>"\n';
    const { values } = await resolve({ config, env: { MEDIA_SESSION_REPORT_SUITE: 'real' } });
    expect(values.reportSuite?.value).toBe('real');
  });

  test('tolerant: problems are handed back', async () => {
    const settings = await resolve({
      flags: { timeout: 'soon', endpoint: '{uri}' },
      profile: 'p',
      tolerant: true,
    });
    expect(settings.problems.map((finding) => finding.code)).toEqual([
      'profile-unknown',
      'placeholder',
      'setting-invalid',
    ]);
    expect(settings.timeoutMs).toEqual({ value: 15_000, origin: { kind: 'default', name: 'default' } });
    expect(settings.endpoint).toBeUndefined();
  });
});

describe('the endpoint', () => {
  test('is parsed, its notes are warnings', async () => {
    const settings = await resolve({ flags: { endpoint: 'h.example/p/api/v1/sessions' } });
    expect(settings.endpoint?.url.href).toBe('https://h.example/p');
    expect(settings.endpoint?.origin).toEqual({ kind: 'flag', name: '--endpoint' });
    expect(settings.warnings).toMatchObject([{ code: 'endpoint-path-removed' }]);
  });
});

describe('missingSettings', () => {
  test('names flag and variable of each', async () => {
    const settings = await resolve({ flags: { endpoint: 'h.example' } });
    expect(missingSettings(settings).map((finding) => finding.path ?? finding.code)).toEqual([
      'trackingServer',
      'reportSuite',
      'orgId',
      'config-none',
    ]);
    const without = await resolve({ flags: { endpoint: 'h.example' }, noConfig: true });
    expect(missingSettings(without, ['orgId'])).toEqual([
      {
        code: 'setting-missing',
        severity: 'error',
        path: 'orgId',
        args: { key: 'orgId', flag: '--org-id', env: 'MEDIA_SESSION_ORG_ID' },
      },
    ]);
  });
});

describe('sandbox', () => {
  test('missing account settings get example values, given ones stay, the endpoint is left alone', async () => {
    const settings = await resolve({ sandbox: true, flags: { reportSuite: 'mine', endpoint: '{uri}' } });
    expect(settings.values.reportSuite?.value).toBe('mine');
    expect(settings.values.orgId?.origin).toEqual({ kind: 'sandbox', name: 'sandbox' });
    expect(settings.values.trackingServer?.value).toContain('sandbox');
    expect(settings.endpoint).toBeUndefined();
    expect(missingSettings(settings, ['trackingServer', 'reportSuite', 'orgId'])).toEqual([]);
  });

  test('placeholders of the config file are replaced with a note; one given for the run is refused', async () => {
    const config = configTemplate({ reportSuite: 'mine' });
    const settings = await resolve({ sandbox: true, config });
    const origins = ['trackingServer', 'reportSuite', 'orgId'] as const;
    expect(origins.map((key) => settings.values[key]?.origin.kind)).toEqual(['sandbox', 'file', 'sandbox']);
    expect(settings.problems).toEqual([]);
    expect(settings.warnings).toMatchObject([
      { code: 'placeholder', severity: 'info', args: { replaced: ['trackingServer', 'orgId'] } },
    ]);
    await expect(resolve({ config })).rejects.toThrow(InputError);
    const env = { MEDIA_SESSION_ORG_ID: '<your-org-id>' };
    await expect(resolve({ sandbox: true, config, env })).rejects.toThrow(InputError);
  });
});

describe('effectiveSettings', () => {
  test('everything that is set, with its origin', async () => {
    const settings = await resolve({
      config: 'params: {media.channel: c, media.length: 6}\nprofiles: {p: {customMetadata: {k: v}}}\n',
      flags: { endpoint: 'h.example' },
      profile: 'p',
    });
    const rows = effectiveSettings(settings).map(({ key, value, origin }) => [key, value, origin.kind]);
    expect(rows).toEqual([
      ['endpoint', 'h.example', 'flag'],
      ['connectTimeout', '5s', 'default'],
      ['timeout', '15s', 'default'],
      ['retry', '0', 'default'],
      ['profile', 'p', 'flag'],
      ['params.media.channel', 'c', 'file'],
      ['params.media.length', '6', 'file'],
      ['customMetadata.k', 'v', 'file'],
    ]);
  });

  test('no credentials', async () => {
    const settings = await resolve({ flags: { endpoint: 'https://user:hunter2@h.example' }, tolerant: true });
    expect(JSON.stringify(effectiveSettings(settings))).not.toContain('hunter2');
    expect(JSON.stringify(settings.problems)).not.toContain('hunter2');
  });
});

test('object prototypes stay as they were (row 71)', async () => {
  const settings = await resolve({ config: 'params: {toString: x, hasOwnProperty: y}\n' });
  expect(Object.keys(settings.params.value)).toEqual(['toString', 'hasOwnProperty']);
  expect(String({})).toBe('[object Object]');
});
