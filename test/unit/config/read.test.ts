import { chmodSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type ConfigFile, readConfig } from '../../../src/config/read.ts';
import { sayFinding } from '../../../src/messages/index.ts';
import type { Context } from '../../../src/model/context.ts';
import { fakeContext } from '../../helpers/context.ts';
import { argsOf, findingOf, findingsOf, worded } from '../../helpers/findings.ts';
import { tempDirectory } from '../../helpers/temp.ts';

function read(
  content: string | Uint8Array,
  name = '.mediarc',
  overrides: Partial<Context> = {},
): Promise<ConfigFile> {
  const path = join(tempDirectory({ [name]: content }), name);
  return readConfig({ path, label: name }, fakeContext(overrides));
}

describe('formats', () => {
  test.each([
    ['.mediarc', '{"endpoint": "h", "retry": 2}'],
    ['.mediarc', '\uFEFF  {"endpoint": "h", "retry": 2}'],
    ['.mediarc', 'endpoint: h\nretry: 2\n'],
    ['.mediarc', '# note\r\nendpoint: "h"\r\nretry: 2\r\n'],
    ['.mediarc.json', '{"endpoint": "h", "retry": 2}'],
    ['.mediarc.yaml', '{endpoint: h, retry: 2}'],
    ['.mediarc.yml', 'endpoint: h\nretry: "2"\n'],
    ['package.json', '{"name": "x", "media": {"endpoint": "h", "retry": 2}}'],
    ['other.conf', '{"endpoint": "h", "retry": 2}'],
    ['other.conf', 'endpoint: h\nretry: 2\n'],
  ])('%s: %j', async (name, content) => {
    const { values, label } = await read(content, name);
    expect(label).toBe(name);
    expect(values.endpoint?.value).toBe('h');
    expect(values.retry?.value).toBe('2');
    expect(values.endpoint?.origin).toMatchObject({ kind: 'file', name });
    expect(values.endpoint?.origin.line).toBeGreaterThan(0);
  });

  test('UTF-16, as PowerShell writes it', async () => {
    expect((await read(Buffer.from('\uFEFFendpoint: h\r\n', 'utf16le'))).values.endpoint?.value).toBe('h');
  });

  test('a file of comments sets nothing', async () => {
    expect((await read('# all of it\n')).values).toEqual({});
  });

  test('an empty file is an error', async () => {
    expect((await findingOf(() => read(''))).code).toBe('file-empty');
  });

  test('a NUL byte is an error (row 86)', async () => {
    expect((await findingOf(() => read('endpoint: a\0b\n'))).code).toBe('file-encoding');
  });

  test('tab indentation is an error with its place (row 86)', async () => {
    const finding = await findingOf(() => read('profiles:\n\tstaging:\n\t\tretry: 1\n'));
    expect(finding).toMatchObject({
      code: 'config-syntax',
      origin: { name: '.mediarc', line: 2, column: 1 },
    });
  });

  test.each([
    '{"a": 1, // note\n "retry": 1}',
    '// hi\n{"retry": 1}',
    '/* hi */ {"retry": 1}',
    '{\n  # hi\n}',
  ])('JSON with comments is an error (row 84): %j', async (content) => {
    const finding = await findingOf(() => read(content));
    expect(finding).toMatchObject({ code: 'json-syntax', args: { mistake: 'comment', config: true } });
  });

  test.each([
    ['.mediarc.json', '[1]', 'array'],
    ['.mediarc', 'just text', 'string'],
    ['.mediarc', 'endpoint:h', 'string'],
    ['.mediarc.yml', '- a\n', 'array'],
    ['.mediarc.json', 'null', 'null'],
  ])('%s with the root %j', async (name, content, actual) => {
    expect(await findingOf(() => read(content, name))).toMatchObject({
      code: 'json-root',
      actual: { type: actual },
    });
  });

  test('the rest of a package.json is not judged, its media key is', async () => {
    const twice = '{"name": "a", "name": "b", "x": 1e400, "media": {"retry": 1}}';
    expect((await read(twice, 'package.json')).values.retry?.value).toBe('1');
    const ours = '{"media": {"retry": 1, "retry": 2}}';
    expect((await findingOf(() => read(ours, 'package.json'))).code).toBe('json-duplicate-key');
    expect(await findingOf(() => read('{"name": "a"}', 'package.json'))).toMatchObject({
      code: 'config-type',
      path: 'media',
    });
  });
});

describe('types', () => {
  test.each(['12345', '0x1F', '1e3', '010', '2024-01-01', 'true', 'no', '1_000', '12:30:45', '~', '0b11'])(
    'YAML without quotes: %s (row 85)',
    async (text) => {
      const finding = await findingOf(() => read(`reportSuite: ${text}\n`));
      expect(finding).toMatchObject({
        code: 'config-type',
        severity: 'error',
        path: 'reportSuite',
        expected: { kind: 'type', types: ['string'] },
        origin: { name: '.mediarc', line: 1, column: 14 },
        args: { key: 'reportSuite', plain: text },
      });
    },
  );

  test.each(['"12345"', "'0x1F'", 'mysuite', 'my-suite.2024', '12345abc', '1.2.3.4x'])(
    'YAML text: %s',
    async (text) => {
      const { values } = await read(`reportSuite: ${text}\n`);
      expect(values.reportSuite?.value).toBe(text.replace(/["']/g, ''));
    },
  );

  test('numbers are fine where a number is meant, and are taken as written', async () => {
    const { values } = await read('timeout: 30\nconnectTimeout: 0.5\nretry: 010\n');
    expect(values.timeout?.value).toBe('30');
    expect(values.connectTimeout?.value).toBe('0.5');
    expect(values.retry?.value).toBe('010');
    expect((await read('{"timeout": 30, "retry": 2}')).values.timeout?.value).toBe('30');
  });

  test('everything wrong is told at once', async () => {
    const content =
      '{"endpoint": 1, "orgId": null, "retry": true, "params": [], "customMetadata": {"a": 1}, "profiles": {"p": 1}}';
    const findings = await findingsOf(() => read(content));
    expect(findings.map(worded)).toMatchObject([
      { path: 'endpoint', expected: 'string', actual: 'number 1' },
      { path: 'orgId', expected: 'string', actual: 'null' },
      { path: 'retry', expected: 'string or number', actual: 'boolean true' },
      { path: 'params', expected: 'object', actual: 'array' },
      { path: 'customMetadata.a', expected: 'string', actual: 'number 1' },
      { path: 'profiles.p', expected: 'object', actual: 'number 1' },
    ]);
  });

  test('params keep their types, but no number that YAML changed', async () => {
    const { params } = await read('params:\n  media.length: 60.5\n  media.resume: true\n  media.id: "1"\n');
    expect(params.value).toEqual({ 'media.length': 60.5, 'media.resume': true, 'media.id': '1' });
    expect(params.originOf('media.resume')).toMatchObject({ line: 3, column: 17 });
    const finding = await findingOf(() => read('params:\n  media.length: 0x1F\n'));
    expect(finding).toMatchObject({ code: 'config-type', args: { plain: '0x1F' } });
  });

  test('profile names', async () => {
    const { profiles } = await read('profiles:\n  a-1.b_C: {retry: 1}\n  2: {retry: 2}\n');
    expect([...profiles.keys()].sort()).toEqual(['2', 'a-1.b_C']);
    const finding = await findingOf(() => read('profiles:\n  "a b": {}\n'));
    expect(finding).toMatchObject({ code: 'config-type', path: 'profiles', actual: { value: 'a b' } });
  });
});

describe('keys', () => {
  test.each([
    ['endpiont', 'endpoint'],
    ['report-suite', 'reportSuite'],
    ['reportsuite', 'reportSuite'],
    ['MEDIA_SESSION_ORG_ID', 'orgId'],
    ['analytics.trackingServer', 'trackingServer'],
    ['cacert', 'caCert'],
    ['profile', 'profiles'],
    ['banana', undefined],
  ])('unknown: %s, meant %s', async (key, suggestion) => {
    const { warnings } = await read(`{"$schema": "x",\n  "${key}": "v"}`, '.mediarc.json');
    expect(warnings).toEqual([
      {
        code: 'config-unknown-key',
        severity: 'warning',
        path: key,
        origin: { kind: 'file', name: '.mediarc.json', line: 2, column: 3 },
        args: { key, ...(suggestion && { suggestion }) },
      },
    ]);
  });

  const keysOf = async (text: string) =>
    (await read(text)).warnings.map((finding) => [finding.path, sayFinding(finding).fix]);

  test.each([
    ['appMeasurementRSID', 'reportSuite'],
    ['rsid', 'reportSuite'],
    ['analytics.rsids', 'reportSuite'],
    ['ANALYTICS_RSIDS', 'reportSuite'],
    ['marketingCloudOrgId', 'orgId'],
    ['experienceCloud.org', 'orgId'],
    ['publisher', 'orgId'],
    ['media.collectionServer', 'endpoint'],
    ['collectionserver', 'endpoint'],
    ['analytics.server', 'trackingServer'],
    ['trackingServerUrl', 'trackingServer'],
  ])('%s of an SDK is %s', async (key, setting) => {
    expect(await keysOf(`{"${key}": "v"}`)).toEqual([[key, `Did you mean ${setting}?`]]);
    const [first = '', ...rest] = key.split('.');
    if (rest.length === 0) return;
    expect(await keysOf(`{"${first}": {"${rest.join('.')}": "v"}}`)).toEqual([
      [key, `Did you mean ${setting}?`],
    ]);
    expect(await keysOf(`{"profiles": {"p": {"${first}": {"${rest.join('.')}": "v"}}}}`)).toEqual([
      [`profiles.p.${key}`, `Did you mean ${setting}?`],
    ]);
  });

  test.each([
    ['playerName', 'media.playerName'],
    ['channel', 'media.channel'],
    ['appVersion', 'media.sdkVersion'],
    ['media.channel', 'media.channel'],
    ['a.media.name', 'media.id'],
    ['friendlyName', 'media.name'],
  ])('%s is a param, %s', async (key, param) => {
    expect(await keysOf(`{"${key}": "v"}`)).toEqual([[key, `Put it in params as ${param}.`]]);
  });

  test.each(['ssl', 'debugLogging'])('%s of an SDK needs no key here', async (key) => {
    const [[, fix = ''] = []] = await keysOf(`{"${key}": true}`);
    expect(fix).toMatch(/HTTPS|--verbose/);
  });

  test('an object without a known key is one unknown key', async () => {
    expect((await keysOf('{"server": {"a": 1, "b": {"c": 2}}}')).map(([path]) => path)).toEqual(['server']);
    expect(await keysOf('{"toString": 1, "valueOf": {}}')).toHaveLength(2);
  });

  test('in profiles, where neither profiles nor $schema belong', async () => {
    const { warnings } = await read(
      '{"profiles": {"p": {"retri": 1, "profiles": {}, "$schema": "x", "params": {}}}}',
    );
    expect(warnings.map((finding) => [finding.path, argsOf(finding)['suggestion']])).toEqual([
      ['profiles.p.retri', 'retry'],
      ['profiles.p.profiles', undefined],
      ['profiles.p.$schema', undefined],
    ]);
  });

  test.each(['"/etc/passwd"', '"./x.cjs"', '".mediarc"', '["a", "b"]'])(
    '$import: %s (row 89)',
    async (target) => {
      const finding = await findingOf(() => read(`{"$import": ${target}}`));
      expect(finding).toMatchObject({ code: 'config-import', origin: { line: 1, column: 2 } });
      expect((await findingOf(() => read(`$import: ${target}\n`))).code).toBe('config-import');
      expect((await findingOf(() => read(`{"profiles": {"p": {"$import": ${target}}}}`))).code).toBe(
        'config-import',
      );
    },
  );

  test.each([
    '{"__proto__": {"endpoint": "evil"}}',
    '__proto__: {endpoint: evil}\n',
    '{"params": {"constructor": {"prototype": {"x": 1}}}}',
  ])('unsafe: %s (row 71)', async (content) => {
    for (const finding of await findingsOf(() => read(content))) expect(finding.code).toBe('json-unsafe-key');
    expect(({} as Record<string, unknown>)['endpoint']).toBeUndefined();
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });
});

describe.skipIf(process.platform === 'win32')('permissions (row 86)', () => {
  function place(mode: number): { path: string; label: string } {
    const path = join(tempDirectory({ '.mediarc': 'retry: 1\n' }), '.mediarc');
    chmodSync(path, mode);
    return { path, label: '.mediarc' };
  }

  test('a private file', async () => {
    expect((await readConfig(place(0o600), fakeContext())).warnings).toEqual([]);
  });

  test('a file that anyone may change, also through a link', async () => {
    const file = place(0o666);
    const link = join(tempDirectory(), '.mediarc');
    symlinkSync(file.path, link);
    for (const path of [file.path, link]) {
      const { warnings } = await readConfig({ path, label: '.mediarc' }, fakeContext());
      expect(warnings).toMatchObject([{ code: 'config-permissions', severity: 'warning', args: { path } }]);
    }
    expect((await readConfig(file, fakeContext({ platform: 'win32' }))).warnings).toEqual([]);
  });

  test('a file of another user, unless that is root', async () => {
    const file = place(0o644);
    const own = process.getuid?.() ?? 0;
    const { warnings } = await readConfig(file, fakeContext({ uid: own + 1 }));
    expect(warnings.map((finding) => argsOf(finding)['reason'])).toEqual(own === 0 ? [] : ['other-owner']);
  });

  test('root is not told who owns a file', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root may give a file away');
    const file = place(0o644);
    const { chownSync } = await import('node:fs');
    chownSync(file.path, 12345, 12345);
    const { warnings } = await readConfig(file, fakeContext());
    expect(warnings).toEqual([]);
    const other = await readConfig(file, fakeContext({ uid: 54321 }));
    expect(other.warnings).toMatchObject([{ args: { reason: 'other-owner' } }]);
  });
});
