import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ACCOUNT, CONTENT } from '../helpers/account.ts';
import { expectFailure, hasProgram, type Outcome, run } from '../helpers/cli.ts';
import { tempDirectory } from '../helpers/temp.ts';

const HOST = ['--endpoint', 'http://127.0.0.1:9'];

/** Every option that names a file to read. */
const READERS: [name: string, args: (file: string) => string[]][] = [
  ['--body', (file) => ['start', ...ACCOUNT, ...CONTENT, ...HOST, '--body', file]],
  ['--body of an event', (file) => ['event', 'abc', 'ping', ...HOST, '--body', file]],
  ['--from', (file) => ['start', ...ACCOUNT, ...HOST, '--from', file]],
  ['--cacert', (file) => ['schema', 'diff', 'sessionStart', ...HOST, '--cacert', file]],
  ['--config', (file) => ['start', ...CONTENT, '--config', file]],
  ['explain', (file) => ['explain', file]],
  ['check', (file) => ['check', file]],
];

describe.skipIf(process.platform === 'win32').each(READERS)('fault row 113: %s', (_, argsOf) => {
  test.each(['pipe', '/dev/zero', '/dev/null'])('%s is refused at once', async (file) => {
    const cwd = tempDirectory();
    execFileSync('mkfifo', [join(cwd, 'pipe')]);
    const outcome = await run(argsOf(file), { cwd });
    expectFailure(outcome, 2);
    expect(outcome.stderr).toContain('is not a regular file');
  });
});

describe.skipIf(!hasProgram('bash'))('what a shell gives a name with <(...)', () => {
  /** Runs the binary in bash with these arguments, quoted for it. */
  const inBash = (args: string, cwd = tempDirectory()): Promise<Outcome> =>
    run([], { cwd, shell: `exec bash -c '"$NODE" "$BIN" '"$ARGS"`, env: { ARGS: args } });
  const given = [...ACCOUNT, ...CONTENT].map((arg) => `'${arg}'`).join(' ');

  test('a body, a log, a capture', async () => {
    const started = await inBash(`start ${given} --dry-run --body <(echo '{"media.show":"S"}')`);
    expect([started.code, started.stderr]).toEqual([0, '']);
    expect(started.stdout).toContain('"media.show":"S"');
    const checked = await inBash(`check <(yes '{}' | head -30000) --json`);
    expect(JSON.parse(checked.stdout).checked.bodies).toBe(30_000);
    const explained = await inBash(`explain <(echo "curl https://h.example/api/v1/sessions -d '{}'")`);
    expect(explained.stdout).toContain('curl: POST https://h.example/api/v1/sessions');
    expect((await inBash('start --dry-run --body <(true)')).stderr).toContain('empty');
  });

  test('a signal while nothing comes ends it', async () => {
    const outcome = await inBash(`check <(sleep 20 2>&-) & sleep 1; kill -TERM $!; wait $!`);
    expect([outcome.code, outcome.elapsed < 15_000]).toEqual([143, true]);
  });
});
