import { chmodSync, chownSync, existsSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT, mediarc } from '../helpers/account.ts';
import { expectFailure, run } from '../helpers/cli.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { NOW } from '../helpers/now.ts';
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
    says: [/directory/, /--> dir/],
  },
  {
    name: 'a part of the path that is no directory',
    files: { 'meta.json': '{}' },
    args: ['--body', 'meta.json/x'],
    code: 'file-unreadable',
    says: [/not a directory/, /meta\.json\/x/],
  },
  {
    name: 'a device without an end',
    args: ['--body', '/dev/zero'],
    code: 'file-unreadable',
    says: [/not a regular file/, /--> \/dev\/zero/],
  },
  { name: 'no file name', args: ['--body', ''], code: 'usage-option-value', says: [/--body <file>/] },
  {
    name: 'no file name to write to',
    args: ['--har', ''],
    code: 'usage-option-value',
    says: [/--har <file>/],
  },
  { name: 'NUL byte', ...body('{"media.id":"a\u0000"}'), code: 'file-encoding', says: [/Byte 14 is NUL/] },
  { name: 'cut off', ...body('{"media.id":'), code: 'json-syntax', says: [/ends before/, /meta\.json:1:12/] },
  { name: 'NaN', ...body('{"media.length":NaN}'), code: 'json-syntax', says: [/NaN/, /meta\.json:1:17/] },
  { name: 'empty file', ...body(''), code: 'file-empty', says: [/--> meta\.json/] },
  { name: 'empty stdin', args: ['--body', '-'], code: 'file-empty', says: [/--> stdin/] },
  {
    name: 'latin1',
    ...body(Buffer.from('{"media.name":"caf\u00e9"}', 'latin1')),
    code: 'file-encoding',
    says: [/Byte 18 \(0xe9\)/, /meta\.json:1:19/],
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
  { name: 'number', ...body('1'), code: 'json-root', says: [/number/] },
  { name: 'deep nesting', ...body('['.repeat(200_000)), code: 'json-depth', says: [/meta\.json/] },
  {
    name: 'deep nesting of objects, closed again',
    ...body(`${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`),
    code: 'json-depth',
    says: [/200 levels/, /meta\.json:1:\d+/],
  },
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
    name: 'polluting key further in',
    ...body('{"customMetadata":{"constructor":{"prototype":{"polluted":true}}}}'),
    code: 'json-unsafe-key',
    says: [/"constructor"/, /"prototype"/, /meta\.json:1:20/],
  },
  {
    name: 'polluting key as a flag',
    args: ['--param', '__proto__=1'],
    code: 'param-unknown',
    says: [/__proto__/, /\| --param __proto__=/],
  },
  {
    name: 'key of every object as a flag',
    args: ['--param', 'toString=1'],
    code: 'param-unknown',
    says: [/toString/],
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
    says: [/Rename "media\.channelName" to "media\.channel"/],
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
    name: '--param with hex',
    args: ['--param', 'media.length=0x10'],
    code: 'usage-option-value',
    says: [/"0x10"/],
  },
  { name: '--ts 1e3', args: ['--ts', '1e3'], code: 'usage-option-value', says: [/--ts/, /whole number/] },
  {
    name: 'a proxy on the command line',
    args: ['--proxy', 'http://user:pw-secret@127.0.0.1:1'],
    code: 'usage-unknown-option',
    says: [/--proxy/],
  },
  {
    name: 'a password in the endpoint',
    args: ['--endpoint', 'https://user:pw-secret@127.0.0.1:1'],
    code: 'endpoint-credentials',
    says: [/--endpoint/],
  },
  {
    name: 'plain http to elsewhere',
    args: ['--endpoint', 'http://collection.example.com'],
    code: 'endpoint-insecure',
    says: [/https:\/\/collection\.example\.com/],
  },
  {
    name: 'an empty setting',
    args: ['--timeout', ''],
    code: 'setting-invalid',
    says: [/empty/, /\| --timeout ''/, /leave it out/],
  },
  {
    name: 'a config file that is not there',
    args: ['--config', 'none.json'],
    code: 'file-missing',
    says: [/--config/, /none\.json/],
  },
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
  ...[
    ['hex', '0x1F'],
    ['exponent', '1e3'],
    ['octal', '010'],
    ['boolean', 'true'],
  ].map(([name, text]) => ({
    name: `YAML ${name}`,
    files: { '.mediarc': `reportSuite: ${text}\n` },
    code: 'config-type',
    says: [new RegExp(`reportSuite: "${text}"`), /\.mediarc:1:14/],
  })),
  {
    name: 'YAML with a tab',
    files: { '.mediarc': 'params:\n\tmedia.id: x\n' },
    code: 'config-syntax',
    says: [/tab/, /\.mediarc:2:1/],
  },
  {
    name: 'YAML with an alias',
    files: { '.mediarc': 'orgId: &a x\nreportSuite: *a\n' },
    code: 'config-syntax',
    says: [/alias/, /\.mediarc:2:14/],
  },
  { name: 'empty', files: { '.mediarc': '' }, code: 'file-empty', says: [/--> \.mediarc/] },
  { name: 'an array', files: { '.mediarc': '[]' }, code: 'json-root', says: [/array/, /\.mediarc:1:1/] },
  {
    name: 'a polluting key',
    files: { '.mediarc': '{"params":{"__proto__":{"polluted":true}}}' },
    code: 'json-unsafe-key',
    says: [/__proto__/, /\.mediarc:1:12/],
  },
  {
    name: 'import in a profile',
    files: { '.mediarc': '{"profiles":{"p":{"$import":"./x.cjs"}}}' },
    code: 'config-import',
    says: [/\.mediarc:1:19/],
  },
  ...['.mediarc.ts', '.mediarc.cjs', '.mediarc.mjs'].map((name) => ({
    name: `code in ${name}`,
    files: { [name]: "require('node:fs').writeFileSync('executed', '')" },
    code: 'config-executable',
    says: [new RegExp(`--> ${name.replaceAll('.', '\\.')}`)],
  })),
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
      expect(text.stderr).toMatch(/^ +(?:= )?help: ./m);
      expect(text.stderr).toContain('Nothing was sent.');
      expect(text.stderr).not.toContain('pw-secret');
      expect(existsSync(join(cwd, 'executed'))).toBe(false);
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

  test('a value that looks like an option, with =', async () => {
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--season=-x', '--dry-run']);
    expect(outcome.stdout).toContain('"media.season":"-x"');
  });

  test('--allow-unknown and --no-validate send what the check refuses', async () => {
    const server = await rawServer({ answer: (socket) => socket.end(ok) });
    const args = ['start', ...ACCOUNT, ...CONTENT, '--endpoint', server.url, '--param', 'media.new=1'];
    const unknown = await run([...args, '--allow-unknown']);
    expect([unknown.code, unknown.stdout]).toEqual([0, 'abc\n']);
    expect(unknown.stderr).toMatch(/^warning(?:\[[a-z-]+\])?: .*media\.new/);
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

  test('a key that every object has is only a key', async () => {
    const args = ['start', ...ACCOUNT, ...CONTENT, '--custom', '__proto__=1', '--custom', 'toString=2'];
    const { stdout } = await run([...args, '--dry-run']);
    expect(stdout).toMatch(/"customMetadata":\{"__proto__":"1","toString":"2"\}\}$/);
  });

  test('a file that only another user may read', async ({ skip }) => {
    if (process.getuid?.() === 0) skip('root may read everything');
    const cwd = tempDirectory({ 'meta.json': '{}', '.mediarc': mediarc('localhost') });
    for (const name of ['meta.json', '.mediarc']) {
      chmodSync(join(cwd, name), 0);
      const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--body', 'meta.json'], { cwd });
      expectFailure(outcome, 2);
      expect(outcome.stderr).toMatch(/permission denied/);
      chmodSync(join(cwd, name), 0o600);
    }
  });

  test('a config file of another user is refused, unless it is named', async ({ skip }) => {
    if (process.getuid?.() !== 0) skip('only root can give a file away');
    const cwd = tempDirectory({ '.git/': '', '.mediarc': mediarc('localhost'), 'a/b/': '' });
    chownSync(join(cwd, '.mediarc'), 12_345, 12_345);
    for (const directory of [cwd, join(cwd, 'a/b')]) {
      for (const args of [['start', ...CONTENT], ['check', ...CONTENT], ['config', 'show'], ['doctor']]) {
        const outcome = await run(args, { cwd: directory });
        expectFailure(outcome, 2);
        expect(outcome.stderr).toContain('belongs to another user (user ID 12345)');
        expect(outcome.stderr).toContain(`--config ${join(cwd, '.mediarc')}`);
      }
    }
    const named = ['start', ...CONTENT, '--dry-run'];
    expect((await run([...named, '--config', '.mediarc'], { cwd })).code).toBe(0);
    expect((await run(named, { cwd, env: { MEDIA_SESSION_CONFIG: '.mediarc' } })).code).toBe(0);
    expect((await run(named, { cwd, env: { SUDO_UID: '12345' } })).code).toBe(0);
  });

  test('an unknown key in .mediarc is a warning without --strict', async () => {
    const cwd = tempDirectory({ '.mediarc': '{"reportSuit":"a"}' });
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--dry-run'], { cwd });
    expect(outcome.code).toBe(0);
    expect(outcome.stderr).toMatch(
      /^warning\[config-unknown-key\]: Unknown key "reportSuit", ignored\.\n --> \.mediarc:1:2\n[\s\S]*help: .*reportSuite/,
    );
  });

  test('config show tells of it and goes on; with --strict it fails', async () => {
    const cwd = tempDirectory({ '.mediarc': '{"reportSuit":"a"}' });
    const shown = await run(['config', 'show'], { cwd });
    expect([shown.code, shown.stderr]).toEqual([0, expect.stringContaining('[config-unknown-key]')]);
    expectFailure(await run(['config', 'show', '--strict'], { cwd }), 2);
  });

  test('a .mediarc that others may change is used, with a warning', async () => {
    const cwd = tempDirectory({ '.mediarc': mediarc('localhost') });
    chmodSync(join(cwd, '.mediarc'), 0o666);
    const outcome = await run(['start', ...CONTENT, '--dry-run'], { cwd });
    expect([outcome.code, outcome.stdout.length > 0]).toEqual([0, true]);
    expect(outcome.stderr).toContain('[config-permissions]');
  });

  test.each(['.mediarc', 'meta.json'])('%s may have CRLF and be a link', async (name) => {
    const cwd = tempDirectory({ real: '{\r\n"customMetadata":{"a":"b"}\r\n}\r\n' });
    symlinkSync('real', join(cwd, name));
    const more = name === 'meta.json' ? ['--body', name] : [];
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, ...more, '--dry-run'], { cwd });
    expect([outcome.code, outcome.stderr]).toEqual([0, '']);
    expect(outcome.stdout).toContain('"customMetadata":{"a":"b"}');
  });

  test('a .mediarc that leads nowhere, round in a circle, or to a pipe is an error, not a wait', async () => {
    const cwd = tempDirectory();
    const args = [...ACCOUNT, ...CONTENT].map((arg) => `'${arg}'`).join(' ');
    for (const make of ['ln -s nowhere .mediarc', 'ln -s .mediarc .mediarc', 'mkfifo .mediarc']) {
      const shell = `rm -f .mediarc; ${make}; "$NODE" "$BIN" start ${args} --dry-run`;
      const outcome = await run([], { shell, cwd });
      expectFailure(outcome, 2);
      expect(outcome.stderr).toContain('[file-unreadable]');
    }
  });

  test('a repeated option warns, and the last one counts', async () => {
    const outcome = await run(['start', ...ACCOUNT, ...CONTENT, '--id=again', '--dry-run']);
    expect(outcome.stderr).toMatch(/^warning(?:\[[a-z-]+\])?: --id was given more than once/);
    expect(outcome.stdout).toContain('"media.id":"again"');
  });

  test.each([
    [['--param=media.id=x'], '--id and --param media.id', '"media.id":"x"'],
    [['--param-json=media.id="x"'], '--id and --param-json media.id', '"media.id":"x"'],
    [['--param=media.show=a', '--param-json=media.show="b"'], '--param media.show and --param-json', '"b"'],
    [['--param=analytics.reportSuite=x'], '--report-suite and --param analytics.reportSuite', '"x"'],
    [['--qoe=bitrate=1', '--qoe=media.qoe.bitrate=2'], '--qoe bitrate and --qoe media.qoe.bitrate', ':2}'],
  ])('a value given by two options warns: %j', async (more, names, sent) => {
    const args = ['start', ...ACCOUNT, ...CONTENT, ...more, '--dry-run'];
    const outcome = await run(args);
    expect([outcome.code, outcome.stderr]).toEqual([0, expect.stringContaining(names)]);
    expect(outcome.stdout).toContain(sent);
    const strict = await run([...args, '--strict']);
    expectFailure(strict, 2);
    expect(strict.stderr).toContain('error[usage-repeated]');
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

describe('placeholders', () => {
  const where: [string, string[], Record<string, string>, string | undefined, RegExp][] = [
    [
      'a flag',
      ['--report-suite', '<your-report-suite>'],
      {},
      undefined,
      /\| --report-suite '<your-report-suite>'/,
    ],
    ['a variable', [], { MEDIA_SESSION_REPORT_SUITE: '{rsid}' }, undefined, /MEDIA_SESSION_REPORT_SUITE/],
    ['the config file', [], {}, '{"reportSuite":"[YOUR_SUITE]"}', /\.mediarc:1:16/],
    ['the endpoint', ['--endpoint', '{uri}'], {}, undefined, /\{uri\}[\s\S]*\| --endpoint '\{uri\}'/],
    ['--param', ['--param', 'media.show=<your-show>'], {}, undefined, /\| --param media\.show='<your-show>'/],
    ['--custom', ['--custom', 'a=<your-a>'], {}, undefined, /\| --custom a=\[redacted\]/],
  ];
  test.each(where)('in %s', async (_name, args, env, config, says) => {
    const server = await rawServer({});
    const cwd = tempDirectory(config === undefined ? {} : { '.mediarc': config });
    const account = ACCOUNT.filter((flag) => !flag.startsWith('--report-suite'));
    const given = args.includes('--report-suite') || env['MEDIA_SESSION_REPORT_SUITE'] || config;
    const all = [
      'start',
      ...account,
      ...(given ? [] : ['--report-suite=r']),
      ...CONTENT,
      '--endpoint',
      server.url,
    ];
    const outcome = await run([...all, ...args], { cwd, env });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('[placeholder]');
    expect(outcome.stderr).toMatch(says);
    expect(server.connections).toHaveLength(0);
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

describe('captures whose body is not what it looks like', () => {
  const event = 'https://example.hb-api.omtrdc.net/api/v1/sessions/abc/events';
  const play = JSON.stringify({ eventType: 'play', playerTime: { playhead: 0, ts: NOW } });
  test.each<[string, string, number, RegExp]>([
    ['Python, a form', `requests.post("${event}", data=${play})`, 2, /sends as a form/],
    ['Python, JSON', `requests.post("${event}", json=${play})`, 0, /: valid/],
    ['fetch, an object', `fetch("${event}", { method: "POST", body: ${play} })`, 2, /\[object Object\]/],
    ['fetch, JSON', `fetch("${event}", { method: "POST", body: JSON.stringify(${play}) })`, 0, /: valid/],
    [
      'curl, quotation marks lost',
      `curl ${event} -d "${play}"`,
      2,
      /The quotation marks of the body are gone/,
    ],
    ['HTTPie, a file', `http POST ${event} < play.json`, 2, /cannot be judged/],
    [
      'HTTPie, fields',
      `http POST ${event} eventType=play playerTime:='{"playhead":0,"ts":${NOW}}'`,
      0,
      /: valid/,
    ],
    ['no session ID', `curl ${event.replace('abc', '')} -d '${play}'`, 2, /has no session ID/],
  ])('%s', async (_, stdin, code, says) => {
    const outcome = await run(['explain', '-'], { stdin });
    expect(outcome.stdout).toMatch(says);
    expect(outcome).toMatchObject({ code, stderr: '' });
  });
});
