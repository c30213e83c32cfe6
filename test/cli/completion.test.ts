import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { SHELL_NAMES, SHELLS } from '../../src/commands/completion/shells.ts';
import { main } from '../../src/main.ts';
import type { Context } from '../../src/model/context.ts';
import { fakeContext } from '../helpers/context.ts';
import { readJsonOutput } from '../helpers/json-output.ts';
import { tempDirectory } from '../helpers/temp.ts';

async function run(argv: string[], overrides: Partial<Context> = {}) {
  const context = fakeContext({ cwd: tempDirectory(), ...overrides });
  const code = await main(argv, context);
  return { code, stdout: context.out(), stderr: context.err() };
}

/** What a script asks for the words of a line; always a quiet success. */
async function asked(words: string[], overrides: Partial<Context> = {}): Promise<string[]> {
  const { code, stdout, stderr } = await run(['__complete', '--', ...words], overrides);
  expect([code, stderr]).toEqual([0, '']);
  return stdout.split('\n').slice(0, -1);
}

test('flags of params are offered, which other runs make only when they are named', async () => {
  for (const verb of ['start', 'check', 'doctor']) {
    const flags = (await asked([verb, '--'])).map((line) => line.split('\t')[0]);
    expect(flags).toEqual(
      expect.arrayContaining(['--enable-ssl', '--no-enable-ssl', '--content-type', '--json']),
    );
  }
});

describe('completion <shell>', () => {
  test.each(SHELL_NAMES)('%s: prints the script, and nothing but the script', async (shell) => {
    const script = SHELLS[shell].script;
    expect(await run(['completion', shell])).toEqual({ code: 0, stdout: script, stderr: '' });
    // Other shells must not take it for theirs, and no word of the user is ever evaluated.
    expect(script).toContain(`media-session completion ${shell}`);
    expect(script).not.toMatch(/\beval\b/);
    expect(script).toContain('command media-session __complete -- ');
  });

  test('--json: one document with the script in it', async () => {
    const outcome = await run(['completion', 'fish', '--json']);
    const output = readJsonOutput({ ...outcome, signal: null, elapsed: 0 });
    expect(output).toMatchObject({
      command: 'completion',
      ok: true,
      shell: 'fish',
      script: SHELLS.fish.script,
    });
    const failed = readJsonOutput({
      ...(await run(['completion', 'tcsh', '--json'])),
      signal: null,
      elapsed: 0,
    });
    expect(failed).toMatchObject({ exitCode: 2, error: { code: 'usage' } });
  });

  test.each([
    [['completion', 'zhs'], 'one of bash, zsh, fish; got "zhs"', 'Did you mean zsh?'],
    [['completion', 'powershell'], 'one of bash, zsh, fish', 'Give completion one of'],
    [['completion'], 'Missing argument <shell>', 'media-session completion <shell>'],
    [['completion', 'bash', 'zsh'], 'Unexpected argument "zsh"', 'media-session completion --help'],
  ])('%j is a usage error', async (argv, message, fix) => {
    const { code, stdout, stderr } = await run(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(fix);
  });

  test('the help says how to install it', async () => {
    const { code, stdout } = await run(['completion', '--help']);
    expect(code).toBe(0);
    for (const shell of SHELL_NAMES) expect(stdout).toContain(SHELLS[shell].install);
    expect(stdout).toContain('Exit codes (');
  });
});

describe('the verb behind the scripts', () => {
  test('is named nowhere', async () => {
    expect((await run(['--help'])).stdout).not.toContain('__complete');
    expect((await run(['complete'])).stderr).not.toContain('__complete');
    expect((await run([])).stderr).not.toContain('__complete');
    expect(await asked(['__'])).not.toContain('__complete');
  });

  test('answers with candidates, a tab and a description, or asks for files', async () => {
    expect(await asked(['st'])).toContain('start\tstart a session and print its ID');
    expect(await asked(['completion', ''])).toEqual(['bash', 'zsh', 'fish']);
    expect(await asked(['explain', ''])).toEqual([':files']);
    expect(await asked(['start', '--id', ''])).toEqual([]);
  });

  test('takes no word of the line for its own', async () => {
    const SMOKE = '--smoke\tfill in missing metadata with test data; end the session again';
    const words = ['--help', '--version', '--json', '-v', '-q', '--color', '--nonsense', '-h'];
    for (const word of words) {
      expect(await asked([word, 'start', '--name', word, ''])).toContain(SMOKE);
    }
    expect(await asked([])).toContain('start\tstart a session and print its ID');
  });
});

describe('profiles', () => {
  const config = (...names: string[]): string =>
    JSON.stringify({ profiles: Object.fromEntries(names.map((name) => [name, {}])) });

  test('are those of the config file that start would use', async () => {
    const cwd = tempDirectory({
      '.mediarc': config('stage', 'prod'),
      'sub/': '',
      '.git/': '',
      'o ther.json': config('other'),
    });
    const profiles = (...words: string[]) => asked(words, { cwd: join(cwd, 'sub') });
    expect(await profiles('start', '--profile', '')).toEqual(['stage', 'prod']);
    expect(await profiles('start', '--profile=')).toEqual(['--profile=stage', '--profile=prod']);
    expect(await profiles('start', '--config', '../o ther.json', '--profile', '')).toEqual(['other']);
    expect(await profiles('start', '--no-config', '--profile', '')).toEqual([]);
  });

  test('heed the variables for it, and the home directory', async () => {
    const home = tempDirectory({ 'mine.json': config('mine') });
    expect(await asked(['doctor', '--config', '~/mine.json', '--profile', ''], { home })).toEqual(['mine']);
    const env = { MEDIA_SESSION_CONFIG: join(home, 'mine.json'), MEDIA_SESSION_PROFILE: 'gone' };
    expect(await asked(['doctor', '--profile', ''], { env })).toEqual(['mine']);
  });

  test.each([
    ['nothing there', {}],
    ['broken', { '.mediarc': '{"profiles": ' }],
    ['no object', { '.mediarc': '[]' }],
    ['a setting of a wrong type', { '.mediarc': '{"retry": {}, "profiles": {"a": {}}}' }],
    ['a name that could drive a terminal', { '.mediarc': config('\u001b[2J', 'a\tb', ':files') }],
    ['code', { '.mediarc.js': 'export default {}' }],
    ['a directory', { '.mediarc/': '' }],
  ])('none, and no complaint: %s', async (_name, files) => {
    expect(await asked(['start', '--profile', ''], { cwd: tempDirectory(files) })).toEqual([]);
  });

  test('none, and no complaint: the named file is missing, a directory, or a device', async () => {
    for (const file of ['missing.json', '.', '/dev/null', '-', '']) {
      expect(await asked(['start', '--config', file, '--profile', ''])).toEqual([]);
    }
    expect(await asked(['start', '--profile', ''], { cwd: undefined })).toEqual([]);
  });
});
