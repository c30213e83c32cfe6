import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { httpAnswer, rawServer } from '../helpers/raw-server.ts';
import { tempDirectory } from '../helpers/temp.ts';

/** Bad input, and what the user must be told. Row numbers are those of the project's fault matrix. */
interface Case {
  name: string;
  files?: Record<string, string | Uint8Array>;
  args?: string[];
  env?: Record<string, string>;
  stdin?: string;
  code: string;
  says: RegExp[];
}

const utf16 = (text: string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
const body = (text: string | Uint8Array): Pick<Case, 'files' | 'args'> => ({
  files: { 'meta.json': text },
  args: ['--body', 'meta.json'],
});

const FILES: Case[] = [
  { name: 'missing file', args: ['--body', 'none.json'], code: 'file-missing', says: [/none\.json/] },
  {
    name: 'directory',
    files: { 'dir/': '' },
    args: ['--body', 'dir'],
    code: 'file-unreadable',
    says: [/directory/, /from: dir/],
  },
  { name: 'empty file', ...body(''), code: 'file-empty', says: [/from: meta\.json/] },
  { name: 'empty stdin', args: ['--body', '-'], code: 'file-empty', says: [/from: stdin/] },
  {
    name: 'latin1',
    ...body(Buffer.from('{"media.name":"caf\u00e9"}', 'latin1')),
    code: 'file-encoding',
    says: [/17|18/],
  },
  {
    name: 'trailing comma',
    ...body('{\n  "media.id": "a",\n}'),
    code: 'json-syntax',
    says: [/comma/, /meta\.json:2:18/],
  },
  {
    name: 'comment',
    ...body('{ // hi\n"media.id":"a"}'),
    code: 'json-syntax',
    says: [/comment/i, /meta\.json:1:3/],
  },
  {
    name: 'single quotes',
    ...body("{'media.id':'a'}"),
    code: 'json-syntax',
    says: [/quote/, /meta\.json:1:2/],
  },
  {
    name: 'duplicate key',
    ...body('{"media.id":"a",\n"media.id":"b"}'),
    code: 'json-duplicate-key',
    says: [/media\.id/, /meta\.json:2:1/, /line 1|1:2/],
  },
  { name: 'array', ...body('[]'), code: 'json-root', says: [/array/] },
  { name: 'string', ...body('"x"'), code: 'json-root', says: [/string|text/] },
  { name: 'null', ...body('null'), code: 'json-root', says: [/null/] },
  { name: 'deep nesting', ...body('['.repeat(200_000)), code: 'json-depth', says: [/meta\.json/] },
  {
    name: 'infinite number',
    ...body('{"media.length":1e400}'),
    code: 'json-number',
    says: [/1e400/, /meta\.json:1:17/],
  },
  {
    name: 'long integer',
    ...body('{"media.length":15090453241531234567}'),
    code: 'json-number',
    says: [/15090453241531234567/],
  },
  {
    name: 'polluting key',
    ...body('{"__proto__":{"polluted":true}}'),
    code: 'json-unsafe-key',
    says: [/__proto__/],
  },
  {
    name: 'text for a number',
    ...body('{"media.length":"60"}'),
    code: 'param-type',
    says: [/"60"/, /meta\.json:1:17/, /--length 60/],
  },
  {
    name: 'number for a text',
    ...body('{"media.season":3}'),
    code: 'param-type',
    says: [/"3"/, /--season 3/],
  },
  {
    name: 'typing error in a key',
    ...body('{"media.nam":"x"}'),
    code: 'param-unknown',
    says: [/Did you mean media\.name/],
  },
  {
    name: 'known wrong key',
    ...body('{"media.channelName":"x"}'),
    code: 'param-unknown',
    says: [/Did you mean media\.channel /],
  },
  {
    name: 'quality data among params',
    ...body('{"media.qoe.bitrate":1}'),
    code: 'param-unknown',
    says: [/qoeData/],
  },
  {
    name: 'wrong event',
    ...body('{"eventType":"play","params":{}}'),
    code: 'event-type',
    says: [/sessionStart/],
  },
  {
    name: 'custom metadata of another type',
    ...body('{"customMetadata":{"a":1}}'),
    code: 'custom-metadata-type',
    says: [/a/],
  },
  {
    name: 'custom metadata key',
    args: ['--custom', 'my key=1'],
    code: 'custom-metadata-key',
    says: [/my key/, /--custom/],
  },
  {
    name: 'placeholder in the body',
    args: ['--name', '<your-title>'],
    code: 'placeholder',
    says: [/<your-title>/, /--name/],
  },
  {
    name: 'downloaded content online',
    args: ['--downloaded'],
    code: 'downloaded-online',
    says: [/--downloaded/],
  },
];

const FLAGS: Case[] = [
  ...['', '0x10', ' 12 ', '60,5', '1_000', '1e3'].map((text) => ({
    name: `--length "${text}"`,
    args: ['--length', text],
    code: 'usage-option-value',
    says: [/--length/],
  })),
  {
    name: 'a fraction for a whole number',
    args: ['--qoe', 'framesPerSecond=23.5'],
    code: 'usage-option-value',
    says: [/23\.5/, /whole number/],
  },
  { name: 'option as a value', args: ['--season', '-x'], code: 'usage-option-value', says: [/--season=-x/] },
  { name: 'option swallowed', args: ['--custom', '--json'], code: 'usage-option-value', says: [] },
  { name: 'missing value', args: ['--season'], code: 'usage-option-value', says: [/--season/] },
  {
    name: 'argument too many',
    args: ['--custom', 'a=1', 'file.json'],
    code: 'usage-extra-argument',
    says: [/file\.json/],
  },
  {
    name: 'unknown option',
    args: ['--sesson', 'x'],
    code: 'usage-unknown-option',
    says: [/--sesson/, /Did you mean --season/],
  },
  {
    name: 'pair without =',
    args: ['--param', 'media.show'],
    code: 'usage-option-value',
    says: [/key=value/],
  },
  {
    name: 'exclusive options',
    args: ['--dry-run', '--curl'],
    code: 'usage-conflict',
    says: [/--dry-run/, /--curl/],
  },
  {
    name: 'bad timeout',
    args: ['--timeout', '5 parsecs'],
    code: 'setting-invalid',
    says: [/timeout/, /--timeout/],
  },
  { name: 'bad retry', args: ['--retry=-1'], code: 'setting-invalid', says: [/--retry/] },
  {
    name: 'socks proxy',
    env: { HTTP_PROXY: 'socks5://user:pw-secret@127.0.0.1:1' },
    code: 'setting-invalid',
    says: [/HTTP_PROXY/, /socks5/],
  },
];

const CONFIG: Case[] = [
  {
    name: 'comments in JSON',
    files: { '.mediarc': '{ // hi\n "endpoint": "x"}' },
    code: 'json-syntax',
    says: [/comment/i, /\.mediarc:1:3/],
  },
  {
    name: 'YAML number',
    files: { '.mediarc': 'reportSuite: 12345\n' },
    code: 'config-type',
    says: [/quot/i, /\.mediarc:1:14/],
  },
  {
    name: 'YAML date',
    files: { '.mediarc': 'reportSuite: 2024-01-01\n' },
    code: 'config-type',
    says: [/2024-01-01/],
  },
  {
    name: 'duplicate key',
    files: { '.mediarc': '{"orgId":"a","orgId":"b"}' },
    code: 'json-duplicate-key',
    says: [/orgId/],
  },
  {
    name: 'import',
    files: { '.mediarc': '{"$import":"/etc/passwd"}' },
    code: 'config-import',
    says: [/\$import/],
  },
  { name: 'code', files: { '.mediarc.js': 'throw 1' }, code: 'config-executable', says: [/\.mediarc\.js/] },
  {
    name: 'unknown key, strict',
    files: { '.mediarc': '{"reportSuit":"a"}' },
    args: ['--strict'],
    code: 'config-unknown-key',
    says: [/reportSuite/],
  },
  { name: 'directory', files: { '.mediarc/': '' }, code: 'file-unreadable', says: [/directory/] },
  {
    name: 'unknown profile',
    files: { '.mediarc': '{"profiles":{"staging":{}}}' },
    args: ['--profile', 'stagin'],
    code: 'profile-unknown',
    says: [/staging/, /--profile/],
  },
  {
    name: 'profile from a variable',
    files: { '.mediarc': '{"profiles":{"staging":{}}}' },
    env: { MEDIA_SESSION_PROFILE: 'prod' },
    code: 'profile-unknown',
    says: [/MEDIA_SESSION_PROFILE/],
  },
  {
    name: 'placeholder in a variable',
    env: { MEDIA_SESSION_ORG_ID: '[YOUR_ORG]' },
    args: [],
    code: 'placeholder',
    says: [/\[YOUR_ORG\]/, /MEDIA_SESSION_ORG_ID/],
  },
];

/** Flags that would hide a variable or file are left out where these are the matter. */
function argsOf(one: Case, url: string): string[] {
  const account = one.code === 'placeholder' && one.env ? ACCOUNT.slice(0, 2) : ACCOUNT;
  const content = CONTENT.filter((flag) => !one.args?.some((arg) => flag.startsWith(`${arg}=`)));
  const isBody = one.args?.includes('--body');
  return ['start', ...account, ...(isBody ? [] : content), '--endpoint', url, ...(one.args ?? [])];
}

describe.each([...FILES, ...FLAGS, ...CONFIG])('$name', (one) => {
  test('exit 2, nothing sent, value, origin and fix', async () => {
    const server = await rawServer({});
    const cwd = tempDirectory(one.files ?? {});
    const options = { cwd, ...(one.env && { env: one.env }), stdin: one.stdin ?? '' };
    const args = argsOf(one, server.url);
    if (!args.includes('--json')) {
      const text = await run(args, options);
      expectFailure(text, 2);
      for (const pattern of one.says) expect(text.stderr).toMatch(pattern);
      expect(text.stderr).toContain(`[${one.code}]`);
      expect(text.stderr).toMatch(/^ {2}fix: ./m);
      expect(text.stderr).toContain('Nothing was sent.');
      expect(text.stderr).not.toContain('pw-secret');
    }
    const output = readJsonOutput(await run([...args, '--json'], options));
    expect(output.sent).toBe('no');
    expect(output.findings.map((finding) => finding.code)).toContain(one.code);
    expect(server.connections).toHaveLength(0);
  });
});

describe('input that is fine', () => {
  const ok = httpAnswer('201 Created', ['Location: /api/v1/sessions/abc']);

  test.each([
    ['a byte order mark', Buffer.from('\ufeff{"media.show":"S"}')],
    ['UTF-16 as PowerShell writes it', utf16('{"media.show":"S"}')],
  ])('%s', async (_name, content) => {
    const cwd = tempDirectory({ 'meta.json': content });
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--body', 'meta.json', '--dry-run'], { cwd });
    expect(outcome.stdout).toContain('"media.show":"S"');
  });

  test('a pipe with a name', async () => {
    const cwd = tempDirectory();
    const shell = `mkfifo p && (echo '{"media.show":"S"}' > p &) && "$NODE" "$BIN" start ${[...ACCOUNT, ...CONTENT].map((arg) => `'${arg}'`).join(' ')} --body p --dry-run`;
    expect((await run([], { shell, cwd })).stdout).toContain('"media.show":"S"');
  });

  test('a value that looks like an option, with =', async () => {
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--season=-x', '--dry-run']);
    expect(outcome.stdout).toContain('"media.season":"-x"');
  });

  test('--allow-unknown and --no-validate send what the check refuses', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(ok) });
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url, '--param', 'media.new=1'];
    const unknown = await run([...args, '--allow-unknown']);
    expect([unknown.code, unknown.stdout]).toEqual([0, 'abc\n']);
    expect(unknown.stderr).toMatch(/^warning: .*media\.new/);
    const anyway = await run([...args, '--no-validate', '-q']);
    expect([anyway.code, anyway.stdout, anyway.stderr]).toEqual([0, 'abc\n', '']);
    expect(server.connections.at(-1)?.received()).toContain('"media.new":"1"');
  });

  test('--no-validate sends a whole body as it is', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(ok) });
    const cwd = tempDirectory({
      'b.json': '{"eventType":"sessionStart","params":{"x":null}}',
      '.mediarc': mediarc(server.url),
    });
    await run(['start', '--body', 'b.json', '--no-validate'], { cwd });
    expect(server.connections[0]?.received()).toMatch(
      /\r\n\r\n\{"eventType":"sessionStart","params":\{"x":null\}\}$/,
    );
  });

  test('a repeated option warns, and the last one counts', async () => {
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--id=again', '--dry-run']);
    expect(outcome.stderr).toMatch(/^warning: --id was given more than once/);
    expect(outcome.stdout).toContain('"media.id":"again"');
  });

  test('a broken package.json and a config of cosmiconfig are neither read nor run', async () => {
    const code = "require('fs').writeFileSync('executed', '')";
    const cwd = tempDirectory({
      'package.json': '{',
      '.config/config.cjs': code,
      '.config/config.js': code,
      '.config/config.mjs': "import fs from 'fs'; fs.writeFileSync('executed', '')",
      '.config/config.ts': code,
      '.mediarc': mediarc('localhost'),
    });
    const outcome = await run(['start', ...CONTENT, '--dry-run'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(existsSync(join(cwd, 'executed'))).toBe(false);
  });
});

describe('missing settings', () => {
  test('all at once, each with flag, variable and config key; --smoke is named', async () => {
    const text = await run(['start']);
    expectFailure(text, 2);
    for (const [flag, variable, key] of [
      ['--endpoint', 'MEDIA_SESSION_ENDPOINT', 'endpoint'],
      ['--tracking-server', 'MEDIA_SESSION_TRACKING_SERVER', 'trackingServer'],
      ['--report-suite', 'MEDIA_SESSION_REPORT_SUITE', 'reportSuite'],
      ['--org-id', 'MEDIA_SESSION_ORG_ID', 'orgId'],
    ]) {
      expect(text.stderr).toMatch(new RegExp(`${flag} .*${variable}.*${key}`));
    }
    for (const flag of ['--id', '--length', '--content-type', '--player-name', '--channel']) {
      expect(text.stderr).toContain(`${flag} <`);
    }
    expect(text.stderr).toContain('--smoke');
  });

  test('an empty variable counts as unset', async () => {
    const text = await run(['start', ...CONTENT], {
      env: { MEDIA_SESSION_ENDPOINT: '', MEDIA_SESSION_ORG_ID: 'x' },
    });
    expect(text.stderr).toContain('endpoint is not set');
    expect(text.stderr).not.toContain('orgId is not set');
  });
});

describe('precedence', () => {
  test('flag, variable, profile, file, default', async () => {
    const cwd = tempDirectory({
      '.mediarc': JSON.stringify({
        endpoint: 'file.example',
        reportSuite: 'file',
        orgId: 'file',
        trackingServer: 'file.example',
        profiles: { p: { reportSuite: 'profile', orgId: 'profile', trackingServer: 'profile.example' } },
      }),
    });
    const env = {
      MEDIA_SESSION_ORG_ID: 'env',
      MEDIA_SESSION_REPORT_SUITE: '',
      MEDIA_SESSION_TRACKING_SERVER: 'env.example',
    };
    const args = ['config', 'show', '--profile', 'p', '--tracking-server', 'flag.example', '--json'];
    const { settings } = readJsonOutput(await run(args, { cwd, env }));
    const values = Object.fromEntries(
      (settings ?? []).map(({ key, value, origin }) => [key, [value, origin.kind]]),
    );
    expect(values).toMatchObject({
      endpoint: ['file.example', 'file'],
      trackingServer: ['flag.example', 'flag'],
      reportSuite: ['profile', 'file'],
      orgId: ['env', 'env'],
      timeout: ['15s', 'default'],
    });
  });

  test('the body file stands between flag and variable', async () => {
    const cwd = tempDirectory({
      'b.json':
        '{"analytics.reportSuite":"body","visitor.marketingCloudOrgId":"0123456789ABCDEF0123456B@AdobeOrg"}',
    });
    const env = { MEDIA_SESSION_REPORT_SUITE: 'env', MEDIA_SESSION_ORG_ID: 'env' };
    const args = [
      'start',
      '--tracking-server=a.example.com',
      '--report-suite=flag',
      ...CONTENT,
      '--body',
      'b.json',
      '--dry-run',
    ];
    const outcome = await run(args, { cwd, env });
    expect(JSON.parse(outcome.stdout).params).toMatchObject({
      'analytics.reportSuite': 'flag',
      'visitor.marketingCloudOrgId': '0123456789ABCDEF0123456B@AdobeOrg',
    });
  });
});
